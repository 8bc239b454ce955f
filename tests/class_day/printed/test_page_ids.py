"""The code of a page: what it says, and that nobody else can write one."""

from hypothesis import given
from hypothesis import strategies as st

from classroom.class_day.printed.page_ids import PAGES_MAX, page_id, read_page_id, sheet_number
from classroom.class_day.printed.rules import PAGE_ID_LENGTH, SheetKind
from classroom.rules.crockford import ALPHABET

numbers = st.integers(0, (1 << 45) - 1)
pages = st.integers(1, PAGES_MAX)


@given(numbers, pages, st.integers(1, 31), st.text(min_size=1))
def test_what_is_written_is_read(number: int, page: int, layout: int, key: str) -> None:
    text = page_id(number, page, layout, key)
    assert len(text) == PAGE_ID_LENGTH
    assert set(text) <= set(ALPHABET)
    read = read_page_id(text, key)
    assert read is not None
    assert (read.number, read.page, read.layout) == (number, page, layout)


@given(numbers, pages, st.integers(0, PAGE_ID_LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_changed_code_is_not_ours(number: int, page: int, at: int, other: str) -> None:
    text = page_id(number, page, 1, "ours")
    changed = text[:at] + other + text[at + 1 :]
    assert (read_page_id(changed, "ours") is None) == (changed != text)
    assert read_page_id(text, "theirs") is None


@given(st.text(max_size=30))
def test_any_other_text_is_no_code(text: str) -> None:
    assert read_page_id(text, "ours") is None


def test_a_sheet_has_its_number_from_what_it_shows() -> None:
    given = (SheetKind.ATTENDANCE, 7, 1, [3, 1, 2])
    assert sheet_number(*given) == sheet_number(*given)
    others = {
        sheet_number(SheetKind.BEFORE, 7, 1, [3, 1, 2]),
        sheet_number(SheetKind.ATTENDANCE, 8, 1, [3, 1, 2]),
        sheet_number(SheetKind.ATTENDANCE, 7, 2, [3, 1, 2]),
        sheet_number(SheetKind.ATTENDANCE, 7, 1, [1, 2, 3]),
        sheet_number(SheetKind.ATTENDANCE, 7, 1, [31, 2]),
        sheet_number(*given),
    }
    assert len(others) == 6
