import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Device
from classroom.desk.queue import roster_queries
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.values import Act, WalkIn
from classroom.desk.queue.walk_in import walk_in
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.place.models import Room
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Channel, Status
from tests import make
from tests.desk.queue.acts import book

STRANGER = WalkIn(name_kana="サトウ ハナ", told_band=ToldBand.SEVENTIES, device=Device.LOAN)


def class_of(db: Session, capacity: int, hall: int = 30) -> tuple[Offering, CourseSession]:
    offering = make.offering(db, make.TODAY, capacity=capacity, place=make.venue(db, capacity=hall))
    return offering, make.sessions(db, offering)[0]


def test_someone_new_is_registered_and_takes_a_free_seat(db: Session) -> None:
    offering, session = class_of(db, capacity=1)
    line = walk_in(db, key(session), STRANGER, act=Act(make.NOW))
    person = db.get_one(Participant, line.participant_id)
    assert (line.status, line.channel, line.holds_seat) == (
        Status.ACCEPTED,
        Channel.WALK_IN,
        True,
    )
    assert (person.told_band, person.told_band_on) == (ToldBand.SEVENTIES, make.TODAY)
    assert person.device is Device.LOAN
    assert offering.seats_taken == 1


def test_in_a_full_class_they_stand_beside_the_count_up_to_what_the_hall_holds(
    db: Session,
) -> None:
    offering, session = class_of(db, capacity=1, hall=2)
    book(db, make.participant(db), offering)
    line = walk_in(db, key(session), STRANGER, act=Act(make.NOW))
    assert (line.status, line.holds_seat) == (Status.ACCEPTED, False)
    assert offering.seats_taken == 1
    with pytest.raises(Refusal, match="部屋の定員2人に達しています"):
        walk_in(db, key(session), STRANGER, act=Act(make.NOW))
    cancel(db, key(line), why="", act=Act(make.NOW))
    assert offering.seats_taken == 1


def test_a_room_is_narrower_than_its_hall(db: Session) -> None:
    _, session = class_of(db, capacity=5)
    room = Room(venue_id=session.venue_id, name="研修室", capacity=1)
    db.add(room)
    db.flush()
    session.room_id = room.id
    walk_in(db, key(session), STRANGER, act=Act(make.NOW))
    with pytest.raises(Refusal, match="部屋の定員1人"):
        walk_in(db, key(session), STRANGER, act=Act(make.NOW))


def test_someone_known_is_not_registered_again(db: Session) -> None:
    _, session = class_of(db, capacity=5)
    person = make.participant(db)
    known = WalkIn(participant_id=key(person))
    line = walk_in(db, key(session), known, act=Act(make.NOW))
    assert line.participant_id == person.id
    with pytest.raises(Refusal, match="もう申し込んでいます"):
        walk_in(db, key(session), known, act=Act(make.NOW))


def test_who_waited_and_came_leaves_the_queue(db: Session) -> None:
    offering, session = class_of(db, capacity=1)
    book(db, make.participant(db), offering)
    person = make.participant(db, name="佐藤 実")
    waiting = book(db, person, offering, wait=True)
    line = walk_in(db, key(session), WalkIn(participant_id=key(person)), act=Act(make.NOW))
    assert line is waiting
    assert (line.status, line.waiting_number, line.channel) == (
        Status.ACCEPTED,
        None,
        Channel.TELEPHONE,
    )
    assert roster_queries.waiting(db, key(offering)) == []


def test_a_closed_offering_still_takes_walk_ins_and_a_cancelled_one_does_not(db: Session) -> None:
    offering, session = class_of(db, capacity=5)
    offering.status = OfferingStatus.CLOSED
    db.flush()
    walk_in(db, key(session), STRANGER, act=Act(make.NOW))
    offering.status, offering.cancel_reason = OfferingStatus.CANCELLED, "大雨"
    db.flush()
    with pytest.raises(Refusal, match="中止"):
        walk_in(db, key(session), STRANGER, act=Act(make.NOW))


def test_nobody_and_nothing_are_refused_in_japanese(db: Session) -> None:
    _, session = class_of(db, capacity=5)
    with pytest.raises(Refusal, match="開催回は見つかりません"):
        walk_in(db, 999, STRANGER, act=Act(make.NOW))
    with pytest.raises(Refusal, match="この方は見つかりません"):
        walk_in(db, key(session), WalkIn(participant_id=999), act=Act(make.NOW))
