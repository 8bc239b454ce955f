"""Reading indicators, their values, the scheme of ratings and the frozen editions."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.figures.review.indicators import goal_of, shipped, shipped_actions
from classroom.figures.review.models import (
    ActionReview,
    IndicatorActual,
    PlanAction,
    PlanIndicator,
    RatingScheme,
    ReportSnapshot,
)
from classroom.figures.review.rules import SHIPPED_SCHEME, Goal, Grade, Kind, Scheme
from classroom.figures.review.values import (
    Action,
    Actual,
    ActualLine,
    EditionLine,
    Indicator,
    ReviewText,
    Step,
)


def indicators(db: Session, settings: Settings, *, only_active: bool = True) -> list[Indicator]:
    """Return the plan's indicators in its order; the shipped ones until the city changed any."""
    titles = {number: one.title for number, one in actions(db).items()}
    wanted = select(PlanIndicator).order_by(
        col(PlanIndicator.action), col(PlanIndicator.position), col(PlanIndicator.id)
    )
    rows = db.exec(wanted).all()
    found = [_indicator(row, settings) for row in rows] if rows else shipped(settings)
    return [
        replace(one, title=titles.get(one.action, ""))
        for one in found
        if one.is_active or not only_active
    ]


def actions(db: Session) -> dict[int, Action]:
    """Return the plan's actions by number: as the city has them, else as they are shipped.

    Where the city left office and steps empty, the plan's own stand.
    """
    found = {one.number: one for one in shipped_actions()}
    for row in db.exec(select(PlanAction)):
        steps = tuple(Step(name, tuple(words)) for name, words in json.loads(row.steps))
        plan = found.get(row.number, Action(row.number))
        found[row.number] = Action(
            row.number, row.title, row.office or plan.office, steps or plan.steps, row.version
        )
    return dict(sorted(found.items()))


def lacking(db: Session, settings: Settings) -> list[Indicator]:
    """Return the plan's indicators that the city's own list has not, or not wholly."""
    rows = db.exec(select(PlanIndicator)).all()
    if not rows:
        return []
    own = {(row.action, row.name): row for row in rows}
    return [
        one
        for one in shipped(settings)
        if (row := own.get((one.action, one.name))) is None or _is_unfilled(row)
    ]


def _is_unfilled(row: PlanIndicator) -> bool:
    has_start = row.baseline is not None or row.no_baseline
    return not row.computed and not (has_start and row.target is not None)


def indicator(db: Session, settings: Settings, code: str) -> Indicator | None:
    known = indicators(db, settings, only_active=False)
    return next((one for one in known if one.code == code), None)


def _indicator(row: PlanIndicator, settings: Settings) -> Indicator:
    goal = Goal(row.baseline, row.target, row.better, no_baseline=row.no_baseline, unit=row.unit)
    return Indicator(
        code=row.code,
        action=row.action,
        goal=goal_of(settings, goal, row.computed),
        name=row.name,
        is_flow=row.is_flow,
        note=row.note,
        computed=row.computed,
        position=row.position,
        is_active=row.is_active,
        version=row.version,
    )


def actuals(db: Session) -> dict[tuple[str, int], Actual]:
    wanted = (
        select(PlanIndicator.code, IndicatorActual)
        .join(IndicatorActual, col(IndicatorActual.plan_indicator_id) == col(PlanIndicator.id))
        .order_by(col(IndicatorActual.id))
    )
    found: dict[tuple[str, int], Actual] = {}
    entered: Counter[tuple[str, int]] = Counter()
    for code, row in db.exec(wanted):
        place = (code, row.fiscal_year)
        entered[place] += 1
        if row.replaced_by_id is None:
            found[place] = Actual(row.value, row.source, row.reference_on, row.measure)
    return {place: replace(one, entered=entered[place]) for place, one in found.items()}


def actual_lines(db: Session, code: str) -> list[ActualLine]:
    """Return every value ever entered for an indicator, the newest year and value first."""
    wanted = (
        select(IndicatorActual, StaffMember.name)
        .join(PlanIndicator, col(PlanIndicator.id) == col(IndicatorActual.plan_indicator_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(IndicatorActual.staff_member_id))
        .where(PlanIndicator.code == code)
        .order_by(col(IndicatorActual.fiscal_year).desc(), col(IndicatorActual.id).desc())
    )
    return [
        ActualLine(
            id=key(row),
            code=code,
            fiscal_year=row.fiscal_year,
            value=row.value,
            reference_on=row.reference_on,
            measure=row.measure,
            source=row.source,
            entered_at=row.entered_at,
            entered_by=name or "",
            is_replaced=row.replaced_by_id is not None,
        )
        for row, name in db.exec(wanted)
    ]


def texts(db: Session, fiscal_year: int) -> dict[int, ReviewText]:
    """Return what was written of a fiscal year, by the number of the action."""
    rows = db.exec(select(ActionReview).where(ActionReview.fiscal_year == fiscal_year))
    return {
        row.action: ReviewText(row.done, row.issues, row.next_steps, row.opinions, row.version)
        for row in rows
    }


def scheme(db: Session) -> tuple[Scheme, int]:
    """Return the scheme of ratings and its version; 0 for the shipped one."""
    row = db.exec(select(RatingScheme)).first()
    if row is None:
        return SHIPPED_SCHEME, 0
    grades = tuple(
        Grade(letter, None if least is None else Decimal(least), words)
        for letter, least, words in json.loads(row.grades)
    )
    return Scheme(row.name, row.basis, grades), row.version


def editions(db: Session, kind: Kind, period: str | None = None) -> list[EditionLine]:
    """Return the frozen editions of one period, or of all, the newest first; without the files."""
    wanted = (
        sa.select(
            col(ReportSnapshot.id),
            col(ReportSnapshot.kind),
            col(ReportSnapshot.period),
            col(ReportSnapshot.number),
            col(ReportSnapshot.note),
            col(ReportSnapshot.made_at),
            sa.func.coalesce(col(StaffMember.name), ""),
            col(ReportSnapshot.program_version),
        )
        .outerjoin(StaffMember, col(StaffMember.id) == col(ReportSnapshot.staff_member_id))
        .where(col(ReportSnapshot.kind) == kind)
        .order_by(col(ReportSnapshot.period).desc(), col(ReportSnapshot.number).desc())
    )
    if period is not None:
        wanted = wanted.where(col(ReportSnapshot.period) == period)
    return [EditionLine(*row) for row in db.execute(wanted)]


def snapshot(db: Session, number: int) -> ReportSnapshot | None:
    return db.get(ReportSnapshot, number)


def snapshot_of(db: Session, kind: Kind, period: str, number: int) -> ReportSnapshot | None:
    wanted = select(ReportSnapshot).where(
        ReportSnapshot.kind == kind,
        ReportSnapshot.period == period,
        ReportSnapshot.number == number,
    )
    return db.exec(wanted).first()


def latest_snapshot(db: Session, kind: Kind, period: str) -> ReportSnapshot | None:
    wanted = select(ReportSnapshot).where(
        ReportSnapshot.kind == kind, ReportSnapshot.period == period
    )
    return db.exec(wanted.order_by(col(ReportSnapshot.number).desc())).first()
