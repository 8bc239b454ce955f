"""The people who take classes."""
