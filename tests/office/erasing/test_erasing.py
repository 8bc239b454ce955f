"""Erasing a person's data: nothing of who they are is left, and every count stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlmodel import Session, SQLModel, select

from classroom.app import SHARES
from classroom.class_day.app_registration import service as app
from classroom.class_day.attendance.models import Attendance
from classroom.core.config import Settings
from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.desk.merging import service as merging
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.participant import queries as people
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import CallTask, CallTry, Enrolment, EnrolmentChange
from classroom.desk.queue.values import Act
from classroom.figures.report import service as figures
from classroom.figures.report.export import figures as numbers
from classroom.office.erasing import service
from classroom.office.erasing.rules import ERASED_KANA, Why, month_only
from classroom.planning.course.models import Offering
from classroom.rules.age import age_on
from classroom.rules.words.app import Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.queue import CallKind, CallResult, Status
from tests import make
from tests.page import PageClient

WORDS = ("髙橋", "ハツヨ", "ハツエ", "0225001234", "09000005678", "赤井", "長女", "膝")
MONTH_END = date(2027, 1, 31)


def erase(db: Session, person: Participant, **more: int) -> Participant:
    version = more.get("version", person.version)
    return service.erase(db, key(person), version=version, at=make.NOW, today=make.TODAY)


@pytest.fixture
def person(db: Session) -> Participant:
    """Someone with a record in every table that can speak of a person."""
    who = make.participant(
        db,
        "髙橋 ハツヨ",
        "タカハシ ハツヨ",
        born_on=date(1957, 1, 10),
        telephone="0225001234",
        telephone2="09000005678",
        address="赤井字台1",
        family_name="髙橋 ミキ",
        family_relation="長女",
        note="膝が痛い",
        district_id=key(make.district(db)),
    )
    again = make.participant(db, "髙橋 ハツエ", "タカハシ ハツエ", telephone="0225001234")
    make.merge(db, who, again)
    past = make.offering(db, date(2026, 5, 12))
    line = make.enrolment(db, who, past, proxy="長女 ミキ", note="膝が痛い")
    db.add(
        EnrolmentChange(enrolment_id=key(line), status=Status.ACCEPTED, at=make.NOW, why="長女から")
    )
    app.reach(db, key(who), Stage.CARD_LINKED, Act(make.NOW), session=None, on=make.TODAY)
    call = CallTask(
        kind=CallKind.FOLLOW_UP, participant_id=key(who), say="髙橋さんへ", due_on=make.TODAY,
        created_at=make.NOW,
    )  # fmt: skip
    db.add(call)
    db.flush()
    tried = CallTry(
        call_task_id=key(call), result=CallResult.MESSAGE, at=make.NOW, note="長女へ伝言"
    )
    db.add(tried)
    db.commit()
    found = db.get_one(Participant, key(who), populate_existing=True)
    db.commit()
    return found


def everything(engine: Engine) -> str:
    """Return every cell of every table as one text."""
    with Session(engine) as db:
        return "\n".join(
            repr(tuple(row))
            for table in SQLModel.metadata.sorted_tables
            for row in db.execute(table.select())
        )


def test_no_word_about_the_person_is_left_in_any_table(
    db: Session, engine: Engine, person: Participant
) -> None:
    before = everything(engine)
    assert all(word in before for word in WORDS)
    erase(db, person)
    db.commit()
    after = everything(engine)
    assert not [word for word in WORDS if word in after]
    assert "1957, 1, 10" not in after


def test_every_figure_at_a_months_end_stays(
    db: Session, settings: Settings, person: Participant
) -> None:
    before = numbers(figures.kpi(db, settings, MONTH_END))
    assert before["classes"]["newly_registered_70plus"] == 1
    erase(db, person)
    db.commit()
    assert numbers(figures.kpi(db, settings, MONTH_END)) == before


def test_the_record_is_found_nowhere_and_nothing_is_added_to_it(
    db: Session, person: Participant
) -> None:
    erase(db, person)
    db.commit()
    for text in ("たかはし", "1234", "髙橋", ERASED_KANA):
        assert not people.search(db, text, today=make.TODAY, limit=20, area_code="0225")
    assert people.by_id(db, key(person)) is None
    assert sum(people.row_counts(db).values()) == 0
    with pytest.raises(Refusal):
        app.reach(db, key(person), Stage.OPENED_ALONE, Act(make.NOW), session=None, on=make.TODAY)
    (merge,) = db.exec(select(ParticipantMerge))
    with pytest.raises(Refusal):
        merging.undo(db, key(merge), SHARES, at=make.NOW)


def test_a_seat_ahead_must_be_given_up_first(db: Session, person: Participant) -> None:
    make.enrolment(db, person, make.offering(db, make.NEXT_WEEK))
    with pytest.raises(Refusal, match="取り消してから"):
        erase(db, person)


def test_a_record_that_somebody_changed_meanwhile_is_not_erased(
    db: Session, person: Participant
) -> None:
    with pytest.raises(Stale):
        erase(db, person, version=person.version - 1)


def test_erasing_twice_is_refused(db: Session, person: Participant) -> None:
    erase(db, person)
    with pytest.raises(Refusal, match="もうありません"):
        erase(db, person)


@given(st.dates(date(1920, 1, 1), date(1970, 12, 31)), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_at_the_end_of_any_month_the_age_is_the_same(born_on: date, day: date) -> None:
    end, kept = month_only(day), month_only(born_on)
    assert (kept.year, kept.month) == (born_on.year, born_on.month)
    last_days = [end, date(day.year, 3, 31), date(day.year, 4, 30)]
    if end.month == 2:
        last_days = last_days[1:]  # looked at below
    for last in last_days:
        assert age_on(kept, last) == age_on(born_on, last)


@pytest.mark.parametrize(
    ("born_on", "kept"),
    [
        (date(1944, 2, 10), date(1944, 2, 28)),
        (date(1944, 2, 28), date(1944, 2, 28)),
        (date(1944, 2, 29), date(1944, 2, 29)),
        (date(1957, 2, 1), date(1957, 2, 28)),
        (date(1957, 12, 5), date(1957, 12, 31)),
    ],
)
@pytest.mark.parametrize("end", [date(2027, 2, 28), date(2028, 2, 29)])
def test_february_too(born_on: date, kept: date, end: date) -> None:
    assert month_only(born_on) == kept
    assert age_on(kept, end) == age_on(born_on, end)


class TestPage:
    def test_it_says_what_goes_and_what_stays(
        self, planner: PageClient, person: Participant
    ) -> None:
        words = planner.get(f"/participants/{person.id}/erase").get_text()
        assert "髙橋 ハツヨさんの個人情報を消去する" in words
        assert "この方にまとめた記録1件" in words
        assert "カード読取" in words

    def test_without_the_mark_nothing_is_erased(
        self, planner: PageClient, person: Participant
    ) -> None:
        page = planner.get(f"/participants/{person.id}/erase")
        answer = planner.submit(page, expect=422, why="asked")
        assert answer is not None
        assert "確かめてから、印を付けてください" in answer.get_text()
        planner.get(f"/participants/{person.id}")

    def test_the_clerk_is_not_offered_it(
        self, planner: PageClient, desk: PageClient, person: Participant
    ) -> None:
        link = f"a[href='/participants/{person.id}/erase']"
        assert planner.get(f"/participants/{person.id}").select_one(link)
        assert not desk.get(f"/participants/{person.id}").select_one(link)


def test_a_record_made_by_mistake_counts_nowhere_once_it_is_erased(
    db: Session, settings: Settings, person: Participant
) -> None:
    line = db.exec(select(Enrolment).where(Enrolment.participant_id == key(person))).one()
    offering = db.get_one(Offering, line.offering_id)
    (session,) = make.sessions(db, offering)
    mark = Attendance(
        enrolment_id=key(line), course_session_id=key(session), mark=Mark.PRESENT,
        marked_at=make.NOW,
    )  # fmt: skip
    db.add(mark)
    db.commit()
    taken = offering.seats_taken
    before = numbers(figures.kpi(db, settings, MONTH_END))["classes"]
    assert (before["newly_registered_70plus"], before["attended_70plus"]) == (1, 1)
    service.erase(
        db, key(person), version=person.version, at=make.NOW, today=make.TODAY, why=Why.MISTAKE
    )
    db.commit()
    after = numbers(figures.kpi(db, settings, MONTH_END))["classes"]
    assert (after["newly_registered_70plus"], after["attended_70plus"]) == (0, 0)
    db.expire_all()
    assert offering.seats_taken == taken - 1
    assert line.status is Status.CANCELLED


def test_erasing_keeps_the_month_of_leaving_and_every_month_end(
    db: Session, settings: Settings, person: Participant
) -> None:
    person.moved_on = date(2027, 3, 9)
    db.commit()
    ends = [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    before = [numbers(figures.kpi(db, settings, end)) for end in ends]
    erase(db, person)
    db.commit()
    assert person.moved_on == date(2027, 3, 31)
    db.commit()
    assert [numbers(figures.kpi(db, settings, end)) for end in ends] == before
    assert [one["classes"]["newly_registered_70plus"] for one in before] == [1, 1, 0, 0]
