"""An offering's page."""

from flask import render_template
from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.queue import roster_queries
from classroom.desk.queue.call_off import told_called_off, words_of_cancelled
from classroom.desk.queue.desk_queries import companions
from classroom.desk.queue.desk_views import Page, bp
from classroom.planning.course.models import Offering
from classroom.planning.course.queries import offering as find_offering
from classroom.planning.course.rules import may_become, steps
from classroom.planning.offering import applicants
from classroom.planning.offering.clash_queries import of_offering
from classroom.planning.staffing.queries import teams
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.staff import DESK, PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import or_404
from classroom.web.staff.access import allow, current


@bp.get("/offerings/<int:offering_id>")
@allow(DESK)
def offering(offering_id: int) -> Page:
    """Show an offering: its seats, sessions, people, papers and what happened."""
    db = get_db()
    found = or_404(find_offering(db, offering_id))
    roster = roster_queries.roster(db, offering_id)
    waiting = roster_queries.waiting(db, offering_id)
    drawing = roster_queries.drawing(db, offering_id)
    today = clock.today()
    left = [line for line in (*roster, *waiting, *drawing) if line.left_by(today)]
    parties = [line.enrolment_id for line in (*roster, *waiting) if line.party is not None]
    return render_template(
        "desk/queue/offering.html",
        offering=found,
        title=found.title or found.course.title,
        first=found.first_session,
        days=found.days,
        held=applicants.ask().held(db, [key(session) for session in found.sessions]),
        findings=of_offering(db, offering_id),
        teams=teams(db, [key(session) for session in found.sessions]),
        roster=roster,
        waiting=waiting,
        together=companions(db, parties) if parties else {},
        drawing=drawing,
        left=left,
        offers=roster_queries.offered(db, offering_id) if waiting else set(),
        changes=roster_queries.history(db, offering_id),
        may_plan=current().role in PLANNERS,
        next_statuses=_next(found.status),
        may_cancel=may_become(found.status, OfferingStatus.CANCELLED),
        today=today,
        **_called_off(db, found, left=len(left)),
    )


def _called_off(db: Session, offering: Offering, *, left: int) -> dict[str, object]:
    """Return how far the calls about a cancelled offering have come, and what they say.

    `left`: how many of those who applied have moved away or died, and are not called.
    """
    if not offering.status.is_cancelled:
        return {"told": None}
    number = key(offering)
    people = applicants.ask().to_call(db, number) - left
    words = words_of_cancelled(db, offering, clock.now())
    return {"told": told_called_off(db, number), "words": words, "to_tell": people}


def _next(status: OfferingStatus) -> list[tuple[OfferingStatus, str]]:
    """Return what the buttons lead to and say, in the order of an offering's life."""
    verbs = dict(steps(status))
    return [(then, verbs[then]) for then in OfferingStatus if then in verbs]
