"""The form of a special period."""

from classroom.figures.nowcast.rules import NOTE_MAX, PEOPLE_MAX, PeriodKind
from classroom.figures.nowcast.values import PeriodDetails
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


class PeriodForm(Form):
    """A special period; a cleaning's people may be typed with or without the minus."""

    kind = Choice("どんなことがありましたか", PeriodKind)
    first = EraDateField("はじめの日", [Required("はじめの日を入れてください。")])
    last = EraDateField("終わりの日")
    people = NumberField("登録者の増減", [Between(-PEOPLE_MAX, PEOPLE_MAX, "人")])
    note = LineField("何があったか", [Length(NOTE_MAX)])

    def details(self) -> PeriodDetails:
        """Return what was written; a single day is its own last one."""
        kind, people = PeriodKind(self.kind.data), self.people.number
        if kind is PeriodKind.CLEANING and people is not None:
            people = -abs(people)
        first = self.first.day
        if first is None:
            raise TypeError("the form is not valid")
        return PeriodDetails(first, self.last.day or first, kind, people, str(self.note.data))
