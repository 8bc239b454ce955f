"""今日: what this day asks of the person at the screen; and the help."""

from flask import Blueprint, render_template

from classroom.staff.access import allow
from classroom.staff.rules import ANYONE

bp = Blueprint("home", __name__)


@bp.get("/")
@allow(ANYONE)
def today() -> str:
    """Show today's classes and what is coming."""
    return render_template("home/today.html")
