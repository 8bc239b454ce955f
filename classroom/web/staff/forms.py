"""Forms of sign-in and accounts."""

from wtforms import PasswordField
from wtforms.validators import Regexp

from classroom.core.staff import rules
from classroom.core.staff.rules import LOGIN_MAX, NAME_MAX
from classroom.rules.words.staff import Role
from classroom.web.forms import CodeField, Form, Length, LineField, Required
from classroom.web.staff.values import StaffDetails

LOGIN_SHAPE = Regexp(rules.LOGIN_SHAPE, message=rules.LOGIN_SAID)


class SignInForm(Form):
    """Sign-in."""

    login = CodeField("職員番号またはサインイン名", [Required("サインイン名を入れてください。")])
    password = PasswordField("パスワード", [Required("パスワードを入れてください。")])


class PasswordForm(Form):
    """Choosing a password by a link."""

    password = PasswordField("新しいパスワード", [Required("パスワードを入れてください。")])


class FirstAdminForm(PasswordForm):
    """Making the first administrator."""

    login = CodeField(
        "サインイン名",
        [Required("サインイン名を入れてください。"), Length(LOGIN_MAX), LOGIN_SHAPE],
    )
    name = LineField("お名前", [Required("お名前を入れてください。"), Length(NAME_MAX)])

    def details(self) -> StaffDetails:
        return StaffDetails(str(self.login.data), str(self.name.data), Role.ADMIN)


class OwnPasswordForm(PasswordForm):
    """Changing one's own password."""

    old = PasswordField("いまのパスワード", [Required("いまのパスワードを入れてください。")])
