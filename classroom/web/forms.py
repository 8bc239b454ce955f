"""The base of every form: CSRF, clean text, Japanese messages; and the fields of this trade."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from flask_wtf import FlaskForm
from wtforms import BooleanField as WTBooleanField
from wtforms import DateField as WTDateField
from wtforms import Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.validators import Length as WTLength

from classroom.core.errors import Refusal
from classroom.rules import era, kana, telephone
from classroom.rules.clock_time import read_clock
from classroom.rules.text import clean_line, clean_text, plain_code, plain_number
from classroom.web.database import settings

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

D = TypeVar("D", bound="DataclassInstance")
E = TypeVar("E", bound=StrEnum)


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form of ours. `details()` of each gives a frozen dataclass to the service.

    `stored` is the form of the record's newest version, where somebody changed it meanwhile.
    """

    version = HiddenField()
    stored: "Form | None" = None

    class Meta:
        """WTForms' own settings."""

        locales = ("ja",)

    def refuse(self, refusal: Refusal) -> None:
        self.form_errors.append(refusal.sentence)

    def read(self, kind: type[D], **given: object) -> D:
        """Make a dataclass of the fields called as its own, and of what is given besides.

        A number or a day that is empty takes the dataclass's default. For forms that are valid.
        """
        names = [one.name for one in fields(kind) if one.name in self and one.name not in given]
        values = {name: _value(self[name]) for name in names}
        return kind(**{name: one for name, one in values.items() if one is not None}, **given)

    @property
    def version_number(self) -> int:
        """Return the version of the record that this form was opened on; 0 if it lost it."""
        text = str(self.version.data or "")
        return int(text) if text.isdigit() else 0

    @property
    def status(self) -> int:
        """Return 422 once the form holds an error, else 200."""
        return 422 if self.errors or self.form_errors else 200


class Required(InputRequired):
    """The field must be filled; says which, and how."""

    def __init__(self, sentence: str) -> None:
        super().__init__(message=sentence)

    def __call__(self, form: Any, field: Field) -> None:
        blank = isinstance(field.data, str) and not field.data.strip()
        if blank:
            field.errors = [*field.errors[:0]]
            raise ValidationError(str(self.message))
        super().__call__(form, field)


class Length(WTLength):
    """At most this many characters."""

    def __init__(self, maximum: int) -> None:
        super().__init__(max=maximum, message=f"{maximum}文字までにしてください。")


class LineField(StringField):
    """One line of text, kept as typed but for blanks at its ends."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = clean_line(str(valuelist[0])) if valuelist else ""


class CodeField(LineField):
    """A code or a sign-in name: full-width letters, digits and hyphens are written half-width."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = plain_code(str(self.data))


class NoteField(TextAreaField):
    """Several lines of text."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]) if valuelist else ""
        self.data = clean_text(text)


class NumberField(StringField):
    """A whole number as `plain_number` reads it. `number` is None if empty."""

    number: int | None = None

    def process_data(self, value: Any) -> None:
        self.number = value
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]).strip() if valuelist else ""
        self.number = None
        plain = plain_number(self.data)
        if not plain:
            return
        if not plain.removeprefix("-").isdecimal():
            raise ValueError("数字で入れてください。")
        self.number = int(plain)


class Between:
    """A NumberField's number must lie between two limits; an empty field passes."""

    def __init__(self, least: int, most: int, unit: str = "") -> None:
        self.least, self.most, self.unit = least, most, unit

    def __call__(self, form: Any, field: Any) -> None:
        del form
        if field.number is not None and not self.least <= field.number <= self.most:
            raise ValidationError(
                f"{self.least}{self.unit}から{self.most}{self.unit}までにしてください。"
            )


class KanaField(StringField):
    """フリガナ: hiragana and half-width are turned into katakana; kanji are refused by name."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the kana; keeps what was typed if it cannot be read."""
        self.data = clean_line(str(valuelist[0])) if valuelist else ""
        if self.data:
            self.data = kana.clean_kana(self.data)


class TelephoneField(StringField):
    """A telephone number in any form; `digits` is what is stored.

    A local number gets the area code that the city has set.
    """

    digits: str = ""

    def process_data(self, value: Any) -> None:
        self.digits = value or ""
        self.data = telephone.shown(self.digits) if self.digits else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = clean_line(str(valuelist[0])) if valuelist else ""
        self.digits = ""
        if self.data:
            self.digits = telephone.parse_telephone(self.data, settings().area_code).digits


class EraDateField(StringField):
    """A day in 和暦 or 西暦, however typed; `day` is None if empty."""

    day: date | None = None

    def process_data(self, value: Any) -> None:
        self.day = value
        self.data = era.wareki(value) if value else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = clean_line(str(valuelist[0])) if valuelist else ""
        self.day = era.parse_date(self.data) if self.data else None


class DayField(WTDateField):
    """A day of the calendar, by the browser's own picker."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day: the picker's, or one typed in 和暦 where there is no picker."""
        text = clean_line(str(valuelist[0])) if valuelist else ""
        self.raw_data = [text]
        self.data = era.parse_date(text) if text else None


TimeOfDay = time


class ClockField(StringField):
    """A time of day: 9:30, 0930, ９時30分, 午後1時半. `time` is None if empty."""

    time: TimeOfDay | None = None

    def process_data(self, value: Any) -> None:
        self.time = value
        self.data = f"{value.hour}:{value.minute:02}" if value else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = clean_line(str(valuelist[0])) if valuelist else ""
        self.time = read_time(self.data) if self.data else None


class Choice(RadioField):
    """One of an enum's members, as a row of words."""

    def __init__(self, label: str, kind: type[E], members: Iterable[E] | None = None, **kw: Any):
        shown = [SelectChoice(m.value, getattr(m, "label", m.value)) for m in members or kind]
        super().__init__(label, choices=shown, **kw)
        self.kind = kind

    def process_data(self, value: Any) -> None:
        self.data = value.value if isinstance(value, StrEnum) else value

    def pre_validate(self, form: Any) -> None:
        del form
        if self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError("ひとつえらんでください。")


class KeyField(SelectField):
    """One row of another table, chosen by its key; `number` is None for the empty choice."""

    def __init__(self, label: str, validators: Iterable[Any] = (), **kw: Any) -> None:
        super().__init__(label, [Optional(), *validators], choices=[], **kw)

    def offer(
        self, rows: Iterable[tuple[int, str]], empty: str | None = "えらんでください"
    ) -> None:
        """Set the choices: key and what is shown."""
        first = [] if empty is None else [SelectChoice("", empty)]
        self.choices = [*first, *(SelectChoice(str(number), shown) for number, shown in rows)]

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    @property
    def number(self) -> int | None:
        return int(self.data) if self.data else None

    def pre_validate(self, form: Any) -> None:
        del form
        if self.data and self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError("一覧の中からえらんでください。")


class CheckField(WTBooleanField):
    """Yes or no."""


def _value(field: Any) -> Any:
    """Return what a field of ours means, None where it is empty and nothing stands for that."""
    for meant in ("number", "digits", "day", "time"):
        if hasattr(field, meant):
            return getattr(field, meant)
    if isinstance(field, Choice):
        return field.kind(field.data)
    return field.data if isinstance(field, (CheckField, DayField)) else str(field.data or "")


def read_time(text: str) -> time:
    """Read a time of day as clerks type it. Raises ValueError with a sentence."""
    found = read_clock(text)
    if found is None:
        raise ValueError("時刻は 9:30 のように入れてください。")
    return found.time
