"""A clash or the age rule bars a booking; a reason sets them aside where that is allowed."""

from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue.cancel import cancel, restore
from classroom.desk.queue.promote import promote
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Status
from tests import make
from tests.desk.queue.acts import book

DAY = make.NEXT_WEEK
DONE: dict[str, Any] = {"act": Act(make.NOW)}


def at(db: Session, starts: time, ends: time, **given: Any) -> Offering:
    return make.offering(db, DAY, starts=starts, ends=ends, **given)


def test_one_person_is_not_in_two_classes_at_once(db: Session) -> None:
    person = make.participant(db)
    book(db, person, at(db, time(10), time(11, 30), title="はじめてのスマホ"))
    with pytest.raises(Refusal, match=r"10:00「はじめてのスマホ」と時間が重なります"):
        book(db, person, at(db, time(11), time(12)))
    assert book(db, person, at(db, time(11, 30), time(12, 30))).holds_seat


def test_any_day_of_a_series_may_clash(db: Session) -> None:
    person = make.participant(db)
    book(db, person, make.offering(db, DAY + timedelta(days=7)))
    with pytest.raises(Refusal, match="時間が重なります"):
        book(db, person, make.offering(db, DAY, DAY + timedelta(days=7)))


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.WAITLISTED])
def test_only_a_seat_clashes(db: Session, status: Status) -> None:
    person = make.participant(db)
    number = 1 if status is Status.WAITLISTED else None
    other = at(db, time(10), time(11))
    make.enrolment(db, person, other, status=status, waiting_number=number)
    assert book(db, person, at(db, time(10), time(11))).holds_seat


def test_a_freed_seat_is_refused_to_who_has_another_class_by_then(db: Session) -> None:
    person, full = make.participant(db), at(db, time(10), time(11), capacity=1)
    holder = book(db, make.participant(db, "佐藤 実", "サトウ ミノル"), full)
    waiting = book(db, person, full, wait=True)
    other = book(db, person, at(db, time(10), time(11), title="はじめてのスマホ"))
    cancel(db, key(holder), why="", **DONE)
    with pytest.raises(Refusal, match="はじめてのスマホ"):
        promote(db, key(waiting), **DONE)
    cancel(db, key(other), why="", **DONE)
    promote(db, key(waiting), **DONE)
    with pytest.raises(Refusal, match="時間が重なります"):
        restore(db, key(other), **DONE)


def test_a_reason_sets_a_clash_aside_where_the_offering_allows_it(db: Session) -> None:
    person = make.participant(db)
    book(db, person, at(db, time(10), time(11)))
    strict = at(db, time(10), time(11))
    with pytest.raises(Refusal, match="特例の受付はできません"):
        book(db, person, strict, override="途中から移る")
    lenient = at(db, time(10), time(11), allows_override=True)
    assert book(db, person, lenient, override="途中から移る").override_reason == "途中から移る"


def test_a_reason_sets_the_age_rule_aside_and_is_kept(db: Session) -> None:
    young = make.participant(db, born_on=make.TODAY.replace(year=make.TODAY.year - 60, day=1))
    offering = make.offering(db, age_min=65, allows_override=True)
    with pytest.raises(Refusal, match="65歳以上"):
        book(db, young, offering)
    line = book(db, young, offering, override="ご両親の付き添い")
    assert (line.holds_seat, line.override_reason) == (True, "ご両親の付き添い")


def test_a_reason_that_was_not_needed_is_not_kept(db: Session) -> None:
    line = book(
        db, make.participant(db), make.offering(db, allows_override=True), override="念のため"
    )
    assert line.override_reason == ""


def test_a_reason_is_short_and_holds_no_my_number(db: Session) -> None:
    young = make.participant(db, born_on=make.TODAY.replace(year=make.TODAY.year - 60, day=1))
    offering = make.offering(db, age_min=65, allows_override=True)
    with pytest.raises(Refusal, match="12けた"):
        book(db, young, offering, override="1234 5678 9012")
    with pytest.raises(Refusal, match="200文字まで"):
        book(db, young, offering, override="長" * 201)


def test_who_applied_for_someone_is_kept(db: Session) -> None:
    line = book(db, make.participant(db), make.offering(db), proxy="長女 千葉さん")
    assert line.proxy == "長女 千葉さん"
    other = make.participant(db, "佐藤 実", "サトウ ミノル")
    for wrong, sentence in (("長" * 61, "60文字まで"), ("123456789012", "12けた")):
        with pytest.raises(Refusal, match=sentence):
            book(db, other, make.offering(db), proxy=wrong)


def test_a_record_that_lives_on_in_another_is_not_booked(db: Session) -> None:
    person = make.participant(db)
    merged = make.participant(db, merged_into_id=key(person))
    with pytest.raises(Refusal, match="見つかりません"):
        book(db, merged, make.offering(db))
