"""The next act of a blocker as a call: one a person and session, gone when it is taken back."""

from datetime import datetime

from sqlmodel import Session, col, select

from classroom.class_day.app_registration.rules import Blocker
from classroom.core import clock
from classroom.desk.queue.call import follow_up, is_closed, let_go
from classroom.desk.queue.call_rules import next_open_day
from classroom.desk.queue.models import CallTask
from classroom.rules.words.queue import CallKind, CallState


def drop_calls(db: Session, participant_id: int, *, at: datetime) -> None:
    """End the calls still to be made to someone who has come through after all."""
    open_ones = db.exec(
        select(CallTask).where(
            CallTask.kind == CallKind.FOLLOW_UP,
            CallTask.participant_id == participant_id,
            CallTask.state == CallState.OPEN,
        )
    ).all()
    let_go(db, open_ones, CallState.DROPPED, at)


def set_call(
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
        due_on = next_open_day(clock.local(at).date(), is_closed)
        follow_up(db, participant_id, say, due_on, session, at=at)
