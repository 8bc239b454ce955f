"""The form by which a person's data is erased."""

from classroom.office.erasing.rules import Why
from classroom.web.forms import CheckField, Choice, Form, Required


class OverForm(Form):
    """That whoever erases people whose time is over knows that there is no way back."""

    is_sure = CheckField(
        "元にもどせないことを確かめました", [Required("確かめてから、印を付けてください。")]
    )


class EraseForm(Form):
    """Why, and that whoever presses it knows that there is no way back."""

    why = Choice("理由", Why)
    is_sure = CheckField(
        "元にもどせないことを確かめました", [Required("確かめてから、印を付けてください。")]
    )
