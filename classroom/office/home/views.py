"""今日: what this day asks of the person at the screen; and the help."""

from datetime import date

from flask import Blueprint, render_template

from classroom.core import clock
from classroom.office.home import queries
from classroom.office.setup import queries as setup_queries
from classroom.office.setup.values import Setup
from classroom.planning.course import queries as courses
from classroom.rules.words.staff import ADMINS, ANYONE, CLASSROOM, DESK
from classroom.web.database import get_db, settings
from classroom.web.staff.access import allow, current

bp = Blueprint("home", __name__)


@bp.get("/")
@allow(ANYONE)
def today() -> str:
    """Show today's classes and what is coming; to instructors only their own."""
    role, now = current().role, clock.local(clock.now())
    is_instructor = role.sees_own_only
    if role in ADMINS and not settings().setup_put_away and (unfinished := _setup(now.date())):
        return render_template("office/setup/index.html", setup=unfinished)
    shown = queries.today(
        get_db(),
        now,
        only_of=current().id if is_instructor else None,
        with_calls=role in DESK,
    )
    return render_template(
        "office/home/today.html",
        today=shown,
        now=now,
        is_instructor=is_instructor,
        may_open=role in CLASSROOM,
        at_desk=role in DESK,
        is_viewer=not role.sees_people,
    )


def _setup(day: date) -> Setup | None:
    """Return what is still to be set up, on a day without classes."""
    db = get_db()
    found = setup_queries.setup(db, settings())
    busy = found.is_finished or any(courses.days(db, day, day))
    return None if busy else found


@bp.get("/help", endpoint="help")
@allow(ANYONE)
def staff_help() -> str:
    """Show the staff help: a day at the desk, in class, a month's work, and the keys."""
    return render_template("office/home/help.html")
