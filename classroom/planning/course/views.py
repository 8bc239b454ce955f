"""All pages of this feature, on one blueprint."""

from classroom.planning.course import (
    calendar_views,
    catalogue_views,
    handout_views,
    offering_views,
    session_views,
)
from classroom.planning.course.blueprint import bp

__all__ = [
    "bp",
    "calendar_views",
    "catalogue_views",
    "handout_views",
    "offering_views",
    "session_views",
]
