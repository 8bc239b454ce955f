"""The measures of the house can be printed, and are true where a test can know."""

import re

import pytest

from tests import house


def test_the_measures_are_printed_beside_the_aims_and_the_contracts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    house.main()
    table, _, contracts = capsys.readouterr().out.partition("\n\n")
    rows = {re.split(r"  +", line.strip())[0]: line for line in table.splitlines()}
    for name, before in {
        "rooms at the top": "34",
        "floors": "19",
        "arrows between rooms": "421 (50 packages)",
        "lines of Python": "55,652",
        "lines of scripts": "1,019",
    }.items():
        assert before in rows[name]
    assert re.fullmatch(r"upward +0 +0", rows["upward"].strip())
    assert "cli > tools > app > office > papers > figures > class_day > desk" in contracts
    assert "rules are pure (forbidden)" in contracts


def test_floors_and_circles_are_counted_along_the_arrows() -> None:
    stair = {("a", "b"), ("b", "c"), ("a", "c")}
    assert house.floors(stair) == 3
    assert not house.circles(stair)
    assert house.circles(stair | {("c", "b")}) == {("b", "c"), ("c", "b")}


def test_every_room_at_the_top_has_its_place_on_the_stair() -> None:
    rooms = {
        path.stem for path in (house.ROOT / "classroom").glob("[a-z]*") if path.suffix == ".py"
    }
    rooms |= {path.parent.name for path in (house.ROOT / "classroom").glob("[a-z]*/__init__.py")}
    assert rooms == {*house.STAIR}
