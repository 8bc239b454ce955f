"""The rate: population, official counts, figures, and their papers."""
