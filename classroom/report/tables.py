"""The tables that screen and paper share: their rows in order, their cells as they may be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classroom.app_registration.rules import LADDER, Blocker, Stage
from classroom.report.export import HIDDEN, shown
from classroom.report.values import Kpi
from classroom.results.values import Classes
from classroom.rules.era import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year_label
from classroom.rules.rate import rounded


@dataclass(frozen=True, slots=True)
class Line:
    """A count of people, its share of a whole, and how long its bar is (0 to 1)."""

    name: str
    people: str
    share: str = ""
    length: float = 0
    kind: str = ""
    note: str = ""


def funnel(kpi: Kpi) -> list[Line]:
    """Return how far people came this year, against those who were not yet registered."""
    results = kpi.classes
    most = max(1, results.attended, results.fresh, *results.funnel.values())
    lines = [
        Line("受講した70歳以上の方", _people(results.attended), length=results.attended / most),
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
    lines.append(Line(name, _people(fresh), "100%" if fresh else "", fresh / most, "ink"))
    return [*lines, *_stage_lines(kpi, fresh, most)]


def _stage_lines(kpi: Kpi, fresh: int, most: int) -> Iterator[Line]:
    for stage in LADDER:
        count = kpi.classes.funnel[stage.value]
        is_key = stage.value == kpi.registered_stage
        name = f"{STAGE_NAMES[stage]}（＝登録）" if is_key else STAGE_NAMES[stage]
        share = f"{round(count * 100 / fresh)}%" if fresh else ""
        yield Line(name, _people(count), share, count / most, "key" if is_key else "")


def blockers(results: Classes, *, published: bool) -> list[Line]:
    """Return what stopped people, the most frequent first, each with what should happen next."""
    counts = {name: count for name, count in results.blockers.items() if count}
    cells = shown(counts, published=published)
    most = max([count for count in cells.values() if count], default=1)
    return [
        Line(
            Blocker(name).label,
            _people(cells[name]),
            length=(cells[name] or 0) / most,
            kind="wait",
            note=Blocker(name).next_action,
        )
        for name in sorted(counts, key=lambda name: -counts[name])
    ]


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table of people: its name and its cells as they may be shown."""

    name: str
    cells: tuple[str, ...]


def bands(results: Classes, *, published: bool) -> list[TableLine]:
    """Return class results by age band: attended, already registered, newly registered."""
    used = [
        line for line in results.bands if line.attended or line.already or line.newly_registered
    ]
    rows = used or [line for line in results.bands if line.band[0].isdigit()][:5]
    columns = [
        shown({line.band: line.attended for line in rows}, published=published),
        shown({line.band: line.already for line in rows}, published=published),
        shown({line.band: line.newly_registered for line in rows}, published=published),
    ]
    return [
        TableLine(line.label, tuple(_people(column[line.band]) for column in columns))
        for line in rows
    ]


def districts(results: Classes, *, published: bool) -> list[TableLine]:
    """Return class results by district: attended, newly registered."""
    columns: list[Mapping[str, int | None]] = [
        shown({line.name: line.attended for line in results.districts}, published=published),
        shown(
            {line.name: line.newly_registered for line in results.districts}, published=published
        ),
    ]
    return [
        TableLine(line.name, tuple(_people(column[line.name]) for column in columns))
        for line in results.districts
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


STAGE_NAMES = {
    Stage.INSTALLED: "アプリを導入した",
    Stage.CARD_LINKED: "カードを読み取れた",
    Stage.TERMS_ACCEPTED: "ミニアプリの規約に同意した",
    Stage.OPENED_ALONE: "自分で開けた",
}


def _people(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}人"
