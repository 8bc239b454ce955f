"""The smartphone-class management system of a city."""
