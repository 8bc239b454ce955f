"""さがす: people, classes and venues by one search, from every page."""
