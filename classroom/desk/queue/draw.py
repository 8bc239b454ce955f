"""Drawing: the list closed and digested, the seed, the seats, queue and calls in one step."""

from collections.abc import Sequence

from sqlmodel import Session

from classroom.core.db import key, locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.participant.rules import may_hold_my_number
from classroom.desk.queue.call import ToSay
from classroom.desk.queue.call_rules import say_draw_lost, say_draw_won
from classroom.desk.queue.draw_queries import candidates
from classroom.desk.queue.draw_rules import closed, digest_of, order, read, split, written
from classroom.desk.queue.draw_values import Closing
from classroom.desk.queue.enrolment import (
    accept,
    decided,
    hold_line,
    hold_offering,
    hold_what_takes_place,
)
from classroom.desk.queue.models import Draw, Enrolment
from classroom.desk.queue.queries import class_of, draw_of
from classroom.desk.queue.seats import Full, take_seats
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from classroom.planning.offering.service import change_status
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import CallKind, Status

GONE = "この抽選は見つかりません。画面を開き直してください。"
ALREADY_CLOSED = "この抽選の名簿は、ほかの方が先に締め切りました。画面を確かめてください。"
ALREADY_DRAWN = "この抽選は、ほかの方が先に行いました。結果を確かめてください。"
TOO_FEW = "空いた席が{}席より少なくなっています。抽選の席の数か、定員を確かめてください。"
WHY = "抽選"


def close_list(db: Session, offering_id: int, closing: Closing, act: Act) -> Draw:
    """Close the list of applications: numbers and weights, digested, before anyone knows the seed.

    Applications end with it. Refuses an offering that is not drawn, one without applications, and
    more seats than are free.
    """
    offering = hold_offering(db, offering_id)
    if draw_of(db, offering_id) is not None:
        raise Stale(ALREADY_CLOSED)
    _refuse_unless_fit(offering, closing)
    found = candidates(db, offering_id, act.at)
    if not found:
        raise Refusal("抽選の申込がまだありません。申込を受け付けてから締め切ってください。")
    if offering.status is OfferingStatus.OPEN:
        change_status(db, offering_id, OfferingStatus.CLOSED, version=offering.version)
    text = written(closed((each.enrolment_id, each.weight, each.party) for each in found))
    draw = Draw(
        offering_id=offering_id,
        seats=closing.seats,
        seed_source=closing.seed_source,
        entries=text,
        digest=digest_of(text),
        closed_at=act.at,
        staff_member_id=act.by,
    )
    db.add(draw)
    db.flush()
    return draw


def _refuse_unless_fit(offering: Offering, closing: Closing) -> None:
    if offering.selection is not Selection.DRAW:
        raise Refusal("この開講は先着順です。抽選にするには、開講の「えらび方」を直してください。")
    if offering.status not in (OfferingStatus.OPEN, OfferingStatus.CLOSED):
        raise Refusal(f"「{offering.status.label}」の開講では、抽選の名簿を締め切れません。")
    free = offering.capacity - offering.seats_taken
    if not 1 <= closing.seats <= free:
        raise Refusal(f"抽選の席は1から{free}までにしてください。空いている席は{free}席です。")
    if may_hold_my_number(closing.seed_source):
        raise Refusal("数字の決め方に12けたの数字は書けません。")


def reopen_list(db: Session, draw_id: int) -> None:
    """Take a closing back while nothing is drawn; the next closing takes the weights anew."""
    draw = _held(db, draw_id)
    if draw.drawn_at is not None:
        raise Refusal("もう抽選が終わっています。締め切りは取り消せません。")
    db.delete(draw)
    db.flush()


def draw_seats(db: Session, draw_id: int, seed: str, act: Act) -> Draw:
    """Draw the closed list by its seed: seats, queue and calls in one step, or nothing at all.

    Who cancelled after the closing is drawn, but gets nothing. Who applied after it stands behind
    all who were drawn. Raises Full where the seats are gone.
    """
    draw = _held(db, draw_id)
    if draw.drawn_at is not None:
        raise Stale(ALREADY_DRAWN)
    if not seed.strip():
        raise Refusal("抽選の数字を入れてください。")
    entries = read(draw.entries)
    if digest_of(draw.entries) != draw.digest:
        raise Refusal("名簿が、締め切ったときと違います。担当に知らせてください。")
    drawn = order(entries, seed)
    applied = [each.enrolment_id for each in candidates(db, draw.offering_id, act.at)]
    there = [number for number in drawn if number in set(applied)]
    party_of = {entry.enrolment_id: entry.party for entry in entries}
    won, waiting = split(there, party_of, draw.seats)
    late = [number for number in applied if number not in party_of]
    number_of = {number: place for place, number in enumerate([*drawn, *late], 1)}
    queue = [*waiting, *late]
    _seat(db, draw.offering_id, won, act)
    for number in queue:
        line = _applied(db, number)
        line.status, line.waiting_number = Status.WAITLISTED, number_of[number]
        decided(db, line, act, WHY)
    draw.seed, draw.drawn_at, draw.staff_member_id = seed, act.at, act.by
    draw.result = "".join(f"{number}\n" for number in drawn)
    db.add(draw)
    db.flush()
    _tell(db, draw.offering_id, won, queue, act)
    return draw


def _seat(db: Session, offering_id: int, won: Sequence[int], act: Act) -> None:
    hold_what_takes_place(db, offering_id)
    try:
        take_seats(db, offering_id, len(won))
    except Full:
        raise Full(TOO_FEW.format(len(won))) from None
    for number in won:
        line = _applied(db, number)
        accept(line, holds_seat=True)
        decided(db, line, act, WHY)


def _applied(db: Session, enrolment_id: int) -> Enrolment:
    line = hold_line(db, enrolment_id)
    if line.status is not Status.APPLIED:
        raise Refusal("申込が変わりました。もう一度、抽選を行ってください。")
    return line


def _tell(db: Session, offering_id: int, won: Sequence[int], lost: Sequence[int], act: Act) -> None:
    """Make a call to everyone of a draw; enrolments are in drawn order."""
    about = class_of(db, offering_id)
    if about is None:
        raise Refusal(GONE)
    said = [(number, CallKind.DRAW_WON, say_draw_won(about)) for number in won]
    said += [
        (number, CallKind.DRAW_LOST, say_draw_lost(about, place))
        for place, number in enumerate(lost, 1)
    ]
    for number, kind, say in said:
        line = db.get_one(Enrolment, number)
        db.add(ToSay(kind, say, act.today).to(line, act.at))
    db.flush()


def _held(db: Session, draw_id: int) -> Draw:
    """Hold the offering first and then its draw, in one order everywhere."""
    found = db.get(Draw, draw_id)
    if found is None:
        raise Refusal(GONE)
    hold_offering(db, found.offering_id)
    draw = locked(db, Draw, key(found))
    if draw is None:
        raise Refusal(GONE)
    return draw
