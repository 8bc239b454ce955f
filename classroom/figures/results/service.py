"""What the page of the breakdowns says: its sentence, its notes, and what can be chosen on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session

from classroom.figures.results import queries
from classroom.figures.results.breakdowns import breakdown, choices, label, steps, stopped
from classroom.figures.results.facts import of_aged
from classroom.figures.results.rules import (
    Measure,
    Question,
    Way,
    month_key,
    month_label,
    offered_years,
    ways_of,
)
from classroom.figures.results.values import Breakdown, Cell, Names, Step, Stopped
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import fiscal_year_label, months_of
from classroom.rules.words.app import LADDER

PHRASES: Final = {
    Measure.ATTENDED: "に受講した70歳以上の方",
    Measure.NEWLY: "に新しく登録した70歳以上の方",
    Measure.ALREADY: "に来た70歳以上の方のうち、前から登録済みの方",
    Measure.FRESH: "に来た70歳以上の方のうち、まだ登録していなかった方",
    **{Measure(stage.value): f"に「{stage.label}」まで進んだ70歳以上の方" for stage in LADDER},
    Measure.STOPPED: "に登録が止まった70歳以上の方",
    Measure.VISITS: "の70歳以上の方の受講",
}


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that one question brings to the page."""

    question: Question
    table: Breakdown
    steps: tuple[Step, ...]
    stopped: tuple[Stopped, ...]
    names: Names
    filters: Mapping[Way, tuple[Cell, ...]]
    earliest: date | None


@dataclass(frozen=True, slots=True)
class Options:
    """What the form offers: months by fiscal year, measures, ways, and the cells to filter by."""

    measures: tuple[Cell, ...]
    ways: tuple[Cell, ...]
    years: tuple[Cell, ...]
    months: tuple[tuple[str, tuple[Cell, ...]], ...]
    filters: tuple[tuple[Cell, tuple[Cell, ...]], ...]


def board(db: Session, question: Question) -> Board:
    """Answer a question from the database, for who may see people."""
    facts = queries.facts(db, question.period, question.registered_stage)
    names = queries.names(db)
    found = of_aged(facts.of(question.measure))
    return Board(
        question=question,
        table=breakdown(facts, question, names),
        steps=steps(facts, question),
        stopped=stopped(facts, question),
        names=names,
        filters={
            way: choices(question, way, {fact.cells[way] for fact in found}, names)
            for way in ways_of(question.measure)
        },
        earliest=queries.earliest_session(db),
    )


def options(found: Board) -> Options:
    """Return what can be asked for."""
    question = found.question
    ways = ways_of(question.measure)
    years = offered_years(found.earliest, question.period.today)
    return Options(
        measures=tuple(Cell(measure.value, measure.label) for measure in Measure),
        ways=tuple(_cell(way) for way in ways),
        years=tuple(Cell(str(year), fiscal_year_label(year)) for year in years),
        months=tuple(
            (fiscal_year_label(year), tuple(_months(year, question.period.today))) for year in years
        ),
        filters=tuple((_cell(way), found.filters[way]) for way in ways),
    )


def sentence(found: Board) -> tuple[str, str]:
    """Return the sentence of the page in two parts, each of which stays on a line."""
    question, total = found.question, found.table.total
    number = f"延べ{total:,}回" if question.measure is Measure.VISITS else f"{total:,}人"
    return f"{question.period.label}{PHRASES[question.measure]}は、", f"{number}です。"


def filters_said(found: Board) -> tuple[tuple[Way, str], ...]:
    question = found.question
    return tuple(
        (way, label(question, way, key, found.names)) for way, key in question.filters.items()
    )


def notes(question: Question) -> Iterator[str]:
    """Say by which rule, on which day and over which days everybody is counted, and from what."""
    period, stage = question.period, question.registered_stage.label
    yield (
        f"{period.days}の記録。年齢は{wareki(period.last)}の満年齢（誕生日で数える）。"
        f"「{stage}」まで進んだ方を登録と数えます。地区と機種は、今日の記録です。"
    )
    yield _placed(question.measure)


def _placed(measure: Measure) -> str:
    """Say where a person is counted who did something more than once."""
    if measure is Measure.VISITS:
        return "同じ方でも、来た回数だけ数えます。"
    if measure is Measure.STOPPED:
        return "ひとりの方は1回だけ、最後に止まったところで数えます。"
    if measure in (Measure.ATTENDED, Measure.FRESH, Measure.ALREADY):
        return "ひとりの方は1回だけ、期間ではじめて来たところで数えます。"
    return "ひとりの方は1回だけ、はじめてその段階まで進んだところで数えます。"


def _months(year: int, today: date) -> Iterator[Cell]:
    for month in months_of(year):
        if month <= today:
            yield Cell(month_key(month), month_label(month_key(month)))


def _cell(way: Way) -> Cell:
    return Cell(way.value, way.label)
