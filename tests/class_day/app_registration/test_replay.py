"""What was done on class day in one database, done again in another."""

import json
import random
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.operations import replay
from classroom.class_day.attendance import service as attendance
from classroom.class_day.attendance.codes import code_of
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.attendance.operations import carried
from classroom.class_day.attendance.values import Press
from classroom.core import clock
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.values import Act
from classroom.planning.course.models import CourseSession
from classroom.planning.place.models import Venue
from classroom.rules.words.app import LADDER, Blocker
from classroom.rules.words.attendance import How, Mark
from tests import make
from tests.class_day.app_registration.acting import Tablet, contents, copy_of, kept, state
from tests.class_day.attendance.people import ClassOfToday, attendance_of, class_of_today
from tests.page import PageClient

SECRET = "for tests only"
people = st.integers(0, 2)
acts = st.one_of(
    st.tuples(st.just("mark"), people, st.sampled_from([*Mark, "none"])),
    st.tuples(st.just("scan"), people, st.none()),
    st.tuples(st.just("walk_in"), people, st.none()),
    st.tuples(st.just("walk_in_back"), people, st.none()),
    st.tuples(st.just("press"), people, st.sampled_from([("stage", s) for s in LADDER])),
    st.tuples(st.just("press"), people, st.sampled_from([("back", s) for s in LADDER])),
    st.tuples(st.just("press"), people, st.sampled_from([("blocker", b) for b in ["", *Blocker]])),
    st.tuples(
        st.just("press"),
        people,
        st.sampled_from([(name, word) for name in ("already", "none") for word in ("yes", "no")]),
    ),
    st.tuples(st.sampled_from(["finish", "reopen", "memo"]), people, st.none()),
)
# The two tablets' clocks are wrong by minutes, and what they say may be hours off.
skews = st.sampled_from([0, -200, -3, 45, 20_000])


def do(tablet: Tablet, today: ClassOfToday, act: tuple[Any, ...], skew: int) -> None:
    what, who, choice = act
    at = clock.now() + timedelta(seconds=skew)
    if what == "mark":
        tablet.mark(today.line(who), choice, at=at)
    elif what == "scan":
        tablet.send("marks", code=code_of(today.line(who), SECRET), mark="present", at=at)
    elif what == "walk_in":
        tablet.walk_in(("イトウ トキ", "アベ エイキチ", "ノザキ ハル")[who], person="new", at=at)
    elif what == "walk_in_back":
        tablet.send(f"walk-ins/{today.line(2) + 1 + who}/take-back", at=at)
    elif what == "press":
        name, word = choice
        tablet.press(key(today.people[who]), **{name: word}, at=at)
    else:
        tablet.send(what, memo=f"メモ{who}", version=who + 1, at=at)


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(made=st.lists(st.tuples(acts, st.booleans(), skews), min_size=1, max_size=14))
def test_a_class_day_done_again_elsewhere_comes_out_the_same(
    db: Session, desk: PageClient, made: list[tuple[Any, bool, int]]
) -> None:
    today = class_of_today(db)
    tablets = [Tablet(desk, today.id, name) for name in ("iPad-1", "Android-2")]
    with copy_of(db) as office:
        for who in range(3):
            tablets[0].mark(today.line(who), "present")
        for act, second, skew in made:
            do(tablets[second], today, act, skew)
        operations = carried(db, [today.id])
        shuffled = random.Random(len(made)).sample(operations, len(operations))  # noqa: S311  order
        first = replay(office, shuffled, at=clock.now())
        office.commit()
        assert (first.done, first.known, first.conflicts) == (len(operations), 0, ())
        assert contents(office) == contents(db)

        again = replay(office, operations, at=clock.now())
        office.commit()
        assert (again.done, again.known) == (0, len(operations))
        assert contents(office) == contents(db)


