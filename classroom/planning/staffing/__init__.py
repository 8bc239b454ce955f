"""Instructors and assistants, and the sessions they teach."""
