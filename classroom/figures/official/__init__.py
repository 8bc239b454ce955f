"""公式値: registrants and residents of 70 and over as given to the city."""
