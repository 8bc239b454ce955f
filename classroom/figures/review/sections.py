"""The sections that reports share: the rate, class results, what the target takes, questionnaires.

A report goes to the assembly. So it counts people for the whole city only: a year's sum by district
or age would tell, by subtraction, what the monthly open data hides.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from classroom.class_day.questionnaire import results as questionnaire
from classroom.class_day.questionnaire.values import QuestionnaireResults, ShownTopic
from classroom.figures.outlook import story as outlook_story
from classroom.figures.outlook.rules import OUTER
from classroom.figures.outlook.values import Fan, Outlook
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.values import Classes
from classroom.figures.report import story, tables
from classroom.figures.report.picture import rate_picture
from classroom.figures.report.values import Kpi
from classroom.figures.results import queries as results_queries
from classroom.figures.results.breakdowns import AT_COUNTER
from classroom.figures.results.releases import Blocks, Crowd, YearRelease, total
from classroom.figures.results.rules import COUNTER, HIDDEN_UNDER, Way
from classroom.figures.results.told import HIDDEN, HOW_MONTHS, TURNED, month_told, parts_day
from classroom.figures.review.indicators import Closing, our_actual
from classroom.kit.document import (
    NONE,
    Cell,
    Column,
    Formula,
    Row,
    Section,
    Table,
    counted,
    exact,
    number,
    numbers,
    people,
    percent,
    sums,
)
from classroom.rules import months
from classroom.rules.era_calendar import era_year_label, wareki
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label, start_of
from classroom.rules.words.questionnaire import SATISFIED
from classroom.rules.words.rate import SINCE, Basis

RATE_SHEET, CLASS_SHEET = "登録者率", "教室実績"
OUTLOOK_SHEET, QUESTION_SHEET = "見込み", "アンケート"
HIDDEN_NOTE = "5人に満たない数と、そこから逆算できる数は秘匿です。"
KINDS_TO_COME = "種類ごとの数は半年ごとに出します。"
NOT_BY_AREA = (
    "地区と年代ごとの数は、公開している月ごとの人数から逆算できないよう、ここには載せません"
    "（職員は「教室実績」の画面で見られます）。"
)


def rate_section(kpi: Kpi) -> Section:
    base, goal = story.plain(kpi.baseline.rate), story.plain(kpi.target.rate)
    return Section(
        name="rate",
        title=f"{base}%から{goal}%への道のり",
        sheet=RATE_SHEET,
        note="登録者率（70歳以上）",
        picture=rate_picture(kpi),
        sources=tuple(story.sources(kpi)),
    )


def rate_table_section(kpi: Kpi, closing: Closing) -> Section:
    """Return the figures of the rate by fiscal year, which a workbook draws as lines."""
    rows = tuple(
        Row(
            (
                fiscal_year_label(point.fiscal_year),
                percent(point.rate),
                *_values(kpi, closing, point.fiscal_year),
                percent(kpi.target.rate),
            )
        )
        for point in (kpi.baseline, *kpi.path)
    )
    rates = numbers(("道筋（参考）", 20), ("公式値", 17), (SINCE, 17), ("目標値", 17))
    columns = (Column("年度末", 26), *rates)
    return Section(
        name="rate-table",
        title="登録者率の年度ごとの値",
        sheet=RATE_SHEET,
        table=Table(
            "登録者率（70歳以上）の年度ごとの値", columns, rows, formulas=tuple(_path(kpi))
        ),
        chart="line",
        book_only=True,
        sources=(
            "公式値は、その年度でいちばん新しいもの。",
            f"公式値のあとは、{wareki(kpi.on)}の{story.basis_said(kpi)}。",
        ),
    )


def _path(kpi: Kpi) -> Iterator[Formula]:
    """Say how the straight line runs from the first row's rate to the last one's, year by year."""
    last = len(kpi.path)
    for row in range(1, last):
        yield Formula(row, 1, f"ROUND([0,1]+([{last},1]-[0,1])*{row}/{last},1)")


def official_section(closing: Closing) -> Iterator[Section]:
    """Return the official counts with the rate that follows from each, for the workbook."""
    if not closing.officials:
        return
    rows = tuple(
        Row(
            (
                wareki(one.registered_on),
                people(one.registered),
                people(one.population),
                exact(one.rate, 1, "%"),
            )
        )
        for one in closing.officials
    )
    columns = (Column("基準日", 26), *numbers(("登録者", 20), ("住民", 17), ("率", 17)))
    formulas = tuple(Formula(row, 3, f"[{row},1]/[{row},2]*100") for row in range(len(rows)))
    yield Section(
        name="officials",
        title="公式値と、そのもとの人数",
        sheet=RATE_SHEET,
        table=Table("公式値と、そのもとの人数", columns, rows, formulas=formulas),
        book_only=True,
        sources=tuple(f"{wareki(one.registered_on)}：{one.source}。" for one in closing.officials),
    )


def _values(kpi: Kpi, closing: Closing, year: int) -> tuple[Cell, Cell]:
    """Return the official value and the estimate of a fiscal year."""
    if year == kpi.baseline.fiscal_year:
        return (percent(kpi.baseline.rate), NONE)
    found = our_actual(kpi, closing, year)
    official = exact(found.value, 1, "%") if found and not found.is_estimate else NONE
    head = kpi.headline if year == kpi.fiscal_year else None
    is_later = head is not None and head.basis is not Basis.OFFICIAL
    return (official, percent(head.rate) if head and is_later else NONE)


def hurdle_section(results: Classes, title: str, told: YearRelease) -> Section:
    """Return what stops people, with the next steps that hold for each kind.

    The steps tell nothing of anybody: they stand there whether they were needed or not.
    """
    found = list(tables.hurdles(results))
    rows = tuple(
        Row((line.name, line.people or NONE, line.note), "" if line.note else "sum")
        for line in found
    )
    columns = (Column("種類", 36), *numbers(("人数", 14)), Column("次の手", 44))
    until = told.parts_until(Crowd.STOPPED)
    kinds = f"種類ごとの数は半年ごとで、{wareki(until)}まで。" if until else KINDS_TO_COME
    return Section(
        name="blockers",
        title=title,
        sheet=CLASS_SHEET,
        table=Table("登録を止めたものと次の手", columns, rows),
        half=True,
        sources=(f"止まった月の末日に未登録の70歳以上の方、年度に1人1回。{kinds}{HIDDEN_NOTE}",),
    )


def month_section(db: Session, told: YearRelease, whole: Classes, on: date) -> Section:
    """Return class results by month, which add up to the year's."""
    rows = [*_month_rows(db, told), *_turned_rows(told)]
    classes = (counted(whole.sessions_held, "回"), counted(whole.app_sessions_held, "回"))
    people_in_all = (people(whole.attended), people(whole.newly_registered))
    rows.append(Row(("合計", *classes, "", *people_in_all), "sum"))
    counts = numbers(
        ("すべての教室", 22),
        ("うち身分証アプリの教室", 28),
        ("来た方", 17),
        ("うち初めての方", 19),
        ("新しく登録", 19),
    )
    return Section(
        name="months",
        title="月ごとの教室実績",
        sheet="月ごと",
        note="「初めての方」は、この年度に初めて来た方。合計は、この数をたした実人数",
        table=Table(
            "月ごとの教室実績",
            (Column("月", 34), *counts),
            tuple(rows),
            bar=5,
            formulas=sums(rows, 1, 2),
        ),
        chart="bar",
        sources=(
            _about_months(whole, on),
            *whole.how_told[1:],
            NOT_BY_AREA,
        ),
    )


