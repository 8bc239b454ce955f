"""The smartphone-class (スマホ教室) management system of a city."""
