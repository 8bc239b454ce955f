"""Papers that people hold: for one person, and for a class."""
