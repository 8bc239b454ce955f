"""What the city office knows about ages, eras, names and telephones: pure, and given its day."""
