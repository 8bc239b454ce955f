from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from classroom.class_day.app_registration import queries, service
from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue.values import Act
from classroom.rules.words.app import LADDER, Blocker, Stage, up_to
from classroom.rules.words.staff import Role
from tests import make


class Case:
    """A person, two classes of today, and who writes."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.who = key(make.participant(db, "", "イトウ トキ"))
        self.first, self.second = (
            key(make.sessions(db, make.offering(db, make.TODAY))[0]) for _ in range(2)
        )
        self.by = key(make.staff(db, Role.RECEPTION))

    def reach(self, stage: Stage, session: int | None) -> None:
        service.reach(
            self.db, self.who, stage, Act(make.NOW, self.by), session=session, on=make.TODAY
        )

    def already(self, session: int | None) -> None:
        service.already(self.db, self.who, Act(make.NOW, self.by), session=session, on=make.TODAY)

    def block(self, blocker: Blocker | None, session: int) -> None:
        service.block(self.db, self.who, blocker, Act(make.NOW, self.by), session=session)

    def take_back(self, stage: Stage, session: int | None) -> None:
        service.take_back(self.db, self.who, stage, session=session)

    @property
    def stages(self) -> set[Stage]:
        return queries.reached(self.db, [self.who]).get(self.who, set())

    def outcome(self, session: int) -> AppOutcome | None:
        wanted = select(AppOutcome).where(AppOutcome.course_session_id == session)
        return self.db.exec(wanted).first()


@pytest.fixture
def case(db: Session) -> Case:
    return Case(db)


def test_reaching_a_stage_includes_all_before_it(case: Case) -> None:
    case.reach(Stage.TERMS_ACCEPTED, case.first)
    assert case.stages == {Stage.INSTALLED, Stage.CARD_LINKED, Stage.TERMS_ACCEPTED}


def test_a_stage_stays_where_it_was_first_reached(case: Case) -> None:
    case.reach(Stage.CARD_LINKED, case.first)
    case.reach(Stage.OPENED_ALONE, case.second)
    rows = case.db.exec(select(AppRegistration)).all()
    places = {row.stage: row.course_session_id for row in rows}
    assert places[Stage.CARD_LINKED] == case.first
    assert places[Stage.TERMS_ACCEPTED] == case.second
    assert len(rows) == 4


def test_taking_back_takes_all_after_it_and_forgets_an_empty_result(case: Case) -> None:
    case.reach(Stage.OPENED_ALONE, case.first)
    case.take_back(Stage.CARD_LINKED, case.first)
    assert case.stages == {Stage.INSTALLED}
    assert case.outcome(case.first) is not None
    case.take_back(Stage.INSTALLED, case.first)
    assert case.stages == set()
    assert case.outcome(case.first) is None


def test_what_another_class_reached_cannot_be_taken_back_here(case: Case) -> None:
    case.reach(Stage.CARD_LINKED, case.first)
    with pytest.raises(Refusal, match="ここでは取り消せません"):
        case.take_back(Stage.CARD_LINKED, case.second)
    assert Stage.CARD_LINKED in case.stages


def test_already_excludes_stages_of_ours(case: Case) -> None:
    case.already(case.first)
    with pytest.raises(Refusal, match="前から登録済"):
        case.reach(Stage.INSTALLED, case.first)
    case.take_back(Stage.ALREADY, case.first)
    case.reach(Stage.INSTALLED, case.first)
    with pytest.raises(Refusal, match="前の教室や窓口で登録した方"):
        case.already(case.second)


def test_already_replaces_what_was_pressed_by_mistake_in_the_same_class(case: Case) -> None:
    case.reach(Stage.CARD_LINKED, case.first)
    case.already(case.first)
    assert case.stages == {Stage.ALREADY}


def test_not_today_says_that_the_result_was_entered(case: Case) -> None:
    service.not_today(case.db, case.who, Act(make.NOW, case.by), session=case.first)
    assert case.stages == set()
    assert case.outcome(case.first) is not None
    service.forget(case.db, case.who, session=case.first, at=make.NOW)
    assert case.outcome(case.first) is None


def test_a_reason_belongs_to_who_stopped(case: Case) -> None:
    case.reach(Stage.INSTALLED, case.first)
    case.block(Blocker.NO_CARD, case.first)
    case.reach(Stage.OPENED_ALONE, case.first)
    outcome = case.outcome(case.first)
    assert outcome is not None
    assert outcome.blocker is None
    with pytest.raises(Refusal, match="最後まで進んだ方"):
        case.block(Blocker.NO_CARD, case.first)


def test_days_to_come_are_refused(case: Case) -> None:
    tomorrow = make.TODAY + timedelta(days=1)
    for act in (service.already,):
        with pytest.raises(Refusal, match="先の日付"):
            act(case.db, case.who, Act(make.NOW, case.by), session=None, on=tomorrow)
    with pytest.raises(Refusal, match="先の日付"):
        service.reach(
            case.db, case.who, Stage.INSTALLED, Act(make.NOW, case.by), session=None, on=tomorrow
        )


acts = st.one_of(
    st.tuples(st.just("reach"), st.sampled_from(LADDER), st.integers(0, 2)),
    st.tuples(st.just("back"), st.sampled_from([*LADDER, Stage.ALREADY]), st.integers(0, 2)),
    st.tuples(st.just("already"), st.just(Stage.ALREADY), st.integers(0, 2)),
)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(acts=st.lists(acts, max_size=10))
def test_whatever_is_pressed_a_person_has_a_whole_ladder_or_came_with_the_app(
    db: Session, acts: list[tuple[str, Stage, int]]
) -> None:
    with db.begin_nested() as undone:
        case = Case(db)
        places = (case.first, case.second, None)
        for act, stage, place in acts:
            try:
                if act == "reach":
                    case.reach(stage, places[place])
                elif act == "already":
                    case.already(places[place])
                else:
                    case.take_back(stage, places[place])
            except Refusal:
                pass
            held = [each for each in LADDER if each in case.stages]
            assert case.stages in ({Stage.ALREADY}, set(), set(up_to(held[-1])) if held else set())
        undone.rollback()


def test_it_refuses_someone_unknown(db: Session) -> None:
    with pytest.raises(Refusal, match="見つかりません"):
        service.reach(db, 999, Stage.INSTALLED, Act(make.NOW, 1), session=None, on=make.TODAY)
    assert db.exec(select(Participant)).all() == []
