"""Sign-in, one's own account, and the administrator's list of accounts."""

from urllib.parse import urlsplit

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.core.journal import service as journal
from classroom.core.staff.models import StaffMember
from classroom.rules.words.staff import ANYONE
from classroom.web import uploads
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.pages import done, or_404, see_other
from classroom.web.staff import queries, service
from classroom.web.staff.access import (
    PUBLIC,
    allow,
    current,
    member,
)
from classroom.web.staff.access import sign_in as start_session
from classroom.web.staff.access import sign_out as end_session
from classroom.web.staff.forms import (
    FirstAdminForm,
    OwnPasswordForm,
    PasswordForm,
    SignInForm,
)

bp = Blueprint("staff", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/sign-in")
@allow(PUBLIC)
def sign_in() -> Page:
    if member() is not None:
        return see_other(url_for("home.today"))
    return _sign_in_page(SignInForm(formdata=None))


@bp.post("/sign-in")
@allow(PUBLIC)
def try_sign_in() -> Page:
    """Try a sign-in name and password; wrong tries are counted."""
    form, db = SignInForm(), get_db()
    if not form.validate():
        return _sign_in_page(form)
    at = clock.now()
    try:
        person = service.check_password(db, str(form.login.data), str(form.password.data), at=at)
    except Refusal as refusal:
        db.commit()
        form.refuse(refusal)
        return _sign_in_page(form)
    journal.audit(db, "staff.sign_in", {}, staff_member_id=person.id, at=at)
    db.commit()
    start_session(person, at)
    return see_other(_own_path(request.args.get("next")) or url_for("home.today"))


def _sign_in_page(form: SignInForm) -> tuple[str, int]:
    wanted = _own_path(request.args.get("next"))
    page = render_template(
        "web/staff/sign_in.html", form=form, next=wanted, contact=settings().contact
    )
    return page, form.status


def _own_path(wanted: str | None) -> str | None:
    """Return the path if it is one of ours: a link must not send people elsewhere."""
    if not wanted or "\\" in wanted or any(c < " " for c in wanted):
        return None
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if ours and not parts.netloc and not parts.scheme else None


@bp.post("/sign-out")
@allow(ANYONE)
def sign_out() -> Response:
    answer = done(get_db(), url_for("staff.sign_in"))
    uploads.drop_own(settings().instance)
    end_session()
    return answer


@bp.get("/setup/<token>")
@allow(PUBLIC)
def setup(token: str) -> Page:
    link = or_404(queries.usable_link(get_db(), token, clock.now()))
    form = PasswordForm(formdata=None) if link.staff_member_id else FirstAdminForm(formdata=None)
    return render_template("web/staff/setup.html", form=form, token=token)


@bp.post("/setup/<token>")
@allow(PUBLIC)
def use_setup(token: str) -> Page:
    """Choose a password by a one-time link, and sign in with it."""
    db, at = get_db(), clock.now()
    link = or_404(queries.usable_link(db, token, at))
    form = PasswordForm() if link.staff_member_id else FirstAdminForm()
    person = tried(
        form,
        lambda: service.use_link(
            db,
            link,
            str(form.password.data),
            form.details() if isinstance(form, FirstAdminForm) else None,
            at=at,
        ),
    )
    if person is None:
        return render_template("web/staff/setup.html", form=form, token=token), form.status
    journal.audit(db, "staff.use_setup", {}, staff_member_id=person.id, at=at)
    db.commit()
    start_session(person, at)
    return see_other(url_for("home.today"))


@bp.get("/account")
@allow(ANYONE)
def account() -> Page:
    return render_template("web/staff/account.html", form=OwnPasswordForm(formdata=None))


@bp.post("/account/password")
@allow(ANYONE)
def change_password() -> Page:
    """Change one's own password; other browsers are signed out."""
    form, db, at = OwnPasswordForm(), get_db(), clock.now()
    person = or_404(db.get(StaffMember, current().id))
    if form.validate():
        try:
            service.check_password(db, person.login, str(form.old.data), at=at)
            service.set_password(db, person, str(form.password.data))
        except Refusal as refusal:
            db.commit()  # a wrong try counts here too
            form.refuse(refusal)
        else:
            start_session(person, at)  # this browser goes on with the new stamp
            return done(db, url_for("staff.account"), "パスワードを変えました。")
    return render_template("web/staff/account.html", form=form), form.status
