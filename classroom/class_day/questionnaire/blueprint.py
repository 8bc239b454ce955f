"""The blueprint that the entry of sheets, the tablet and the results share."""

from flask import Blueprint, Response

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.attendance.service import require_own
from classroom.class_day.attendance.values import SessionHead
from classroom.web.database import get_db, settings
from classroom.web.pages import or_404
from classroom.web.staff.access import current

bp = Blueprint("questionnaire", __name__)
Page = str | tuple[str, int] | Response


def own_session(course_session_id: int) -> SessionHead:
    """Return a session's head; instructors get only those they teach."""
    head = or_404(attendance.session_head(get_db(), course_session_id))
    require_own(get_db(), current().role, current().id, course_session_id, settings().contact)
    return head
