"""Closing the list of a draw, and giving its seed."""

from classroom.desk.draw.rules import SEED_MAX
from classroom.desk.draw.values import Closing
from classroom.planning.course.rules import CAPACITY_MAX
from classroom.web.forms import Between, Form, Length, LineField, NumberField, Required


class ClosingForm(Form):
    """How many seats are drawn, and which number will decide."""

    seats = NumberField(
        "抽選の席", [Required("席の数を入れてください。"), Between(1, CAPACITY_MAX, "席")]
    )
    seed_source = LineField(
        "数字の決め方",
        [Required("数字の決め方を、先に決めて入れてください。"), Length(SEED_MAX)],
    )

    def details(self) -> Closing:
        """Return what the closing fixes."""
        return Closing(self.seats.number or 0, self.seed_source.data or "")


class SeedForm(Form):
    """The number that decides, as it was published."""

    seed = LineField("抽選の数字", [Required("抽選の数字を入れてください。"), Length(SEED_MAX)])
