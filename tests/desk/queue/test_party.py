"""A couple, friends, a helper who takes part: booked, queued and promoted together."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue import roster_queries
from classroom.desk.queue.cancel import cancel, restore
from classroom.desk.queue.desk_queries import companions
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.promote import promote, put_back
from classroom.desk.queue.rules import PARTY_MAX
from classroom.desk.queue.seats import Full
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from classroom.rules.words.queue import Status
from tests import make
from tests.desk.queue.acts import book, book_party, couple

DONE: dict[str, Any] = {"act": Act(make.NOW)}


def friends(db: Session, count: int) -> list[Participant]:
    return [make.participant(db, name=f"佐藤 {n}", name_kana="サトウ") for n in range(count)]


def queued(db: Session, capacity: int = 2) -> tuple[Offering, list[Enrolment], list[Enrolment]]:
    """Fill an offering; a couple waits, and one person behind them."""
    offering = make.offering(db, capacity=capacity)
    seated = [book(db, person, offering) for person in friends(db, capacity)]
    pair = book_party(db, couple(db), offering, wait=True)
    later = make.NOW + timedelta(minutes=1)
    book(db, make.participant(db, "後藤 実", "ゴトウ ミノル"), offering, wait=True, at=later)
    return offering, seated, pair


def test_a_couple_gets_two_seats_and_one_party(db: Session) -> None:
    offering = make.offering(db, capacity=2)
    lines = book_party(db, couple(db), offering)
    assert [(line.status, line.holds_seat) for line in lines] == [(Status.ACCEPTED, True)] * 2
    assert lines[0].party == lines[1].party is not None
    assert offering.seats_taken == 2
    together = companions(db, [key(line) for line in lines])
    assert together == {key(lines[0]): ("渡邊 正夫",), key(lines[1]): ("渡邊 トシ子",)}


def test_two_parties_of_one_offering_are_told_apart(db: Session) -> None:
    offering = make.offering(db)
    one = book_party(db, couple(db), offering)
    other = book_party(db, friends(db, 2), offering)
    assert one[0].party != other[0].party


def test_one_seat_left_is_not_enough_for_two(db: Session) -> None:
    offering = make.offering(db, capacity=1)
    pair = couple(db)
    with pytest.raises(Full, match="2人分の席はありません"), db.begin_nested():
        book_party(db, pair, offering)
    assert roster_queries.roster(db, key(offering)) == []
    assert {line.status for line in book_party(db, pair, offering, wait=True)} == {
        Status.WAITLISTED
    }


def test_all_or_none_where_a_rule_bars_one_of_them_by_name(db: Session) -> None:
    pair = couple(db)
    pair[1].born_on = make.TODAY.replace(year=make.TODAY.year - 50)
    offering = make.offering(db, age_min=65)
    with pytest.raises(Refusal, match=r"渡邊 正夫さん：対象は65歳以上"), db.begin_nested():
        book_party(db, pair, offering)
    db.refresh(offering)
    assert (offering.seats_taken, roster_queries.roster(db, key(offering))) == (0, [])


def test_who_has_a_seat_already_is_joined_by_the_other(db: Session) -> None:
    offering, pair = make.offering(db), couple(db)
    first = book(db, pair[0], offering)
    (second,) = book_party(db, [pair[1], pair[0]], offering)
    assert first.party == second.party is not None
    assert offering.seats_taken == 2
    with pytest.raises(Refusal, match="どなたも"):
        book_party(db, pair, offering)


def test_a_party_has_its_limit(db: Session) -> None:
    with pytest.raises(Refusal, match=f"{PARTY_MAX}人まで"):
        book_party(db, friends(db, PARTY_MAX + 1), make.offering(db))


def test_a_couple_waits_side_by_side_and_is_promoted_only_together(db: Session) -> None:
    offering, seated, pair = queued(db)
    assert [
        line.enrolment_id for line in roster_queries.next_in_queue(db, key(offering), make.TODAY)
    ] == [key(line) for line in pair]
    cancel(db, key(seated[0]), why="", **DONE)
    with pytest.raises(Full, match="2人で一緒の申込です"):
        promote(db, key(pair[1]), **DONE)
    cancel(db, key(seated[1]), why="", **DONE)
    promote(db, key(pair[1]), **DONE)
    assert {line.status for line in pair} == {Status.ACCEPTED}
    assert offering.seats_taken == 2


def test_one_seat_may_go_to_who_comes_alone_behind_a_couple(db: Session) -> None:
    offering, seated, pair = queued(db)
    cancel(db, key(seated[0]), why="", **DONE)
    alone = roster_queries.waiting(db, key(offering))[-1]
    assert promote(db, alone.enrolment_id, **DONE).holds_seat
    assert {line.status for line in pair} == {Status.WAITLISTED}


def test_a_promotion_taken_back_puts_both_where_they_stood(db: Session) -> None:
    offering, seated, pair = queued(db)
    before = [line.enrolment_id for line in roster_queries.waiting(db, key(offering))]
    for line in seated:
        cancel(db, key(line), why="", **DONE)
    promote(db, key(pair[0]), **DONE)
    put_back(db, key(pair[0]), **DONE)
    assert [line.enrolment_id for line in roster_queries.waiting(db, key(offering))] == before
    assert offering.seats_taken == 0
    with pytest.raises(Refusal, match="もう待ちになっています"):
        put_back(db, key(pair[0]), **DONE)


def test_a_seat_that_was_booked_cannot_be_put_back_in_a_queue(db: Session) -> None:
    line = book(db, make.participant(db), make.offering(db))
    with pytest.raises(Refusal, match="待ちから案内した席ではありません"):
        put_back(db, key(line), **DONE)


def test_one_cancels_alone_or_both_together(db: Session) -> None:
    offering, pair = make.offering(db), couple(db)
    lines = book_party(db, pair, offering)
    cancel(db, key(lines[0]), why="体調", **DONE)
    assert [line.status for line in lines] == [Status.CANCELLED, Status.ACCEPTED]
    restore(db, key(lines[0]), **DONE)
    cancel(db, key(lines[1]), why="", together=True, **DONE)
    assert offering.seats_taken == 0
    restore(db, key(lines[1]), together=True, **DONE)
    assert offering.seats_taken == 2
    assert {line.status for line in lines} == {Status.ACCEPTED}


def test_who_cancelled_and_books_again_alone_belongs_to_no_party(db: Session) -> None:
    offering, pair = make.offering(db), couple(db)
    lines = book_party(db, pair, offering)
    cancel(db, key(lines[0]), why="", **DONE)
    assert book(db, pair[0], offering).party is None


def test_a_couple_enters_a_draw_together(db: Session) -> None:
    offering = make.offering(db, selection=Selection.DRAW)
    lines = book_party(db, couple(db), offering)
    assert {line.status for line in lines} == {Status.APPLIED}
    assert lines[0].party == lines[1].party is not None
