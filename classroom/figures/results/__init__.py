"""教室実績: who came and who registered, counted in people."""
