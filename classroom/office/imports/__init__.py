"""The city's own Excel and CSV files, taken in after a look at each row."""
