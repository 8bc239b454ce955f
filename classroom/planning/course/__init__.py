"""The catalogue of courses, their offerings, and the days on which they are held."""
