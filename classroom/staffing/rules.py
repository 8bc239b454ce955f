"""Limits of instructors and assistants."""

NAME_MAX = 60
ORGANISATION_MAX = 60
TELEPHONE_MAX = 11
NOTE_MAX = 300
