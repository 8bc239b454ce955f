"""Changing indicators, values, reviews and the scheme; freezing a report. Nothing is erased."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.config import Settings
from classroom.core.db import added, fields_of, key, locked, write_fields
from classroom.core.errors import Refusal, Stale
from classroom.figures.review import queries
from classroom.figures.review.indicators import shipped
from classroom.figures.review.models import (
    ActionReview,
    IndicatorActual,
    PlanAction,
    PlanIndicator,
    RatingScheme,
)
from classroom.figures.review.rules import Scheme, day_faults, scheme_faults
from classroom.figures.review.values import (
    ActionDetails,
    ActualDetails,
    Indicator,
    IndicatorDetails,
    NewIndicator,
    ReviewText,
    Stamp,
)
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label

GOAL = ("baseline", "no_baseline", "target", "better")
UNKNOWN_ACTION = "この取組は見つかりませんでした。シートから開き直してください。"
UNKNOWN = "この指標は見つかりませんでした。指標の一覧から開き直してください。"


def change_indicator(
    db: Session, settings: Settings, code: str, details: IndicatorDetails, *, version: int
) -> None:
    """Change an indicator. Baseline and target of our own rate stay in the settings."""
    row = _adopted(db, settings, code)
    if row.version != version:
        raise Stale
    _write(row, details)
    row.version += 1
    db.flush()


def add_indicator(db: Session, settings: Settings, new: NewIndicator) -> PlanIndicator:
    """Add a further indicator to an action, after those it has."""
    _adopt(db, settings)
    beside = db.exec(select(PlanIndicator).where(PlanIndicator.action == new.action)).all()
    number = _next_number(beside)
    row = PlanIndicator(code=f"{new.action}-{number}", action=new.action, position=100 + number)
    _write(row, new.details)
    return added(db, row)


def take_plan(db: Session, settings: Settings) -> int:
    """Fill what the city's own list of indicators lacks from the plan; return how many were short.

    What somebody typed stays. A row without a name is the plan's first one that has none yet.
    """
    _adopt(db, settings)
    wanted = queries.lacking(db, settings)
    for one in wanted:
        beside = db.exec(
            select(PlanIndicator)
            .where(PlanIndicator.action == one.action)
            .order_by(col(PlanIndicator.id))
        ).all()
        row = next((row for row in beside if row.name == one.name), None)
        row = row or next((row for row in beside if not row.name), None)
        if row is None:
            code = f"{one.action}-{_next_number(beside)}"
            row = PlanIndicator(code=code, action=one.action)
            db.add(row)
        _fill(row, one)
        db.flush()
    return len(wanted)


def _fill(row: PlanIndicator, one: Indicator) -> None:
    if row.baseline is None and not row.no_baseline:
        row.baseline, row.no_baseline = one.goal.baseline, one.goal.no_baseline
    if row.target is None:
        row.target, row.better = one.goal.target, one.goal.better
    row.name, row.unit = row.name or one.name, row.unit or one.unit
    row.note, row.is_flow = row.note or one.note, row.is_flow or one.is_flow
    row.position = one.position
    row.version = (row.version or 0) + 1


def _next_number(beside: Sequence[PlanIndicator]) -> int:
    return max((int(row.code.partition("-")[2]) for row in beside), default=0) + 1


def change_action(db: Session, number: int, details: ActionDetails, *, version: int) -> None:
    """Change an action's title, office and steps. `version` is 0 for the plan's own."""
    if number not in queries.actions(db):
        raise Refusal(UNKNOWN_ACTION)
    found = db.exec(select(PlanAction.id).where(PlanAction.number == number)).first()
    row = None if found is None else locked(db, PlanAction, found)
    if (row.version if row else 0) != version:
        raise Stale
    row = row or PlanAction(number=number, version=0)
    row.title, row.office = details.title, details.office
    steps = [[one.name, one.words] for one in details.steps]
    row.steps = json.dumps(steps, ensure_ascii=False)
    row.version += 1
    added(db, row)


def enter_actual(
    db: Session,
    settings: Settings,
    code: str,
    details: ActualDetails,
    *,
    version: int,
    stamp: Stamp,
) -> IndicatorActual:
    """Keep an indicator's value of a fiscal year; the one before it stays, marked.

    `version` is how many values of that year the page knew. Raises Stale where somebody else has
    entered another meanwhile.
    """
    indicator = _adopted(db, settings, code)
    _check_actual(indicator, details, settings, stamp)
    known = _entered(db, key(indicator), details.fiscal_year)
    if len(known) != version:
        raise Stale
    old = known[-1] if known else None
    if old is not None and ActualDetails(**_only(old, details)) == details:
        raise Refusal("同じ値が、もう入っています。")
    row = IndicatorActual(
        **fields_of(details),
        plan_indicator_id=key(indicator),
        entered_at=stamp.at,
        staff_member_id=stamp.by,
    )
    db.add(row)
    db.flush()
    if old is not None:
        old.replaced_by_id = row.id
        db.flush()
    return row


def write_review(
    db: Session,
    place: tuple[int, int],
    text: ReviewText,
    stamp: Stamp,
) -> None:
    """Write what an action did in a year, and so on (`place`: its number and the fiscal year).

    `text.version` is the version the page was opened on; 0 where nothing was written yet.
    """
    action, year = place
    if action not in queries.actions(db):
        raise Refusal(UNKNOWN_ACTION)
    row = _review(db, action, year)
    if (row.version if row else 0) != text.version:
        raise Stale
    if row is None:
        row = ActionReview(action=action, fiscal_year=year, edited_at=stamp.at, version=0)
    row.done, row.opinions = text.done, text.opinions
    row.issues, row.next_steps = text.issues, text.next_steps
    row.edited_at, row.staff_member_id = stamp.at, stamp.by
    row.version += 1
    added(db, row)


def set_scheme(db: Session, scheme: Scheme, *, version: int, stamp: Stamp) -> None:
    """Set how ratings are given from now on; frozen reports keep theirs."""
    for fault in scheme_faults(scheme.grades):
        raise Refusal(fault)
    row = locked(db, RatingScheme, 1)
    if (row.version if row else 0) != version:
        raise Stale
    kept = [
        [one.letter, None if one.least is None else str(one.least), one.words]
        for one in scheme.grades
    ]
    grades = json.dumps(kept, ensure_ascii=False)
    if row is None:
        row = RatingScheme(
            id=1, name=scheme.name, basis=scheme.basis, grades=grades, edited_at=stamp.at, version=0
        )
    row.name, row.basis, row.grades = scheme.name, scheme.basis, grades
    row.edited_at, row.staff_member_id = stamp.at, stamp.by
    row.version += 1
    added(db, row)


def _check_actual(
    indicator: PlanIndicator, details: ActualDetails, settings: Settings, stamp: Stamp
) -> None:
    if indicator.computed:
        raise Refusal("この指標はシステムが計算します。公式値は「公式値」の画面で入れてください。")
    first, last = settings.baseline_year, fiscal_year(clock.local(stamp.at).date())
    if not first <= details.fiscal_year <= last:
        span = f"{fiscal_year_label(first)}から{fiscal_year_label(last)}まで"
        raise Refusal(f"実績を入れられるのは、{span}です。")
    for fault in day_faults(
        details.reference_on, details.measure, details.fiscal_year, settings.april_days
    ):
        raise Refusal(fault)
    if details.reference_on > clock.local(stamp.at).date():
        raise Refusal("基準日が先の日です。過ぎた日にしてください。")
    if not details.source.strip():
        raise Refusal("出典を入れてください。例）総務課の集計（令和9年4月5日）")


def _write(row: PlanIndicator, details: IndicatorDetails) -> None:
    write_fields(row, details, leave=GOAL if row.computed else ())


def _adopted(db: Session, settings: Settings, code: str) -> PlanIndicator:
    """Return an indicator's row, held against other writers; the shipped ones are kept first."""
    _adopt(db, settings)
    number = db.exec(select(PlanIndicator.id).where(PlanIndicator.code == code)).first()
    row = None if number is None else locked(db, PlanIndicator, number)
    if row is None:
        raise Refusal(UNKNOWN)
    return row


