"""Files made to hurt are refused before they are unpacked."""

import tracemalloc
from collections.abc import Callable

import pytest

from classroom.core.errors import Refusal
from classroom.kit.workbook.package import TAGS_MAX, TOO_BIG, Package
from classroom.kit.workbook.reading import Limits, read_book
from tests.kit.workbook import bombs

LIMITS = Limits(5020, 200)
MEGABYTE = 1 << 20


@pytest.mark.parametrize("bomb", bombs.REFUSED, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused_in_little_memory(bomb: Callable[[], bytes]) -> None:
    content = bomb()
    tracemalloc.start()
    try:
        with pytest.raises(Refusal, match="保存"):
            read_book(content, LIMITS)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 50 * MEGABYTE


def test_a_sheet_that_says_it_is_the_largest_costs_what_is_in_it() -> None:
    found = read_book(bombs.huge_dimensions(), LIMITS)[0]
    assert (found.rows, found.more_rows, found.more_columns) == ((("1",),), True, True)


def test_work_is_counted_over_all_sheets_of_a_file() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, 5001))
    package = Package(bombs.package({"xl/worksheets/sheet1.xml": f"{bombs.SHEET}{cells}"}))
    package.tags = TAGS_MAX
    with pytest.raises(Refusal, match=TOO_BIG):
        package.read("xl/worksheets/sheet1.xml", {}, {})


@pytest.mark.parametrize("cut", range(0, 900, 7))
def test_half_a_file_is_refused_in_a_sentence(cut: int) -> None:
    content = bombs.package({})
    with pytest.raises(Refusal, match="読めません"):
        read_book(content[: min(cut, len(content) - 1)] or b"PK", LIMITS)
