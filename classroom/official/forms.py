"""The form of an official count."""

from wtforms import HiddenField

from classroom.official.rules import SOURCE_MAX
from classroom.official.values import OfficialDetails
from classroom.population.rules import COUNT_MAX
from classroom.web.forms import (
    Between,
    EraDateField,
    Form,
    Length,
    LineField,
    NumberField,
    Required,
)


class OfficialForm(Form):
    """An official count as it was given to the city."""

    registered_on = EraDateField("登録者数の基準日", [Required("基準日を入れてください。")])
    registered = NumberField(
        "70歳以上の登録者数",
        [Required("登録者数を入れてください。"), Between(0, COUNT_MAX, "人")],
    )
    population_on = EraDateField("住民数の基準日")
    population = NumberField(
        "70歳以上の住民数",
        [Required("住民数を入れてください。"), Between(1, COUNT_MAX, "人")],
    )
    source = LineField("出典", [Required("出典を入れてください。"), Length(SOURCE_MAX)])
    corrects = HiddenField()

    @property
    def corrected_id(self) -> int | None:
        """Return which count this one corrects."""
        text = str(self.corrects.data or "")
        return int(text) if text.isdigit() else None

    def details(self) -> OfficialDetails:
        """Return what was written; both numbers are of one day unless it says otherwise."""
        registered_on = self.registered_on.day
        if registered_on is None or self.registered.number is None:
            raise ValueError("the form has not been validated")
        return OfficialDetails(
            registered_on=registered_on,
            population_on=self.population_on.day or registered_on,
            registered=self.registered.number,
            population=self.population.number or 0,
            source=str(self.source.data),
        )
