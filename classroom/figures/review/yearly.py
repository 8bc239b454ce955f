"""進捗管理シート（振り返り・評価） of a fiscal year as a document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.official.queries import officials
from classroom.figures.outlook.service import outlook
from classroom.figures.report import service as figures
from classroom.figures.report import story
from classroom.figures.report.values import Kpi
from classroom.figures.results.releases import published_day
from classroom.figures.review import queries, sections
from classroom.figures.review.indicators import (
    Closing,
    Line,
    Year,
    actual_of,
    lines,
    missing,
    our_line,
)
from classroom.figures.review.rules import (
    NO_BASELINE,
    NO_RATING,
    PLAN_YEARS,
    REVIEW_PARTS,
    Better,
    Goal,
    Kind,
    Measure,
    days_gone,
)
from classroom.figures.review.values import Action, Actual, Indicator, ReviewText
from classroom.kit.document import (
    NONE,
    Cell,
    Column,
    Document,
    Figure,
    Formula,
    Lane,
    Row,
    Schedule,
    Section,
    Span,
    Table,
    Written,
    exact,
    number,
    numbers,
    percent,
    shown,
)
from classroom.rules.era_calendar import to_era, wareki
from classroom.rules.fiscal_year import end_of, fiscal_year_label
from classroom.rules.rate import rounded

SHEET, ACTION_SHEET, YEARS_SHEET = "進捗管理シート", "取組ごと", "年度別"
SMALL_RANGE = 100
"""Numbers below this are shown with a decimal where a path runs between them."""
NOT_RATED = "公式値が入ると、評価が出ます。"


def yearly(db: Session, settings: Settings, fiscal_year: int, today: date) -> Document:
    """Put the sheet of a fiscal year together, as it stands on its last day or today."""
    on = min(today, end_of(fiscal_year))
    closing = closing_of(db, settings, min(today, _last_that_closes(fiscal_year, settings)))
    year = Year(
        fiscal_year=fiscal_year,
        kpi=_with_closing(figures.kpi(db, settings, on, published=True), closing),
        closing=closing,
        actions=queries.actions(db),
        indicators=tuple(queries.indicators(db, settings)),
        actuals=_until(queries.actuals(db), today),
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


def closing_of(db: Session, settings: Settings, until: date) -> Closing:
    return Closing(tuple(officials(db, until)), settings.april_days)


def _last_that_closes(fiscal_year: int, settings: Settings) -> date:
    return end_of(fiscal_year) + timedelta(days=settings.april_days)


def _with_closing(kpi: Kpi, closing: Closing) -> Kpi:
    """Let the chart and its sources have the count of April that closes the year, too."""
    own = closing.of(kpi.fiscal_year)
    if own is None or own.registered_on <= kpi.on:
        return kpi
    return replace(kpi, official=own, officials=(*kpi.officials, own))


def _until(actuals: dict[tuple[str, int], Actual], today: date) -> dict[tuple[str, int], Actual]:
    return {place: one for place, one in actuals.items() if one.on <= today}


def gaps(document: Document) -> list[str]:
    """Say what of a yearly sheet is still empty, line by line, for who is about to freeze it."""
    empty = [
        name.removesuffix(ACTUAL_FACT)
        for name, cell in document.facts
        if name.endswith(ACTUAL_FACT) and cell == NONE
    ]
    found = [f"実績がない指標：{'、'.join(empty)}"] if empty else []
    for part in REVIEW_PARTS:
        blank = [
            section.title
            for section in document.sections
            if any(one.label == part and not one.text for one in section.written)
        ]
        if blank:
            found.append(f"「{part}」が空の取組：{'、'.join(blank)}")
    return found


ACTUAL_FACT = "の実績"


def _heading(label: str, ours: Line | None) -> str:
    if ours is None or ours.actual is None:
        return f"{label}の登録者率は、まだ計算できません。"
    value = rounded(ours.actual.value)
    if ours.actual.is_estimate:
        return f"{label}の登録者率は{value}%（{ours.actual.source}）です。{NOT_RATED}"
    rated = "" if ours.rating == NO_RATING else f"、評価は{ours.rating}"
    return f"{label}の登録者率は{value}%{rated}です。"


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
    basis = story.basis_said(kpi) if actual and actual.is_estimate else "公式値"
    name = f"登録者率（{basis}）"
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
    for action in year.actions.values():
        own = [line for line in found if line.indicator.action == action.number]
        yield _action_section(year, action, own)
    yield _years_section(year, found)
    yield sections.rate_section(kpi)
    yield sections.rate_table_section(kpi, year.closing)
    yield from sections.official_section(year.closing)
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
    return Section(
        name="indicators",
        title="計画の取組事項と指標",
        sheet=SHEET,
        note=f"評価：{year.scheme.name}",
        table=_indicator_table(year, found, "計画の指標、実績と評価"),
        sources=(year.scheme.describe(), *_rules(found), *_notes(found)),
    )


def _indicator_table(year: Year, found: list[Line], caption: str, *, action: bool = True) -> Table:
    baseline, target = year.kpi.baseline.fiscal_year, year.kpi.target.fiscal_year
    columns = (
        Column("取組事項と指標" if action else "指標", 50),
        *numbers(
            (f"現状 {_short(baseline)}", 19),
            (f"目標 {_short(target)}", 19),
            ("道筋（参考）", 19),
            (f"実績 {_short(year.fiscal_year)}", 20),
        ),
        Column("いつの値", 20),
        *numbers(("達成率", 14), ("進捗率", 14)),
        Column("評価", 9),
    )
    rows = tuple(_indicator_row(line, action=action) for line in found)
    formulas = tuple(one for at, line in enumerate(found) for one in _formulas(at, line))
    return Table(caption, columns, rows, formulas=formulas)


def _indicator_row(line: Line, *, action: bool) -> Row:
    one = line.indicator
    return Row(
        (
            f"{one.action_label}\n{one.name}".rstrip() if action else one.name,
            NO_BASELINE if one.goal.no_baseline else value(one, one.goal.baseline),
            value(one, one.goal.target),
            path_value(one, line.path),
            value(one, line.actual.value if line.actual else None),
            _when(line),
            percent(line.how.attainment),
            percent(line.how.progress),
            line.rating,
        ),
        "key" if one.is_ours else "",
    )


def _when(line: Line) -> str:
    """Say of which day or year a value is."""
    if line.actual is None:
        return NONE
    day = to_era(line.actual.on).short
    return {
        Measure.STOCK: f"{day}{'推計' if line.actual.is_estimate else ''}",
        Measure.YEAR: "1年間の計",
        Measure.RUNNING: f"{day}までの計",
    }[line.actual.measure]


def _formulas(at: int, line: Line) -> Iterator[Formula]:
    """Say how the numbers of a row follow from one another: columns as in `_indicator_row`."""
    goal, how = line.indicator.goal, line.how
    if line.path is not None:
        expression = _path_formula(goal, line.path_on, f"[{at},1]", f"[{at},2]")
        yield Formula(at, 3, f"ROUND({expression},{_path_places(line.indicator)})")
    if line.actual is None:
        return
    if line.actual.of:
        registered, population = line.actual.of
        yield Formula(at, 4, f"{registered}/{population}*100")
    actual, start = f"[{at},4]", "0" if goal.no_baseline else f"[{at},1]"
    if line.actual.measure is Measure.RUNNING:
        gone, whole = days_gone(line.actual.on)
        actual = f"({actual}/{gone}*{whole})"
    if how.attainment is not None:
        parts = (actual, f"[{at},2]")
        over, under = reversed(parts) if goal.better is Better.LOWER else parts
        yield Formula(at, 6, f"ROUND({over}/{under}*100,1)")
    if how.progress is not None:
        yield Formula(at, 7, f"ROUND(({actual}-{start})/([{at},2]-{start})*100,1)")


def _path_formula(goal: Goal, on: date, start: str, target: str) -> str:
    """Say where the straight line stands on a day, between two cells."""
    gone, whole = goal.path_days(on)
    if goal.no_baseline:
        return f"{target}*{gone}/{whole}"
    return f"{start}+({target}-{start})*{gone}/{whole}"


def _action_section(year: Year, action: Action, found: list[Line]) -> Section:
    """Return the sheet of an action: its indicators, what is done when, and what was written."""
    text = year.texts.get(action.number, ReviewText())
    return Section(
        name=f"action-{action.number}",
        title=action.label,
        sheet=ACTION_SHEET,
        note=f"担当：{action.office}" if action.office else "",
        table=_indicator_table(year, found, f"{action.label}の指標", action=False)
        if found
        else None,
        schedule=_schedule(year, action),
        written=tuple(Written(label, words) for label, words in text.parts),
    )


def _schedule(year: Year, action: Action) -> Schedule | None:
    if not action.steps:
        return None
    last = year.kpi.target.fiscal_year
    years = range(last - PLAN_YEARS + 1, last + 1)
    lanes = tuple(Lane(step.name, tuple(_spans(step.words))) for step in action.steps)
    heads = tuple(f"◆{_short(one)}" if one == year.fiscal_year else _short(one) for one in years)
    return Schedule(f"{action.label}の実施事項", "実施事項", heads, lanes)


def _spans(words: Sequence[str]) -> Iterator[Span]:
    """Draw a word that goes on from year to year as one arrow."""
    first = 0
    for word, together in groupby(words):
        last = first + len(list(together)) - 1
        if word:
            yield Span(word, first, last)
        first = last + 1


def _years_section(year: Year, found: list[Line]) -> Section:
    years = range(year.kpi.baseline.fiscal_year, year.kpi.target.fiscal_year + 1)
    known = [line for line in found if line.indicator.name]
    rows = [row for line in known for row in _year_rows(year, line, years)]
    columns = (
        Column("指標", 50),
        Column("区分", 14),
        *numbers(*((_short(each), 17) for each in years)),
    )
    formulas = [one for at, line in enumerate(known) for one in _year_formulas(2 * at, line, years)]
    return Section(
        name="years",
        title="年度ごとの道筋と実績",
        sheet=YEARS_SHEET,
        note="道筋は、現状と目標を結ぶ直線（参考）。計画に年ごとの目標はありません",
        table=Table("年度ごとの道筋と実績", columns, tuple(rows), formulas=tuple(formulas)),
    )


def _year_rows(year: Year, line: Line, years: range) -> Iterator[Row]:
    one = line.indicator
    paths = [path_value(one, _path_of(one.goal, each)) for each in years]
    found = [actual_of(year, one, each) for each in years]
    cells: list[Cell] = [value(one, each.value if each else None) for each in found]
    estimated = any(each and each.is_estimate for each in found)
    running = any(each and each.measure is Measure.RUNNING for each in found)
    more = "（公式値のあとを含む）" if estimated else "（途中を含む）" if running else ""
    yield Row((one.called, "道筋", *paths))
    yield Row(("", f"実績{more}", *cells), "key")


def _path_of(goal: Goal, year: int) -> Decimal | None:
    """Return where the path stands at a year's end; none before it starts."""
    return None if goal.start is None or year < goal.start[0] else goal.path_at(end_of(year))


