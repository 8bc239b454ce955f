"""Reading the special periods, and working out the 推計 of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.figures.nowcast.models import ShownFigure, SpecialPeriod
from classroom.figures.nowcast.rules import (
    Count,
    Found,
    Span,
    Why,
    covered_share,
    nowcast,
    off_trend,
    official_at,
    trend_of,
)
from classroom.figures.nowcast.values import (
    Nowcast,
    PeriodDetails,
    PeriodLine,
    Revision,
    Shown,
)
from classroom.figures.official.queries import officials
from classroom.figures.official.values import Official
from classroom.figures.population.values import Denominator
from classroom.figures.registrations.queries import newly_in
from classroom.rules.era_calendar import wareki
from classroom.rules.rate import whole
from classroom.rules.words.app import Stage

NO_RECORDS = (
    "推計には、「この日から教室の記録がそろっている」日が必要です。"
    "設定の「計画と数え方」で入れてください。"
)
NO_COUNT = "公式値がまだありません。公式値の画面で入れてください。"
ON_THE_DAY = "この日は公式値の日なので、公式値をそのまま使います。"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known on a day beside the official counts.

    `ours` registered with us since the last one; `imported` is the newest imported population.
    """

    on: date
    stage: Stage
    records_from: date | None
    ours: int
    imported: Denominator | None


def periods(db: Session, until: date) -> tuple[PeriodDetails, ...]:
    """Return the special periods that hold and have begun by a day, in their order."""
    row = SpecialPeriod
    wanted = (
        sa.select(col(row.first), col(row.last), col(row.kind), col(row.people), col(row.note))
        .where(col(row.withdrawn_at).is_(None), col(row.first) <= until)
        .order_by(col(row.first), col(row.id))
    )
    return tuple(PeriodDetails(*line) for line in db.execute(wanted))


def last_kept(db: Session) -> date | None:
    """Return the newest month's end of which figures are kept."""
    newest: date | None = db.execute(sa.select(sa.func.max(col(ShownFigure.shown_on)))).scalar_one()
    return newest


def revisions(db: Session, today: date) -> list[Revision]:
    """Return every figure shown at a month's end, the newest first, beside the official one."""
    rates = [(one.registered_on, float(one.rate)) for one in officials(db, today)]
    row = ShownFigure
    order = (col(row.shown_on).desc(), col(row.about), col(row.id))
    return [
        _revised(Shown(one.shown_on, one.kind, one.about, one.rate, one.low, one.high), one, rates)
        for one in db.exec(select(ShownFigure).order_by(*order))
    ]


def _revised(shown: Shown, row: ShownFigure, rates: Sequence[tuple[date, float]]) -> Revision:
    rate, is_exact = official_at(rates, shown.about) or (None, False)
    return Revision(shown, row.kept_at, rate, is_exact)


def nowcast_of(
    db: Session,
    known: Sequence[Official],
    seen: Seen,
) -> Nowcast | str:
    """Work out the 推計 of a day, or say in a sentence why there is none."""
    if not known:
        return NO_COUNT
    if known[-1].registered_on == seen.on:
        return ON_THE_DAY
    if seen.records_from is None:
        return NO_RECORDS
    counts = [_count(one) for one in known]
    told = periods(db, seen.on)
    after = [one for one in told if one.last > counts[-1].on]
    if sentence := _of_population(counts, seen.imported, after):
        return sentence
    between = _between(db, counts, told, seen)
    since = _span(seen.ours, 1.0, counts[-1].on, seen.on, told)
    found = nowcast(counts, between, since, seen.on)
    return found.sentence if isinstance(found, Why) else _made(found, counts[-1], seen)


def _count(one: Official) -> Count:
    return Count(one.registered_on, one.registered, one.population, one.day_is_sure)


def _made(found: Found, last: Count, seen: Seen) -> Nowcast:
    rate = Decimal(found.rate)
    return Nowcast(
        rate=rate,
        low=Decimal(found.low),
        high=Decimal(found.high),
        on=seen.on,
        registered=whole(rate * last.population / 100),
        population=last.population,
        ours=seen.ours,
        pace=Decimal(found.pace),
        counts_used=found.counts_used,
    )


def _between(
    db: Session, counts: Sequence[Count], told: Sequence[PeriodDetails], seen: Seen
) -> list[Span]:
    """Return what is known between each official count and the next; one statement."""
    days = [(first.on, last.on) for first, last in pairwise(counts)]
    covered = [covered_share(first, last, seen.records_from) for first, last in days]
    complete = (seen.records_from or date.max) - timedelta(days=1)
    asked = {
        (max(first, complete), last)
        for (first, last), share in zip(days, covered, strict=True)
        if share
    }
    people = newly_in(db, sorted(asked), seen.stage)
    return [
        _span(people.get((max(first, complete), last), 0), share, first, last, told)
        for (first, last), share in zip(days, covered, strict=True)
    ]


def _span(
    people: int, covered: float, first: date, last: date, told: Sequence[PeriodDetails]
) -> Span:
    """Add special periods of known number that lie within; others make the days untold."""
    touching = [one for one in told if one.first <= last and one.last > first]
    is_told = all(one.people is not None and one.first > first for one in touching)
    ended = [one for one in touching if one.last <= last]
    more = sum(one.people or 0 for one in touching) if is_told else 0
    return Span(people + more, covered, is_told=is_told and len(ended) == len(touching))


def _of_population(
    counts: Sequence[Count], imported: Denominator | None, after: Sequence[PeriodDetails]
) -> str:
    """Ask about an imported population that is off the official ones, until a period answers it."""
    if imported is None or not imported.residents or imported.whose or after:
        return ""
    if imported.on <= counts[-1].on:
        return ""
    off = off_trend(counts, imported.residents, imported.on)
    if off is None:
        return ""
    led = round(trend_of(counts, imported.on))
    way = "多く" if off > 0 else "少なく"
    return (
        f"取り込んだ人口（{wareki(imported.on)}、70歳以上{imported.residents:,}人）が、"
        f"公式値の住民数の流れ（{led:,}人）より{abs(off):.1f}%{way}なっています。"
        "転入・施設・区域の変更があれば、「特別な期間」に入れてください。"
        "数え方のちがいだけなら、増減0人で入れてください。"
    )


def period_lines(db: Session) -> list[PeriodLine]:
    """Return every special period ever entered, the newest first; withdrawn ones too."""
    wanted = (
        select(SpecialPeriod, StaffMember.name)
        .outerjoin(StaffMember, col(StaffMember.id) == col(SpecialPeriod.staff_member_id))
        .order_by(col(SpecialPeriod.first).desc(), col(SpecialPeriod.id).desc())
    )
    return [
        PeriodLine(
            id=key(row),
            details=PeriodDetails(row.first, row.last, row.kind, row.people, row.note),
            entered_at=row.entered_at,
            entered_by=name or "",
            withdrawn_at=row.withdrawn_at,
        )
        for row, name in db.exec(wanted)
    ]
