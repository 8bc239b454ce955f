"""Giving places: to one person, to people who come together, to who came on the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.enrolment import queries
from classroom.desk.enrolment.checks import check
from classroom.desk.enrolment.held import end_offer, is_drawn
from classroom.desk.enrolment.lines import accept, changed, hold_offering, hold_what_takes_place
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import (
    LIVE,
    NOT_OPEN,
    PARTY_MAX,
    PROXY_MAX,
    Channel,
    Status,
    why_not_open,
)
from classroom.desk.enrolment.seats import NO_SEAT, NO_SEATS, Full, take_seat, take_seats
from classroom.desk.enrolment.values import WalkIn
from classroom.desk.participant import service as participants
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import may_hold_my_number
from classroom.desk.participant.values import ParticipantDetails
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.rules import Selection
from classroom.planning.course.rules import Status as OfferingStatus
from classroom.rules.age import AgeRule
from classroom.rules.words.bands import ToldBand

QUEUE_FIRST = "空いた席は、待っている方に順にご案内します。待ちに入るか、別の開講をご案内ください。"
NOBODY = "この方は見つかりません。もう一度さがしてください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How an application came in, and what it asks for."""

    channel: Channel
    at: datetime
    first_on: date
    wait: bool
    age_rule: AgeRule
    proxy: str
    override: str


def book(  # noqa: PLR0913  who, where, how and when are all part of a booking
    db: Session,
    participant_id: int,
    offering_id: int,
    channel: Channel,
    *,
    at: datetime,
    by: int | None,
    today: date,
    wait: bool = False,
    age_rule: AgeRule = AgeRule.LAW,
    proxy: str = "",
    override: str = "",
) -> Enrolment:
    """Give someone a seat in an open offering, or with `wait` the end of the queue if it is full.

    `proxy` names who applied for them; `override` is the reason to set the rules of age and of
    clashing classes aside, where the offering allows it. Raises Full where there is no seat and
    `wait` is false, or Refusal: not open today, not of the age it is for, already booked, another
    class at that time. For an offering by draw the application waits for the draw.
    """
    (line,) = book_party(
        db,
        [participant_id],
        offering_id,
        channel,
        at=at,
        by=by,
        today=today,
        wait=wait,
        age_rule=age_rule,
        proxy=proxy,
        override=override,
    )
    return line


def book_party(  # noqa: PLR0913  as above
    db: Session,
    participant_ids: Sequence[int],
    offering_id: int,
    channel: Channel,
    *,
    at: datetime,
    by: int | None,
    today: date,
    wait: bool = False,
    age_rule: AgeRule = AgeRule.LAW,
    proxy: str = "",
    override: str = "",
    why: str = "",
) -> list[Enrolment]:
    """Book people who come together: seats for all of them, or the queue for all, or nothing.

    Who has a seat there already keeps it, and the others join their party. Returns the lines that
    were booked now. Raises as `book` does.
    """
    offering = hold_offering(db, offering_id)
    first_on = _refuse_unless_open(db, offering, today)
    _refuse_proxy(proxy)
    people = _people(db, participant_ids)
    asked = Asked(
        channel=channel,
        at=at,
        first_on=first_on,
        wait=wait,
        age_rule=age_rule,
        proxy=proxy,
        override=override,
    )
    seated = _seated(db, people, offering) if len(people) > 1 else []
    there = {line.participant_id for line in seated}
    several = len(people) > 1
    lines = [
        _asked_line(db, person, offering, asked, says_who=several)
        for person in people
        if key(person) not in there
    ]
    if not lines:
        raise Refusal("どなたも、この開講にもう申し込んでいます。")
    _give_places(db, lines, offering, wait=wait)
    if several:
        _join(db, [*seated, *lines], offering_id)
    return [changed(db, line, at, by, why) for line in lines]


def walk_in(
    db: Session,
    course_session_id: int,
    details: WalkIn,
    *,
    at: datetime,
    by: int | None,
) -> Enrolment:
    """Take in who came on the day without an application, registering them if they are new.

    They get a free seat if there is one; else they stand beside the count, up to what the room
    holds. Refuses beyond that.
    """
    session = db.get(CourseSession, course_session_id)
    if session is None:
        raise Refusal("この開催回は見つかりません。画面を開き直してください。")
    offering = hold_what_takes_place(db, session.offering_id)
    most = queries.people_max(db, session)
    if queries.accepted_count(db, key(offering)) >= most:
        raise Refusal(f"部屋の定員{most}人に達しています。次の回をご案内ください。")
    person = _who_walked_in(db, details, at)
    line = _line_for(db, person, offering, Channel.WALK_IN, at)
    line.is_first_time = not queries.came_before(db, key(person), session.on)
    if line.id is not None:
        end_offer(db, line, at)
    accept(line, holds_seat=_took_seat(db, key(offering)))
    return changed(db, line, at, by)


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


def _asked_line(
    db: Session, person: Participant, offering: Offering, asked: Asked, *, says_who: bool
) -> Enrolment:
    """Return a person's line as asked for, checked, with nothing given yet."""
    try:
        passed = check(db, offering, asked.first_on, person, asked.age_rule, asked.override)
        line = _line_for(db, person, offering, asked.channel, asked.at)
    except Refusal as refusal:
        if not says_who:
            raise
        raise Refusal(f"{person.name or person.name_kana}さん：{refusal.sentence}") from None
    line.note, line.override_reason = passed.note, passed.override_reason
    line.proxy, line.party = asked.proxy, None
    line.is_first_time = not queries.came_before(db, key(person), asked.first_on)
    return line


def _line_for(
    db: Session, person: Participant, offering: Offering, channel: Channel, at: datetime
) -> Enrolment:
    """Return the person's one line in the offering: new, or the one that was cancelled before."""
    line = queries.of(db, key(person), key(offering))
    if line is None:
        return Enrolment(
            participant_id=key(person),
            offering_id=key(offering),
            channel=channel,
            status=Status.APPLIED,
            applied_at=at,
        )
    if line.status not in LIVE:
        line.channel, line.applied_at = channel, at
    elif line.status is Status.ACCEPTED or channel is not Channel.WALK_IN:
        raise Refusal(f"この方は、この開講にもう申し込んでいます（{line.status.label}）。")
    return line


def _give_places(db: Session, lines: list[Enrolment], offering: Offering, *, wait: bool) -> None:
    if offering.selection is Selection.DRAW and not is_drawn(db, key(offering)):
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


def _took_seat(db: Session, offering_id: int) -> bool:
    try:
        take_seat(db, offering_id)
    except Full:
        return False
    return True


def _who_walked_in(db: Session, details: WalkIn, at: datetime) -> Participant:
    if details.participant_id is not None:
        person = db.get(Participant, details.participant_id)
        if person is None or person.is_gone:
            raise Refusal(NOBODY)
        return person
    new = ParticipantDetails(
        name_kana=details.name_kana,
        name=details.name,
        told_band=details.told_band or ToldBand.UNKNOWN,
        device=details.device,
        telephone=details.telephone,
    )
    return participants.register(db, new, at=at)
