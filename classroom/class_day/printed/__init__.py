"""Pages as they were printed, kept so that they can be read back by the code on them."""