def _month_rows(db: Session, told: YearRelease) -> Iterator[Row]:
    for one in told.counts:
        held = registrations.held(db, one.first, months.last_of(one.first))
        counts = (told.came, told.first_timers, told.newly)
        yield Row(
            (
                month_label(one.first),
                counted(held.sessions, "回"),
                counted(held.of_app, "回"),
                *(month_cell(told, found, one.first) for found in counts),
            )
        )


def _about_months(whole: Classes, on: date) -> str:
    return (
        f"{wareki(whole.first)}から{wareki(on)}までの教室実績（すべての教室と窓口）。"
        f"70歳以上の方。年齢は、それぞれの月の末日の満年齢。{HOW_MONTHS}"
    )


def month_cell(told: YearRelease, found: Blocks, month: date) -> Cell:
    """Return what is told of a month: its own count, or that with the months before it."""
    said = month_told(told, found, month)
    return people(said) if isinstance(said, int) else said


def _turned_rows(told: YearRelease) -> Iterator[Row]:
    """Give the line by which the months add up to those who are 70 and over at the end."""
    came, newly = total(told.came_turned), total(told.newly_turned)
    if came or newly:
        cells = (_turned(told, found) for found in (told.came_turned, told.newly_turned))
        yield Row((TURNED, "", "", "", *cells))


