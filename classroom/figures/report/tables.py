"""The tables that screen and paper share: their rows in order, their cells as they may be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from classroom.figures.registrations.values import Classes
from classroom.figures.report.export import HIDDEN, shown
from classroom.figures.report.values import Kpi
from classroom.figures.results.rules import HIDDEN_UNDER
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year_label
from classroom.rules.rate import rounded
from classroom.rules.words.app import LADDER, Blocker

OTHER_REASONS = "ほかの理由"


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
    fresh = results.fresh
    name = "まだ登録していなかった方"
    if results.fresh_at_counter:
        name += f"（窓口だけの{results.fresh_at_counter:,}人も）"
    share = "100%" if fresh else ""
    lines.append(Line(name, _people(fresh), share, fresh / most, "ink", behind={"what": "fresh"}))
    return [*lines, *_stage_lines(kpi, fresh, most)]


def _stage_lines(kpi: Kpi, fresh: int, most: int) -> Iterator[Line]:
    for stage in LADDER:
        count = kpi.classes.funnel[stage.value]
        is_key = stage.value == kpi.registered_stage
        name = f"{stage.done}（＝登録）" if is_key else stage.done
        share = f"{round(count * 100 / fresh)}%" if fresh else ""
        kind = "key" if is_key else ""
        behind = {"what": stage.value}
        yield Line(name, _people(count), share, count / most, kind, behind=behind)


def blockers(results: Classes, *, published: bool) -> list[Line]:
    """Return what stopped people, the most frequent first, each with what should happen next.

    In a published table the counts that must stay hidden are one line together: neither their
    order nor how many there are tells anything about one of them.
    """
    cells = shown(results.blockers, published=published)
    told = {Blocker(name): count for name, count in cells.items() if count}
    most = max(told.values(), default=1)
    lines = [
        Line(
            each.label,
            _people(count),
            length=count / most,
            kind="wait",
            note=each.next_action,
            behind={"what": "stopped", "blocker": each.value, "then": "open"},
        )
        for each, count in sorted(told.items(), key=lambda item: -item[1])
    ]
    kept_back = [name for name, count in cells.items() if count is None]
    if kept_back:
        together = sum(results.blockers[name] for name in kept_back)
        lines.append(Line(OTHER_REASONS, _people(together if together >= HIDDEN_UNDER else None)))
    return lines


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
class ChartRow:
    """A row of the table behind the chart; empty where there is no such value."""

    when: str
    official: str
    estimate: str
    path: str


def chart_table(kpi: Kpi) -> list[ChartRow]:
    """Return the figures of the chart in the order of their days."""
    rows = [
        (
            end_of(point.fiscal_year),
            ChartRow(f"{fiscal_year_label(point.fiscal_year)}末", "", "", str(rounded(point.rate))),
        )
        for point in (kpi.baseline, *kpi.path)
    ]
    rows += [
        (
            count.registered_on,
            ChartRow(wareki(count.registered_on), str(rounded(count.rate)), "", ""),
        )
        for count in kpi.officials
    ]
    if kpi.estimate:
        rows.append((kpi.on, ChartRow(wareki(kpi.on), "", str(rounded(kpi.estimate.rate)), "")))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def _people(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}人"
