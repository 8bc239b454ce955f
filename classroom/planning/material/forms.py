"""What a handout's writer sends."""

from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import ValidationError

from classroom.kit.handout.devices import Device
from classroom.planning.material.preview import problems_of
from classroom.planning.material.rules import CODE, CODE_MAX, NOTE_MAX, SOURCE_MAX, TITLE_MAX, tidy
from classroom.web.forms import CheckField, Choice, CodeField, Form, Length, LineField, Required

COPY = "copy:"


class SourceField(TextAreaField):
    """A handout's whole text, kept as typed; its lines must keep their numbers."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0])) if valuelist else ""


class EditForm(Form):
    """A handout's text, and how its preview is shown."""

    source = SourceField("文", [Required("文が空です。"), Length(SOURCE_MAX)])
    note = LineField("直したこと", [Length(NOTE_MAX)])
    device = Choice("見る機種", Device, default=Device.IPHONE)
    instructor = CheckField("講師用のページも見る")

    def validate_source(self, field: SourceField) -> None:
        """Refuse what cannot be printed, with its line."""
        problems = problems_of(str(field.data)) if field.data else ()
        if problems:
            raise ValidationError(" ".join(problem.sentence for problem in problems))

    @property
    def wanted_device(self) -> Device:
        return Device(self.device.data) if self.device.data in set(Device) else Device.IPHONE


class NewForm(Form):
    """A handout that does not exist yet."""

    code = CodeField("番号", [Required("番号を入れてください。"), Length(CODE_MAX)])
    title = LineField("題名", [Required("題名を入れてください。"), Length(TITLE_MAX)])
    start = SelectField("もとにするもの", choices=[], validate_choice=True)

    def offer(self, listed: list[tuple[str, str]]) -> None:
        copies = [(f"{COPY}{slug}", f"写し：{name}") for slug, name in listed]
        self.start.choices = [("", "ひな形（見出しと例の入ったもの）"), *copies]

    def validate_code(self, field: LineField) -> None:
        """Refuse a code of another shape."""
        if not CODE.fullmatch(str(field.data)):
            raise ValidationError("K-17 のように、英字と数字で入れてください。")

    @property
    def copied(self) -> str:
        """Return the handout to be copied; empty for the template."""
        return str(self.start.data or "").removeprefix(COPY)
