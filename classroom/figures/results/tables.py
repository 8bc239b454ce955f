"""Breakdowns as they may be shown: on the page, and as CSV that Excel opens."""

from collections import Counter
from collections.abc import Iterable, Iterator

from classroom.figures.results.rules import Question, hidden, hidden_inside
from classroom.figures.results.values import Breakdown, Cell, Line, Shown
from classroom.rules.text_file import csv_file

HIDDEN = "秘匿"
SUM = "合計"
VISITS = "延べ（回）"


def shown(found: Breakdown, *, published: bool) -> Shown:
    """Return the cells of a table; with `published` what anybody may see of it.

    Then small counts are None, and with them what it takes that none can be worked out; visits
    are left out, since they tell of people.
    """
    rows, columns = _hidden_sums(found, published=published)
    inside = _hidden_inside(found, published=published)
    visits = None if published else found.visits
    return Shown(
        columns=found.columns,
        lines=tuple(
            Line(
                row,
                tuple(
                    None
                    if (row.key, column.key) in inside
                    else found.counts.get((row.key, column.key), 0)
                    for column in found.columns
                ),
                None if row.key in rows else found.by_row.get(row.key, 0),
                None if visits is None else visits.get(row.key, 0),
            )
            for row in found.rows
        ),
        sums=Line(
            Cell("", SUM),
            tuple(
                None if column.key in columns else found.by_column.get(column.key, 0)
                for column in found.columns
            ),
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
        yield [line.cell.label, *(HIDDEN if n is None else str(n) for n in counts)]
    yield []
    for note in notes:
        yield [note]


def _hidden_sums(found: Breakdown, *, published: bool) -> tuple[frozenset[str], frozenset[str]]:
    if not published:
        return frozenset(), frozenset()
    return (
        hidden({row.key: found.by_row.get(row.key, 0) for row in found.rows}),
        hidden({column.key: found.by_column.get(column.key, 0) for column in found.columns}),
    )


def _hidden_inside(found: Breakdown, *, published: bool) -> frozenset[tuple[str, str]]:
    if not published or not found.columns:
        return frozenset()
    rows, columns = [row.key for row in found.rows], [column.key for column in found.columns]
    return hidden_inside(Counter(found.counts), rows, columns)
