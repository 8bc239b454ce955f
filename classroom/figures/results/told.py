"""教室実績 as it is told to who may not see people: made of `releases`, and of nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from classroom.desk.participant.rules import Device
from classroom.figures.registrations.values import Classes, Held
from classroom.figures.results.breakdowns import AT_COUNTER
from classroom.figures.results.releases import REACHED_ALREADY, Blocks, Crowd, YearRelease, total
from classroom.figures.results.rules import COUNTER, Way, month_key, month_label
from classroom.figures.results.values import Names
from classroom.rules import months
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import start_of
from classroom.rules.text_file import csv_file
from classroom.rules.words.app import Hurdle, Stage

HOW_TOLD: Final = (
    "人数は月末ごとに、その月の末日の満年齢で数えます。5人に満たない月は次の月とあわせて出し、"
    "年度末まで5人に満たないときは出しません。"
)

HIDDEN: Final = "秘匿"
WAITS: Final = "次の月と"
TURNED: Final = "この間に70歳になった方"
SUM: Final = "合計"
HOW_MONTHS: Final = (
    "「次の月と」の月は5人に満たないので、次の月とあわせて「4月から9人」のように出します。"
)
HOW_PARTS: Final = (
    "講座・会場・機種ごとの数は、半年（9月末と3月末）ごとに出します。"
    "5人に満たない数と、そこから逆算できる数は秘匿です。"
)
CROWDS: Final = {
    Crowd.ATTENDED: "受講した方（年度に初めて）",
    Crowd.NEWLY: "新しく登録した方",
}
WAYS: Final = (Way.MONTH, Way.COURSE, Way.VENUE, Way.DEVICE)


@dataclass(frozen=True, slots=True)
class TableTold:
    """People of a fiscal year parted one way: counts by name, or a word where there is none."""

    crowd: Crowd
    way: Way
    lines: tuple[tuple[str, int | str], ...]
    whole: int
    until: str
    """The days that are counted; empty before there are any."""

    @property
    def notes(self) -> tuple[str, ...]:
        return (HOW_TOLD, HOW_MONTHS if self.way is Way.MONTH else HOW_PARTS)

    def as_csv(self) -> bytes:
        """Return the table with its sum, and below it how it counts."""
        rows = [[name, str(count)] for name, count in (*self.lines, (SUM, self.whole))]
        heads = [self.way.label, f"{CROWDS[self.crowd]}（人）"]
        return csv_file([heads, *rows, [], *([note] for note in (self.until, *self.notes))])


def table_told(year: YearRelease, crowd: Crowd, way: Way, names: Names) -> TableTold:
    if way is Way.MONTH:
        return _by_month(year, crowd)
    parts = year.year_part(crowd, way)
    return TableTold(
        crowd=crowd,
        way=way,
        lines=tuple(
            (name, HIDDEN if (count := parts[part]) is None else count)
            for part, name in called_by(way, names).items()
            if part in parts
        ),
        whole=year.parts_total(crowd),
        until=parts_day(year.parts_until(crowd)),
    )


def _by_month(year: YearRelease, crowd: Crowd) -> TableTold:
    is_newly = crowd is Crowd.NEWLY
    found = year.newly if is_newly else year.first_timers
    turned = total(year.newly_turned if is_newly else year.came_turned)
    lines: list[tuple[str, int | str]] = [
        (month_label(month_key(one.first)), month_told(year, found, one.first))
        for one in year.counts
    ]
    lines += [(TURNED, turned)] if turned else []
    last = year.counts[-1].first if year.counts else None
    return TableTold(
        crowd=crowd,
        way=Way.MONTH,
        lines=tuple(lines),
        whole=year.newly_total if is_newly else year.attended_total,
        until=parts_day(last and months.last_of(last)),
    )


def month_told(year: YearRelease, found: Blocks, month: date) -> int | str:
    """Return what is told of a month: its count, or that with those before, or that it waits."""
    alone = year.told(found, month)
    if alone is not None:
        return alone
    together = year.told_with(found, month)
    return f"{together[0].month}月から{together[1]:,}人" if together else WAITS


def called_by(way: Way, names: Names) -> dict[str, str]:
    if way is Way.DEVICE:
        return {device.value: device.label for device in Device}
    return {**(names.courses if way is Way.COURSE else names.venues), COUNTER: AT_COUNTER}


def classes_told(year: YearRelease, held: Held, stage: Stage) -> Classes:
    """Return what is told of a fiscal year up to the last month of it that is over."""
    already = year.year_part(Crowd.ATTENDED, Way.REACHED).get(REACHED_ALREADY, 0)
    return Classes(
        first=start_of(year.fiscal_year),
        attended=year.attended_total,
        newly_registered=year.newly_total,
        already=already or 0,
        attended_already=0,
        attended_registered_before=0,
        fresh=0,
        fresh_at_counter=0,
        sessions_held=held.sessions,
        app_sessions_held=held.of_app,
        age_unknown=0,
        funnel={stage.value: year.newly_total},
        blockers={},
        bands=(),
        districts=(),
        is_told=True,
        is_already_told=already is not None and year.parts_until(Crowd.ATTENDED) is not None,
        stopped=total(year.stopped),
        hurdles=hurdles(year),
        how_told=(HOW_TOLD, *waiting(year)),
    )


def hurdles(year: YearRelease) -> dict[str, int | None]:
    """Return how many each kind of blocker stopped, in the half-years that are over."""
    found = year.year_part(Crowd.STOPPED, Way.BLOCKER)
    return {kind.value: found.get(kind.value, None if not found else 0) for kind in Hurdle}


def waiting(year: YearRelease) -> Iterator[str]:
    """Say of which counts the last months still wait."""
    for name, found in _named(year):
        since = year.waiting_since(found)
        if since:
            month = month_label(month_key(since))
            yield f"「{name}」の{month}からの分は、まだ少ないため入っていません。"


def _named(year: YearRelease) -> tuple[tuple[str, Blocks], ...]:
    return (
        ("受講した方", year.first_timers),
        ("新しく登録した方", year.newly),
        ("登録が止まった方", year.stopped),
    )


def parts_day(day: date | None) -> str:
    """Say up to which day people are told by course, venue and so on."""
    return f"{wareki(day)}まで" if day else "まだありません"
