"""Writing down how far people got with the identity app, and what stopped them."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.core import clock
from classroom.core.db import locked
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue.call import follow_up, is_closed, let_go
from classroom.desk.queue.call_rules import next_open_day
from classroom.desk.queue.models import CallTask
from classroom.desk.queue.values import Act
from classroom.planning.course.models import CourseSession
from classroom.rules.era_calendar import wareki
from classroom.rules.words.app import LADDER, Blocker, Stage, onward, up_to
from classroom.rules.words.queue import CallKind, CallState

BEFORE_US = "「前から登録済」になっています。ここで登録したときは、先にそれを取り消してください。"
ELSEWHERE = "前の教室や窓口で登録した段階です。ここでは取り消せません。"
OURS = "前の教室や窓口で登録した方です。「前から登録済」にはできません。"
THROUGH = "最後まで進んだ方に、止まった理由は付けられません。"
BEFORE_CLASS = "教室の日（{}）より前の日付では登録できません。日付を確かめてください。"
AFTER_DEATH = "{}に亡くなられたと登録されています。日付を確かめてください。"
BEFORE_BIRTH = "生年月日より前の日付です。日付を確かめてください。"
AGAIN = "「{}」は{}に登録してあります。日付を直すときは、先にその登録を取り消してください。"
OUT_OF_ORDER = "「{}」が{}に登録してあります。それより前の日付では、先の段階を登録できません。"
FUTURE = "先の日付では登録できません。教室の日か、今日までの日を入れてください。"


def reach(
    db: Session, participant_id: int, stage: Stage, act: Act, *, session: int | None, on: date
) -> None:
    """Write down that someone reached a stage, and with it all before it.

    A stage that was reached earlier stays where it was, so nobody is counted twice. `session` is
    None at the counter. Refuses who came registered already, and days to come.
    """
    _refuse_day(db, participant_id, on, act, session)
    mine = _steps(db, participant_id)
    if Stage.ALREADY in mine:
        raise Refusal(BEFORE_US)
    if session is None:
        _refuse_again(mine, stage)
    _refuse_out_of_order(mine, stage, on)
    for each in up_to(stage):
        if each not in mine:
            db.add(_step(participant_id, each, session, on, act))
    if session is not None:
        outcome = _entered(db, participant_id, session, act)
        if stage is LADDER[-1]:
            outcome.blocker = None
    if stage is LADDER[-1]:
        _drop_calls(db, participant_id, at=act.at)
    db.flush()


def take_back(db: Session, participant_id: int, stage: Stage, *, session: int | None) -> None:
    """Take a stage back, and with it all after it. Refuses what was reached elsewhere.

    With nothing left of the session the person is as if never entered.
    """
    mine = _steps(db, participant_id)
    gone = (stage,) if stage is Stage.ALREADY else onward(stage)
    rows = [mine[each] for each in gone if each in mine]
    if any(row.course_session_id != session for row in rows):
        raise Refusal(ELSEWHERE)
    for row in rows:
        db.delete(row)
    db.flush()
    _forget_if_empty(db, participant_id, session)


def already(db: Session, participant_id: int, act: Act, *, session: int | None, on: date) -> None:
    """Write down that someone came with the app registered: never counted as ours.

    Stages pressed by mistake in the same session go; those of other days are refused.
    """
    _refuse_day(db, participant_id, on, act, session)
    mine = _steps(db, participant_id)
    if Stage.ALREADY in mine:
        if session is None:
            _refuse_again(mine, Stage.ALREADY)
        return
    if any(row.course_session_id != session for row in mine.values()):
        raise Refusal(OURS)
    for row in mine.values():
        db.delete(row)
    db.add(_step(participant_id, Stage.ALREADY, session, on, act))
    if session is not None:
        _stopped_by(db, _entered(db, participant_id, session, act), None, act.at)
    db.flush()


def not_today(db: Session, participant_id: int, act: Act, *, session: int) -> None:
    """Write down that nothing was reached in this session; what was pressed in it goes."""
    for row in _steps(db, participant_id).values():
        if row.course_session_id == session:
            db.delete(row)
    _entered(db, participant_id, session, act)
    db.flush()


def forget(db: Session, participant_id: int, *, session: int, at: datetime) -> None:
    """Take back that a person's result of a session was entered, with its reason."""
    outcome = _outcome(db, participant_id, session)
    if outcome is not None:
        _stopped_by(db, outcome, None, at)
        db.delete(outcome)
    db.flush()


def block(
    db: Session, participant_id: int, blocker: Blocker | None, act: Act, *, session: int
) -> None:
    """Write down what stopped someone in a session, or that it is not known (None).

    What is to be done about it becomes a call to the person.
    """
    mine = _steps(db, participant_id)
    if Stage.ALREADY in mine or LADDER[-1] in mine:
        raise Refusal(THROUGH)
    _stopped_by(db, _entered(db, participant_id, session, act), blocker, act.at)
    db.flush()


