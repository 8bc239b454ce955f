"""Pages of courses and their handouts, on one blueprint."""

from classroom.planning.course import catalogue_views, handout_views, standard_views
from classroom.planning.course.blueprint import bp

__all__ = ["bp", "catalogue_views", "handout_views", "standard_views"]
