"""A fictitious year, and measured figures: never imported by the product."""
