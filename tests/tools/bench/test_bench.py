"""The bench runs on a small city and prints every row. How fast it is, is no test's question."""

import re

import pytest
from click.testing import CliRunner

from classroom.cli import group
from classroom.core.errors import Refusal
from classroom.tools.bench.figures import Figures, share, table
from classroom.tools.bench.kpi import KPI_MEASURES
from classroom.tools.bench.kpi_pages import PAGE_MEASURES
from classroom.tools.bench.measures import MEASURES
from classroom.tools.bench.papers import PAPER_MEASURES


def test_every_figure_stands_beside_its_floor(database_url: str) -> None:
    answer = CliRunner().invoke(group, ["bench", "--people", "300", "--database-url", database_url])
    assert answer.exception is None
    head, *rows = answer.stdout.splitlines()
    assert head.split()[:2] == ["名前", "p50"]
    names = [*MEASURES, *KPI_MEASURES, *PAGE_MEASURES, *PAPER_MEASURES]
    assert [row.split()[0] for row in rows] == names
    assert all(float(row.split()[1]) > 0 for row in rows)


def test_papers_are_measured_without_a_city() -> None:
    answer = CliRunner().invoke(group, ["bench", "--people", "300", "sheet-30"])
    assert answer.exception is None
    (row,) = answer.stdout.splitlines()[1:]
    assert row.split()[0] == "sheet-30"
    assert float(row.split()[4]) > 0
    assert re.search(r"メモリの増え方：\d+ MB", answer.stderr)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["everything"], "「everything」は測れません"),
        (["--people", "20"], "300人から"),
    ],
)
def test_what_cannot_be_measured_is_refused(given: list[str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        CliRunner().invoke(group, ["bench", *given], standalone_mode=False, catch_exceptions=False)


def test_the_middle_and_the_tail_are_values_that_were_measured() -> None:
    assert share([3.0, 1.0, 2.0], 0.5) == 2.0
    assert share([float(n) for n in range(100)], 0.99) == 99.0
    assert share([1.0], 0.99) == 1.0


def test_the_table_keeps_its_columns_under_full_width_words() -> None:
    lines = table([Figures("a", "受付", "p50 5", [0.001], 1.0, [0.0005])]).splitlines()
    assert lines[1].split() == ["a", "1.00", "1.00", "1", "0.50", "2.0", "p50", "5", "受付"]
