"""The drafts of a new 年度 made out of the offerings of the one before."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, select

from classroom.core.db import added, key
from classroom.core.errors import Refusal
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.values import OfferingDetails
from classroom.planning.offering.service import create_offering
from classroom.planning.renewal import queries
from classroom.planning.renewal.models import OfferingCopy
from classroom.planning.renewal.values import Plan, Source, Team
from classroom.planning.staffing.models import Assignment, SessionLoan
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label

REOPEN = "前の年度の開講が見つかりません。画面を開き直してください。"


def renew(db: Session, year: int, plans: Sequence[Plan], *, at: datetime) -> list[Offering]:
    """Make the plans that are wanted as drafts, with the teams and telephones that are still there.

    All or none. Refuses an offering that was copied before, so that two desks, or one that
    presses on an old page, make each class once.
    """
    sources = {one.offering_id: one for one in queries.sources(db, year - 1)}
    wanted = [plan for plan in plans if plan.is_wanted]
    if not wanted:
        raise Refusal("つくる開講がありません。左の印を1つはつけてください。")
    for plan in wanted:
        source = sources.get(plan.offering_id)
        if source is None:
            raise Refusal(REOPEN)
        _refuse_made(source)
        _refuse_days(source, plan, year)
    return [_make(db, sources[plan.offering_id], plan, at) for plan in wanted]


def _refuse_made(source: Source) -> None:
    if source.made_id:
        raise Refusal(
            f"{source.code}は、もう{source.made_code}としてつくってあります。"
            "画面を開き直してください。"
        )


def _refuse_days(source: Source, plan: Plan, year: int) -> None:
    """Refuse days of another class, and days that make it a class of another year."""
    numbers = [day.session_id for day in plan.days]
    if len(set(numbers)) < len(numbers) or not set(numbers) <= {
        day.session_id for day in source.days
    }:
        raise Refusal(REOPEN)
    for day in plan.days:
        on = day.details.on
        if fiscal_year(on) != year:
            raise Refusal(
                f"{source.code}の{wareki(on)}は、{fiscal_year_label(year)}の日ではありません。"
                "日を直してください。"
            )


def _make(db: Session, source: Source, plan: Plan, at: datetime) -> Offering:
    if not plan.days:
        raise Refusal(f"{source.code}の日がありません。日を1つは入れてください。")
    days = sorted(plan.days, key=lambda one: (one.details.on, one.details.starts))
    terms = queries.shifted(
        queries.replaced(source.terms, plan), days[0].details.on - source.days[0].on
    )
    details = OfferingDetails(source.course_id, terms, tuple(one.details for one in days))
    row = create_offering(db, details, at=at)
    teams = {day.session_id: day.team for day in source.days}
    for session, day in zip(_sessions(db, row), days, strict=True):
        _send(db, key(session), teams.get(day.session_id, Team()))
    added(db, OfferingCopy(source_id=source.offering_id, offering_id=key(row), at=at))
    return row


def _sessions(db: Session, row: Offering) -> list[CourseSession]:
    wanted = select(CourseSession).where(CourseSession.offering_id == row.id)
    return list(db.exec(wanted.order_by("number")))


def _send(db: Session, number: int, team: Team) -> None:
    for one in team.instructors:
        db.add(Assignment(course_session_id=number, instructor_id=one))
    for one in team.assistants:
        db.add(Assignment(course_session_id=number, assistant_id=one))
    for one in team.phones:
        db.add(SessionLoan(course_session_id=number, loan_phone_id=one))
    db.flush()
