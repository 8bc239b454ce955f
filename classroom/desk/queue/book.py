"""Booking: places for one person, or for people who come together."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import may_hold_my_number
from classroom.desk.queue import queries
from classroom.desk.queue.enrolment import Passed, accept, changed, check, hold_offering
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.rules import NOT_OPEN, PARTY_MAX, PROXY_MAX, why_not_open
from classroom.desk.queue.seats import NO_SEAT, NO_SEATS, Full, take_seats
from classroom.desk.queue.values import Act, Asked
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import LIVE, Channel, Status

QUEUE_FIRST = "空いた席は、待っている方に順にご案内します。待ちに入るか、別の開講をご案内ください。"
NOBODY = "この方は見つかりません。もう一度さがしてください。"


def book(db: Session, participant_id: int, asked: Asked, act: Act) -> Enrolment:
    """Give someone a seat in an open offering, or with `wait` the end of the queue if it is full.

    Raises Full where there is no seat and `wait` is false, or Refusal: not open today, not of the
    age it is for, already booked, another class at that time. For an offering by draw the
    application waits for the draw.
    """
    (line,) = book_party(db, [participant_id], asked, act)
    return line


def book_party(
    db: Session, participant_ids: Sequence[int], asked: Asked, act: Act, *, why: str = ""
) -> list[Enrolment]:
    """Book people who come together: seats for all of them, or the queue for all, or nothing.

    Who has a seat there already keeps it, and the others join their party. Returns the lines that
    were booked now. Raises as `book` does.
    """
    offering = hold_offering(db, asked.offering_id)
    first_on = _refuse_unless_open(db, offering, act.today)
    _refuse_proxy(asked.proxy)
    people = _people(db, participant_ids)
    is_party = len(people) > 1
    seated = _seated(db, people, offering) if is_party else []
    there = {line.participant_id for line in seated}
    lines = []
    for person in people:
        if key(person) in there:
            continue
        try:
            passed = check(db, offering, first_on, person, asked)
            line = line_for(db, person, offering, asked.channel, act)
        except Refusal as refusal:
            who = f"{person.shown_name}さん：" if is_party else ""
            raise Refusal(who + refusal.sentence) from None
        _write(line, asked, passed)
        line.is_first_time = not queries.came_before(db, key(person), first_on)
        lines.append(line)
    if not lines:
        raise Refusal("どなたも、この開講にもう申し込んでいます。")
    _give_places(db, lines, offering, wait=asked.wait)
    if is_party:
        _join(db, [*seated, *lines], asked.offering_id)
    return [changed(db, line, act, why) for line in lines]


def line_for(
    db: Session, person: Participant, offering: Offering, channel: Channel, act: Act
) -> Enrolment:
    """Return the person's one line in the offering: new, or the one that was cancelled before."""
    line = queries.of(db, key(person), key(offering))
    if line is None:
        return Enrolment(
            participant_id=key(person),
            offering_id=key(offering),
            channel=channel,
            status=Status.APPLIED,
            applied_at=act.at,
        )
    if line.status not in LIVE:
        line.channel, line.applied_at = channel, act.at
    elif line.status is Status.ACCEPTED or channel is not Channel.WALK_IN:
        raise Refusal(f"この方は、この開講にもう申し込んでいます（{line.status.label}）。")
    return line


def _refuse_unless_open(db: Session, offering: Offering, today: date) -> date:
    """Refuse an offering that cannot be booked today; return its first day."""
    refusal = why_not_open(offering.status, offering.apply_from, offering.apply_until, today)
    if refusal:
        raise Refusal(refusal)
    first, last = queries.days_of(db, key(offering))
    if last < today:
        raise Refusal(NOT_OPEN[OfferingStatus.FINISHED])
    return first


def _refuse_proxy(proxy: str) -> None:
    if len(proxy) > PROXY_MAX:
        raise Refusal(f"代理の方は{PROXY_MAX}文字までにしてください。")
    if may_hold_my_number(proxy):
        raise Refusal("代理の欄に12けたの数字は書けません。数字を消してください。")


def _people(db: Session, participant_ids: Sequence[int]) -> list[Participant]:
    numbers = list(dict.fromkeys(participant_ids))
    if len(numbers) > PARTY_MAX:
        raise Refusal(f"一緒に申し込めるのは{PARTY_MAX}人までです。分けて申し込んでください。")
    people = [db.get(Participant, number) for number in numbers]
    found = [p for p in people if p is not None and not p.is_gone]
    if not found or len(found) < len(people):
        raise Refusal(NOBODY)
    return found


def _seated(db: Session, people: list[Participant], offering: Offering) -> list[Enrolment]:
    lines = [queries.of(db, key(person), key(offering)) for person in people]
    return [line for line in lines if line is not None and line.status is Status.ACCEPTED]


def _write(line: Enrolment, asked: Asked, passed: Passed) -> None:
    line.note, line.override_reason = passed.note, passed.override_reason
    line.proxy, line.party = asked.proxy, None


def _give_places(db: Session, lines: list[Enrolment], offering: Offering, *, wait: bool) -> None:
    if offering.selection is Selection.DRAW and not queries.is_drawn(db, key(offering)):
        for line in lines:
            line.status = Status.APPLIED
        return
    last = queries.last_waiting_number(db, key(offering))
    has_room = offering.seats_taken + len(lines) <= offering.capacity
    if has_room and not last:
        take_seats(db, key(offering), len(lines))
        for line in lines:
            accept(line, holds_seat=True)
    elif wait:
        for number, line in enumerate(lines, last + 1):
            line.status, line.waiting_number = Status.WAITLISTED, number
    else:
        no_seat = NO_SEAT if len(lines) == 1 else NO_SEATS.format(len(lines))
        raise Full(QUEUE_FIRST if has_room else no_seat)


def _join(db: Session, lines: list[Enrolment], offering_id: int) -> None:
    """Let people share one party: the one that somebody of them has already, or a new one."""
    known = [line.party for line in lines if line.party is not None]
    party = known[0] if known else queries.new_party(db, offering_id)
    for line in lines:
        line.party = party
