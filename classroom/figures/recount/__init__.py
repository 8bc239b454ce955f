"""A second count of the figures, written apart from the first: whether the two agree."""