def _year_formulas(row: int, line: Line, years: range) -> Iterator[Formula]:
    goal, places = line.indicator.goal, _path_places(line.indicator)
    last = len(years) + 1
    for column, year in enumerate(years, 2):
        is_between = goal.start is not None and goal.start[0] < year < goal.target_year
        if is_between and _path_of(goal, year) is not None:
            expression = _path_formula(goal, end_of(year), f"[{row},2]", f"[{row},{last}]")
            yield Formula(row, column, f"ROUND({expression},{places})")


def _rules(found: list[Line]) -> Iterator[str]:
    """Say by which rules the ratings are given that the scheme's own line does not tell."""
    goals = [line.indicator.goal for line in found]
    if starting := [goal for goal in goals if goal.no_baseline and goal.start]:
        year = fiscal_year_label(starting[0].start[0] if starting[0].start else 0)
        yield (
            f"計画の現状が「{NO_BASELINE}」の指標は、{year}末の0から目標までの直線を道筋とし、"
            "目標だけで評価します。"
        )
    if any(goal.is_by_target_alone for goal in goals):
        yield (
            "目標が現状と同じか0の指標は、目標を守れたらいちばん上、"
            "守れなければいちばん下の評価です。"
        )
    if any(line.how.is_early and line.rating == NO_RATING and line.actual for line in found):
        yield (
            "道筋がまだ0.5ポイント（%でない指標は目標までの5%）動いていない間は、"
            f"評価を出しません（{NO_RATING}）。"
        )
    if any(line.actual and line.actual.measure is Measure.RUNNING for line in found):
        yield (
            "年度の途中までの合計は、その日までの日数の割合で1年分に直して、"
            "達成率・進捗率・評価を出しています。"
        )
    yield "道筋は、実績の基準日（1年間の合計は年度末）のものです。印刷する日では変わりません。"


