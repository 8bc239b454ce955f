"""The form of an account."""

from classroom.core.staff.rules import LOGIN_MAX, NAME_MAX
from classroom.rules.words.staff import Role
from classroom.web.forms import CheckField, Choice, CodeField, Form, Length, LineField, Required
from classroom.web.staff.forms import LOGIN_SHAPE
from classroom.web.staff.values import StaffDetails


class StaffForm(Form):
    """An account, as the administrator writes it."""

    login = CodeField(
        "サインイン名",
        [Required("サインイン名を入れてください。"), Length(LOGIN_MAX), LOGIN_SHAPE],
    )
    name = LineField("お名前", [Required("お名前を入れてください。"), Length(NAME_MAX)])
    role = Choice("権限", Role)
    is_active = CheckField("このアカウントを使う", default=True)

    def details(self) -> StaffDetails:
        return self.read(StaffDetails)
