"""月次報告: what happened in a month, where the year stands, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.outlook.service import outlook
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.values import Held
from classroom.figures.report import service as figures
from classroom.figures.report import story
from classroom.figures.report.values import Kpi
from classroom.figures.results.releases import Blocks, YearRelease, total
from classroom.figures.results.told import HOW_MONTHS, TURNED
from classroom.figures.review import sections
from classroom.figures.review.indicators import Closing
from classroom.figures.review.rules import Kind
from classroom.figures.review.sections import month_cell, month_label
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
from classroom.rules.words.planning import Status

SHEET, NEXT_SHEET = "月次報告", "来月の教室"


@dataclass(frozen=True, slots=True)
class _Month:
    """What is told of a month, and of its year up to it."""

    first: date
    kpi: Kpi
    held: Held

    @property
    def told(self) -> YearRelease:
        return self.kpi.told[-1]

    def cell(self, found: Blocks) -> Cell:
        return month_cell(self.told, found, self.first)


def monthly(db: Session, settings: Settings, month: date, today: date) -> Document:
    """Put the report of a month that is over together, as it stands at its end.

    It goes to the assembly: people stand in it as who may not see people is told of them.
    """
    on = months.last_of(month)
    seen = _Month(
        month,
        figures.kpi(db, settings, min(today, on), published=True),
        registrations.held(db, month, on),
    )
    kpi, label = seen.kpi, month_label(month)
    return Document(
        kind=Kind.MONTHLY.value,
        period=f"{month:%Y-%m}",
        title=f"{label} 月次報告",
        city=settings.city_name,
        on=kpi.on,
        heading=_heading(kpi, label),
        lead=story.of_whom(kpi) + _lead(seen, label),
        figures=tuple(_figures(seen)),
        sections=tuple(_sections(db, settings, seen)),
        facts=tuple(_facts(seen)),
        is_told=True,
    )


def _heading(kpi: Kpi, label: str) -> str:
    if kpi.headline is None:
        return f"{label}の登録者率は、まだ計算できません。"
    return f"{label}の登録者率は{story.rate_said(kpi)}。{story.missing_said(kpi)}"


def _lead(seen: _Month, label: str) -> str:
    kpi, told = seen.kpi, seen.told
    official = (
        f"公式値は{wareki(kpi.official.registered_on)}の{rounded(kpi.official.rate)}%です。"
        if kpi.official
        else "公式値はまだありません。"
    )
    came, newly = told.told(told.came, seen.first), told.told(told.newly, seen.first)
    if not seen.held.sessions and newly == 0:
        return f"{official}{label}は、どの教室の記録もありません。"
    held = f"{label}は{story.held_words(seen.held)}を開きました。"
    if came is None or newly is None:
        return f"{official}{held}人数の少ないものは、次の月とあわせて出します。"
    return (
        f"{official}{held}70歳以上の{came:,}人が来て、"
        f"すべての教室と窓口で{newly:,}人が新しく登録しました。"
    )


def _figures(seen: _Month) -> Iterator[Figure]:
    kpi, told, official = seen.kpi, seen.told, seen.kpi.official
    head = kpi.headline
    name = f"登録者率（{story.basis_said(kpi)}）" if head else "登録者率"
    spread = f"幅は{story.span_said(kpi.nowcast)}" if kpi.nowcast else "70歳以上"
    rate = percent(head.rate if head else None)
    yield Figure(name, wareki(head.on if head else kpi.on), rate, spread, "main")
    when = wareki(official.registered_on) if official else ""
    yield Figure("公式値", when, _official(kpi), "")
    app = f"うち身分証アプリの教室{seen.held.of_app:,}回"
    yield Figure("すべての教室", "この月", counted(seen.held.sessions, "回"), app)
    yield Figure("来た方", "この月", seen.cell(told.came), "70歳以上、実人数")
    yield Figure("新しく登録", "この月", seen.cell(told.newly), "すべての教室と窓口")


def _official(kpi: Kpi) -> Cell:
    return percent(kpi.official.rate if kpi.official else None)


def _sections(db: Session, settings: Settings, seen: _Month) -> Iterator[Section]:
    kpi = seen.kpi
    yield _count_section(seen)
    yield sections.hurdle_section(kpi.classes, "登録を止めたものと次の手（年度の累計）", seen.told)
    yield sections.rate_section(kpi)
    closing = Closing(kpi.officials, settings.april_days)
    yield sections.rate_table_section(kpi, closing)
    yield from sections.official_section(closing)
    yield _next_section(db, months.later(seen.first, 1))
    yield from sections.outlook_sections(outlook(db, settings, kpi), kpi)


def _count_section(seen: _Month) -> Section:
    results = seen.kpi.classes
    columns = (Column("項目（70歳以上の方）", 50), *numbers(("この月", 18), ("年度の累計", 20)))
    return Section(
        name="counts",
        title="この月と、今年度のここまで",
        sheet=SHEET,
        table=Table("この月と今年度の人数", columns, tuple(_counts(seen))),
        half=True,
        sources=(_about(seen), *results.how_told[1:]),
    )


def _about(seen: _Month) -> str:
    year = fiscal_year(seen.first)
    return (
        f"{wareki(seen.first)}から{wareki(seen.kpi.on)}まで、すべての教室と窓口。"
        f"年齢は、それぞれの月の末日の満年齢。累計は{wareki(start_of(year))}から"
        f"（{fiscal_year_label(year)}）。{HOW_MONTHS}"
    )


def _counts(seen: _Month) -> Iterator[Row]:
    told, year, results = seen.told, seen.kpi.classes, seen.held
    sessions = (results.sessions, year.sessions_held)
    yield Row(("すべての教室", *(counted(one, "回") for one in sessions)))
    app = (counted(one, "回") for one in (results.of_app, year.app_sessions_held))
    yield Row(("うち、身分証アプリの教室", *app))
    yield Row(("来た方", seen.cell(told.came), NONE))
    yield Row(("うち、今年度に初めての方", seen.cell(told.first_timers), people(year.attended)))
    newly = people(year.newly_registered)
    yield Row(("新しく登録した方", seen.cell(told.newly), newly), "key")
    yield Row(("登録が止まった方", seen.cell(told.stopped), people(year.stopped)))
    for whose, found in (("初めての方", told.came_turned), ("登録した方", told.newly_turned)):
        if turned := total(found):
            yield Row((f"累計の{whose}のうち、{TURNED}", NONE, people(turned)))


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
        *numbers(("定員", 15), ("空き", 15)),
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
            "あり" if line.seats_left > 0 else "満席",
        )
    )


def _clock(when: time) -> str:
    return f"{when.hour}:{when.minute:02}"


def _facts(seen: _Month) -> Iterator[tuple[str, Cell]]:
    kpi, told = seen.kpi, seen.told
    head = kpi.headline
    name = f"登録者率（{story.basis_said(kpi)}）" if head else "登録者率"
    yield (name, percent(head.rate if head else None))
    yield ("公式値", _official(kpi))
    yield ("すべての教室の回数", counted(seen.held.sessions, "回"))
    yield ("身分証アプリの教室の回数", counted(seen.held.of_app, "回"))
    yield ("受講した70歳以上の方", seen.cell(told.came))
    yield ("新しく登録した70歳以上の方", seen.cell(told.newly))
    yield ("年度の累計：新しく登録", people(kpi.classes.newly_registered))
