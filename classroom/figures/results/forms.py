"""A question read from an address, and written into one."""

import re
from collections.abc import Mapping
from datetime import date

from classroom.core.errors import Refusal
from classroom.figures.results.rules import (
    PUBLISHED_MEASURES,
    PUBLISHED_PAIRS,
    PUBLISHED_WAYS,
    Measure,
    Period,
    Question,
    Way,
    month_key,
    month_period,
    ways_of,
    year_period,
)
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.app import Stage

MONTHS_MAX = 60
FILTER_MAX = 40
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")

WHICH = "画面の欄からえらび直してください。"
NOT_BEGUN = "まだ始まっていない期間です。今月までの月をえらんでください。"
BACKWARDS = "「いつまで」が「いつから」より前になっています。どちらかをえらび直してください。"
TOO_LONG = f"一度に見られるのは{MONTHS_MAX}か月までです。期間を短くしてください。"
TWICE = "行と列が同じです。どちらかを別のものにしてください。"
NOT_PUBLISHED = (
    "閲覧の方にお見せできるのは、月・講座・会場・機種の表と、月にほかの1つを組み合わせた表です。"
    "行か列を「月」にしてください。"
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


def published(question: Question) -> Question:
    """Return what a viewer may ask: whole fiscal years, no filter, and pairs that go together."""
    ways = {question.rows, question.columns} - {None}
    together = len(ways) == 1 or ways in PUBLISHED_PAIRS
    if question.measure not in PUBLISHED_MEASURES or not (ways <= PUBLISHED_WAYS and together):
        raise Refusal(NOT_PUBLISHED)
    period = question.period
    year = year_period(fiscal_year(period.last), period.today)
    return Question(
        question.measure, year, question.registered_stage, question.rows, question.columns
    )


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
