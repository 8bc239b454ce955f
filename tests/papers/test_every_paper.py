"""Every paper over the hard names: nothing lost, nothing outside, nothing on anything else."""

import re
from functools import cache
from pathlib import Path

import pytest

from classroom.class_day.attendance.sheet_layout import COLUMNS
from classroom.class_day.printed import questionnaire_layout
from classroom.kit.pdf.chain import GETA
from classroom.kit.pdf.paper import Paper
from tests.papers.every_paper import PAPERS, WITHOUT_NAMES
from tests.papers.hard_names import HARD_NAMES, UNPRINTABLE
from tests.papers.layout import faults
from tests.papers.reading import sheets_of, words_of_file
from tests.papers.samples import bare, check_file

NAMES = (*HARD_NAMES, *UNPRINTABLE, *HARD_NAMES[: 300 - len(HARD_NAMES) - len(UNPRINTABLE)])
LONGEST = tuple(sorted(HARD_NAMES, key=len)[-12:])
# A second size or message of a paper has the same drawing: twelve long names show what it does.
ALIKE = ("はがき ", "宛名ラベル ", "名札 ")
FIRST_OF_THOSE = {next(name for name in PAPERS if name.startswith(kind)) for kind in ALIKE}
MANY = [name for name in PAPERS if not name.startswith(ALIKE) or name in FIRST_OF_THOSE]
# A page a person: 12 and 40 people are the same pages again.
FLOWING = [
    name
    for name in PAPERS
    if name.startswith(("宛名", "出席", "名簿", "名札", "電話", "抽選", "文字", "クラス"))
]
WITH_NAMES = [name for name in PAPERS if name not in WITHOUT_NAMES]
# Words to be circled are light, so that a circle is seen and a machine can read it.
LIGHT = frozenset(column.choice.word for column in COLUMNS) | set(questionnaire_layout.LEVELS)


@cache
def drawn(name: str, people: tuple[str, ...]) -> Paper:
    """Draw a paper once for all tests."""
    return PAPERS[name](people)


def people_of(name: str) -> tuple[str, ...]:
    return NAMES if name in MANY else LONGEST


def faults_of(name: str, people: tuple[str, ...]) -> list[str]:
    """Return what is wrong, with its page; of hundreds that differ by a name one in four."""
    every = 4 if name not in FLOWING and len(people) == len(NAMES) else 1
    sheets = sheets_of(drawn(name, people).pdf, every=every)
    assert all(sheet.runs for sheet in sheets)
    return [
        f"page {number * every + 1}: {fault}"
        for number, sheet in enumerate(sheets)
        for fault in faults(sheet, light=LIGHT)
    ]


def test_there_are_enough_names_and_each_is_hard_in_its_own_way() -> None:
    assert len(HARD_NAMES) >= 200
    assert len(NAMES) == 300
    assert sum(len(name) >= 30 for name in HARD_NAMES) >= 8
    assert any(len(name) == 1 for name in HARD_NAMES)


@pytest.mark.parametrize("name", WITH_NAMES)
def test_every_name_comes_out_as_it_went_in(name: str) -> None:
    people = people_of(name)
    paper = drawn(name, people)
    text = words_of_file(paper.pdf)
    at = 0
    for person in people:
        if person not in UNPRINTABLE:
            found = text.find(bare(person), at)
            assert found >= 0, person
            at = found + 1
    gone = {char for person, chars in UNPRINTABLE.items() if person in people for char in chars}
    assert {missing.char for missing in paper.missing} == gone
    assert (GETA in text) == bool(gone)
    told = bare("".join(missing.text for missing in paper.missing))
    assert all(char in told for char in gone)


@pytest.mark.parametrize("name", PAPERS)
def test_with_many_people_everything_is_in_its_place(name: str) -> None:
    assert faults_of(name, people_of(name)) == []


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("name", PAPERS)
def test_with_one_person_or_nobody_everything_is_in_its_place(name: str, count: int) -> None:
    assert faults_of(name, LONGEST[:count]) == []


@pytest.mark.parametrize("count", [12, 40])
@pytest.mark.parametrize("name", FLOWING)
def test_with_a_class_everything_is_in_its_place(name: str, count: int) -> None:
    assert faults_of(name, NAMES[150 : 150 + count]) == []


@pytest.mark.parametrize("name", PAPERS)
def test_the_file_is_whole_and_its_bytes_are_the_same_again(name: str, tmp_path: Path) -> None:
    people = LONGEST[:1]
    pdf = drawn(name, people).pdf
    assert PAPERS[name](people).pdf == pdf
    assert re.search(rb"/Lang \(ja-JP\)", pdf)
    check_file(pdf, tmp_path)
