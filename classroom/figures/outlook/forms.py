"""The forms of the assumptions: trying values (GET), and saving them with a reason (POST)."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from classroom.figures.outlook.rules import NOTE_MAX, Key
from classroom.figures.outlook.values import Assumption, Kind
from classroom.rules.text import clean_line, plain_number
from classroom.web.forms import Form, Length, LineField, Required


class DecimalField(StringField):
    """A number with decimals; full-width digits and − are read. `number` is None if empty."""

    number: float | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number; keeps what was typed."""
        self.data = clean_line(str(valuelist[0])) if valuelist else ""
        plain = plain_number(self.data)
        self.number = None
        if not plain:
            return
        try:
            number = float(plain)
        except ValueError:
            raise ValueError("数字で入れてください。例）4.5") from None
        if not isfinite(number):
            raise ValueError("数字で入れてください。例）4.5")
        self.number = number


class Within:
    """An assumption's number must lie within its limits; an empty field passes."""

    def __init__(self, key: Key) -> None:
        self.key = key

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a number outside the limits."""
        del form
        key = self.key
        if field.number is not None and not key.least <= field.number <= key.most:
            least, most = key.written(key.least), key.written(key.most)
            raise ValidationError(f"{least}から{most}までにしてください。")


def _field(key: Key) -> DecimalField:
    return DecimalField(key.label, [Within(key)])


class TryForm(Form):
    """Values to try; what is left empty is reckoned from the records."""

    classes_a_month = _field(Key.CLASSES)
    fresh_a_class = _field(Key.FRESH)
    conversion = _field(Key.CONVERSION)
    counter_a_month = _field(Key.COUNTER)
    other_a_month = _field(Key.OTHER)
    turning_70_a_year = _field(Key.TURNING)
    entry_rate = _field(Key.ENTRY)
    leaving_a_year = _field(Key.LEAVING)
    leaving_ratio = _field(Key.RATIO)

    def show(self, lines: Sequence[Assumption]) -> None:
        """Write the values that are set into their fields; what records give stays empty."""
        for line in lines:
            field = self[line.key.value]
            is_set = line.kind in {Kind.SAVED, Kind.TRIED}
            if not field.errors:
                field.data = line.key.written(line.value) if is_set else ""

    @property
    def tried(self) -> dict[Key, float] | None:
        """Return the values to try; None where the form was not sent at all."""
        was_sent = any(self[key.value].raw_data for key in Key)
        return self.given() if was_sent else None

    def given(self) -> dict[Key, float]:
        """Return the values that were typed and can be read."""
        typed = {key: self[key.value] for key in Key}
        return {
            key: field.number
            for key, field in typed.items()
            if field.number is not None and not field.errors
        }

    def chosen(self, lines: Mapping[Key, Assumption]) -> dict[Key, float]:
        """Return the values that are not what the records give by themselves."""
        return {
            key: number
            for key, number in self.given().items()
            if key.written(number) != key.written(lines[key].default)
        }


class SaveForm(TryForm):
    """The same values, to be kept with the reason for them."""

    note = LineField("この値にする理由", [Required("理由を入れてください。"), Length(NOTE_MAX)])
