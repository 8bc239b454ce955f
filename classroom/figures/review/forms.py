"""Forms of indicators, their values, the review's texts, the scheme of ratings, and freezing."""

from decimal import Decimal
from typing import Any

from wtforms import FieldList, FormField, StringField
from wtforms import Form as RowForm
from wtforms.validators import ValidationError

from classroom.core.db import fields_of
from classroom.figures.review.rules import (
    GRADES_MAX,
    LETTER_MAX,
    NAME_MAX,
    NOTE_MAX,
    SCHEME_NAME_MAX,
    SOURCE_MAX,
    TEXT_MAX,
    TITLE_MAX,
    UNIT_MAX,
    WORDS_MAX,
    Basis,
    Better,
    Grade,
    Scheme,
    read_value,
    tidy,
)
from classroom.figures.review.values import ActualDetails, Indicator, IndicatorDetails, ReviewText
from classroom.web.forms import (
    CheckField,
    Choice,
    Form,
    Length,
    LineField,
    NoteField,
    NumberField,
    Required,
)


class ValueField(StringField):
    """A number with at most two decimals; `number` is None if empty."""

    number: Decimal | None = None

    def process_data(self, value: Any) -> None:
        """Show the record's number."""
        self.number = value
        self.data = "" if value is None else f"{tidy(value):f}"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; keeps what was typed."""
        self.data = str(valuelist[0]).strip() if valuelist else ""
        self.number = read_value(self.data) if self.data else None


class IndicatorForm(Form):
    """An indicator of the plan."""

    title = LineField("行動の名称", [Length(TITLE_MAX)])
    name = LineField("指標", [Length(NAME_MAX)])
    unit = LineField("単位", [Length(UNIT_MAX)])
    baseline = ValueField("基準値")
    target = ValueField("目標値")
    better = Choice("よい向き", Better, default=Better.HIGHER.value)
    is_active = CheckField("進捗管理シートに出す", default=True)

    def show(self, one: Indicator) -> None:
        goal, version = fields_of(one.goal), str(one.version)
        self.process(formdata=None, data={**fields_of(one), **goal, "version": version})

    def details(self) -> IndicatorDetails:
        return self.read(IndicatorDetails)


class NewIndicatorForm(IndicatorForm):
    """A further indicator, with the number of its action."""

    action = NumberField("行動の番号", [Required("行動の番号を入れてください。")])

    def validate_action(self, field: NumberField) -> None:
        """Refuse a number no plan has."""
        if field.number is not None and not 1 <= field.number <= 99:  # noqa: PLR2004  two digits
            raise ValidationError("1から99までにしてください。")


class ActualForm(Form):
    """An indicator's value of a fiscal year; `version` counts the values entered for it so far."""

    value = ValueField("実績値", [Required("実績値を入れてください。")])
    source = LineField("出典", [Required("出典を入れてください。"), Length(SOURCE_MAX)])

    def details(self, fiscal_year: int) -> ActualDetails:
        return self.read(ActualDetails, fiscal_year=fiscal_year)


class ReviewForm(Form):
    """課題 and 次年度の取組."""

    issues = NoteField("課題", [Length(TEXT_MAX)])
    next_steps = NoteField("次年度の取組", [Length(TEXT_MAX)])

    def details(self) -> ReviewText:
        return self.read(ReviewText, version=self.version_number)


class GradeForm(RowForm):
    """A row of the scheme; an empty one is left out."""

    letter = LineField("記号", [Length(LETTER_MAX)])
    least = ValueField("何％以上")
    words = LineField("意味", [Length(WORDS_MAX)])


class SchemeForm(Form):
    """How ratings are given."""

    name = LineField("基準の名前", [Required("名前を入れてください。"), Length(SCHEME_NAME_MAX)])
    basis = Choice("何で評価するか", Basis)
    grades = FieldList(FormField(GradeForm), max_entries=GRADES_MAX)

    def show(self, scheme: Scheme, version: int) -> None:
        """Fill the form with the scheme that holds, and empty rows below it."""
        rows = [
            {"letter": one.letter, "least": one.least, "words": one.words} for one in scheme.grades
        ]
        empty = [{"letter": "", "least": None, "words": ""}] * (GRADES_MAX - len(rows))
        data = {
            "name": scheme.name,
            "basis": scheme.basis,
            "grades": [*rows, *empty],
            "version": str(version),
        }
        self.process(formdata=None, data=data)

    def details(self) -> Scheme:
        rows = [entry.form for entry in self.grades]
        grades = tuple(
            Grade(str(row.letter.data), row.least.number, str(row.words.data or ""))
            for row in rows
            if row.letter.data or row.least.data or row.words.data
        )
        return Scheme(str(self.name.data), Basis(str(self.basis.data)), grades)


class FreezeForm(Form):
    """確定: `version` is the number of the newest edition that the page knew."""

    note = LineField("この版のメモ", [Length(NOTE_MAX)])
