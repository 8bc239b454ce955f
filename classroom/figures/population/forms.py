"""The form of a population file."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_wtf.file import FileField, FileRequired

from classroom.core.errors import Refusal
from classroom.figures.population.days import read_day
from classroom.figures.population.rules import Asked, ImportKind
from classroom.figures.population.values import Answers, Question
from classroom.rules.text import clean_line
from classroom.web.forms import Choice, Form

ROW = "row-"
"""Before the name of a row, in the answer that says whether it is added up."""
YES, NO = "1", "0"


class PopulationForm(Form):
    """Choosing a population file, and what it tells."""

    kind = Choice("ファイルの中身", ImportKind, default=ImportKind.RESIDENTS.value)
    file = FileField("ファイル（CSV・Excel）", [FileRequired("ファイルをえらんでください。")])

    @property
    def wanted(self) -> ImportKind:
        """Return what the file is said to tell."""
        return ImportKind(str(self.kind.data))

    @property
    def file_name(self) -> str:
        """Return the file's name as the browser gave it."""
        return str(self.file.data.filename)

    def content(self) -> bytes:
        """Return the file's bytes."""
        return bytes(self.file.data.read())


def answers_of(given: Mapping[str, str]) -> Answers:
    """Read what was answered about a file. Raises Refusal for a day that cannot be read."""
    first, typed = given.get("month_first", ""), clean_line(given.get("on", ""))
    rows = {
        name.removeprefix(ROW): said == YES
        for name, said in given.items()
        if name.startswith(ROW) and said in {YES, NO}
    }
    on = _day(typed) if typed else None
    return Answers(on, first == YES if first else None, given.get("other_city") == YES, rows)


def kept_answers(given: Mapping[str, str]) -> dict[str, str]:
    """Return the answers as they were sent, to be sent on."""
    names = {"on", "month_first", "other_city"}
    return {key: one for key, one in given.items() if key in names or key.startswith(ROW)}


def unanswered(questions: Sequence[Question], given: Mapping[str, str]) -> bool:
    """Tell whether the page was sent on without one of the answers that it asks for."""
    return bool(given.get("asked")) and any(not given.get(field_of(one)) for one in questions)


def field_of(question: Question) -> str:
    """Return the name of the field that answers a question."""
    names = {Asked.DAY: "on", Asked.MONTH_FIRST: "month_first", Asked.OTHER_CITY: "other_city"}
    return names.get(question.asked, ROW + question.name)


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError as problem:
        raise Refusal(str(problem)) from None
