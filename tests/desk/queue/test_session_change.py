"""One day of a class falls out: who is called, with which words, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from classroom.class_day.attendance import service as attendance
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.attendance.values import Press
from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.desk.queue import call_queries
from classroom.desk.queue.answer import answer
from classroom.desk.queue.call_values import Result
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.queries import days_of
from classroom.desk.queue.remind import remind
from classroom.desk.queue.session_calls import tell, told, words_of
from classroom.desk.queue.values import Act
from classroom.planning.course import queries as courses
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering import clash_queries, day_service, service
from classroom.planning.offering.day_service import Wish
from classroom.planning.staffing.models import Assignment, LoanPhone, SessionLoan
from classroom.planning.staffing.service import write_told
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import CallKind, CallResult, CallState, Status
from classroom.rules.words.session import SessionAct, SessionState
from tests import make
from tests.page import PageClient

# Thursdays of a winter without a holiday among them; what is said depends on no other day.
THIRD = date(2032, 1, 22)
DAYS = tuple(THIRD + timedelta(weeks=week) for week in (-2, -1, 0, 1))
NEW = date(2032, 2, 5)
AT = make.NOW
OFF = Wish(SessionAct.CANCELLED, "大雪のため")
LATER = Wish(SessionAct.POSTPONED, "大雪のため")


@dataclass
class Winter:
    """A class of four days, the third of which falls out."""

    db: Session
    offering: Offering
    seated: Sequence[Enrolment]
    acts: int = 0

    def now(self) -> datetime:
        """Return an instant later than any before."""
        self.acts += 1
        return make.NOW + timedelta(seconds=self.acts)

    @property
    def third(self) -> CourseSession:
        return make.sessions(self.db, self.offering)[2]

    def do(self, wish: Wish, number: int = 3) -> int:
        session, at = make.sessions(self.db, self.offering)[number - 1], self.now()
        day_service.change_session(self.db, key(session), wish, version=session.version, at=at)
        return tell(self.db, key(session), at=at)

    def undo(self) -> int:
        session, at = self.third, self.now()
        day_service.take_back(self.db, key(session), version=session.version, at=at)
        return tell(self.db, key(session), at=at)

    def calls(self) -> list[CallTask]:
        wanted = select(CallTask).where(CallTask.state == CallState.OPEN)
        return list(self.db.exec(wanted.order_by(col(CallTask.id))))

    def say(self, call: CallTask, result: CallResult) -> None:
        answer(self.db, key(call), Result(result, "", call.version), Act(make.NOW))

    def moved(self, on: date = NEW, **given: Any) -> Wish:
        here = self.third
        new = SessionDetails(
            on=on, starts=here.starts, ends=here.ends, venue_id=here.venue_id, id=key(here)
        )
        for name, value in given.items():
            object.__setattr__(new, name, value)
        return Wish(SessionAct.MOVED, "大雪のため", new)


@pytest.fixture
def winter(db: Session) -> Winter:
    offering = make.offering(db, *DAYS, title="冬の教室", fiscal_year=2031)
    people = [make.participant(db, f"雪野 {number}") for number in range(3)]
    return Winter(db, offering, [make.enrolment(db, one, offering) for one in people])


def test_everybody_with_a_place_is_called_with_the_day_and_the_reason(winter: Winter) -> None:
    make.enrolment(
        winter.db,
        make.participant(winter.db),
        winter.offering,
        status=Status.WAITLISTED,
        waiting_number=1,
    )
    assert winter.do(OFF) == 3
    calls = winter.calls()
    assert {call.kind for call in calls} == {CallKind.SESSION_OFF}
    assert calls[0].say.startswith("1月22日（木）10時から")
    assert "「冬の教室」（第3回）は、中止になりました（理由：大雪のため）" in calls[0].say
    assert "ほかの回は予定どおりです。" in calls[0].say
    assert {call.enrolment_id for call in calls} == {line.id for line in winter.seated}


def test_who_comes_together_is_called_once(db: Session, winter: Winter) -> None:
    for line in winter.seated[:2]:
        line.party = 1
    winter.do(OFF)
    shown = call_queries.to_make(db, make.NOW)
    assert sorted(len(call.companions) for call in shown) == [0, 1]


def test_a_postponed_day_promises_another_call(winter: Winter) -> None:
    winter.do(LATER)
    assert winter.third.state is SessionState.POSTPONED
    assert "新しい日が決まりましたら、またお電話します。" in winter.calls()[0].say


def test_a_moved_day_keeps_its_number_and_ends_the_calls_that_say_less(winter: Winter) -> None:
    winter.do(LATER)
    assert winter.do(winter.moved()) == 3
    calls = winter.calls()
    assert {call.kind for call in calls} == {CallKind.SESSION_MOVED}
    assert "2月5日（木）10時から" in calls[0].say
    assert calls[0].say.startswith("1月22日（木）10時から")
    now = winter.third
    assert (now.on, now.number, now.planned_on) == (NEW, 3, THIRD)
    assert now.state is SessionState.PLANNED


def test_moved_twice_says_the_last_day_known_and_keeps_the_first(winter: Winter) -> None:
    winter.do(winter.moved())
    for call in winter.calls():
        winter.say(call, CallResult.YES)
    assert winter.do(winter.moved(NEW + timedelta(weeks=1))) == 3
    assert winter.calls()[0].say.startswith("2月5日（木）10時から")
    assert winter.third.planned_on == THIRD
    winter.do(winter.moved(THIRD))
    assert winter.third.planned_on is None


def test_two_days_may_fall_out_and_each_is_told(winter: Winter) -> None:
    winter.do(OFF, 2)
    winter.do(OFF, 3)
    assert len(winter.calls()) == 6


def test_a_mistake_taken_back_is_told_to_who_had_heard(winter: Winter) -> None:
    winter.do(OFF)
    first, second, _ = winter.calls()
    winter.say(first, CallResult.YES)
    winter.say(second, CallResult.NO_ANSWER)
    assert winter.undo() == 1
    (call,) = winter.calls()
    assert call.enrolment_id == first.enrolment_id
    assert "予定どおり行います" in call.say
    assert winter.third.state is SessionState.PLANNED
    assert winter.third.state_reason == ""


def test_undoing_the_second_change_tells_the_first_which_is_in_force_again(winter: Winter) -> None:
    winter.do(winter.moved())
    winter.do(LATER)
    assert winter.undo() == 3
    assert winter.third.on == NEW
    calls = winter.calls()
    assert {call.kind for call in calls} == {CallKind.SESSION_MOVED}
    assert calls[0].say.startswith("1月22日（木）10時から")
    assert "2月5日（木）10時から" in calls[0].say
    assert "（理由：大雪のため）" in calls[0].say
    assert words_of(winter.db, key(winter.third)) == calls[0].say


def test_undoing_a_cancellation_of_what_was_postponed_tells_of_the_delay(winter: Winter) -> None:
    winter.do(LATER)
    winter.do(OFF)
    assert winter.undo() == 3
    assert winter.third.state is SessionState.POSTPONED
    calls = winter.calls()
    assert {call.kind for call in calls} == {CallKind.SESSION_OFF}
    assert "延期になりました" in calls[0].say
    assert words_of(winter.db, key(winter.third)) == calls[0].say


def test_each_is_told_against_the_day_that_they_know(winter: Winter) -> None:
    winter.do(winter.moved())
    first, *_ = winter.calls()
    winter.say(first, CallResult.YES)
    assert winter.do(winter.moved(NEW + timedelta(weeks=1))) == 3
    said = {call.enrolment_id: call.say for call in winter.calls()}
    assert said.pop(first.enrolment_id).startswith("2月5日（木）10時から")
    assert all(say.startswith("1月22日（木）10時から") for say in said.values())


def test_back_on_the_first_day_only_who_heard_of_another_is_called(winter: Winter) -> None:
    winter.do(winter.moved())
    first, *_ = winter.calls()
    winter.say(first, CallResult.MESSAGE)
    assert winter.do(winter.moved(THIRD)) == 1
    (call,) = winter.calls()
    assert call.enrolment_id == first.enrolment_id
    assert call.say.startswith("2月5日（木）10時から")
    assert "1月22日（木）10時から" in call.say


def test_a_day_moved_and_then_called_off_is_named_as_people_know_it(winter: Winter) -> None:
    winter.do(winter.moved())
    assert winter.do(OFF) == 3
    assert all(call.say.startswith("1月22日（木）10時から") for call in winter.calls())


def test_a_mistake_taken_back_at_once_calls_nobody(winter: Winter) -> None:
    winter.do(winter.moved())
    assert winter.undo() == 0
    assert winter.calls() == []
    assert (winter.third.on, winter.third.planned_on) == (THIRD, None)
    with pytest.raises(Refusal, match="取り消せる変更がありません"):
        winter.undo()


def test_who_applied_after_it_was_told_then(db: Session, winter: Winter) -> None:
    winter.do(OFF)
    late = make.participant(db, "後から 来た")
    make.enrolment(db, late, winter.offering, applied_at=make.NOW + timedelta(hours=1))
    assert tell(db, key(winter.third), at=make.NOW) in (0, 3)
    assert late.id not in {call.participant_id for call in winter.calls()}


def test_who_waits_hears_of_it_as_a_seat_is_offered(db: Session, winter: Winter) -> None:
    winter.offering.capacity = 4
    make.enrolment(
        db, make.participant(db), winter.offering, status=Status.WAITLISTED, waiting_number=1
    )
    (offer,) = offer_seats(db, key(winter.offering), at=make.NOW)
    assert "中止" not in offer.say
    winter.do(OFF)
    db.refresh(offer)
    assert "第3回（1月22日・木）は中止になりました。" in offer.say


def test_reminders_of_the_day_end(db: Session, winter: Winter) -> None:
    assert remind(db, key(winter.third), at=make.NOW) == 3
    winter.do(OFF)
    assert {call.kind for call in winter.calls()} == {CallKind.SESSION_OFF}
    with pytest.raises(Refusal, match="前日の電話はいりません"):
        remind(db, key(winter.third), at=make.NOW)


def test_calling_the_class_off_ends_the_calls_about_one_day(db: Session, winter: Winter) -> None:
    winter.do(OFF)
    service.change_status(
        db,
        key(winter.offering),
        OfferingStatus.CANCELLED,
        reason="大雪",
        version=winter.offering.version,
    )
    assert call_queries.to_make(db, make.NOW) == []


def test_a_class_called_off_names_all_its_days_and_its_team_is_to_be_told(
    db: Session, planner: PageClient, winter: Winter
) -> None:
    make.teaching(db, winter.third)
    winter.do(winter.moved())
    (assignment,) = db.exec(select(Assignment)).all()
    write_told(db, key(assignment), winter.now())
    db.commit()
    shown = planner.get("/calls").get_text()
    assert "担当の方にも伝えてください" not in shown
    page = planner.get(f"/offerings/{winter.offering.id}/cancel")
    planner.submit(page, reason="大雪のため")
    shown = planner.get("/calls").get_text()
    assert "担当の方にも伝えてください" in shown
    assert "「冬の教室」（全4回）は、中止になりました" in shown
    here = f"/sessions/{winter.third.id}/change"
    db.commit()
    day = planner.get(here)
    assert day.h1 is not None
    assert day.h1.get_text(strip=True) == "この開講は中止になりました。"
    assert "（全4回）は、中止になりました" in day.get_text()
    assert "日程変更のお知らせ" not in day.get_text()
    planner.submit(day, "main form[action$='/told']")
    assert "担当の方にも伝えてください" not in planner.get("/calls").get_text()


def test_other_days_are_as_planned_only_where_they_are(winter: Winter) -> None:
    winter.do(winter.moved())
    winter.do(OFF, 2)
    said = [call.say for call in winter.calls() if call.kind is CallKind.SESSION_OFF]
    assert len(said) == 3
    assert not any("ほかの回は予定どおり" in say for say in said)


def test_who_cannot_come_on_the_new_day_of_several_stays_booked(winter: Winter) -> None:
    winter.do(winter.moved())
    winter.say(winter.calls()[0], CallResult.NO)
    assert winter.seated[0].status is Status.ACCEPTED
    progress = told(winter.db, key(winter.third), make.NOW - timedelta(seconds=1))
    assert (progress.done, progress.open) == (1, 2)


def test_what_was_held_is_not_called_off(db: Session, winter: Winter) -> None:
    db.add(
        Attendance(
            enrolment_id=key(winter.seated[0]),
            course_session_id=key(winter.third),
            mark=Mark.PRESENT,
            marked_at=make.NOW,
        )
    )
    db.flush()
    with pytest.raises(Refusal, match="もう出席の記録があります"):
        winter.do(OFF)


def test_an_absence_told_for_the_old_day_does_not_hold_for_the_new(
    db: Session, winter: Winter
) -> None:
    attendance.mark(
        db, key(winter.third), key(winter.seated[0]), Press(Mark.EXCUSED), Act(make.NOW)
    )
    winter.do(OFF)
    assert db.exec(select(Attendance)).all()
    made = day_service.change_session(
        db, key(winter.third), winter.moved(), version=winter.third.version, at=make.NOW
    )
    assert made.forgotten == 1
    assert not db.exec(select(Attendance)).all()


def test_nobody_marks_a_day_that_does_not_take_place(db: Session, winter: Winter) -> None:
    winter.do(OFF)
    for mark in (Mark.PRESENT, Mark.EXCUSED):
        with pytest.raises(Refusal, match="中止"):
            attendance.mark(
                db, key(winter.third), key(winter.seated[0]), Press(mark), Act(make.NOW)
            )
    with pytest.raises(Refusal, match="中止"):
        attendance.finish(db, key(winter.third), Act(make.NOW))


def test_the_only_day_is_the_offering_itself(db: Session) -> None:
    offering = make.offering(db, THIRD)
    alone = Winter(db, offering, [make.enrolment(db, make.participant(db), offering)])
    with pytest.raises(Refusal, match="開講そのものを中止に"):
        alone.do(OFF, 1)
    assert alone.do(LATER, 1) == 1
    assert "（第1回）" not in alone.calls()[0].say
    assert courses.open_offerings(db, make.TODAY) == []


def test_it_wants_a_reason_and_the_newest_page(db: Session, winter: Winter) -> None:
    with pytest.raises(Refusal, match="理由を入れてください"):
        winter.do(Wish(SessionAct.CANCELLED, "  "))
    with pytest.raises(Stale):
        day_service.change_session(db, key(winter.third), OFF, version=9, at=make.NOW)
    winter.do(OFF)
    with pytest.raises(Refusal, match="もう中止になっています"):
        winter.do(OFF)


@pytest.mark.parametrize(
    "status", [OfferingStatus.DRAFT, OfferingStatus.FINISHED, OfferingStatus.CANCELLED]
)
def test_only_a_running_offering_has_days_to_change(winter: Winter, status: OfferingStatus) -> None:
    winter.offering.status, winter.offering.cancel_reason = status, "大雪"
    with pytest.raises(Refusal, match="開講です"):
        winter.do(OFF)


def test_a_new_day_is_asked_about_as_when_it_is_made(winter: Winter) -> None:
    sunday = date(2032, 2, 1)
    with pytest.raises(Refusal, match="日曜日です。この日でよければ"):
        winter.do(winter.moved(sunday))
    with pytest.raises(Refusal, match="令和14年度の日です"):
        winter.do(winter.moved(date(2032, 4, 1)))
    winter.do(winter.moved(sunday, is_sure=True))
    assert winter.third.on == sunday


def test_a_new_day_that_clashes_wants_its_reason(db: Session, winter: Winter) -> None:
    other = make.offering(db, NEW, fiscal_year=2031)
    make.sessions(db, other)[0].venue_id = winter.third.venue_id
    db.flush()
    with pytest.raises(Refusal, match="重なってもよい理由"):
        winter.do(winter.moved())
    winter.do(winter.moved(clash_reason="部屋を分けて使う"))
    assert winter.third.clash_reason == "部屋を分けて使う"


def test_a_day_of_the_same_class_at_the_same_time_is_refused(winter: Winter) -> None:
    with pytest.raises(Refusal, match="時間の重なる回"):
        winter.do(winter.moved(DAYS[3]))


def test_a_called_off_day_lends_nothing_and_a_moved_one_takes_it_along(
    db: Session, winter: Winter
) -> None:
    phone = LoanPhone(label="1番")
    db.add(phone)
    db.flush()
    db.add(SessionLoan(course_session_id=key(winter.third), loan_phone_id=key(phone)))
    db.flush()
    make.teaching(db, winter.third)
    needs = {slot.session_id: slot.needs for slot in clash_queries.held(db, THIRD, THIRD)}
    assert len(needs[winter.third.id]) == 3
    winter.do(OFF)
    assert clash_queries.held(db, THIRD, THIRD) == []
    winter.do(winter.moved())
    (slot,) = clash_queries.held(db, NEW, NEW)
    assert len(slot.needs) == 3


def test_the_first_and_last_day_are_those_that_take_place(db: Session, winter: Winter) -> None:
    winter.do(OFF, 1)
    winter.do(OFF, 4)
    assert days_of(db, key(winter.offering)) == (DAYS[1], DAYS[2])
    (found,) = courses.open_offerings(db, make.TODAY)
    assert found.on == DAYS[1]
    assert [day.number for day in courses.off_days(db, [found.id])[found.id]] == [1, 4]


def test_the_days_table_moves_a_day_with_its_calls_and_keeps_its_number(
    db: Session, planner: PageClient, winter: Winter
) -> None:
    here = f"/offerings/{winter.offering.id}/sessions"
    db.commit()
    page = planner.get(here)
    given: dict[str, Any] = {"sessions-2-on": NEW.isoformat()}
    planner.submit(page, **given)
    db.expire_all()
    assert (winter.third.on, winter.third.planned_on) == (NEW, THIRD)
    assert [call.kind for call in winter.calls()] == [CallKind.SESSION_MOVED] * 3


def test_the_days_table_asks_before_it_takes_a_sunday(
    db: Session, planner: PageClient, winter: Winter
) -> None:
    here = f"/offerings/{winter.offering.id}/sessions"
    db.commit()
    page = planner.get(here)
    answer = planner.submit(page, expect=422, **{"sessions-3-on": "2032-02-01"})
    assert answer is not None
    assert "日曜日です。" in answer.get_text()
    given: dict[str, Any] = {"sessions-3-is_sure": "y"}
    planner.submit(answer, **given)
    db.expire_all()
    assert make.sessions(db, winter.offering)[3].on == date(2032, 2, 1)


def test_a_day_with_people_is_not_simply_taken_out_of_the_table(
    db: Session, planner: PageClient, winter: Winter
) -> None:
    here = f"/offerings/{winter.offering.id}/sessions"
    db.commit()
    page = planner.get(here)
    answer = planner.submit(page, expect=422, **{"sessions-2-is_gone": "y"})
    assert answer is not None
    assert "第3回は消せません" in answer.get_text()


def test_the_page_keeps_what_was_typed_and_says_what_is_missing(
    db: Session, planner: PageClient, winter: Winter
) -> None:
    here = f"/sessions/{winter.third.id}/change"
    db.commit()
    page = planner.get(here)
    answer = planner.submit(page, expect=422, act="moved", reason="講師の都合のため")
    assert answer is not None
    assert "日を入れてください" in answer.get_text()
    assert "講師の都合のため" in str(answer)
    asked = planner.submit(answer, expect=422, on="2032-02-01")
    assert asked is not None
    assert "日曜日です。" in asked.get_text()
    planner.submit(asked, is_sure="y")
    text = planner.get(planner.location or "").get_text()
    assert "第3回は2月1日（日）に変わりました。" in text
    assert "3人分の電話を「かける電話」に加えました。" in text


def test_the_page_of_the_class_leads_there_and_shows_it(
    db: Session, planner: PageClient, winter: Winter
) -> None:
    here = f"/offerings/{winter.offering.id}"
    db.commit()
    assert "中止・延期（第3回）" in planner.get(here).get_text()
    winter.do(OFF)
    db.commit()
    text = planner.get(here).get_text()
    assert "お知らせ・新しい日（第3回）" in text
    assert "大雪のため" in text


def test_the_team_is_told_by_the_same_words(
    db: Session, planner: PageClient, desk: PageClient, winter: Winter
) -> None:
    make.teaching(db, winter.third)
    here = f"/sessions/{winter.third.id}/change"
    db.commit()
    page = planner.get(here)
    planner.submit(page, act="cancelled", reason="大雪のため")
    shown = desk.get(here)
    assert "遠藤 久美" in shown.get_text()
    assert "担当の方にも伝えてください" in desk.get("/calls").get_text()
    desk.submit(shown, "main form[action$='/told']")
    assert "担当の方にも伝えてください" not in desk.get("/calls").get_text()
    assert "伝えました" in desk.get(here).get_text()


def test_the_time_alone_may_change(winter: Winter) -> None:
    winter.do(winter.moved(THIRD, starts=time(13, 30), ends=time(15)))
    assert winter.third.planned_on is None
    assert "1月22日（木）13時30分から" in winter.calls()[0].say
    with pytest.raises(Refusal, match="いまと同じです"):
        winter.do(winter.moved(THIRD, starts=time(13, 30), ends=time(15)))
