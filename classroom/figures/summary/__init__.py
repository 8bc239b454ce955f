"""Counts that the program keeps, so that the dashboard need not count again."""
