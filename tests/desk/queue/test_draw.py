from datetime import time, timedelta

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.desk.participant.models import Participant
from classroom.desk.queue import draw_queries, roster_queries
from classroom.desk.queue.cancel import cancel, restore
from classroom.desk.queue.draw import close_list, draw_seats, reopen_list
from classroom.desk.queue.draw_rules import digest_of, order, read
from classroom.desk.queue.draw_values import Closing
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.values import Act
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import CallKind, DrawOutcome, Status
from tests import make
from tests.desk.queue.acts import book
from tests.desk.queue.applicants import LOTTERY, applied
from tests.desk.queue.queues import at_ten, check


def test_closing_fixes_the_list_and_ends_the_applications(db: Session) -> None:
    made = applied(db)
    draw = made.close()
    numbers = sorted(key(line) for line in made.lines)
    assert draw.entries == "".join(f"{number},2,{number}\n" for number in numbers)
    assert draw.digest == digest_of(draw.entries)
    assert draw.seed_source == LOTTERY
    assert made.offering.status is OfferingStatus.CLOSED
    with pytest.raises(Refusal, match="受付は終わりました"):
        book(db, make.participant(db, "遅れた方"), made.offering)


def test_the_draw_gives_the_seats_and_the_queue_in_one_step(db: Session) -> None:
    made = applied(db)
    draw = made.drawn()
    drawn = [int(number) for number in draw.result.split()]
    assert drawn == order(read(draw.entries), "0483")
    by_number = {key(line): line for line in made.lines}
    assert [by_number[number].status for number in drawn] == [
        *[Status.ACCEPTED] * 2,
        *[Status.WAITLISTED] * 3,
    ]
    queue = [line.enrolment_id for line in roster_queries.waiting(db, made.id)]
    assert queue == drawn[2:]
    assert made.offering.seats_taken == 2
    check(db, made.id)


def test_everyone_is_called_about_the_result(db: Session) -> None:
    made = applied(db)
    made.drawn()
    kinds = [call.kind for call in made.calls()]
    assert kinds == [CallKind.DRAW_WON] * 2 + [CallKind.DRAW_LOST] * 3
    assert "参加していただけます" in made.calls()[0].say
    assert "待ちの1番です" in made.calls()[2].say


def test_the_same_list_and_number_give_the_same_result(db: Session) -> None:
    draw = applied(db, people=8).drawn(seed="１２３")
    again = order(read(draw.entries), draw.seed)
    assert [int(number) for number in draw.result.split()] == again


def test_it_is_drawn_once(db: Session) -> None:
    made = applied(db)
    draw = made.drawn()
    with pytest.raises(Stale, match="先に行いました"):
        draw_seats(db, key(draw), "9999", act=Act(make.NOW))
    with pytest.raises(Refusal, match="締め切りは取り消せません"):
        reopen_list(db, key(draw))
    with pytest.raises(Stale, match="先に締め切りました"):
        made.close()


def test_a_closing_can_be_taken_back_before_the_draw(db: Session) -> None:
    made = applied(db)
    reopen_list(db, key(made.close()))
    assert draw_queries.record(db, made.id) is None
    made.close()


def test_a_couple_gets_both_seats_or_waits_together(db: Session) -> None:
    for seed in range(12):
        made = applied(db, people=5)
        made.lines[1].party = made.lines[3].party = 1
        db.flush()
        made.drawn(seed=str(seed))
        assert made.lines[1].status is made.lines[3].status
        check(db, made.id)


def test_who_cancelled_after_the_closing_is_drawn_but_gets_nothing(db: Session) -> None:
    made = applied(db)
    draw = made.close()
    first = order(read(draw.entries), "0483")[0]
    cancel(db, first, why="", act=Act(make.NOW))
    draw_seats(db, key(draw), "0483", act=Act(make.NOW + timedelta(days=1)))
    found = draw_queries.record(db, made.id)
    assert found is not None
    assert [each.enrolment_id for each in found.of(DrawOutcome.GONE)] == [first]
    assert len(found.of(DrawOutcome.WON)) == 2
    assert len(found.applicants) == 5
    check(db, made.id)


def test_who_came_late_stands_behind_all_who_were_drawn(db: Session) -> None:
    made = applied(db)
    draw = made.close()
    made.offering.status = OfferingStatus.OPEN
    late = book(db, make.participant(db, "遅れた方"), made.offering)
    draw_seats(db, key(draw), "0483", act=Act(make.NOW + timedelta(days=1)))
    assert [line.enrolment_id for line in roster_queries.waiting(db, made.id)][-1] == key(late)
    check(db, made.id)


