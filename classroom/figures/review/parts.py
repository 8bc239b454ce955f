"""The parts that reports share: the rate, how far people came, what stopped them, month by month.

A report goes to the assembly. So it counts people for the whole city only: a year's sum by district
or age would tell, by subtraction, what the monthly open data hides.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from classroom.figures.registrations.values import Classes, Month
from classroom.figures.report import story, tables
from classroom.figures.report.export import shown
from classroom.figures.report.picture import rate_picture
from classroom.figures.report.values import Kpi
from classroom.figures.results.rules import HIDDEN_UNDER
from classroom.figures.review.standings import our_actual
from classroom.kit.document import (
    NONE,
    Cell,
    Column,
    Row,
    Section,
    Table,
    number,
    people,
    percent,
)
from classroom.rules.era_calendar import era_year_label, wareki
from classroom.rules.fiscal_year import fiscal_year_label
from classroom.rules.rate import percentage
from classroom.rules.words.app import LADDER, Blocker

RATE_SHEET, CLASS_SHEET = "登録者率", "教室実績"
HIDDEN_NOTE = "5人に満たない数と、そこから逆算できる数は秘匿です。"
NOT_BY_AREA = (
    "地区と年代ごとの数は、公開している月ごとの人数から逆算できないよう、ここには載せません"
    "（職員は「教室実績」の画面で見られます）。"
)


def counted(results: Classes, on: date, more: str = "") -> tuple[str, ...]:
    """Say of a table of people which days it counts, whom, and by which age."""
    span = f"{wareki(results.first)}から{wareki(on)}までの教室実績"
    return (f"{span}。70歳以上（{wareki(on)}の満年齢）の実人数。{more}",)


def rate_section(kpi: Kpi) -> Section:
    """Return the picture of the rate."""
    base, goal = story.plain(kpi.baseline.rate), story.plain(kpi.target.rate)
    return Section(
        name="rate",
        title=f"{base}%から{goal}%への道のり",
        sheet=RATE_SHEET,
        note="登録者率（70歳以上）",
        picture=rate_picture(kpi),
        sources=tuple(story.sources(kpi)),
    )


def rate_table_section(kpi: Kpi) -> Section:
    """Return the figures of the rate by fiscal year, which a workbook draws as lines."""
    rows = tuple(
        Row(
            (
                fiscal_year_label(point.fiscal_year),
                percent(point.rate),
                *_values(kpi, point.fiscal_year),
                percent(kpi.target.rate),
            )
        )
        for point in (kpi.baseline, *kpi.path)
    )
    columns = (
        Column("年度末", 26),
        Column("道筋（参考）", 20, number=True),
        Column("公式値", 17, number=True),
        Column("推計値", 17, number=True),
        Column("目標値", 17, number=True),
    )
    return Section(
        name="rate-table",
        title="登録者率の年度ごとの値",
        sheet=RATE_SHEET,
        table=Table("登録者率（70歳以上）の年度ごとの値", columns, rows),
        chart="line",
        book_only=True,
        sources=(f"公式値は、その年度でいちばん新しいもの。推計値は{wareki(kpi.on)}。",),
    )


def _values(kpi: Kpi, year: int) -> tuple[Cell, Cell]:
    """Return the official value and the estimate of a fiscal year."""
    if year == kpi.baseline.fiscal_year:
        return (percent(kpi.baseline.rate), NONE)
    found = our_actual(kpi, year)
    official = percent(found.value) if found and not found.is_estimate else NONE
    is_now = year == kpi.fiscal_year and kpi.estimate
    return (official, percent(kpi.estimate.rate) if is_now and kpi.estimate else NONE)


def funnel_section(results: Classes, stage: str, on: date) -> Section:
    """Return how far people came, against those who were not registered yet."""
    rows = (
        Row(("受講した70歳以上の方", people(results.attended), "")),
        Row(("うち、来る前から登録済み", people(results.attended_already), "")),
        Row(
            (
                "まだ登録していなかった方",
                people(results.fresh),
                percent(_share(results.fresh, results)),
            )
        ),
        *_stages(results, stage),
    )
    columns = (Column("段階", 52), Column("人数", 16, number=True), Column("割合", 14, number=True))
    return Section(
        name="funnel",
        title="教室で登録まで進んだ方",
        sheet=CLASS_SHEET,
        table=Table("教室での登録の段階", columns, rows, bar=1),
        chart="bar",
        half=True,
        sources=counted(results, on, "割合は、まだ登録していなかった方に対して。"),
    )


def _stages(results: Classes, registered: str) -> Iterator[Row]:
    for stage in LADDER:
        count, is_key = results.funnel[stage.value], stage.value == registered
        name = stage.done + ("（＝登録）" if is_key else "")
        yield Row((name, people(count), percent(_share(count, results))), "key" if is_key else "")


def _share(count: int, results: Classes) -> Decimal | None:
    return percentage(count, results.fresh) if results.fresh else None


def blocker_section(results: Classes, title: str, on: date) -> Section:
    """Return what stopped people, each with what should happen next."""
    rows = tuple(_blocker_rows(results))
    columns = (Column("理由", 36), Column("人数", 14, number=True), Column("次の手", 44))
    return Section(
        name="blockers",
        title=title,
        sheet=CLASS_SHEET,
        paragraphs=() if rows else ("記録がありません。",),
        table=Table("登録を止めたものと次の手", columns, rows, bar=1) if rows else None,
        chart="bar",
        half=True,
        sources=counted(results, on, f"いまも未登録の方、1人に1つ。{HIDDEN_NOTE}"),
    )


def _blocker_rows(results: Classes) -> Iterator[Row]:
    """Return the reasons as they may leave the office: those that must be hidden are one line."""
    cells = shown(results.blockers, published=True)
    told = {Blocker(name): count for name, count in cells.items() if count}
    for each, count in sorted(told.items(), key=lambda item: -item[1]):
        yield Row((each.label, people(count), each.next_action))
    if kept_back := [results.blockers[name] for name, count in cells.items() if count is None]:
        together = sum(kept_back)
        hidden = None if together < HIDDEN_UNDER else together
        yield Row((tables.OTHER_REASONS, people(hidden), ""))


def month_section(found: list[Month], whole: Classes, on: date) -> Section:
    """Return class results by month; people who came in two months stand in both."""
    rows = [
        Row(
            (
                f"{era_year_label(one.first)}{one.first.month}月",
                number(Decimal(one.sessions_held), 0, "回"),
                people(one.attended),
                people(one.newly_registered),
            )
        )
        for one in found
    ]
    rows.append(
        Row(
            (
                "年度の合計（実人数）",
                number(Decimal(whole.sessions_held), 0, "回"),
                people(whole.attended),
                people(whole.newly_registered),
            ),
            "sum",
        )
    )
    columns = (
        Column("月", 36),
        Column("教室", 18, number=True),
        Column("受講した方", 22, number=True),
        Column("新しく登録", 22, number=True),
    )
    return Section(
        name="months",
        title="月ごとの教室実績",
        sheet="月ごと",
        note="2か月続けて来た方は、それぞれの月に1人",
        table=Table("月ごとの教室実績", columns, tuple(rows), bar=3),
        chart="bar",
        sources=counted(whole, on, NOT_BY_AREA),
    )