def _turned(told: YearRelease, found: Blocks) -> Cell:
    """Return how many turned 70; no nought where a few wait to be told."""
    return people(total(found)) if total(found) or not told.waiting_since(found) else NONE


def part_sections(db: Session, told: YearRelease) -> Iterator[Section]:
    """Return who registered by course and by venue, in the half-years that are over."""
    if not told.parts_total(Crowd.NEWLY):
        return
    called = results_queries.names(db)
    for way, names in ((Way.COURSE, called.courses), (Way.VENUE, called.venues)):
        parts = told.year_part(Crowd.NEWLY, way)
        rows = [
            Row((name, HIDDEN if parts[part] is None else people(parts[part] or 0)))
            for part, name in {**names, COUNTER: AT_COUNTER}.items()
            if part in parts
        ]
        rows.append(Row(("合計", people(told.parts_total(Crowd.NEWLY))), "sum"))
        until = told.parts_until(Crowd.NEWLY)
        yield Section(
            name=f"by-{way.value}",
            title=f"{way.label}ごとの、新しく登録した方",
            sheet=CLASS_SHEET,
            table=Table(
                f"{way.label}ごとの人数",
                (Column(way.label, 60), *numbers(("人数", 22))),
                tuple(rows),
            ),
            half=True,
            sources=(f"半年ごとに出します。{parts_day(until)}。{HIDDEN_NOTE}",),
        )


def _results(one: Classes) -> tuple[Cell, Cell, Cell, Cell]:
    held, app = counted(one.sessions_held, "回"), counted(one.app_sessions_held, "回")
    return (held, app, people(one.attended), people(one.newly_registered))


def class_facts(results: Classes) -> Iterator[tuple[str, Cell]]:
    """Name the class results by which two editions are compared."""
    names = (
        "すべての教室の回数",
        "身分証アプリの教室の回数",
        "受講した70歳以上の方",
        "新しく登録した70歳以上の方",
    )
    yield from zip(names, _results(results), strict=True)


def month_label(month: date) -> str:
    """Name a month as staff do: 令和8年10月."""
    return f"{era_year_label(month)}{month.month}月"


def outlook_sections(found: Outlook, kpi: Kpi) -> Iterator[Section]:
    """Return what the target takes and where the rate leads, side by side.

    Without a class to reckon from, the lead would be guesswork: then there is none.
    """
    goal = story.plain(kpi.target.rate)
    effort = tuple(Row((name, words)) for name, words in outlook_story.effort(found))
    columns = (Column("項目", 44), *numbers(("値", 42)))
    yield Section(
        name="effort",
        title=f"{goal}%に届くには",
        sheet=OUTLOOK_SHEET,
        paragraphs=() if effort else (outlook_story.too_few(found) or outlook_story.lead(found),),
        table=Table(f"{goal}%に届くのに必要な身分証アプリの教室", columns, effort)
        if effort
        else None,
        half=True,
        sources=(f"身分証アプリの教室だけで届かせる場合。（ ）は{OUTER.label}の確からしさの幅。",)
        if effort
        else (),
    )
    if found.fan and found.pace.classes:
        yield _fan_section(found, found.fan)


