"""Forms of instructors, assistants and a session's team."""

from wtforms import SelectMultipleField

from classroom.planning.staffing.rules import (
    LABEL_MAX,
    NAME_MAX,
    NOTE_MAX,
    ORGANISATION_MAX,
    PHONES_MAX,
    REASON_MAX,
)
from classroom.planning.staffing.values import (
    Candidate,
    Candidates,
    PersonDetails,
    PhoneDetails,
    TeamDetails,
)
from classroom.web.forms import (
    Between,
    CheckField,
    Form,
    KanaField,
    KeyField,
    Length,
    LineField,
    NoteField,
    NumberField,
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


class PhoneForm(Form):
    """A telephone of the pool."""

    label = LineField("番号", [Required("番号を入れてください。"), Length(LABEL_MAX)])
    note = NoteField("備考", [Length(NOTE_MAX)])
    is_active = CheckField("貸し出せるようにする", default=True)

    def details(self) -> PhoneDetails:
        """Return what was written."""
        return PhoneDetails(str(self.label.data), str(self.note.data), bool(self.is_active.data))


class TeamForm(Form):
    """Who teaches and who helps in a session, and what is lent there."""

    instructors = SelectMultipleField("講師", coerce=int)
    assistants = SelectMultipleField("補助員", coerce=int)
    phones = NumberField("持っていく台数", [Between(0, PHONES_MAX, "台")])
    clash_reason = LineField("重なってもよい理由", [Length(REASON_MAX)])

    def details(self) -> TeamDetails:
        """Return what was chosen."""
        return TeamDetails(
            tuple(self.instructors.data or ()),
            tuple(self.assistants.data or ()),
            self.phones.number or 0,
            str(self.clash_reason.data or ""),
        )

    def offer(self, found: Candidates) -> None:
        """Set who may be chosen."""
        self.instructors.choices = _choices(found.instructors)
        self.assistants.choices = _choices(found.assistants)


def _choices(people: tuple[Candidate, ...]) -> list[tuple[int, str]]:
    return [(person.id, person.name) for person in people]
