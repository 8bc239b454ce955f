"""The table of file shapes: read right, asked once, or refused in one sentence of its own."""

import pytest

from classroom.figures.population import service
from classroom.figures.population.comparing import residents_by_day
from classroom.figures.population.sheet import Unclear, Unreadable
from classroom.figures.population.values import Answers, Own, PopulationTable
from tests import make
from tests.figures.population.shapes import SHAPES, Shape

OWN = Own("042145", "東松島市")


def read(shape: Shape, answers: Answers | None = None) -> PopulationTable:
    given = answers or Answers()
    return service.read(shape.content, OWN, shape.file_name, given, make.TODAY)


CLEAR = [one for one in SHAPES if not one.asked and not one.refused]
ASKED = [one for one in SHAPES if one.asked]
REFUSED = [one for one in SHAPES if one.refused]


def names(shape: Shape) -> str:
    return shape.name


def right(shape: Shape, answers: Answers | None = None) -> None:
    table = read(shape, answers)
    days = {day.on: day.aged for day in residents_by_day(table.rows)}
    assert days[shape.on] == shape.aged
    assert {row.municipality_code for row in table.rows} == {"042145"} or shape.answers.other_city
    said = [*table.notes, *(taken.sentence for taken in table.taken)]
    assert any(shape.taken in one for one in said) or not shape.taken, said


@pytest.mark.parametrize("shape", CLEAR, ids=names)
def test_a_shape_that_says_all_is_read_without_a_question(shape: Shape) -> None:
    right(shape)


@pytest.mark.parametrize("shape", ASKED, ids=names)
def test_a_shape_that_leaves_something_open_is_asked_about_and_then_read(shape: Shape) -> None:
    with pytest.raises(Unclear, match=shape.asked):
        read(shape)
    right(shape, shape.answers)


@pytest.mark.parametrize("shape", REFUSED, ids=names)
def test_a_shape_that_cannot_be_read_gets_one_sentence_of_its_own(shape: Shape) -> None:
    with pytest.raises(Unreadable, match=shape.refused) as refused:
        read(shape)
    assert len(refused.value.problems) <= 2


def test_there_are_as_many_shapes_as_the_table_promises() -> None:
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) >= 25
