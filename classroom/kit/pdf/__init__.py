"""The drawing kit of every paper; it knows paper, not people."""
