from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from classroom.class_day.attendance import queries, service
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.attendance.values import Marked, Press
from classroom.core.errors import Refusal
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import YESTERDAY, ClassOfToday, attendance_of, class_of_today
from tests.conftest import SignedIn
from tests.page import PageClient

LATER = make.NOW + timedelta(minutes=1)


def press(db: Session, of: ClassOfToday, wanted: Mark | None, number: int = 0) -> Marked:
    return service.mark(db, of.id, of.line(number), Press(wanted), Act(make.NOW, of.clerk))


def test_it_checks_a_person_in(db: Session) -> None:
    today = class_of_today(db)
    assert press(db, today, Mark.PRESENT).changed
    day = queries.class_day(db, today.id, make.TODAY)
    assert day is not None
    assert day.lines[0].checked_in_at == make.NOW
    assert day.lines[0].marked_by == "菅原 由美"
    assert (day.counts.came, day.counts.open, day.counts.absent) == (1, 2, 0)


def test_a_second_check_in_changes_nothing_and_says_who_was_first(db: Session) -> None:
    today = class_of_today(db)
    press(db, today, Mark.PRESENT)
    again = service.mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(LATER, today.clerk))
    assert not again.changed
    assert (again.at, again.by) == (make.NOW, "菅原")


def test_another_desk_that_saw_nothing_does_not_overwrite_a_mark(db: Session) -> None:
    today = class_of_today(db)
    press(db, today, Mark.PRESENT)
    made = service.mark(
        db, today.id, today.line(0), Press(Mark.ABSENT, seen=None), Act(LATER, today.clerk)
    )
    assert not made.changed
    assert made.mark is Mark.PRESENT


def test_being_late_keeps_the_time_of_coming_and_absence_loses_it(db: Session) -> None:
    today = class_of_today(db)
    press(db, today, Mark.PRESENT)
    service.mark(db, today.id, today.line(0), Press(Mark.LATE), Act(LATER, today.clerk))
    row = attendance_of(db, today.id, today.line(0))
    assert row is not None
    assert row.checked_in_at == make.NOW
    press(db, today, Mark.ABSENT)
    assert row.checked_in_at is None


def test_typing_in_a_sheet_on_a_later_day_invents_no_time(db: Session) -> None:
    today = class_of_today(db, days=(YESTERDAY,))
    press(db, today, Mark.PRESENT)
    row = attendance_of(db, today.id, today.line(0))
    assert row is not None
    assert row.checked_in_at is None


def test_nobody_is_checked_in_before_the_day_but_an_absence_may_be_told(db: Session) -> None:
    today = class_of_today(db, days=(make.NEXT_WEEK,))
    with pytest.raises(Refusal, match="まだ教室の日ではありません"):
        press(db, today, Mark.PRESENT)
    assert press(db, today, Mark.EXCUSED).changed


def test_it_refuses_people_of_another_class(db: Session) -> None:
    today, other = class_of_today(db), make.offering(db, make.TODAY)
    stranger = make.enrolment(db, make.participant(db, "千葉 みつ", "チバ ミツ"), other)
    with pytest.raises(Refusal, match="名簿にいません"):
        service.mark(
            db, today.id, stranger.id or 0, Press(Mark.PRESENT), Act(make.NOW, today.clerk)
        )


def test_it_refuses_a_class_that_was_called_off(db: Session) -> None:
    today = class_of_today(db, status=Status.CANCELLED, cancel_reason="雪のため")
    with pytest.raises(Refusal, match="中止"):
        press(db, today, Mark.PRESENT)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(presses=st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*Mark, None])), max_size=12))
def test_whatever_is_pressed_everyone_is_counted_once(
    db: Session, presses: list[tuple[int, Mark | None]]
) -> None:
    with db.begin_nested() as undone:
        today = _fresh(db)
        for number, wanted in presses:
            press(db, today, wanted, number)
        last = dict(presses)
        day = queries.class_day(db, today.id, make.TODAY)
        assert day is not None
        assert [line.mark for line in day.lines] == [last.get(number) for number in range(3)]
        assert queries.marks(db, [today.id])[today.id] == day.counts
        assert day.counts.expected == 3
        undone.rollback()


def _fresh(db: Session) -> ClassOfToday:
    offering = make.offering(db, make.TODAY)
    people = tuple(make.participant(db, "", f"ア{'アイウ'[n]}") for n in range(3))
    lines = tuple(make.enrolment(db, person, offering) for person in people)
    session = make.sessions(db, offering)[0]
    clerk = make.staff(db, Role.RECEPTION).id or 0
    return ClassOfToday(offering, session, people, lines, clerk)


def test_the_page_takes_one_press_a_person_and_offers_the_way_back(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    page = desk.get(f"/sessions/{today.id}")
    desk.submit(page, f"#e{today.line(0)} form", button="来ました")
    page = desk.get(f"/sessions/{today.id}")
    assert "1人来ました。あと2人です。" in page.select_one("h1").text  # type: ignore[union-attr]
    assert "阿部 榮吉さんを受付しました。" in page.text
    desk.submit(page, ".undo form")
    assert "まだどなたも来ていません。" in desk.get(f"/sessions/{today.id}").text


def test_pressing_on_two_screens_is_harmless_and_says_so(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    first, second = desk.get(f"/sessions/{today.id}"), desk.get(f"/sessions/{today.id}")
    desk.submit(first, f"#e{today.line(0)} form", button="来ました")
    desk.get(f"/sessions/{today.id}")
    desk.submit(second, f"#e{today.line(0)} form", button="来ました")
    assert "阿部 榮吉さんは、すでに受付しています（" in desk.get(f"/sessions/{today.id}").text
    assert len(db.exec(select(Attendance)).all()) == 1


def test_an_unknown_mark_is_refused_on_the_page(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    page = desk.get(f"/sessions/{today.id}")
    desk.submit(page, f"#e{today.line(0)} form", seen="asleep")
    assert "読み取れませんでした" in desk.get(f"/sessions/{today.id}").text


def test_the_script_gets_the_changed_parts_alone(db: Session, signed_in: SignedIn) -> None:
    today = class_of_today(db)
    client = signed_in(Role.RECEPTION).client
    answer = client.get(f"/sessions/{today.id}", headers={"X-Fragment": "yes"}).text
    assert 'id="class-list"' in answer
    assert "まだどなたも来ていません。" in answer
    assert "申込のない方が来たら" not in answer
