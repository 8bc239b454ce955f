"""The form of a group of settings, made of their definitions."""

from typing import Any

from wtforms import Field, HiddenField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from classroom.core.settings.rules import OneOf, Text, Value, YesNo, stored_text
from classroom.core.settings.values import Definition
from classroom.office.settings.values import Section
from classroom.web.forms import Form, LineField, NoteField


class Decision(RadioField):
    """One of the words of a setting."""

    def pre_validate(self, form: Any) -> None:
        del form
        if self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError("ひとつえらんでください。")


class Readable:
    """What was typed must be a value of the setting."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __call__(self, form: Any, field: Field) -> None:
        del form
        try:
            self.definition.read(str(field.data or ""))
        except ValueError as problem:
            raise ValidationError(str(problem)) from None


class SettingsForm(Form):
    """The settings of a section that are not fixed from outside.

    `confirmed` holds the change that the person has seen the figures of.
    """

    confirmed = HiddenField()
    definitions: tuple[Definition, ...] = ()

    def wanted(self) -> dict[str, Value]:
        """Return the values as they are meant; for a form that is valid."""
        return {one.name: one.read(str(self[one.name].data or "")) for one in self.definitions}


def form_of(section: Section) -> type[SettingsForm]:
    """Make the form of a section."""
    open_ones = tuple(line.definition for line in section.lines if not line.is_fixed)
    fields: dict[str, Any] = {one.name: _field(one) for one in open_ones}
    return type("SectionForm", (SettingsForm,), fields | {"definitions": open_ones})


def values_of(section: Section) -> dict[str, str]:
    """Return what is in force, as the form holds it."""
    return {line.definition.name: stored_text(line.value) for line in section.lines}


def _field(one: Definition) -> Any:
    match one.kind:
        case OneOf(choices=choices):
            return Decision(one.label, choices=[SelectChoice(*each) for each in choices])
        case YesNo(yes=yes, no=no):
            pair = [SelectChoice("true", yes), SelectChoice("false", no)]
            return Decision(one.label, choices=pair)
        case Text():
            return NoteField(one.label, [Readable(one)])
        case _:
            return LineField(one.label, [Readable(one)])
