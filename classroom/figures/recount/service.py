"""Counting every figure a second time, another way, and saying where the two counts differ."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.config import Settings
from classroom.figures.recount import queries
from classroom.figures.recount.models import FiguresCheck
from classroom.figures.recount.rules import Compared
from classroom.figures.recount.values import Desk
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.rules import BAND_LABELS
from classroom.figures.registrations.values import Classes
from classroom.figures.report import service as report
from classroom.rules import months
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year, start_of
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.rate import Basis

MONTHS: Final = 12
Counts = dict[tuple[str, str], int]
_ALONE: Final = {
    "attended_already": "前から登録済みで来た方",
    "attended_registered_before": "前の年度までに登録して来た方",
    "fresh": "まだ登録していなかった方",
    "fresh_at_counter": "窓口だけの方",
    "age_unknown": "70歳以上か分からない方",
}
_NAMES: Final = {
    **_ALONE,
    "attended": "受講した方",
    "already": "前から登録済みの方",
    "newly_registered": "新しく登録した方",
    "funnel": "段階",
    "blockers": "止まった理由",
    "sessions": "開いた教室",
}
_PARTS: Final = {
    **BAND_LABELS,
    **{stage.value: stage.label for stage in Stage},
    **{why.value: why.label for why in Blocker},
}


def recount(db: Session, settings: Settings, today: date) -> list[Compared]:
    """Compare the figures of today and of the last twelve months' ends with a second count."""
    cards = queries.desk(db)
    return [one for on in _days(today) for one in _of_day(db, settings, cards, on)]


def keep(db: Session, found: list[Compared], at: datetime) -> None:
    """Keep that the figures were counted again, and whether the counts agreed."""
    differing = sum(not one.agrees for one in found)
    db.add(FiguresCheck(at=at, compared=len(found), differing=differing))
    db.flush()


def last_check(db: Session) -> FiguresCheck | None:
    return db.exec(select(FiguresCheck).order_by(col(FiguresCheck.id).desc()).limit(1)).first()


def said(check: FiguresCheck | None) -> str:
    """Say in a line when the counts last agreed, or that they did not; empty if never counted."""
    if check is None:
        return ""
    day = wareki(clock.local(check.at).date())
    if check.differing:
        return (
            f"{day}に別の方法で数え直したところ、{check.compared:,}の数のうち"
            f"{check.differing:,}が一致しませんでした。管理者に知らせてください。"
        )
    return f"{day}に別の方法で数え直し、{check.compared:,}の数がすべて一致しました。"


def _days(today: date) -> list[date]:
    first = months.first_of(today)
    ends = [months.later(first, -back) - timedelta(days=1) for back in range(MONTHS)]
    return sorted({today, *ends})


def _of_day(db: Session, settings: Settings, cards: Desk, on: date) -> Iterator[Compared]:
    stage, first = Stage(settings.registered_stage), start_of(fiscal_year(on))
    ours = _flat(registrations.classes(db, on, stage, first))
    again = _counted(cards, first, on, stage)
    for name, part in sorted({*ours, *again}):
        what = f"{_NAMES[name]}　{_PARTS.get(part, '')}".strip("　")
        yield Compared(on, what, ours.get((name, part), 0), again.get((name, part), 0))
    yield from _of_months(db, cards, on, stage)
    yield from _of_rate(db, settings, cards, on)


def _of_months(db: Session, cards: Desk, on: date, stage: Stage) -> Iterator[Compared]:
    first = start_of(fiscal_year(on))
    again = cards.by_month(first, on, stage.value)
    for month in registrations.by_month(db, first, on, stage):
        ours = (month.sessions_held, month.attended, month.newly_registered)
        for what, mine, theirs in zip(
            ("開いた教室", "受講した方", "新しく登録した方"), ours, again[month.first], strict=True
        ):
            yield Compared(on, f"{month.first.month}月の{what}", mine, theirs)


def _of_rate(db: Session, settings: Settings, cards: Desk, on: date) -> Iterator[Compared]:
    """Compare the registrants that the estimate comes to."""
    stage, official = settings.registered_stage, queries.official_before(db, on)
    since = official[0] if official else end_of(settings.baseline_year)
    newly = len(list(cards.newly(since + timedelta(days=1), on, stage)))
    ours = registrations.newly_since(db, since, on, Stage(stage))
    yield Compared(on, "公式値のあとに登録した方", ours, newly)
    estimate = report.kpi(db, settings, on).estimate
    if official and estimate:
        yield Compared(
            on, f"{Basis.ESTIMATE.label}の登録者", estimate.registered, official[1] + newly
        )


def _counted(cards: Desk, first: date, on: date, stage: Stage) -> Counts:
    found = cards.classes(first, on, stage.value)
    counts = {
        (name, str(part)): people
        for name, parts in found.items()
        for part, people in parts.items()
        if name in _NAMES
    }
    return counts | {("sessions", ""): len(cards.sessions_held(first, on))}


def _flat(found: Classes) -> Counts:
    """Return class results by figure and part, without noughts."""
    counts: dict[tuple[str, str], Any] = {(name, ""): getattr(found, name) for name in _ALONE}
    for line in found.bands:
        counts["attended", line.band] = line.attended
        counts["already", line.band] = line.already
        counts["newly_registered", line.band] = line.newly_registered
    counts |= {("funnel", stage): people for stage, people in found.funnel.items()}
    counts |= {("blockers", why): people for why, people in found.blockers.items()}
    counts["sessions", ""] = found.sessions_held
    return {key: people for key, people in counts.items() if people}
