"""A question read from an address, and written into one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from classroom.core.errors import Refusal
from classroom.figures.results.releases import Crowd
from classroom.figures.results.rules import (
    Measure,
    Period,
    Question,
    Way,
    month_key,
    month_period,
    ways_of,
    year_period,
)
from classroom.figures.results.told import WAYS
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.app import Stage

MONTHS_MAX = 60
FILTER_MAX = 40
CROWD_OF = {Measure.ATTENDED: Crowd.ATTENDED, Measure.NEWLY: Crowd.NEWLY}
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")

WHICH = "画面の欄からえらび直してください。"
NOT_BEGUN = "まだ始まっていない期間です。今月までの月をえらんでください。"
BACKWARDS = "「いつまで」が「いつから」より前になっています。どちらかをえらび直してください。"
TOO_LONG = f"一度に見られるのは{MONTHS_MAX}か月までです。期間を短くしてください。"
TWICE = "行と列が同じです。どちらかを別のものにしてください。"
NOT_TOLD = (
    "閲覧の方にお見せできるのは、「受講した方」と「新しく登録した方」の、年度ごとの、"
    "月・講座・会場・機種のどれか1つの表です。欄からえらび直してください。"
)


def read(args: Mapping[str, str], stage: Stage, today: date) -> Question:
    """Read a question; what is left out is this fiscal year, those who came, by month.

    Refuses with a sentence what cannot be asked.
    """
    measure = _measure(args.get("what", "") or Measure.ATTENDED)
    rows = _way(args.get("rows", "") or Way.MONTH, measure)
    text = args.get("cols", "")
    columns = _way(text, measure) if text else None
    if rows is columns:
        raise Refusal(TWICE)
    filters = {way: args[way][:FILTER_MAX] for way in ways_of(measure) if args.get(way)}
    return Question(measure, _period(args, today), stage, rows, columns, filters)


@dataclass(frozen=True, slots=True)
class Told:
    """What who may not see people asks: a fiscal year, who, and one way of parting them."""

    fiscal_year: int
    crowd: Crowd
    way: Way


def read_told(args: Mapping[str, str], stage: Stage, today: date) -> Told:
    """Read what may be asked of `results.told`; refuses the rest with a sentence.

    `today` is the last month's end; a month asked for stands for its fiscal year.
    """
    question = read(args, stage, today)
    crowd = CROWD_OF.get(question.measure)
    ways = {question.rows, question.columns} - {None}
    if crowd is None or len(ways) > 1 or question.rows not in WAYS or question.filters:
        raise Refusal(NOT_TOLD)
    return Told(fiscal_year(question.period.last), crowd, question.rows)


def written(question: Question) -> dict[str, str]:
    period = question.period
    parts = {
        "what": question.measure.value,
        "from": month_key(period.first),
        "to": month_key(period.end),
        "rows": question.rows.value,
        "cols": question.columns.value if question.columns else "",
        **{way.value: key for way, key in question.filters.items()},
    }
    return {name: part for name, part in parts.items() if part}


def _measure(text: str) -> Measure:
    try:
        return Measure(text)
    except ValueError:
        raise Refusal(f"「何を」にないものです。{WHICH}") from None


def _way(text: str, measure: Measure) -> Way:
    if text not in {way.value for way in ways_of(measure)}:
        raise Refusal(f"「行」か「列」に、この数え方にはないものがえらばれています。{WHICH}")
    return Way(text)


def _period(args: Mapping[str, str], today: date) -> Period:
    now = fiscal_year(today)
    if year := args.get("year", ""):
        if not _YEAR.fullmatch(year):
            raise Refusal(f"年度が読み取れません。{WHICH}")
        period = year_period(int(year), today)
    elif args.get("from") or args.get("to"):
        first = _day(args.get("from") or args.get("to", ""))
        period = month_period(first, _day(args.get("to") or args.get("from", "")), today)
    else:
        period = year_period(now, today)
    _refuse_impossible(period)
    return period


def _refuse_impossible(period: Period) -> None:
    if period.end < period.first:
        raise Refusal(BACKWARDS)
    if period.first > period.today:
        raise Refusal(NOT_BEGUN)
    if len(period.months) > MONTHS_MAX:
        raise Refusal(TOO_LONG)


def _day(text: str) -> date:
    if not _MONTH.fullmatch(text):
        raise Refusal(f"月が読み取れません。{WHICH}")
    return date(int(text[:4]), int(text[5:]), 1)
