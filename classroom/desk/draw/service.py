"""A draw: the list closed and digested, the seed, the seats given in one step."""

from datetime import datetime

from sqlmodel import Session

from classroom.core.db import key, locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.calling.telling import tell_drawn
from classroom.desk.draw import queries
from classroom.desk.draw.models import Draw
from classroom.desk.draw.rules import closed, digest_of, order, read, split, written
from classroom.desk.draw.values import Closing
from classroom.desk.enrolment.drawn import settle
from classroom.desk.participant.rules import may_hold_my_number
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from classroom.planning.course.rules import Status as OfferingStatus
from classroom.planning.offering.service import change_status

GONE = "この抽選は見つかりません。画面を開き直してください。"
ALREADY_CLOSED = "この抽選の名簿は、ほかの方が先に締め切りました。画面を確かめてください。"
ALREADY_DRAWN = "この抽選は、ほかの方が先に行いました。結果を確かめてください。"


def close_list(
    db: Session, offering_id: int, closing: Closing, *, at: datetime, by: int | None
) -> Draw:
    """Close the list of applications: numbers and weights, digested, before anyone knows the seed.

    Applications end with it. Refuses an offering that is not drawn, one without applications, and
    more seats than are free.
    """
    offering = _held_offering(db, offering_id)
    if queries.of_offering(db, offering_id) is not None:
        raise Stale(ALREADY_CLOSED)
    _refuse_unless_fit(offering, closing)
    candidates = queries.candidates(db, offering_id, at)
    if not candidates:
        raise Refusal("抽選の申込がまだありません。申込を受け付けてから締め切ってください。")
    if offering.status is OfferingStatus.OPEN:
        change_status(db, offering_id, OfferingStatus.CLOSED, version=offering.version)
    text = written(closed((each.enrolment_id, each.weight, each.party) for each in candidates))
    draw = Draw(
        offering_id=offering_id,
        seats=closing.seats,
        seed_source=closing.seed_source,
        entries=text,
        digest=digest_of(text),
        closed_at=at,
        staff_member_id=by,
    )
    db.add(draw)
    db.flush()
    return draw


def reopen(db: Session, draw_id: int) -> None:
    """Take a closing back while nothing is drawn; the next closing takes the weights anew."""
    draw = _held(db, draw_id)
    if draw.drawn_at is not None:
        raise Refusal("もう抽選が終わっています。締め切りは取り消せません。")
    db.delete(draw)
    db.flush()


def run(db: Session, draw_id: int, seed: str, *, at: datetime, by: int | None) -> Draw:
    """Draw the closed list by its seed: seats, queue and calls in one step, or nothing at all.

    Who cancelled after the closing is drawn, but gets nothing. Who applied after it stands behind
    all who were drawn.
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
    applied = [each.enrolment_id for each in queries.candidates(db, draw.offering_id, at)]
    there = [number for number in drawn if number in set(applied)]
    party_of = {entry.enrolment_id: entry.party for entry in entries}
    won, waiting = split(there, party_of, draw.seats)
    late = [number for number in applied if number not in party_of]
    numbers = {number: place for place, number in enumerate([*drawn, *late], 1)}
    queue = [*waiting, *late]
    places = {number: numbers[number] for number in queue}
    settle(db, draw.offering_id, won, places, at=at, by=by)
    draw.seed, draw.drawn_at, draw.staff_member_id = seed, at, by
    draw.result = "".join(f"{number}\n" for number in drawn)
    db.add(draw)
    db.flush()
    tell_drawn(db, draw.offering_id, won, queue, at=at)
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


def _held_offering(db: Session, offering_id: int) -> Offering:
    offering = locked(db, Offering, offering_id)
    if offering is None:
        raise Refusal(GONE)
    return offering


def _held(db: Session, draw_id: int) -> Draw:
    """Hold the offering first and then its draw, in one order everywhere."""
    found = db.get(Draw, draw_id)
    if found is None:
        raise Refusal(GONE)
    _held_offering(db, found.offering_id)
    draw = locked(db, Draw, key(found))
    if draw is None:
        raise Refusal(GONE)
    return draw
