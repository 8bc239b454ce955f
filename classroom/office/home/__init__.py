"""The first page after sign-in, and the help."""
