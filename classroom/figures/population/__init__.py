"""人口: residents by day, area, sex and band, from the standard open data set."""