def test_without_the_seats_nothing_is_drawn(db: Session) -> None:
    made = applied(db)
    draw = made.close()
    make.enrolment(db, make.participant(db, "別の方"), made.offering)
    db.flush()
    with pytest.raises(Refusal, match="空いた席が2席より少なく"), db.begin_nested():
        draw_seats(db, key(draw), "0483", act=Act(make.NOW))
    db.expire_all()
    assert all(line.status is Status.APPLIED for line in made.lines)
    assert draw.drawn_at is None
    assert made.calls() == []


def test_a_list_that_was_altered_is_not_drawn(db: Session) -> None:
    draw = applied(db).close()
    draw.entries = draw.entries.replace(",2,", ",9,", 1)
    db.flush()
    with pytest.raises(Refusal, match="締め切ったときと違います"):
        draw_seats(db, key(draw), "0483", act=Act(make.NOW))


def test_who_lost_an_earlier_draw_has_more_tickets(db: Session) -> None:
    first = applied(db, people=3, capacity=1)
    first.drawn(seats=1)
    second = applied(db, people=0, starts=time(14), ends=time(15))
    for line in first.lines:
        person = db.get_one(Participant, line.participant_id)
        book(db, person, second.offering)
    found = draw_queries.candidates(db, second.id, make.NOW)
    won = [line.status is Status.ACCEPTED for line in first.lines]
    assert [each.lost_before for each in found] == [not each for each in won]
    assert [each.weight for each in found] == [2 if each else 4 for each in won]


def tickets_after_losing(db: Session, later: timedelta) -> list[int]:
    """Let who lost a draw apply for another; return their tickets so long after the first."""
    first = applied(db, people=3, capacity=1)
    lost_at = first.drawn(seats=1).drawn_at
    assert lost_at is not None
    second = applied(db, people=0, starts=time(14), ends=time(15))
    for line in first.lines:
        if line.status is Status.WAITLISTED:
            book(db, db.get_one(Participant, line.participant_id), second.offering)
    return [each.weight for each in draw_queries.candidates(db, second.id, lost_at + later)]


@pytest.mark.parametrize("days", [37, 200, 365, 366])
def test_a_draw_that_was_lost_counts_for_a_year(db: Session, days: int) -> None:
    assert tickets_after_losing(db, timedelta(days)) == [4, 4]


@pytest.mark.parametrize("later", [timedelta(366, seconds=1), timedelta(367), timedelta(700)])
def test_a_draw_lost_longer_ago_counts_no_more(db: Session, later: timedelta) -> None:
    assert tickets_after_losing(db, later) == [2, 2]


def test_who_came_before_has_one_ticket(db: Session) -> None:
    made = applied(db, people=2)
    past = make.offering(db, make.TODAY - timedelta(days=30))
    make.enrolment(db, db.get_one(Participant, made.lines[0].participant_id), past)
    assert [each.weight for each in draw_queries.candidates(db, made.id, make.NOW)] == [1, 2]


def test_an_offering_in_order_or_without_applications_is_not_drawn(db: Session) -> None:
    closing = Closing(1, LOTTERY)
    ordered = make.offering(db)
    with pytest.raises(Refusal, match="先着順"):
        close_list(db, key(ordered), closing, act=Act(make.NOW))
    with pytest.raises(Refusal, match="申込がまだありません"):
        applied(db, people=0).close(1)
    with pytest.raises(Refusal, match="空いている席は2席"):
        applied(db).close(3)
    with pytest.raises(Refusal, match="見つかりません"):
        close_list(db, 999, closing, act=Act(make.NOW))


def test_after_the_draw_a_freed_seat_goes_by_the_drawn_order(db: Session) -> None:
    made = applied(db, first_timers_first=True)
    draw = made.drawn()
    drawn = [int(number) for number in draw.result.split()]
    cancel(db, drawn[0], why="", act=Act(make.NOW))
    (call,) = offer_seats(db, made.id, at=at_ten())
    assert call.enrolment_id == drawn[2]
    check(db, made.id)


def test_who_left_the_drawn_queue_by_mistake_comes_back_where_they_were_drawn(
    db: Session,
) -> None:
    made = applied(db, people=6)
    made.drawn()
    before = [line.enrolment_id for line in roster_queries.waiting(db, made.id)]
    cancel(db, before[1], why="", act=Act(make.NOW))
    restore(db, before[1], act=Act(make.NOW))
    assert [line.enrolment_id for line in roster_queries.waiting(db, made.id)] == before


def test_after_the_draw_people_are_booked_in_order(db: Session) -> None:
    made = applied(db, people=2, capacity=3)
    made.drawn(seats=2)
    made.offering.status = OfferingStatus.OPEN
    late = book(db, make.participant(db, "あとの方"), made.offering)
    assert late.status is Status.ACCEPTED
    check(db, made.id)
