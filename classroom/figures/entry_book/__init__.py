"""記入表: the plan's values and texts of a year, asked of the other offices in one Excel file."""
