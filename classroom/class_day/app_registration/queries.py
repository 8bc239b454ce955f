"""Reading how far people are with the identity app."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.app_registration.values import AfterClass, Progress, Step
from classroom.class_day.attendance.values import ClassDay
from classroom.desk.participant.models import Participant
from classroom.rules.words.app import Stage


def reached(db: Session, participant_ids: Collection[int]) -> dict[int, set[Stage]]:
    """Return the stages of each of these people who reached any, `already` among them."""
    found = _steps(db, participant_ids)
    return {number: {step.stage for step in steps} for number, steps in found.items()}


def after_class(db: Session, day: ClassDay, registered_stage: Stage) -> AfterClass:
    there = [line for line in day.lines if line.came]
    steps = _steps(db, [line.participant_id for line in there])
    entered = {
        outcome.participant_id: outcome
        for outcome in db.exec(
            select(AppOutcome).where(AppOutcome.course_session_id == day.session.id)
        )
    }
    people = []
    for line in there:
        outcome = entered.get(line.participant_id)
        people.append(
            Progress(
                participant_id=line.participant_id,
                name=line.name,
                kana=line.kana,
                course_session_id=day.session.id,
                is_walk_in=line.is_walk_in,
                steps=steps.get(line.participant_id, ()),
                is_entered=outcome is not None,
                blocker=outcome.blocker if outcome else None,
            )
        )
    return AfterClass(day.session, tuple(people), registered_stage)


def state(db: Session, participant_id: int, course_session_id: int) -> str:
    """Return how a person stands in a session as one word; see Progress.state."""
    outcome = db.exec(
        select(AppOutcome).where(
            AppOutcome.participant_id == participant_id,
            AppOutcome.course_session_id == course_session_id,
        )
    ).first()
    return Progress(
        participant_id,
        "",
        "",
        course_session_id,
        steps=_steps(db, [participant_id]).get(participant_id, ()),
        is_entered=outcome is not None,
        blocker=outcome.blocker if outcome else None,
    ).state


def at_counter(db: Session, participant_id: int) -> Progress | None:
    person = db.get(Participant, participant_id)
    if person is None or person.is_gone:
        return None
    steps = _steps(db, [participant_id]).get(participant_id, ())
    return Progress(participant_id, person.name, person.name_kana, steps=steps)


def _steps(db: Session, participant_ids: Collection[int]) -> dict[int, tuple[Step, ...]]:
    wanted = (
        sa.select(
            col(AppRegistration.participant_id),
            col(AppRegistration.stage),
            col(AppRegistration.reached_on),
            col(AppRegistration.course_session_id),
        )
        .where(col(AppRegistration.participant_id).in_(participant_ids))
        .order_by(col(AppRegistration.participant_id), col(AppRegistration.id))
    )
    found: dict[int, tuple[Step, ...]] = {}
    for row in db.connection().execute(wanted):
        step = Step(row.stage, row.reached_on, row.course_session_id)
        found[row.participant_id] = (*found.get(row.participant_id, ()), step)
    return found
