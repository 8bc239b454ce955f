"""Forms of instructors, assistants and a session's team."""

from classroom.planning.staffing.rules import (
    LABEL_MAX,
    NAME_MAX,
    NOTE_MAX,
    ORGANISATION_MAX,
)
from classroom.planning.staffing.values import (
    PersonDetails,
    PhoneDetails,
)
from classroom.web.forms import (
    CheckField,
    CodeField,
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
        return self.read(PersonDetails)


class PhoneForm(Form):
    """A telephone of the pool."""

    label = CodeField("番号", [Required("番号を入れてください。"), Length(LABEL_MAX)])
    note = NoteField("備考", [Length(NOTE_MAX)])
    is_active = CheckField("貸し出せるようにする", default=True)

    def details(self) -> PhoneDetails:
        return self.read(PhoneDetails)
