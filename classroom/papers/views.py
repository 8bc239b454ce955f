"""The papers of a person and of a class, on one blueprint."""

from classroom.papers import class_views, mailing_views, people_views, person_views
from classroom.papers.blueprint import bp

__all__ = ["bp", "class_views", "mailing_views", "people_views", "person_views"]
