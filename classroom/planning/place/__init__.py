"""Districts, venues and their rooms."""
