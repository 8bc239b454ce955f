from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from classroom.class_day.app_registration import service
from classroom.core import clock
from classroom.desk.queue.models import CallTask
from classroom.desk.queue.values import Act
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.queue import CallKind, CallState
from tests import make
from tests.class_day.app_registration.test_stages import Case


@pytest.fixture
def case(db: Session) -> Case:
    return Case(db)


def calls(db: Session, state: CallState = CallState.OPEN) -> list[CallTask]:
    wanted = select(CallTask).where(CallTask.state == state).order_by(col(CallTask.id))
    return list(db.exec(wanted))


def test_what_stopped_someone_becomes_a_call_on_the_next_office_day(
    db: Session, case: Case
) -> None:
    case.block(Blocker.PIN_LOCKED, case.first)
    (call,) = calls(db)
    assert (call.kind, call.participant_id, call.course_session_id) == (
        CallKind.FOLLOW_UP,
        case.who,
        case.first,
    )
    assert "市民課の窓口で解除できます" in call.say
    assert call.due_on > clock.local(make.NOW).date()
    assert call.due_on.weekday() < 5


NOBODY_IS_CALLED = (Blocker.UNWILLING, Blocker.OTHER)


@pytest.mark.parametrize("blocker", [each for each in Blocker if each not in NOBODY_IS_CALLED])
def test_every_reason_that_can_be_acted_on_has_words_to_say(blocker: Blocker) -> None:
    assert blocker.to_say.startswith("教室での身分証アプリの登録のことで、お電話しました。")
    assert blocker.to_say.endswith("。")


@pytest.mark.parametrize("blocker", NOBODY_IS_CALLED)
def test_nobody_is_called_who_does_not_want_the_app_or_may_not(
    db: Session, case: Case, blocker: Blocker
) -> None:
    case.block(blocker, case.first)
    assert not calls(db)


def test_it_is_one_call_a_person_and_session(db: Session, case: Case) -> None:
    for _ in range(2):
        case.block(Blocker.NO_CARD, case.first)
    case.block(Blocker.NO_CARD, case.second)
    assert [call.course_session_id for call in calls(db)] == [case.first, case.second]


def test_another_reason_is_another_call_instead(db: Session, case: Case) -> None:
    case.block(Blocker.NO_CARD, case.first)
    case.block(Blocker.NO_TIME, case.first)
    (call,) = calls(db)
    assert "時間が足りず" in call.say
    assert len(calls(db, CallState.DROPPED)) == 1


def test_a_call_that_was_made_is_not_made_again(db: Session, case: Case) -> None:
    case.block(Blocker.NO_CARD, case.first)
    (call,) = calls(db)
    call.state, call.ended_at = CallState.DONE, make.NOW
    db.add(call)
    db.flush()
    case.block(None, case.first)
    case.block(Blocker.NO_CARD, case.first)
    assert not calls(db)
    assert call.state is CallState.DONE


def test_taking_the_reason_back_drops_the_call(db: Session, case: Case) -> None:
    case.block(Blocker.NO_CARD, case.first)
    case.block(None, case.first)
    assert not calls(db)
    case.block(Blocker.NO_CARD, case.first)
    assert len(calls(db)) == 1
    service.forget(db, case.who, session=case.first, at=make.NOW)
    assert not calls(db)


def test_who_was_registered_before_needs_no_call(db: Session, case: Case) -> None:
    case.block(Blocker.NO_CARD, case.first)
    case.already(case.first)
    assert not calls(db)


def test_who_comes_through_at_the_counter_is_not_called_any_more(db: Session, case: Case) -> None:
    case.reach(Stage.INSTALLED, case.first)
    case.block(Blocker.PIN_FORGOTTEN, case.first)
    later = make.NOW + timedelta(minutes=1)
    service.reach(db, case.who, LADDER[-1], Act(later, case.by), session=None, on=make.TODAY)
    assert not calls(db)
