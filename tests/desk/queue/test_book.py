from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue import book as booking
from classroom.desk.queue import queries, roster_queries
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import EnrolmentChange
from classroom.desk.queue.seats import Full
from classroom.desk.queue.values import Act, Asked
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from classroom.rules.age import AgeRule
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Channel, Status
from tests import make
from tests.desk.queue.acts import book


def test_a_booking_takes_a_seat_and_is_written_down(db: Session) -> None:
    offering, person = make.offering(db, capacity=2), make.participant(db)
    line = book(db, person, offering)
    assert (line.status, line.holds_seat, line.is_first_time) == (Status.ACCEPTED, True, True)
    assert offering.seats_taken == 1
    changes = db.exec(select(EnrolmentChange).where(EnrolmentChange.enrolment_id == line.id)).all()
    assert [change.status for change in changes] == [Status.ACCEPTED]


def test_a_full_offering_is_told_so_and_only_on_wish_gives_a_place_in_the_queue(
    db: Session,
) -> None:
    offering = make.offering(db, capacity=1)
    first, second, third = (make.participant(db, name=f"佐藤 {n}") for n in range(3))
    book(db, first, offering)
    with pytest.raises(Full, match="最後の席は"):
        book(db, second, offering)
    assert book(db, second, offering, wait=True).waiting_number == 1
    assert book(db, third, offering, wait=True).waiting_number == 2
    assert offering.seats_taken == 1
    assert queries.waiting_counts(db, [key(offering), 999]) == {key(offering): 2}


def test_a_freed_seat_is_for_who_waits(db: Session) -> None:
    offering = make.offering(db, capacity=1)
    first, second, third = (make.participant(db, name=f"佐藤 {n}") for n in range(3))
    line = book(db, first, offering)
    book(db, second, offering, wait=True)
    cancel(db, key(line), why="", act=Act(make.NOW))
    with pytest.raises(Full, match="順にご案内します"):
        book(db, third, offering)
    assert book(db, third, offering, wait=True).waiting_number == 2


def test_one_person_is_booked_once(db: Session) -> None:
    offering, person = make.offering(db), make.participant(db)
    book(db, person, offering)
    with pytest.raises(Refusal, match="もう申し込んでいます（確定）"):
        book(db, person, offering)
    assert offering.seats_taken == 1


def test_who_cancelled_books_again_on_the_same_line(db: Session) -> None:
    offering, person = make.offering(db), make.participant(db)
    line = book(db, person, offering)
    cancel(db, key(line), why="入院", act=Act(make.NOW))
    again = book(db, person, offering, channel=Channel.COUNTER)
    assert again is line
    assert (again.status, again.channel) == (Status.ACCEPTED, Channel.COUNTER)
    history = [(change.status, change.why) for change in roster_queries.history(db, key(offering))]
    assert history == [(Status.ACCEPTED, ""), (Status.CANCELLED, "入院"), (Status.ACCEPTED, "")]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (OfferingStatus.DRAFT, "まだ下書きです"),
        (OfferingStatus.CLOSED, "受付は終わりました"),
        (OfferingStatus.FINISHED, "この開講は終わりました"),
        (OfferingStatus.CANCELLED, "中止になりました"),
    ],
)
def test_only_an_open_offering_is_booked(
    db: Session, status: OfferingStatus, sentence: str
) -> None:
    offering = make.offering(db, status=status, cancel_reason="大雨")
    with pytest.raises(Refusal, match=sentence):
        book(db, make.participant(db), offering)


def test_the_application_window_is_kept(db: Session) -> None:
    day = make.TODAY
    early = make.offering(db, apply_from=day + timedelta(days=1))
    late = make.offering(db, apply_until=day - timedelta(days=1))
    fits = make.offering(db, apply_from=day, apply_until=day)
    person = make.participant(db)
    with pytest.raises(Refusal, match="からです"):
        book(db, person, early)
    with pytest.raises(Refusal, match="締め切りました"):
        book(db, person, late)
    assert book(db, person, fits).holds_seat


def test_a_class_that_is_over_is_not_booked(db: Session) -> None:
    offering = make.offering(db, make.TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match="この開講は終わりました"):
        book(db, make.participant(db), offering)


class TestAge:
    first = date(2030, 4, 1)

    def _offering(self, db: Session) -> Offering:
        return make.offering(db, self.first, age_min=70)

    def test_counts_by_law_on_the_first_day_unless_told_otherwise(self, db: Session) -> None:
        """Born on 2 April 1960: 70 by law on 1 April 2030, by birthday a day later."""
        offering = self._offering(db)
        person = make.participant(db, born_on=date(1960, 4, 2))
        with pytest.raises(Refusal, match=r"70歳以上（4月1日現在）"):
            book(db, person, offering, age_rule=AgeRule.BIRTHDAY)
        assert book(db, person, offering).note == ""

    def test_too_young_is_refused(self, db: Session) -> None:
        person = make.participant(db, born_on=date(1960, 4, 3))
        with pytest.raises(Refusal, match="70歳以上"):
            book(db, person, self._offering(db))

    def test_a_told_band_that_may_fit_is_taken_with_a_note(self, db: Session) -> None:
        person = make.participant(db, told_band=ToldBand.SIXTIES, told_band_on=date(2028, 4, 1))
        assert "確かめていません" in book(db, person, self._offering(db)).note

    def test_nobody_without_any_age_is_sent_away(self, db: Session) -> None:
        person = make.participant(db, told_band=ToldBand.UNKNOWN, told_band_on=make.TODAY)
        assert "確かめていません" in book(db, person, self._offering(db)).note


def test_first_timers_are_known_by_earlier_classes(db: Session) -> None:
    person = make.participant(db)
    earlier = make.offering(db, make.TODAY - timedelta(days=30))
    make.enrolment(db, person, earlier)
    assert not book(db, person, make.offering(db)).is_first_time
    only_cancelled = make.participant(db)
    make.enrolment(db, only_cancelled, earlier, status=Status.CANCELLED)
    assert book(db, only_cancelled, make.offering(db)).is_first_time


def test_an_application_for_a_draw_holds_no_seat(db: Session) -> None:
    offering = make.offering(db, selection=Selection.DRAW, capacity=1)
    lines = [book(db, make.participant(db, name=f"佐藤 {n}"), offering) for n in range(3)]
    assert {line.status for line in lines} == {Status.APPLIED}
    assert offering.seats_taken == 0
    assert len(roster_queries.drawing(db, key(offering))) == 3


def test_nobody_and_nothing_are_refused_in_japanese(db: Session) -> None:
    offering, person = make.offering(db), make.participant(db)
    for participant_id, offering_id in ((999, key(offering)), (key(person), 999)):
        asked = Asked(offering_id=offering_id, channel=Channel.COUNTER)
        with pytest.raises(Refusal, match="見つかりません"):
            booking.book(db, participant_id, asked, Act(make.NOW))


def test_the_roster_is_in_kana_order_and_says_what_the_class_must_provide(db: Session) -> None:
    offering = make.offering(db)
    names = [
        ("渡邉 トシ子", "ワタナベ トシコ"),
        ("", "アベ エイキチ"),
        ("髙橋 勇", "タカハシ イサム"),
    ]
    for name, name_kana in names:
        person = make.participant(db, name, name_kana, needs_hearing=True)
        make.enrolment(db, person, offering)
    lines = roster_queries.roster(db, key(offering))
    assert [line.shown_name for line in lines] == ["アベ エイキチ", "髙橋 勇", "渡邉 トシ子"]
    assert lines[0].needs_short == ("補聴器",)
    assert lines[0].age_label(date(2026, 12, 1)) == "83歳"
