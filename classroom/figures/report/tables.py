"""The tables that screen and paper share: their rows in order, their cells as they may be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from classroom.figures.registrations.values import Classes
from classroom.figures.report.values import Kpi
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year_label
from classroom.rules.rate import rounded
from classroom.rules.words.app import LADDER, Blocker, Hurdle

STOPPED_IN_ALL = "登録が止まった方（すべて）"


@dataclass(frozen=True, slots=True)
class Line:
    """A count of people, its share of a whole, and how long its bar is (0 to 1).

    `behind` asks the class results for the people it counts; empty where they cannot be shown.
    """

    name: str
    people: str
    share: str = ""
    length: float = 0
    kind: str = ""
    note: str = ""
    brief: str = ""
    behind: Mapping[str, str] = field(default_factory=dict)


def funnel(kpi: Kpi) -> list[Line]:
    """Return how far people came this year, against those who were not yet registered."""
    results = kpi.classes
    most = max(1, results.attended, results.fresh, *results.funnel.values())
    lines = [
        Line(
            "受講した70歳以上の方",
            _people(results.attended),
            length=results.attended / most,
            behind={"what": "attended"},
        ),
        Line(
            "うち、来る前から登録済み",
            _people(results.attended_already),
            length=results.attended_already / most,
            kind="q",
        ),
    ]
    if before := results.attended_registered_before:
        lines.append(Line("うち、前の年度に登録", _people(before), length=before / most, kind="q"))
    if results.is_told:
        return [*lines[:1], *_stage_lines(kpi, 0, most)]
    fresh = results.fresh
    name = "まだ登録していなかった方"
    if results.fresh_at_counter:
        name += f"（窓口だけの{results.fresh_at_counter:,}人も）"
    share = "100%" if fresh else ""
    lines.append(Line(name, _people(fresh), share, fresh / most, "ink", behind={"what": "fresh"}))
    return [*lines, *_stage_lines(kpi, fresh, most)]


def _stage_lines(kpi: Kpi, fresh: int, most: int) -> Iterator[Line]:
    for stage, name, is_key in ladder(kpi.registered_stage):
        if stage not in kpi.classes.funnel:
            continue
        count = kpi.classes.funnel[stage]
        share = f"{round(count * 100 / fresh)}%" if fresh else ""
        kind = "key" if is_key else ""
        yield Line(name, _people(count), share, count / most, kind, behind={"what": stage})


def ladder(registered: str) -> Iterator[tuple[str, str, bool]]:
    """Give each stage with its name in a funnel; the last says whether it counts as registered."""
    for stage in LADDER:
        is_key = stage.value == registered
        yield stage.value, stage.done + ("（＝登録）" if is_key else ""), is_key


def blockers(results: Classes) -> list[Line]:
    """Return what stopped people, the most frequent first, each with what should happen next."""
    if results.is_told:
        return list(hurdles(results))
    counts = {Blocker(name): count for name, count in results.blockers.items() if count}
    most = max(counts.values(), default=1)
    return [
        Line(
            each.label,
            _people(count),
            length=count / most,
            kind="wait",
            note=each.next_action,
            behind={"what": "stopped", "blocker": each.value, "then": "open"},
        )
        for each, count in sorted(counts.items(), key=lambda item: -item[1])
    ]


def hurdles(results: Classes) -> Iterator[Line]:
    """Give the kinds of blockers with the next steps that hold for each, and the people in all.

    The steps stand there whether anybody was stopped by that or not, so they tell nothing.
    """
    most = max(1, *(count or 0 for count in results.hurdles.values()))
    for kind in Hurdle:
        count = results.hurdles.get(kind.value)
        people = "" if count is None else _people(count)
        yield Line(
            kind.label, people, "", (count or 0) / most, "wait", kind.next_steps, kind.in_short
        )
    yield Line(STOPPED_IN_ALL, _people(results.stopped))


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table of people: its name and its cells as they may be shown."""

    name: str
    cells: tuple[str, ...]


def bands(results: Classes) -> list[TableLine]:
    """Return class results by age band: attended, already registered, newly registered."""
    used = [
        line for line in results.bands if line.attended or line.already or line.newly_registered
    ]
    rows = used or [line for line in results.bands if line.band[0].isdigit()][:5]
    return [
        TableLine(
            line.label, tuple(map(_people, (line.attended, line.already, line.newly_registered)))
        )
        for line in rows
    ]


@dataclass(frozen=True, slots=True)
class RatePoint:
    """The rates of a day, as far as there are any: the plan's path, the official one, ours."""

    on: date
    when: str
    path: Decimal | None = None
    official: Decimal | None = None
    estimate: Decimal | None = None


def rate_points(kpi: Kpi) -> list[RatePoint]:
    """Return the figures of the chart in the order of their days."""
    ends = [(end_of(point.fiscal_year), point) for point in (kpi.baseline, *kpi.path)]
    points = [RatePoint(day, year_end(one.fiscal_year), path=one.rate) for day, one in ends]
    points += [
        RatePoint(one.registered_on, wareki(one.registered_on), official=one.rate)
        for one in kpi.officials
    ]
    if ours := kpi.nowcast or kpi.estimate:
        points.append(RatePoint(kpi.on, wareki(kpi.on), estimate=ours.rate))
    return sorted(points, key=lambda point: point.on)


def year_end(fiscal_year: int) -> str:
    return f"{fiscal_year_label(fiscal_year)}末"


def chart_table(kpi: Kpi) -> list[TableLine]:
    """Return the table behind the chart: the official rate, the estimate, the path."""
    return [
        TableLine(one.when, tuple(map(_rate, (one.official, one.estimate, one.path))))
        for one in rate_points(kpi)
    ]


def _rate(rate: Decimal | None) -> str:
    return "" if rate is None else str(rounded(rate))


def _people(count: int) -> str:
    return f"{count:,}人"