def _notes(found: list[Line]) -> Iterator[str]:
    """Say where each actual value is from, and what the plan still has to tell."""
    for line in found:
        if line.actual:
            more = f"（{line.indicator.note}）" if line.indicator.note else ""
            yield f"{line.indicator.called}：{line.actual.source}{more}。"


def _facts(year: Year, found: list[Line]) -> Iterator[tuple[str, Cell]]:
    """Name the figures by which two editions are compared."""
    for line in found:
        if line.indicator.name:
            name = line.indicator.called
            actual = line.actual.value if line.actual else None
            yield (f"{name}{ACTUAL_FACT}", value(line.indicator, actual))
            yield (f"{name}の評価", line.rating)
    for action in year.actions.values():
        for part, words in year.texts.get(action.number, ReviewText()).parts:
            yield (f"{action.label}の{part}", words or NONE)
    yield from sections.class_facts(year.kpi.classes)
    yield ("評価の基準", year.scheme.name)


def value(one: Indicator, found: Decimal | None) -> Cell:
    """Return a value of an indicator in its unit: rates to one decimal, the rest as entered."""
    if found is None:
        return NONE
    entered = found.as_tuple().exponent
    places = max(0, -entered) if isinstance(entered, int) else 0
    return exact(found, 1 if one.unit == "%" else places, one.unit)


def path_value(one: Indicator, found: Decimal | None) -> Cell:
    """Return where the straight line stands, with a decimal where the numbers are small."""
    return NONE if found is None else number(found, _path_places(one), one.unit)


def _path_places(one: Indicator) -> int:
    is_small = one.unit == "%" or abs(one.goal.target or Decimal(0)) < SMALL_RANGE
    return 1 if is_small else 0


def _short(fiscal_year: int) -> str:
    """Return R8年度."""
    return fiscal_year_label(fiscal_year).replace("令和", "R").replace("R元", "R1")
