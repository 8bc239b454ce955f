"""Pages of offerings: they stand beside those of courses and of staffing, on their blueprints."""

from classroom.planning.course.views import bp as course
from classroom.planning.offering import (
    calendar_views,
    half_year_views,
    moving_views,
    offering_views,
    session_views,
    team_views,
    week_views,
)
from classroom.planning.staffing.views import bp as staffing

__all__ = [
    "calendar_views",
    "course",
    "half_year_views",
    "moving_views",
    "offering_views",
    "session_views",
    "staffing",
    "team_views",
    "week_views",
]
