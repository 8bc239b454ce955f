"""今日: what this day asks of the person at the screen; and the help."""

from flask import Blueprint, render_template

from classroom.core import clock
from classroom.office.home import queries
from classroom.rules.words.staff import ANYONE, CLASSROOM, DESK
from classroom.web.database import get_db
from classroom.web.staff.access import allow, current

bp = Blueprint("home", __name__)


@bp.get("/")
@allow(ANYONE)
def today() -> str:
    """Show today's classes and what is coming; to instructors only their own."""
    role, now = current().role, clock.local(clock.now())
    is_instructor = role.sees_own_only
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
    )


@bp.get("/help", endpoint="help")
@allow(ANYONE)
def staff_help() -> str:
    """Show the staff help: a day at the desk, in class, a month's work, and the keys."""
    return render_template("office/home/help.html")
