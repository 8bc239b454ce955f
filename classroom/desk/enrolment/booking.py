"""What the desk's pages share: booking by hand, and saying what was done."""

from collections.abc import Sequence

from flask import abort, request, session, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.enrolment import queries, service
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import AT_DESK, Channel, Status
from classroom.desk.enrolment.values import WAIT, Booking
from classroom.rules.text import clean_line
from classroom.web.database import get_db, settings
from classroom.web.filters import month_day
from classroom.web.pages import notify, or_404, see_other
from classroom.web.staff.access import current

CHANNEL = "desk_channel"


def book_at_desk(
    participant_ids: Sequence[int], offering_id: int, channel: Channel, *, wait: bool
) -> list[Enrolment]:
    """Book people by the city's own rule of age, in the name of who is at the screen.

    Who applied for them, and the reason to set a rule aside, are read from the page's form.
    """
    return service.book_party(
        get_db(),
        participant_ids,
        offering_id,
        channel,
        at=clock.now(),
        by=current().id,
        today=clock.today(),
        wait=wait,
        age_rule=settings().age_rule,
        proxy=clean_line(request.form.get("proxy", "")),
        override=override_for(offering_id),
    )


def override_for(offering_id: int) -> str:
    """Return the reason that was written beside an offering to set its rules aside."""
    return clean_line(request.form.get(f"override-{offering_id}", ""))


def picked() -> tuple[int, bool]:
    """Return the offering that the pressed button names, and whether it was a place in the queue.

    Ends the request where it names none.
    """
    value = request.form.get("pick") or request.form.get("offering_id", "")
    number = value.removeprefix(WAIT)
    if not number.isdecimal():
        abort(400)
    return int(number), value.startswith(WAIT) or request.form.get("wait") == "yes"


def channel_of_day() -> Channel:
    """Return how applications come in at this desk: as the clerk last said in this browser."""
    known = session.get(CHANNEL)
    return Channel(known) if known in AT_DESK else Channel.TELEPHONE


def remember_channel(channel: Channel) -> None:
    """Keep how applications come in, so that the counter says so once a day."""
    if channel in AT_DESK:
        session[CHANNEL] = channel.value


def refused(refusal: Refusal, back: str) -> Response:
    """Say why nothing was done, on the page the person came from."""
    get_db().rollback()
    notify("stop", refusal.sentence)
    return see_other(back)


def desk_of(participant_id: int) -> str:
    """Return the desk with this person, as it stands before anything is chosen."""
    return url_for("enrolment.desk", person=participant_id)


def booking_of(enrolment_id: int) -> Booking:
    """Return an enrolment as the desk shows it, or end the request with 404."""
    return or_404(queries.booking(get_db(), enrolment_id))


def said_of(line: Enrolment, people: int = 1) -> str:
    """Say what an enrolment is now: 12/1「…」の席を取りました。"""
    found = booking_of(key(line))
    what = day_and_title(found)
    many = f"{people}人分" if people > 1 else ""
    if line.status is Status.WAITLISTED:
        return f"{what}の待ち{found.waiting_place}番に{f'{people}人で' if many else ''}入りました。"
    if line.status is Status.APPLIED:
        return f"{what}の抽選に{many}申し込みました。"
    more = f"（{line.note}）" if line.note else ""
    return f"{what}の席を{many}取りました。{more}"


def day_and_title(found: Booking) -> str:
    """Name a booking: 12/1「スマホ入門」."""
    return f"{month_day(found.first_on)}「{found.title}」"