def test_whoever_walked_in_is_found_again_under_another_key(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    with copy_of(db) as office:
        # Meanwhile the office registers someone, who gets the key that the laptop will give.
        stranger = make.participant(office, "千葉 みつ", "チバ ミツ")
        offering = office.get_one(type(today.offering), key(today.offering))
        theirs = make.enrolment(office, stranger, offering)
        office.commit()
        laptop = Tablet(desk, today.id)
        laptop.walk_in("イトウ トキ")
        new = newest(db)
        assert (new.id, new.participant_id) == (theirs.id, stranger.id)
        laptop.press(new.participant_id, stage="card_linked")
        laptop.mark(key(new), "left_early")

        done = replay(office, carried(db, [today.id]), at=clock.now())
        assert (done.done, done.conflicts) == (3, ())
        here = newest(office)
        assert here.participant_id != stranger.id
        assert office.get_one(Participant, here.participant_id).name_kana == "イトウ トキ"
        assert state(office, here.participant_id, today.id) == "installed.card_linked.entered"
        assert marks(office, today) == {key(here): Mark.LEFT_EARLY}
        assert replay(office, carried(db, [today.id]), at=clock.now()).known == 3


def test_what_the_office_wrote_meanwhile_stays_and_both_are_told(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    who = key(today.people[1])
    laptop = Tablet(desk, today.id)
    with copy_of(db) as office:
        attendance.mark(
            office, today.id, today.line(0), Press(Mark.EXCUSED), Act(make.NOW, today.clerk)
        )
        attendance.write_memo(office, today.id, "机が足りない。", version=1)
        office.commit()
        laptop.mark(today.line(0), "present")
        laptop.mark(today.line(1), "present")
        laptop.press(who, blocker="no_card")
        laptop.send("memo", memo="Wi-Fiが遅い。", version=1)

        came = replay(office, carried(db, [today.id]), at=clock.now())
        assert came.done == 2
        sentences = [conflict.sentence for conflict in came.conflicts]
        assert "阿部 榮吉さんは、こちらでは「欠席（連絡あり）」になっています。" in sentences
        assert any("「机が足りない。」" in s and "「Wi-Fiが遅い。」" in s for s in sentences)
        assert marks(office, today)[today.line(0)] is Mark.EXCUSED
        assert office.get_one(CourseSession, today.id).memo == "机が足りない。"
        assert state(office, who, today.id) == "entered.no_card"


def test_results_that_the_office_entered_are_not_overwritten(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    who, same = key(today.people[0]), key(today.people[1])
    laptop = Tablet(desk, today.id)
    for line in (0, 1):
        laptop.mark(today.line(line), "present")
    with copy_of(db) as office:
        laptop.press(who, blocker="no_card")
        laptop.press(same, none="yes")
        mine = carried(db, [today.id])
        other = [each for each in mine if each.payload.get("participant") == who]
        forged = [
            *mine[:2],
            *(
                type(each)(
                    f"{number:036}",
                    each.course_session_id,
                    each.kind,
                    {**each.payload, "choice": "no_time", "after": "entered.no_time"},
                    each.at,
                    "受付PC",
                    each.by,
                )
                for number, each in enumerate(other)
            ),
        ]
        assert not replay(office, forged, at=clock.now()).conflicts
        came = replay(office, mine, at=clock.now())
        assert [conflict.operation.payload["participant"] for conflict in came.conflicts] == [who]
        assert state(office, who, today.id) == "entered.no_time"
        assert state(office, same, today.id) == "entered"


def test_nobody_else_is_touched_where_a_walk_in_could_not_be_taken_in(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    laptop = Tablet(desk, today.id)
    with copy_of(db) as office:
        theirs = make.participant(office, "千葉 みつ", "チバ ミツ")
        offering = office.get_one(type(today.offering), key(today.offering))
        line = make.enrolment(office, theirs, offering)
        place = office.get_one(Venue, today.session.venue_id)
        place.capacity = 4
        office.add(place)
        office.commit()
        laptop.walk_in("イトウ トキ")
        laptop.press(newest(db).participant_id, stage="installed")
        came = replay(office, carried(db, [today.id]), at=clock.now())
        assert came.done == 0
        assert "部屋の定員4人" in came.conflicts[0].sentence
        assert "当日参加は反映されていません" in came.conflicts[1].sentence
        assert state(office, key(theirs), today.id) == ""
        assert attendance_of(office, today.id, key(line)) is None


def test_an_operation_of_a_newer_program_is_told_and_left(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    Tablet(desk, today.id).mark(today.line(0), "present")
    (one,) = carried(db, [today.id])
    newer = type(one)("f" * 36, one.course_session_id, "hologram", {}, one.at, one.device, one.by)
    came = replay(db, [newer], at=clock.now())
    assert "新しい版" in came.conflicts[0].sentence
    db.rollback()


def test_a_kept_operation_says_who_when_and_where_but_no_name(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    laptop = Tablet(desk, today.id, "iPad-7f3a")
    before = clock.now() - timedelta(seconds=30)
    laptop.mark(today.line(0), "present", at=before)
    laptop.walk_in("イトウ トキ", at=clock.now() - timedelta(hours=3))
    laptop.send("marks", code=code_of(today.line(1), SECRET), mark="present")
    mark, walked_in, scan = kept(db)
    assert (mark.kind, mark.device, mark.staff_member_id) == ("mark", "iPad-7f3a", today.clerk)
    assert mark.at == before
    assert walked_in.at > before, "a clock that is hours wrong is not believed"
    assert "イトウ" not in walked_in.payload
    assert json.loads(walked_in.payload)["new"] == {"band": "80s", "device": "android"}
    assert carried(db, [today.id])[1].payload["new"]["kana"] == "イトウ トキ"
    assert json.loads(scan.payload)["how"] == How.QR


def test_what_changes_nothing_is_no_operation(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    laptop = Tablet(desk, today.id)
    laptop.mark(today.line(0), "present")
    laptop.mark(today.line(0), "present")
    laptop.press(key(today.people[0]), stage="installed")
    laptop.press(key(today.people[0]), stage="installed")
    assert [each.kind for each in kept(db)] == ["mark", "stage"]


def marks(db: Session, today: ClassOfToday) -> dict[int, Mark]:
    wanted = select(Attendance).where(Attendance.course_session_id == today.id)
    return {row.enrolment_id: row.mark for row in db.exec(wanted)}


def newest(db: Session) -> Enrolment:
    db.commit()
    found = db.exec(select(Enrolment).order_by(col(Enrolment.id).desc())).first()
    db.commit()
    assert found is not None
    return found
