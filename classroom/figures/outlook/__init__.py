"""見通し: what the target takes, and where the rate is heading."""
