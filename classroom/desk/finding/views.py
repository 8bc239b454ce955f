"""The one search, from every page; it finds what the role of the person at the screen may see."""

from flask import Blueprint, render_template, request, url_for

from classroom.core import clock
from classroom.desk.finding import queries
from classroom.desk.finding.values import Everything
from classroom.desk.participant.queries import search
from classroom.planning.course.values import DayLine
from classroom.planning.staffing.queries import taught_by
from classroom.rules.text import clean_line
from classroom.rules.words.staff import ANYONE, DESK, PLANNERS
from classroom.web.database import get_db, settings
from classroom.web.staff.access import allow, current

bp = Blueprint("finding", __name__)
PEOPLE_MAX = 20


@bp.get("/search")
@allow(ANYONE)
def index() -> str:
    """Show the people, classes and venues that a text may mean."""
    text = clean_line(request.args.get("q", ""))
    found = _found(text)
    return render_template(
        "desk/finding/index.html",
        q=text,
        found=found,
        links=_class_links(found.classes),
        may_see_people=current().role in DESK,
        may_plan=current().role in PLANNERS,
        people_max=PEOPLE_MAX,
        today=clock.today(),
    )


def _found(text: str) -> Everything:
    if not text:
        return Everything([], [], [])
    db, today, role = get_db(), clock.today(), current().role
    area_code = settings().area_code
    may_see_people = role in DESK
    return Everything(
        people=search(db, text, today=today, limit=PEOPLE_MAX, area_code=area_code)
        if may_see_people
        else [],
        classes=queries.classes(db, text, today, drafts=role in PLANNERS),
        venues=queries.venues(db, text),
    )


def _class_links(lines: list[DayLine]) -> dict[int, str]:
    """Return where each class leads: its people for the desk, one's own day, else its month."""
    if current().role in DESK:
        numbers = [line.offering_id for line in lines]
        return {number: url_for("enrolment.offering", offering_id=number) for number in numbers}
    own = taught_by(get_db(), current().id) if current().role.sees_own_only else set()
    return {line.offering_id: _day_url(line, own) for line in lines}


def _day_url(line: DayLine, own: set[int]) -> str:
    if line.course_session_id in own:
        return url_for("attendance.class_day", course_session_id=line.course_session_id)
    return url_for("course.agenda", month=f"{line.on:%Y-%m}", course=line.course_id)
