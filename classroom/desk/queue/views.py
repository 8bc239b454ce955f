"""The pages of the queue, on three blueprints by the names that their endpoints have."""

from classroom.desk.queue import (
    call_views,
    desk_views,
    draw_views,
    enrolment_views,
    new_person_views,
    offering_views,
    session_views,
)

__all__ = [
    "calling",
    "draw",
    "enrolment",
    "enrolment_views",
    "new_person_views",
    "offering_views",
    "session_views",
]
enrolment, calling, draw = desk_views.bp, call_views.bp, draw_views.bp
