"""月次報告: what happened in a month, where the year stands, and what comes next."""

from collections.abc import Iterator
from datetime import date, time

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.outlook.service import outlook
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.values import Classes
from classroom.figures.report import service as figures
from classroom.figures.report import story, tables
from classroom.figures.report.values import Kpi
from classroom.figures.review import sections
from classroom.figures.review.indicators import Closing
from classroom.figures.review.rules import Kind
from classroom.figures.review.sections import month_label
from classroom.kit.document import (
    NONE,
    Cell,
    Column,
    Document,
    Figure,
    Row,
    Section,
    Table,
    counted,
    numbers,
    people,
    percent,
    sums,
)
from classroom.planning.course.queries import days
from classroom.planning.course.values import DayLine
from classroom.rules import months
from classroom.rules.era_calendar import wareki, weekday
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label, start_of
from classroom.rules.rate import rounded
from classroom.rules.words.app import Stage
from classroom.rules.words.planning import Status

SHEET, NEXT_SHEET = "月次報告", "来月の教室"


def monthly(db: Session, settings: Settings, month: date, today: date) -> Document:
    """Put the report of a month together, as it stands at its end or today."""
    on = min(today, months.last_of(month))
    kpi = figures.kpi(db, settings, on)
    results = registrations.classes(db, on, Stage(settings.registered_stage), month)
    label = month_label(month)
    return Document(
        kind=Kind.MONTHLY.value,
        period=f"{month:%Y-%m}",
        title=f"{label} 月次報告",
        city=settings.city_name,
        on=on,
        heading=_heading(kpi, label),
        lead=story.of_whom(kpi) + _lead(kpi, results, label),
        figures=tuple(_figures(kpi, results)),
        sections=tuple(_sections(db, settings, kpi, results, month)),
        facts=tuple(_facts(kpi, results)),
    )


def _heading(kpi: Kpi, label: str) -> str:
    if kpi.headline is None:
        return f"{label}の登録者率は、まだ計算できません。"
    return f"{label}の登録者率は{story.rate_said(kpi)}。{story.missing_said(kpi)}"


def _lead(kpi: Kpi, results: Classes, label: str) -> str:
    official = (
        f"公式値は{wareki(kpi.official.registered_on)}の{rounded(kpi.official.rate)}%です。"
        if kpi.official
        else "公式値はまだありません。"
    )
    if not results.sessions_held and not results.newly_registered:
        return f"{official}{label}は、どの教室の記録もありません。"
    return (
        f"{official}{label}は{story.held_words(results)}に70歳以上の{results.attended:,}人が来て、"
        f"すべての教室と窓口で{results.newly_registered:,}人が新しく登録しました。"
    )


def _figures(kpi: Kpi, results: Classes) -> Iterator[Figure]:
    official = kpi.official
    head = kpi.headline
    name = f"登録者率（{story.basis_said(kpi)}）" if head else "登録者率"
    spread = f"幅は{story.span_said(kpi.nowcast)}" if kpi.nowcast else "70歳以上"
    rate = percent(head.rate if head else None)
    yield Figure(name, wareki(head.on if head else kpi.on), rate, spread, "main")
    when = wareki(official.registered_on) if official else ""
    yield Figure("公式値", when, _official(kpi), "")
    app = f"うち身分証アプリの教室{results.app_sessions_held:,}回"
    yield Figure("すべての教室", "この月", counted(results.sessions_held, "回"), app)
    yield Figure("来た方", "この月", people(results.attended), "70歳以上、実人数")
    yield Figure("新しく登録", "この月", people(results.newly_registered), "すべての教室と窓口")


def _official(kpi: Kpi) -> Cell:
    return percent(kpi.official.rate if kpi.official else None)


def _sections(
    db: Session, settings: Settings, kpi: Kpi, results: Classes, month: date
) -> Iterator[Section]:
    yield _count_section(kpi, results, month)
    yield sections.blocker_section(results, "この月に登録を止めたものと次の手", kpi.on)
    yield sections.rate_section(kpi)
    closing = Closing(kpi.officials, settings.april_days)
    yield sections.rate_table_section(kpi, closing)
    yield from sections.official_section(closing)
    yield _next_section(db, months.later(month, 1))
    yield from sections.outlook_sections(outlook(db, settings, kpi), kpi)


def _count_section(kpi: Kpi, results: Classes, month: date) -> Section:
    year = fiscal_year(month)
    rows = tuple(_counts(results, kpi.classes, kpi.registered_stage))
    columns = (Column("項目（70歳以上の方）", 50), *numbers(("この月", 18), ("年度の累計", 20)))
    return Section(
        name="counts",
        title="この月と、今年度のここまで",
        sheet=SHEET,
        table=Table("この月と今年度の人数", columns, rows, bar=1),
        chart="bar",
        half=True,
        sources=sections.about_people(
            results, kpi.on, f"累計は{wareki(start_of(year))}から（{fiscal_year_label(year)}）。"
        ),
    )


def _counts(month: Classes, year: Classes, registered: str) -> Iterator[Row]:
    both = (month, year)
    yield Row(("すべての教室", *(counted(one.sessions_held, "回") for one in both)))
    app = (counted(one.app_sessions_held, "回") for one in both)
    yield Row(("うち、身分証アプリの教室", *app))
    yield Row(("来た方", *(people(one.attended) for one in both)))
    yield Row(("うち、来る前から登録済み", *(people(one.attended_already) for one in both)))
    yield Row(("まだ登録していなかった方", *(people(one.fresh) for one in both)))
    for stage, name, is_key in tables.ladder(registered):
        counts = (people(one.funnel[stage]) for one in both)
        yield Row((name, *counts), "key" if is_key else "")


def _next_section(db: Session, month: date) -> Section:
    found = [
        line
        for line in days(db, month, months.last_of(month))
        if line.status is not Status.CANCELLED
    ]
    rows = (*map(_class_row, found), _seats(found))
    columns = (
        Column("日", 24),
        Column("時刻", 28),
        Column("講座", 68),
        Column("会場", 34),
        *numbers(("定員", 15), ("申込", 15)),
    )
    return Section(
        name="next",
        title=f"次の月（{month_label(month)}）のすべての教室",
        sheet=NEXT_SHEET,
        note=f"{len(found)}回",
        paragraphs=() if found else ("予定はまだありません。",),
        table=Table("次の月のすべての教室", columns, rows, formulas=sums(rows, 4, 5))
        if found
        else None,
    )


def _seats(found: list[DayLine]) -> Row:
    seats = (sum(line.capacity for line in found), sum(line.seats_taken for line in found))
    return Row(("合計", "", "", "", *map(people, seats)), "sum")


def _class_row(line: DayLine) -> Row:
    title = line.title
    if line.session_count > 1:
        title += f"（{line.number}／{line.session_count}回目）"
    return Row(
        (
            f"{line.on.month}月{line.on.day}日（{weekday(line.on)}）",
            f"{_clock(line.starts)}–{_clock(line.ends)}",
            title,
            line.venue_short or NONE,
            people(line.capacity),
            people(line.seats_taken),
        )
    )


def _clock(when: time) -> str:
    return f"{when.hour}:{when.minute:02}"


def _facts(kpi: Kpi, results: Classes) -> Iterator[tuple[str, Cell]]:
    head = kpi.headline
    name = f"登録者率（{story.basis_said(kpi)}）" if head else "登録者率"
    yield (name, percent(head.rate if head else None))
    yield ("公式値", _official(kpi))
    yield from sections.class_facts(results)
    yield ("年度の累計：新しく登録", people(kpi.classes.newly_registered))
