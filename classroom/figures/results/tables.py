"""Breakdowns as they are shown: on the page, and as CSV that Excel opens."""

from collections.abc import Iterable, Iterator

from classroom.figures.results.rules import Question
from classroom.figures.results.values import Breakdown, Cell, Line, Shown
from classroom.rules.text_file import csv_file

SUM = "合計"
VISITS = "延べ（回）"


def shown(found: Breakdown) -> Shown:
    """Return a table line by line, its sums last."""
    visits = found.visits
    return Shown(
        columns=found.columns,
        lines=tuple(
            Line(
                row,
                tuple(found.counts.get((row.key, column.key), 0) for column in found.columns),
                found.by_row.get(row.key, 0),
                None if visits is None else visits.get(row.key, 0),
            )
            for row in found.rows
        ),
        sums=Line(
            Cell("", SUM),
            tuple(found.by_column.get(column.key, 0) for column in found.columns),
            found.total,
            None if visits is None else sum(visits.values()),
        ),
        has_visits=visits is not None,
    )


def as_csv(table: Shown, question: Question, notes: Iterable[str]) -> bytes:
    """Return a table with its sums, and below it how it counts: UTF-8 with BOM, and CRLF."""
    return csv_file(_rows(table, question, notes))


def _rows(table: Shown, question: Question, notes: Iterable[str]) -> Iterator[list[str]]:
    measure = question.measure
    visits = [VISITS] if table.has_visits else []
    whole = SUM if table.columns else f"{measure.label}（{measure.unit}）"
    yield [question.rows.label, *(column.label for column in table.columns), whole, *visits]
    for line in (*table.lines, table.sums):
        counts = [*line.counts, line.total, *([line.visits] if table.has_visits else [])]
        yield [line.cell.label, *map(str, counts)]
    yield []
    for note in notes:
        yield [note]
