"""進捗管理シート（振り返り・評価） of a fiscal year as a document."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.outlook.service import outlook
from classroom.figures.report import service as figures
from classroom.figures.report import story
from classroom.figures.results.releases import published_day
from classroom.figures.review import queries, sections
from classroom.figures.review.indicators import (
    Line,
    Year,
    actual_of,
    lines,
    missing,
    our_line,
)
from classroom.figures.review.rules import Kind
from classroom.figures.review.values import Indicator
from classroom.kit.document import (
    NONE,
    Cell,
    Column,
    Document,
    Figure,
    Row,
    Section,
    Table,
    number,
    numbers,
    percent,
    shown,
)
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year_label
from classroom.rules.rate import rounded

SHEET, YEARS_SHEET = "進捗管理シート", "年度別"
TO_FILL = "計画書の値を入れてください"
SMALL_RANGE = 100
"""Numbers below this are shown with a decimal where a path runs between them."""


def yearly(db: Session, settings: Settings, fiscal_year: int, today: date) -> Document:
    """Put the sheet of a fiscal year together, as it stands on its last day or today."""
    on = min(today, end_of(fiscal_year))
    year = Year(
        fiscal_year=fiscal_year,
        kpi=figures.kpi(db, settings, on, published=True),
        indicators=tuple(queries.indicators(db, settings)),
        actuals=queries.actuals(db),
        texts=queries.texts(db, fiscal_year),
        scheme=queries.scheme(db)[0],
    )
    found = lines(year)
    label = fiscal_year_label(fiscal_year)
    return Document(
        kind=Kind.YEARLY.value,
        period=str(fiscal_year),
        title=f"{label} 進捗管理シート（振り返り・評価）",
        city=settings.city_name,
        on=on,
        heading=_heading(label, our_line(found)),
        lead=story.of_whom(year.kpi) + _lead(year, our_line(found)),
        figures=tuple(_figures(year, our_line(found))),
        sections=tuple(_sections(db, settings, year, found)),
        facts=tuple(_facts(year, found)),
        is_told=True,
    )


def _heading(label: str, ours: Line | None) -> str:
    if ours is None or ours.actual is None:
        return f"{label}の登録者率は、まだ計算できません。"
    kind = "推計" if ours.actual.is_estimate else ""
    return f"{label}の登録者率は{kind}{rounded(ours.actual.value)}%、評価は{ours.rating}です。"


def _lead(year: Year, ours: Line | None) -> str:
    kpi = year.kpi
    goal = f"{story.plain(kpi.target.rate)}%（{fiscal_year_label(kpi.target.fiscal_year)}）"
    if ours is None or ours.actual is None or ours.path is None:
        return f"目標は{goal}です。70歳以上の人口か公式値を入れると、率と評価が出ます。"
    left = missing(kpi, ours.actual)
    reach = f"目標の{goal}まで、あと{left:,}人です。" if left else f"目標の{goal}に届いています。"
    newly, held = kpi.classes.newly_registered, story.held_words(kpi.classes)
    done = f"{held}を開き、すべての教室と窓口で70歳以上の{newly:,}人が新しく登録しました。"
    done = done if kpi.classes.sessions_held else ""
    return f"{wareki(ours.path_on)}現在、参考の道筋は{rounded(ours.path)}%。{reach}{done}"


def _figures(year: Year, ours: Line | None) -> Iterator[Figure]:
    kpi = year.kpi
    base, goal = story.plain(kpi.baseline.rate), story.plain(kpi.target.rate)
    actual = ours.actual if ours else None
    name = "登録者率（推計）" if actual and actual.is_estimate else "登録者率（公式値）"
    day = wareki(ours.path_on) if ours else ""
    yield Figure(name, day, percent(actual.value if actual else None), "70歳以上", "main")
    gap = actual.value - ours.path if actual and ours and ours.path is not None else None
    path = percent(ours.path if ours else None)
    yield Figure("道筋との差", "", number(gap, 1, "ポイント", sign=True), f"道筋は{shown(path)}")
    how = ours.how if ours else None
    yield Figure("進捗率", "", percent(how.progress if how else None), f"{base}%→{goal}%の間")
    yield Figure("達成率", "", percent(how.attainment if how else None), f"{goal}%に対して")
    rated = ours.rating if ours else NONE
    yield Figure("評価", "", rated, year.scheme.name)


def _sections(db: Session, settings: Settings, year: Year, found: list[Line]) -> Iterator[Section]:
    kpi = year.kpi
    yield _indicator_section(year, found)
    yield _review_section(year, found)
    yield _years_section(year, found)
    yield sections.rate_section(kpi)
    yield sections.rate_table_section(kpi)
    seen = outlook(db, settings, kpi)
    yield from sections.outlook_sections(seen, kpi)
    yield from _class_sections(db, year)
    yield from sections.questionnaire_sections(db, kpi)
    yield from sections.assumption_section(seen)


def _class_sections(db: Session, year: Year) -> Iterator[Section]:
    """Return 教室実績; one sentence where nobody was taught that year."""
    results, on = year.kpi.classes, year.kpi.on
    if not results.sessions_held and not results.newly_registered:
        words = (f"{fiscal_year_label(year.fiscal_year)}は、どの教室の記録もありません。",)
        yield Section("classes", "教室実績", sections.CLASS_SHEET, paragraphs=words)
        return
    told = year.kpi.told[-1]
    yield sections.hurdle_section(results, "登録を止めたものと次の手", told)
    yield sections.month_section(db, told, results, published_day(on))
    yield from sections.part_sections(db, told)


def _indicator_section(year: Year, found: list[Line]) -> Section:
    kpi = year.kpi
    rows = tuple(
        Row(
            (
                _name(line.indicator),
                value(line.indicator, line.indicator.goal.baseline),
                value(line.indicator, line.indicator.goal.target),
                path_value(line.indicator, line.path),
                value(line.indicator, line.actual.value if line.actual else None),
                percent(line.how.attainment),
                percent(line.how.progress),
                line.rating,
            ),
            "key" if line.indicator.is_ours else "",
        )
        for line in found
    )
    columns = (
        Column("行動と指標", 56),
        *numbers(
            (f"基準値 {_short(kpi.baseline.fiscal_year)}", 19),
            (f"目標値 {_short(kpi.target.fiscal_year)}", 19),
            ("道筋（参考）", 19),
            (f"実績 {_short(year.fiscal_year)}", 20),
            ("達成率", 17),
            ("進捗率", 17),
        ),
        Column("評価", 13),
    )
    return Section(
        name="indicators",
        title="計画の行動と指標",
        sheet=SHEET,
        note=f"評価：{year.scheme.name}",
        table=Table("計画の行動ごとの指標、実績と評価", columns, rows),
        sources=(year.scheme.describe(), *_notes(found)),
    )


def _review_section(year: Year, found: list[Line]) -> Section:
    rows = tuple(
        Row(
            (
                _name(line.indicator),
                line.rating,
                line.text.issues or NONE,
                line.text.next_steps or NONE,
            )
        )
        for line in found
        if line.indicator.name or line.text.version
    )
    columns = (
        Column("行動と指標", 42),
        Column(f"評価\n{year.scheme.name}", 20),
        Column("課題", 62),
        Column("次年度の取組", 62),
    )
    return Section(
        name="reviews",
        title="課題と次年度の取組",
        sheet=SHEET,
        table=Table("行動ごとの課題と次年度の取組", columns, rows),
    )


def _years_section(year: Year, found: list[Line]) -> Section:
    goal = found[0].indicator.goal if found else None
    years = list(range(goal.baseline_year, goal.target_year + 1)) if goal else []
    rows = [row for line in found if line.indicator.name for row in _year_rows(year, line, years)]
    columns = (
        Column("指標", 50),
        Column("区分", 14),
        *numbers(*((_short(each), 17) for each in years)),
    )
    return Section(
        name="years",
        title="年度ごとの道筋と実績",
        sheet=YEARS_SHEET,
        note="道筋は、基準値と目標値を結ぶ直線（参考）。計画に年ごとの目標はありません",
        table=Table("年度ごとの道筋と実績", columns, tuple(rows)),
    )


def _year_rows(year: Year, line: Line, years: list[int]) -> Iterator[Row]:
    one = line.indicator
    paths = [path_value(one, one.goal.path_at(end_of(each))) for each in years]
    found = [actual_of(year, one, each) for each in years]
    cells: list[Cell] = [value(one, each.value if each else None) for each in found]
    estimated = any(each and each.is_estimate for each in found)
    yield Row((_called(one), "道筋", *paths))
    yield Row(("", "実績（推計を含む）" if estimated else "実績", *cells), "key")


def _notes(found: list[Line]) -> Iterator[str]:
    """Say where each actual value is from, and what the plan still has to tell."""
    for line in found:
        if line.actual:
            yield f"{_called(line.indicator)}：{line.actual.source}。"
    gaps = "、".join(
        dict.fromkeys(f"（{o.indicator.action}）" for o in found if o.indicator.has_gaps)
    )
    if gaps:
        yield f"{gaps}の行動は、名称・指標・基準値・目標値のどれかが空いています。{TO_FILL}。"


def _facts(year: Year, found: list[Line]) -> Iterator[tuple[str, Cell]]:
    """Name the figures by which two editions are compared."""
    for line in found:
        if line.indicator.name:
            name = _called(line.indicator)
            actual = line.actual.value if line.actual else None
            yield (f"{name}の実績", value(line.indicator, actual))
            yield (f"{name}の評価", line.rating)
            yield (f"{name}の課題", line.text.issues or NONE)
            yield (f"{name}の次年度の取組", line.text.next_steps or NONE)
    yield from sections.class_facts(year.kpi.classes)
    yield ("評価の基準", year.scheme.name)


def value(one: Indicator, found: Decimal | None) -> Cell:
    """Return a value of an indicator in its unit: rates to one decimal, the rest as entered."""
    if found is None:
        return NONE
    entered = found.as_tuple().exponent
    places = 1 if one.unit == "%" else max(0, -entered) if isinstance(entered, int) else 0
    return number(found, places, one.unit)


def path_value(one: Indicator, found: Decimal | None) -> Cell:
    """Return where the straight line stands, with a decimal where the numbers are small."""
    if found is None:
        return NONE
    target = one.goal.target or Decimal(0)
    is_small = one.unit == "%" or abs(target) < SMALL_RANGE
    return number(found, 1 if is_small else 0, one.unit)


def _called(one: Indicator) -> str:
    return f"（{one.action}）{one.name}"


def _name(one: Indicator) -> str:
    """Return an action and its indicator on two lines; what is missing says what to do."""
    return f"{one.action_label}\n{one.name or TO_FILL}"


def _short(fiscal_year: int) -> str:
    """Return R8年度."""
    return fiscal_year_label(fiscal_year).replace("令和", "R").replace("R元", "R1")
