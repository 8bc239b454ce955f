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
    OFFICE_MAX,
    PLAN_YEARS,
    REVIEW_PARTS,
    SCHEME_NAME_MAX,
    SOURCE_MAX,
    STEP_MAX,
    STEP_WORD_MAX,
    STEPS_MAX,
    TEXT_MAX,
    TITLE_MAX,
    UNIT_MAX,
    WORDS_MAX,
    Basis,
    Better,
    Grade,
    Measure,
    Scheme,
    read_value,
    tidy,
)
from classroom.figures.review.values import (
    Action,
    ActionDetails,
    ActualDetails,
    Indicator,
    IndicatorDetails,
    ReviewText,
    Step,
)
from classroom.web.forms import (
    CheckField,
    Choice,
    EraDateField,
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

    name = LineField("指標", [Length(NAME_MAX)])
    unit = LineField("単位", [Length(UNIT_MAX)])
    baseline = ValueField("現状")
    no_baseline = CheckField("計画書の現状が「-」（値がない）")
    target = ValueField("目標")
    better = Choice("よい向き", Better, default=Better.HIGHER.value)
    is_flow = CheckField("1年間の数を数える指標（件数、アクセス数など）")
    note = LineField("注", [Length(NOTE_MAX)])
    is_active = CheckField("進捗管理シートに出す", default=True)

    def validate_no_baseline(self, field: CheckField) -> None:
        """Refuse a value and its absence together."""
        if field.data and self.baseline.number is not None:
            raise ValidationError("現状の数字を消すか、このしるしを外してください。")

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


class StepForm(RowForm):
    """実施事項: a name, and a word for each year of the plan; an empty row is left out."""

    name = LineField("実施事項", [Length(STEP_MAX)])
    year_1 = LineField("1年目", [Length(STEP_WORD_MAX)])
    year_2 = LineField("2年目", [Length(STEP_WORD_MAX)])
    year_3 = LineField("3年目", [Length(STEP_WORD_MAX)])
    year_4 = LineField("4年目", [Length(STEP_WORD_MAX)])
    year_5 = LineField("5年目", [Length(STEP_WORD_MAX)])

    @property
    def step(self) -> Step:
        words = (str(self[name].data or "") for name in STEP_YEARS)
        return Step(str(self.name.data or ""), tuple(words))


STEP_YEARS = tuple(f"year_{number}" for number in range(1, PLAN_YEARS + 1))


class ActionForm(Form):
    """取組事項: its title, its office and what is done when."""

    title = LineField("取組事項の名称", [Required("名称を入れてください。"), Length(TITLE_MAX)])
    office = LineField("担当部署", [Length(OFFICE_MAX)])
    steps = FieldList(FormField(StepForm), min_entries=STEPS_MAX, max_entries=STEPS_MAX)

    def show(self, one: Action) -> None:
        steps = [
            {"name": each.name, **dict(zip(STEP_YEARS, each.words, strict=False))}
            for each in one.steps[:STEPS_MAX]
        ]
        steps += [{"name": ""}] * (STEPS_MAX - len(steps))
        data = {"title": one.title, "office": one.office, "steps": steps}
        self.process(formdata=None, data={**data, "version": str(one.version)})

    def validate_steps(self, field: Any) -> None:
        """Refuse years without what is done in them."""
        if any(not row.form.step.name and any(row.form.step.words) for row in field):
            raise ValidationError(
                "年度のことばだけの行があります。実施事項の名前も入れてください。"
            )

    def details(self) -> ActionDetails:
        steps = tuple(row.form.step for row in self.steps if row.form.step.name)
        return ActionDetails(str(self.title.data), str(self.office.data or ""), steps)


class ActualForm(Form):
    """An indicator's value of a fiscal year; `version` counts the values entered for it so far."""

    value = ValueField("実績値", [Required("実績値を入れてください。")])
    measure = Choice("何の値か", Measure)
    reference_on = EraDateField("基準日", [Required("基準日を入れてください。")])
    source = LineField("出典", [Required("出典を入れてください。"), Length(SOURCE_MAX)])

    def details(self, fiscal_year: int) -> ActualDetails:
        return self.read(ActualDetails, fiscal_year=fiscal_year)


class ReviewForm(Form):
    """What an action did in a year, its issues, what comes next, and what was said of it."""

    done = NoteField(REVIEW_PARTS[0], [Length(TEXT_MAX)])
    issues = NoteField(REVIEW_PARTS[1], [Length(TEXT_MAX)])
    next_steps = NoteField(REVIEW_PARTS[2], [Length(TEXT_MAX)])
    opinions = NoteField(REVIEW_PARTS[3], [Length(TEXT_MAX)])

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
