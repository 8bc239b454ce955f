"""The order of the waiting list, in one place for every page and every promotion."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import Status
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection


def places(offering_ids: Any) -> sa.Subquery:
    """Return `enrolment_id` and `place` of who waits in these offerings; the next one has 1.

    By number; where first-timers come first, they stand before the others, but for a draw, whose
    order has weighed that already. A party stands together, where the first of them stands, and
    counts as first-timers if one of them is.
    """
    together: Any = [
        col(Enrolment.offering_id),
        sa.func.coalesce(col(Enrolment.party), -col(Enrolment.id)),
    ]
    is_first = sa.and_(
        col(Offering.first_timers_first),
        col(Offering.selection) == Selection.ORDER,
        col(Enrolment.is_first_time),
    )
    grouped = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            col(Enrolment.offering_id),
            col(Enrolment.waiting_number),
            sa.func.max(sa.case((is_first, 1), else_=0)).over(partition_by=together).label("first"),
            sa.func.min(col(Enrolment.waiting_number)).over(partition_by=together).label("head"),
        )
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .where(
            col(Enrolment.offering_id).in_(offering_ids),
            col(Enrolment.status) == Status.WAITLISTED,
        )
        .subquery()
    )
    in_order = [grouped.c.first.desc(), grouped.c.head, grouped.c.waiting_number]
    place = sa.func.row_number().over(partition_by=grouped.c.offering_id, order_by=in_order)
    return sa.select(grouped.c.enrolment_id, place.label("place")).subquery("queue")
