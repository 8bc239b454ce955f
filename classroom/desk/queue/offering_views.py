"""An offering's page."""

from flask import render_template

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.queue import roster_queries
from classroom.desk.queue.desk_queries import companions
from classroom.desk.queue.desk_views import Page, bp
from classroom.planning.course.queries import offering as find_offering
from classroom.planning.course.rules import NEXT
from classroom.planning.course.rules import Status as OfferingStatus
from classroom.planning.offering.clash_queries import of_offering
from classroom.planning.staffing.queries import teams
from classroom.rules.words.staff import DESK, PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import or_404
from classroom.web.staff.access import allow, current

S = OfferingStatus
# What the button says that moves an offering on or back. Cancelling asks for a reason first.
BECOMES = {
    (S.DRAFT, S.OPEN): "受付を始める",
    (S.OPEN, S.DRAFT): "下書きにもどす",
    (S.OPEN, S.CLOSED): "受付を終える",
    (S.OPEN, S.FINISHED): "終了にする",
    (S.CLOSED, S.OPEN): "受付をもう一度始める",
    (S.CLOSED, S.FINISHED): "終了にする",
    (S.FINISHED, S.CLOSED): "終了を取り消す",
}


@bp.get("/offerings/<int:offering_id>")
@allow(DESK)
def offering(offering_id: int) -> Page:
    """Show an offering: its seats, sessions, people, papers and what happened."""
    db = get_db()
    found = or_404(find_offering(db, offering_id))
    roster = roster_queries.roster(db, offering_id)
    waiting = roster_queries.waiting(db, offering_id)
    parties = [line.enrolment_id for line in (*roster, *waiting) if line.party is not None]
    return render_template(
        "desk/queue/offering.html",
        offering=found,
        title=found.title or found.course.title,
        first=found.sessions[0],
        findings=of_offering(db, offering_id),
        teams=teams(db, [key(session) for session in found.sessions]),
        roster=roster,
        waiting=waiting,
        together=companions(db, parties) if parties else {},
        drawing=roster_queries.drawing(db, offering_id),
        offers=roster_queries.offered(db, offering_id) if waiting else set(),
        changes=roster_queries.history(db, offering_id),
        may_plan=current().role in PLANNERS,
        next_statuses=[(then, BECOMES[found.status, then]) for then in _next(found.status)],
        may_cancel=OfferingStatus.CANCELLED in NEXT[found.status],
        today=clock.today(),
    )


def _next(status: OfferingStatus) -> list[OfferingStatus]:
    """Return what the buttons lead to, in the order of an offering's life."""
    return [then for then in OfferingStatus if (status, then) in BECOMES]