def _fan_section(found: Outlook, fan: Fan) -> Section:
    points = [one for one in fan.points if one.on == end_of(fiscal_year(one.on))]
    rows = tuple(
        Row(
            (
                fiscal_year_label(fiscal_year(one.on)),
                *(number(Decimal(each), 1, "%") for each in (one.p10, one.p50, one.p90)),
            )
        )
        for one in points
    )
    columns = (Column("年度末", 26), *numbers(("低め", 20), ("まん中", 20), ("高め", 20)))
    return Section(
        name="outlook",
        title=f"{fiscal_year_label(found.target_year)}末までの見込み",
        sheet=OUTLOOK_SHEET,
        paragraphs=tuple(filter(None, (outlook_story.reach_sentence(found),))),
        table=Table("年度末ごとの登録者率の見込み", columns, rows),
        half=True,
        sources=(f"{outlook_story.lead(found)}低めから高めまでに{OUTER.label}が入ります。",),
    )


def assumption_section(found: Outlook) -> Iterator[Section]:
    if found.fan is None or not found.pace.classes:
        return
    columns = (Column("前提", 56), *numbers(("値", 26)), Column("もと", 20), Column("何から", 78))
    rows = tuple(
        Row((one.key.label, outlook_story.value(one), one.kind.label, one.source))
        for one in found.assumptions
    )
    yield Section(
        name="assumptions",
        title="見込みの前提",
        sheet="見込みの前提",
        table=Table("見込みの前提と、その値", columns, rows),
        sources=tuple(outlook_story.sources(found)),
    )


def questionnaire_sections(db: Session, kpi: Kpi) -> Iterator[Section]:
    """Return what the questionnaires of a year that is over say; nothing where there are none.

    Of a running year nothing is told: two of its days would tell what one person answered.
    """
    end = end_of(kpi.fiscal_year)
    found = questionnaire.results(db, start_of(kpi.fiscal_year), end)
    if kpi.on < end or found.sheets < HIDDEN_UNDER:
        return
    seen = questionnaire.shown(found, published=True)
    rows = [row for row in map(_topic_row, seen.topics) if row]
    left_out = len(seen.topics) - len(rows)
    changes = tuple(Formula(at, 4, f"ROUND([{at},3]-[{at},2],1)") for at in range(len(rows)))
    about = (
        f"{wareki(found.first)}から{wareki(found.last)}までのアンケート{found.sheets:,}枚"
        f"（すべての教室のうち、アンケートのあった{found.sessions:,}回）。同じ方の前と後の答え（1〜4）の平均をくらべています。"
    )
    hidden = f"ほかの{left_out}の内容は、人数が少ないため秘匿です。" if left_out else ""
    yield Section(
        name="confidence",
        title="アンケート：できることの変化",
        sheet=QUESTION_SHEET,
        paragraphs=(f"{questionnaire.headline(found, seen.together)}。",),
        table=Table("前と後の答えの平均", _TOPIC_COLUMNS, tuple(rows), formulas=changes)
        if rows
        else None,
        half=True,
        sources=(f"{about}{hidden}",),
    )
    if found.asked:
        yield _satisfaction_section(found, seen.satisfaction)


_TOPIC_COLUMNS = (
    Column("内容", 40),
    *numbers(("人数", 15), ("前", 14), ("後", 14), ("変化", 16)),
)


def _topic_row(topic: ShownTopic) -> Row | None:
    """Return a topic's change; nothing where a part of it is hidden or nobody answered twice."""
    if topic.change is None or topic.change.whole is None:
        return None
    whole = topic.change.whole
    before, after, mean = (
        Decimal(each) for each in (whole.mean_before, whole.mean_after, whole.mean)
    )
    return Row(
        (
            topic.topic,
            people(topic.change.pairs),
            exact(before, 1, ""),
            exact(after, 1, ""),
            number(mean, 1, "", sign=True),
        )
    )


def _satisfaction_section(found: QuestionnaireResults, counts: tuple[int | None, ...]) -> Section:
    rows = [Row((name, people(n))) for name, n in zip(SATISFIED, counts, strict=True)]
    rows = [*rows[::-1], Row(("合計", people(found.asked)), "sum")]
    columns = (Column("答え", 46), *numbers(("人数", 20)))
    return Section(
        name="satisfaction",
        title="アンケート：すべての教室を通して、どうでしたか",
        sheet=QUESTION_SHEET,
        table=Table("満足度の答え", columns, tuple(rows), bar=1, formulas=sums(rows, 1)),
        chart="bar",
        half=True,
        sources=("同じアンケートの答え。5人に満たない数と、そこから逆算できる数は秘匿です。",),
    )
