"""Forms of instructors, assistants and a session's team."""

from wtforms import SelectMultipleField

from classroom.staffing.rules import NAME_MAX, NOTE_MAX, ORGANISATION_MAX
from classroom.staffing.values import Candidate, Candidates, PersonDetails
from classroom.web.forms import (
    CheckField,
    Form,
    KanaField,
    KeyField,
    Length,
    LineField,
    NoteField,
    Required,
    TelephoneField,
)


class PersonForm(Form):
    """An instructor or an assistant."""

    name = LineField("お名前", [Required("お名前を入れてください。"), Length(NAME_MAX)])
    name_kana = KanaField("フリガナ", [Required("フリガナを入れてください。"), Length(NAME_MAX)])
    organisation = LineField("所属", [Length(ORGANISATION_MAX)])
    telephone = TelephoneField("電話番号")
    staff_member_id = KeyField("サインインのアカウント")
    note = NoteField("備考", [Length(NOTE_MAX)])
    is_active = CheckField("担当に選べるようにする", default=True)

    def details(self) -> PersonDetails:
        """Return what was written."""
        return PersonDetails(
            name=str(self.name.data),
            name_kana=str(self.name_kana.data),
            organisation=str(self.organisation.data),
            telephone=self.telephone.digits,
            staff_member_id=self.staff_member_id.number,
            note=str(self.note.data),
            is_active=bool(self.is_active.data),
        )


class TeamForm(Form):
    """Who teaches and who helps in a session."""

    instructors = SelectMultipleField("講師", coerce=int)
    assistants = SelectMultipleField("補助員", coerce=int)

    def offer(self, found: Candidates) -> None:
        """Set who may be chosen."""
        self.instructors.choices = _choices(found.instructors)
        self.assistants.choices = _choices(found.assistants)


def _choices(people: tuple[Candidate, ...]) -> list[tuple[int, str]]:
    return [(person.id, person.name) for person in people]
