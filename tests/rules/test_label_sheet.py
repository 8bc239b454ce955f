import re

import pytest

from classroom.rules.label_sheet import (
    LABEL_SHEETS,
    SHEET_HEIGHT,
    SHEET_WIDTH,
    LabelSheet,
    label_sheet,
)


@pytest.mark.parametrize("name", LABEL_SHEETS)
def test_the_labels_of_a_known_sheet_lie_on_the_paper_beside_each_other(name: str) -> None:
    sheet = label_sheet(name)
    assert name == f"{sheet.columns}x{sheet.rows}"
    corners = [sheet.corner(place) for place in range(sheet.count)]
    assert len(set(corners)) == sheet.count
    for left, top in corners:
        assert left >= 0
        assert left + sheet.width <= SHEET_WIDTH + 0.01
        assert top + sheet.height <= SHEET_HEIGHT + 0.01
    assert corners[1][0] >= corners[0][0] + sheet.width
    assert corners[1][1] == corners[0][1]


@pytest.mark.parametrize("name", LABEL_SHEETS)
def test_the_margins_are_the_same_on_both_sides(name: str) -> None:
    sheet = label_sheet(name)
    right = sheet.corner(sheet.columns - 1)[0] + sheet.width
    assert SHEET_WIDTH - right == pytest.approx(sheet.left, abs=0.1)


def test_another_sheet_is_given_by_its_measures() -> None:
    assert label_sheet("2x7 99.1x38.1 4.65,15.1") == LabelSheet(2, 7, 99.1, 38.1, 4.65, 15.1)


@pytest.mark.parametrize(
    "text", ["2x", "4x4", "2x6 86.4x42.3", "2x6 120x42.3 0,0", "2x9 86x42 0,0", "2x0 80x40 0,0"]
)
def test_it_refuses_a_sheet_that_cannot_be(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        label_sheet(text)
