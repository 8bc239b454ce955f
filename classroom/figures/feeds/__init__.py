"""Addresses by which calendars follow the classes: of a venue, a course, a person."""
