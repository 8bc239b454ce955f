"""The help beside the text names every word that figures know, and each example draws."""

import pytest

from classroom.kit.handout.figures.language import OPTIONS, PARTS, parse
from classroom.planning.material.figure_words import WORDS, Kind, drawings

kinds = pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.kind)


def test_every_kind_of_figure_is_told() -> None:
    assert {kind.kind for kind in WORDS} == OPTIONS.keys()


@kinds
def test_every_word_is_told_once(kind: Kind) -> None:
    told = [one.word for one in kind.words]
    assert sorted(told) == sorted({*OPTIONS[kind.kind], *PARTS[kind.kind]})


@kinds
def test_every_example_can_be_typed_as_it_stands_and_holds_its_word(kind: Kind) -> None:
    for one in kind.words:
        parse(kind.kind, one.example)
        assert any(line.split()[0] == one.word for line in one.example.splitlines())
        assert drawings()[(kind.kind, one.word)].startswith("<svg")
