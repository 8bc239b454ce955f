"""What the desk's pages share: booking by hand, and saying what was done."""

from classroom import clock
from classroom.db import key
from classroom.enrolment import queries, service
from classroom.enrolment.models import Enrolment
from classroom.enrolment.rules import Channel, Status
from classroom.enrolment.values import Booking
from classroom.staff.access import current
from classroom.web.database import get_db, settings
from classroom.web.filters import month_day
from classroom.web.pages import or_404


def book_at_desk(
    participant_id: int, offering_id: int, channel: Channel, *, wait: bool
) -> Enrolment:
    """Book by the city's own rule of age, in the name of who is at the screen."""
    return service.book(
        get_db(),
        participant_id,
        offering_id,
        channel,
        at=clock.now(),
        by=current().id,
        today=clock.today(),
        wait=wait,
        age_rule=settings().age_rule,
    )


def booking_of(enrolment_id: int) -> Booking:
    """Return an enrolment as the desk shows it, or end the request with 404."""
    return or_404(queries.booking(get_db(), enrolment_id))


def said_of(line: Enrolment) -> str:
    """Say what an enrolment is now: 12/1「…」の席を取りました。"""
    found = booking_of(key(line))
    what = day_and_title(found)
    if line.status is Status.WAITLISTED:
        return f"{what}の待ち{found.waiting_place}番に入りました。"
    if line.status is Status.APPLIED:
        return f"{what}の抽選に申し込みました。"
    more = f"（{line.note}）" if line.note else ""
    return f"{what}の席を取りました。{more}"


def day_and_title(found: Booking) -> str:
    """Name a booking: 12/1「スマホ入門」."""
    return f"{month_day(found.first_on)}「{found.title}」"
