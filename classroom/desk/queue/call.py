"""Calls begun and ended, with the seats they hold: what the verbs share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from classroom.core import clock
from classroom.core.db import key, locked
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import is_here
from classroom.desk.queue.call_rules import SAY_MAX, Class, IsClosed
from classroom.desk.queue.models import CallTask, CallTry, Enrolment
from classroom.desk.queue.seats import Full, free_seat, take_seat
from classroom.planning.course.holidays import closing
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import CallKind, CallState, Status

GONE = "この電話は見つかりません。一覧を開き直してください。"
NO_MORE = "全員の電話が、もう一覧にあります。"
OFFERED = (col(CallTask.kind) == CallKind.SEAT_FREE) & (col(CallTask.state) == CallState.OPEN)


@dataclass(frozen=True, slots=True)
class ToSay:
    """A call that is still to be addressed: why, what to say, and when."""

    kind: CallKind
    say: str
    due_on: date
    course_session_id: int | None = None
    # Calls made before that instant said something else.
    since: datetime | None = None

    def to(self, line: Enrolment, at: datetime) -> CallTask:
        """Address it to the person of an enrolment; the caller keeps it."""
        return CallTask(
            kind=self.kind,
            participant_id=line.participant_id,
            enrolment_id=key(line),
            course_session_id=self.course_session_id,
            say=self.say,
            due_on=self.due_on,
            created_at=at,
        )


def let_go(db: Session, tasks: Collection[CallTask], state: CallState, at: datetime) -> None:
    """End calls, and give back the seats they hold."""
    held = [task.enrolment_id for task in tasks if task.holds_seat]
    for task in tasks:
        task.state, task.holds_seat, task.ended_at = state, False, at
        task.version += 1
        db.add(task)
    db.flush()
    for enrolment_id in held:
        free_seat(db, db.get_one(Enrolment, enrolment_id).offering_id)


def end_offer(db: Session, line: Enrolment, at: datetime) -> None:
    """End the call that offers a seat to this line, and give the seat it held back."""
    mine = select(CallTask).where(CallTask.enrolment_id == line.id, OFFERED)
    let_go(db, db.exec(mine.execution_options(populate_existing=True)).all(), CallState.DROPPED, at)


def end_offers_of(db: Session, participant_ids: Collection[int], at: datetime) -> None:
    """End the calls that offer a seat to these people where they have left: others wait for it."""
    wanted = (
        select(CallTask)
        .join(Participant, col(Participant.id) == col(CallTask.participant_id))
        .where(
            col(CallTask.participant_id).in_(participant_ids),
            OFFERED,
            ~is_here(clock.local(at).date()),
        )
    )
    let_go(db, db.exec(wanted).all(), CallState.DROPPED, at)


def take_back_seat(db: Session, offering_id: int, at: datetime) -> None:
    """Take a seat again, also one that is kept for someone who was not called about it yet.

    An act made by mistake is undone this way. A party's offers are withdrawn together. Raises Full.
    """
    try:
        take_seat(db, offering_id)
    except Full:
        untold = of_offering(offering_id, OFFERED, CallTask.tries == 0)
        latest = db.exec(untold.order_by(col(CallTask.id).desc())).first()
        if latest is None:
            raise
        let_go(db, same_call(db, latest), CallState.DROPPED, at)
        take_seat(db, offering_id)


def of_offering(
    offering_id: int, *conditions: sa.ColumnElement[bool] | bool
) -> SelectOfScalar[CallTask]:
    return (
        select(CallTask)
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(Enrolment.offering_id == offering_id, *conditions)
        .execution_options(populate_existing=True)
    )


def same_call(db: Session, task: CallTask) -> list[CallTask]:
    """Return the open calls that this one stands for, itself first: a party is called once."""
    return calls_of_party(db, task, CallTask.state == CallState.OPEN)


def calls_of_party(
    db: Session, task: CallTask, *conditions: sa.ColumnElement[bool] | bool
) -> list[CallTask]:
    """Return this call, and those like it of who comes together with the person."""
    line = db.get(Enrolment, task.enrolment_id) if task.enrolment_id else None
    if line is None or line.party is None or not task.kind.is_for_party:
        return [task]
    alike = (
        Enrolment.party == line.party,
        CallTask.kind == task.kind,
        CallTask.id != task.id,
        col(CallTask.course_session_id).is_not_distinct_from(task.course_session_id),
    )
    found = of_offering(line.offering_id, *alike, *conditions)
    return [task, *db.exec(found.order_by(col(CallTask.id)))]


def call_everyone(
    db: Session, offering_id: int, statuses: Collection[Status], what: ToSay, at: datetime
) -> int:
    """Make this call to all of these statuses who have none yet; return how many.

    Refuses where everybody has one.
    """
    made = made_for_everyone(db, offering_id, statuses, what, at)
    if not made:
        raise Refusal(NO_MORE)
    return made


def made_for_everyone(
    db: Session,
    offering_id: int,
    statuses: Collection[Status],
    what: ToSay,
    at: datetime,
    only: sa.ColumnElement[bool] | None = None,
) -> int:
    """Make this call as `call_everyone` does, and to nobody where everybody has one."""
    made = sa.select(sa.literal(1)).where(
        col(CallTask.enrolment_id) == col(Enrolment.id), col(CallTask.kind) == what.kind
    )
    if what.course_session_id is not None:
        made = made.where(col(CallTask.course_session_id) == what.course_session_id)
    if what.since is not None:
        made = made.where(col(CallTask.created_at) >= what.since)
    wanted = select(Enrolment).where(
        Enrolment.offering_id == offering_id,
        col(Enrolment.status).in_(statuses),
        ~made.exists(),
        only if only is not None else sa.true(),
    )
    here = is_here(clock.local(at).date())
    wanted = wanted.join(Participant).where(here)  # the others are told nothing
    lines = db.exec(wanted.order_by(col(Enrolment.id))).all()
    db.add_all(what.to(line, at) for line in lines)
    db.flush()
    return len(lines)


def follow_up(
    db: Session,
    participant_id: int,
    say: str,
    due_on: date,
    course_session_id: int | None,
    *,
    at: datetime,
) -> CallTask:
    """Make a call to someone whose way to the app was blocked: what to say, and when."""
    task = CallTask(
        kind=CallKind.FOLLOW_UP,
        participant_id=participant_id,
        course_session_id=course_session_id,
        say=say[:SAY_MAX],
        due_on=due_on,
        created_at=at,
    )
    db.add(task)
    db.flush()
    return task


def hold_call(db: Session, task_id: int) -> CallTask:
    """Hold the offering first and then the call, in one order everywhere: no deadlock."""
    found = db.get(CallTask, task_id)
    if found is None:
        raise Refusal(GONE)
    if found.enrolment_id is not None:
        locked(db, Offering, db.get_one(Enrolment, found.enrolment_id).offering_id)
    task = locked(db, CallTask, task_id)
    if task is None:
        raise Refusal(GONE)
    return task


def enrolment_of(task: CallTask) -> int:
    if task.enrolment_id is None:
        raise Refusal(GONE)
    return task.enrolment_id


def name_of(db: Session, task: CallTask) -> str:
    return db.get_one(Participant, task.participant_id).shown_name


def last_try(db: Session, task: CallTask) -> CallTry | None:
    wanted = select(CallTry).where(CallTry.call_task_id == task.id)
    return db.exec(wanted.order_by(col(CallTry.id).desc())).first()


def first_elsewhere(db: Session, task: CallTask) -> str:
    """Say what another desk did with this call meanwhile."""
    last = last_try(db, task)
    what = f"「{task.kind.word(last.result)}」を入れました" if last else "直しました"
    return f"{name_of(db, task)}さんの電話は、ほかの方が先に{what}。いまの一覧を確かめてください。"


def is_closed(db: Session) -> IsClosed:
    """Return what tells whether the office is closed on a weekday, by the settings in force."""
    name = closing(db)
    return lambda day: name(day) is not None


def begins(about: Class) -> datetime:
    """Return the instant at which a class begins, on the office's clock."""
    return datetime.combine(about.on, about.starts, clock.TOKYO)
