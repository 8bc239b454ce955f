"""All pages of this feature, on one blueprint."""

from classroom.course import (
    calendar_views,
    catalogue_views,
    handout_views,
    offering_views,
    session_views,
)
from classroom.course.blueprint import bp

__all__ = [
    "bp",
    "calendar_views",
    "catalogue_views",
    "handout_views",
    "offering_views",
    "session_views",
]