def _refuse_day(db: Session, participant_id: int, on: date, act: Act, session: int | None) -> None:
    """Refuse days to come, a day before the class, and one on which the person was not alive."""
    if on > act.today:
        raise Refusal(FUTURE)
    held = db.get(CourseSession, session) if session is not None else None
    if held is not None and on < held.on:
        raise Refusal(BEFORE_CLASS.format(wareki(held.on)))
    person = db.get(Participant, participant_id)
    if person is None:
        return
    if person.died_on is not None and on >= person.died_on:
        raise Refusal(AFTER_DEATH.format(wareki(person.died_on)))
    if person.born_on is not None and on < person.born_on:
        raise Refusal(BEFORE_BIRTH)


def _refuse_again(mine: Mapping[Stage, AppRegistration], stage: Stage) -> None:
    """Refuse at the counter what was registered before: its day stays, unless it is taken back."""
    if (row := mine.get(stage)) is not None:
        raise Refusal(AGAIN.format(stage.label, wareki(row.reached_on)))


def _refuse_out_of_order(mine: Mapping[Stage, AppRegistration], stage: Stage, on: date) -> None:
    """Refuse a stage on a day before one that comes before it."""
    before = [row for each, row in mine.items() if each in up_to(stage) and each is not stage]
    late = next((row for row in before if row.reached_on > on and stage not in mine), None)
    if late is not None:
        raise Refusal(OUT_OF_ORDER.format(late.stage.label, wareki(late.reached_on)))


def _steps(db: Session, participant_id: int) -> dict[Stage, AppRegistration]:
    """Return a person's stages, held against other desks until this is written."""
    person = locked(db, Participant, participant_id)
    if person is None or person.is_gone:
        raise Refusal("この方は見つかりません。画面を開き直してください。")
    wanted = select(AppRegistration).where(AppRegistration.participant_id == participant_id)
    return {row.stage: row for row in db.exec(wanted)}


def _step(
    participant_id: int, stage: Stage, session: int | None, on: date, act: Act
) -> AppRegistration:
    return AppRegistration(
        participant_id=participant_id,
        stage=stage,
        reached_on=on,
        course_session_id=session,
        recorded_at=act.at,
        staff_member_id=act.by,
    )


def _outcome(db: Session, participant_id: int, session: int) -> AppOutcome | None:
    wanted = select(AppOutcome).where(
        AppOutcome.participant_id == participant_id, AppOutcome.course_session_id == session
    )
    return db.exec(wanted).first()


def _entered(db: Session, participant_id: int, session: int, act: Act) -> AppOutcome:
    """Return the line that says the person's result was entered, written anew where it is not."""
    outcome = _outcome(db, participant_id, session)
    if outcome is None:
        outcome = AppOutcome(
            participant_id=participant_id, course_session_id=session, recorded_at=act.at
        )
    outcome.recorded_at, outcome.staff_member_id = act.at, act.by
    db.add(outcome)
    return outcome


def _stopped_by(db: Session, outcome: AppOutcome, blocker: Blocker | None, at: datetime) -> None:
    outcome.blocker = blocker
    _set_call(db, outcome.participant_id, outcome.course_session_id, blocker, at=at)


def _forget_if_empty(db: Session, participant_id: int, session: int | None) -> None:
    if session is None:
        return
    left = [s for s in _steps(db, participant_id).values() if s.course_session_id == session]
    outcome = _outcome(db, participant_id, session)
    if not left and outcome is not None and outcome.blocker is None:
        db.delete(outcome)
        db.flush()


def _drop_calls(db: Session, participant_id: int, *, at: datetime) -> None:
    """End the calls still to be made to someone who has come through after all."""
    open_ones = db.exec(
        select(CallTask).where(
            CallTask.kind == CallKind.FOLLOW_UP,
            CallTask.participant_id == participant_id,
            CallTask.state == CallState.OPEN,
        )
    ).all()
    let_go(db, open_ones, CallState.DROPPED, at)


def _set_call(
    db: Session, participant_id: int, session: int, blocker: Blocker | None, *, at: datetime
) -> None:
    """Have the one call that this blocker asks for: on the office's next day, or none.

    A call about another reason that nobody made yet is dropped. One that was made is not made
    again.
    """
    say = blocker.to_say if blocker else ""
    mine = db.exec(
        select(CallTask).where(
            CallTask.kind == CallKind.FOLLOW_UP,
            CallTask.participant_id == participant_id,
            CallTask.course_session_id == session,
            col(CallTask.state) != CallState.DROPPED,
        )
    ).all()
    let_go(
        db,
        [task for task in mine if task.state is CallState.OPEN and task.say != say],
        CallState.DROPPED,
        at,
    )
    if say and all(task.say != say for task in mine):
        due_on = next_open_day(clock.local(at).date(), is_closed(db))
        follow_up(db, participant_id, say, due_on, session, at=at)
