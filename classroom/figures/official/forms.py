"""The forms of an official count and of its files."""

from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import ValidationError

from classroom.core.errors import Refusal
from classroom.figures.official.rules import NOTE_MAX, SOURCE_MAX, Surety
from classroom.figures.official.values import KeptFile, OfficialDetails
from classroom.figures.population.rules import COUNT_MAX
from classroom.web.forms import (
    Between,
    Choice,
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
    day = Choice("基準日は確かですか", Surety, default=Surety.SURE)
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
    note = LineField("直した理由", [Length(NOTE_MAX)])
    file = FileField("いっしょに残すファイル")
    corrects = HiddenField()
    kept = HiddenField()
    kept_name = HiddenField()

    @property
    def corrected_id(self) -> int | None:
        """Return which count this one corrects."""
        text = str(self.corrects.data or "")
        return int(text) if text.isdigit() else None

    def validate_note(self, field: LineField) -> None:
        """Ask why a value is corrected."""
        if self.corrected_id is not None and not field.data:
            raise ValidationError("どうして直すのかを入れてください。")

    def given_file(self) -> KeptFile | None:
        """Return the file chosen now; None where none was."""
        return _file(self.file)

    @property
    def asked(self) -> str:
        """Return what a question about the values was about, to know whether they changed."""
        return f"{self.registered.number}/{self.population.number}/{self.registered_on.data}"

    def details(self) -> OfficialDetails:
        """Return what was written; both numbers are of one day unless it says otherwise."""
        day = self.population_on.day or self.registered_on.day
        is_sure = self.day.data == Surety.SURE
        return self.read(OfficialDetails, population_on=day, day_is_sure=is_sure)


class OfficialFileForm(Form):
    """A file that is added to a count later."""

    file = FileField("ファイル")

    def given_file(self) -> KeptFile:
        given = _file(self.file)
        if given is None:
            raise Refusal("ファイルをえらんでから「付ける」を押してください。")
        return given


def _file(field: FileField) -> KeptFile | None:
    given = field.data
    return KeptFile(str(given.filename), bytes(given.read())) if given else None
