"""The figures of a day as a workbook."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from classroom.figures.report import story, tables
from classroom.figures.report.values import Kpi
from classroom.kit.workbook.book import Book, Cell, Formula, Grid, Number
from classroom.kit.workbook.charts import bar_chart, line_chart
from classroom.rules.era_calendar import wareki
from classroom.rules.rate import rounded
from classroom.rules.words.rate import PLAN_AND_OURS, Basis

CHART = (17.0, 8.0)
"""In cm: as wide as the tables above it."""


def kpi_workbook(kpi: Kpi, city_name: str, at: datetime) -> bytes:
    """Return the figures of a day as a workbook."""
    title = f"登録者率（70歳以上）{wareki(kpi.on)}現在"
    book = Book(title, "デジタル活用推進計画の進捗", city_name)
    _rate_leaf(book, kpi)
    _class_leaf(book, kpi)
    return book.content(at)


def _rate_leaf(book: Book, kpi: Kpi) -> None:
    leaf = book.leaf("登録者率")
    leaf.widths(22, 10, 10, 10, 10)
    leaf.line(book.title, size=16, bold=True)
    leaf.line("".join(story.headline(kpi)), size=13, bold=True)
    leaf.line(story.lead(kpi), span=5)
    leaf.space()
    leaf.table(Grid("主な数字", ("項目", "値"), (22, 10), tuple(_with_sums(kpi))))
    ours = "推計" if kpi.nowcast else story.OURS
    heads = ("いつ", "道筋（参考）", "公式値", ours, "目標値")
    rows = tuple(_rate_rows(kpi))
    placed = leaf.table(Grid("登録者率の道のり", heads, (22, 10, 10, 10, 10), rows))
    leaf.chart_below(line_chart(leaf.sheet, placed), *CHART)
    leaf.line("出典と数え方", size=12, bold=True)
    for source in story.sources(kpi):
        leaf.line(source, span=5)


def _with_sums(kpi: Kpi) -> Iterator[tuple[Cell, ...]]:
    """Give the main figures; those that follow from counts say how."""
    begin, goal = kpi.baseline.rate, kpi.target.rate
    official, ours = "[1,1]/[2,1]*100", "[4,1]/[2,1]*100"
    how = {"公式値": f"ROUND({official},1)", story.OURS: f"ROUND({ours},1)"}
    said = {Basis.OFFICIAL: official, Basis.ESTIMATE: ours}
    if kpi.headline and (rate := said.get(kpi.headline.basis)):
        basis = story.basis_said(kpi)
        how[f"進捗率（{basis}）"] = f"ROUND(({rate}-{begin})/({goal}-{begin})*100,1)"
        how[f"達成率（{basis}）"] = f"ROUND({rate}/{goal}*100,1)"
    for name, cell in _main_rows(kpi):
        expression = how.get(str(name)) if kpi.official else None
        if expression and isinstance(cell, Number):
            yield (name, Formula(expression, cell))
        else:
            yield (name, cell)


def _main_rows(kpi: Kpi) -> Iterator[tuple[Cell, ...]]:
    official, estimate = kpi.official, kpi.estimate
    yield ("公式値", _rate(official.rate if official else None))
    yield ("公式の登録者", Number.of(official.registered, "人") if official else "—")
    yield ("公式の住民（70歳以上）", Number.of(official.population, "人") if official else "—")
    name = PLAN_AND_OURS if estimate and estimate.starts_from_plan_rate else story.OURS
    yield (name, _rate(estimate.rate if estimate else None))
    yield (f"{name}の登録者", Number.of(estimate.registered, "人") if estimate else "—")
    found = kpi.nowcast
    yield ("推計", _rate(found.rate if found else None))
    yield ("推計の幅（下）", _rate(found.low if found else None))
    yield ("推計の幅（上）", _rate(found.high if found else None))
    yield (f"進捗率（{story.basis_said(kpi) or '—'}）", _rate(kpi.progress))
    yield (f"達成率（{story.basis_said(kpi) or '—'}）", _rate(kpi.attainment))
    left = kpi.missing_to_target
    yield (
        f"目標までの人数（{story.basis_said(kpi) or '—'}）",
        "—" if left is None else Number.of(left, "人"),
    )


def _rate_rows(kpi: Kpi) -> Iterator[tuple[Cell, ...]]:
    """Give the figures of the chart; where there is none, a line has a gap."""
    goal = _rate(kpi.target.rate)
    for point in tables.rate_points(kpi):
        rates = (point.path, point.official, point.estimate)
        yield (point.when, *(None if rate is None else _rate(rate) for rate in rates), goal)


def _class_leaf(book: Book, kpi: Kpi) -> None:
    results, leaf = kpi.classes, book.leaf("教室実績")
    leaf.widths(26, 11, 11)
    span = f"{wareki(results.first)}から{wareki(kpi.on)}まで"
    leaf.line(f"教室実績（70歳以上）{span}", size=14, bold=True)
    leaf.space()
    rows = tuple((line.name, _whole(line.people)) for line in tables.funnel(kpi))
    placed = leaf.table(
        Grid("すべての教室と窓口で登録まで進んだ方", ("段階", "人数"), (26, 11), rows)
    )
    leaf.chart_below(bar_chart(leaf.sheet, placed, 2), *CHART)
    both = ("受講した方", "新しく登録")
    grids: list[tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]] = [
        ("登録を止めたもの", ("理由", "人数"), _blockers(kpi))
    ]
    if not results.is_told:  # by age and district only the monthly open data leaves the office
        grids += [
            ("年代ごと", ("年代", *both), _bands(kpi)),
            ("地区ごと", ("地区", *both), _districts(kpi)),
        ]
    for title, heads, found in grids:
        leaf.table(Grid(title, heads, (26, 11, 11)[: len(heads)], tuple(found)))


def _bands(kpi: Kpi) -> list[tuple[Cell, ...]]:
    lines = kpi.classes.bands
    return [(one.label, *_people(one.attended, one.newly_registered)) for one in lines]


def _districts(kpi: Kpi) -> list[tuple[Cell, ...]]:
    lines = kpi.classes.districts
    return [(one.name, *_people(one.attended, one.newly_registered)) for one in lines]


def _blockers(kpi: Kpi) -> list[tuple[Cell, ...]]:
    lines = tables.blockers(kpi.classes)
    return [(line.name, _whole(line.people)) for line in lines]


def _people(*counts: int) -> tuple[Cell, ...]:
    return tuple(Number.of(count, "人") for count in counts)


def _whole(text: str) -> Cell:
    """Return 1,234人 as the number it is; other words as they are."""
    digits = text.removesuffix("人").replace(",", "")
    return Number.of(int(digits), "人") if digits.isdecimal() else text


def _rate(rate: Decimal | None) -> Cell:
    return "—" if rate is None else Number.of(rounded(rate), "%", places=1)