def _adopt(db: Session, settings: Settings) -> None:
    """Keep the shipped indicators as the city's own, at the first change."""
    if db.exec(select(PlanIndicator.id)).first() is not None:
        return
    try:
        with db.begin_nested():
            db.add_all(map(_row_of, shipped(settings)))
            db.flush()
    except IntegrityError:
        # Another desk has kept them at this instant; theirs are the same.
        return


def _row_of(one: Indicator) -> PlanIndicator:
    """Make the row of a shipped indicator; baseline and target of our own rate are settings."""
    goal = one.goal
    return PlanIndicator(
        code=one.code,
        action=one.action,
        name=one.name,
        unit=one.unit,
        baseline=None if one.computed else goal.baseline,
        target=None if one.computed else goal.target,
        better=goal.better,
        no_baseline=goal.no_baseline,
        is_flow=one.is_flow,
        note=one.note,
        computed=one.computed,
        position=one.position,
    )


def _entered(db: Session, indicator_id: int, year: int) -> list[IndicatorActual]:
    """Return every value of a fiscal year in the order it was entered; the last one holds."""
    wanted = select(IndicatorActual).where(
        IndicatorActual.plan_indicator_id == indicator_id, IndicatorActual.fiscal_year == year
    )
    return list(db.exec(wanted.order_by(col(IndicatorActual.id))))


def _only(row: IndicatorActual, details: ActualDetails) -> dict[str, Any]:
    return {name: getattr(row, name) for name in fields_of(details)}


def _review(db: Session, action: int, year: int) -> ActionReview | None:
    wanted = select(ActionReview.id).where(
        ActionReview.action == action, ActionReview.fiscal_year == year
    )
    number = db.exec(wanted).first()
    return None if number is None else locked(db, ActionReview, number)
