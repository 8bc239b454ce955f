"""Pages of the settings: all of them, a group to change, the history."""

from collections.abc import Mapping

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.settings import service
from classroom.core.settings.rules import Group, Value, stored_text
from classroom.core.settings.values import definitions
from classroom.office.settings import queries
from classroom.office.settings.forms import SettingsForm, form_of, values_of
from classroom.office.settings.values import Section
from classroom.rules.words.staff import ADMINS
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.pages import done
from classroom.web.staff.access import allow, current

bp = Blueprint("settings", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/settings")
@allow(ADMINS)
def index() -> Page:
    return render_template(
        "office/settings/index.html",
        sections=queries.sections(get_db(), settings()),
        database=_database(),
        instance=settings().instance,
    )


@bp.get("/settings/history")
@allow(ADMINS)
def history() -> Page:
    """Show the changes, of all settings or of one."""
    name = request.args.get("name")
    if name is not None and name not in definitions():
        abort(404)
    return render_template(
        "office/settings/history.html",
        changes=queries.history(get_db(), name),
        one=definitions().get(name or ""),
    )


@bp.get("/settings/<group>")
@allow(ADMINS)
def edit(group: str) -> Page:
    section = _section(group)
    return _page(section, _stored(section))


@bp.post("/settings/<group>")
@allow(ADMINS)
def save(group: str) -> Page:
    """Change settings; where figures change with them, they are shown before and after first."""
    section = _section(group)
    form = form_of(section)()
    changed = tried(form, lambda: service.differences(settings(), form.wanted()))
    if changed is None:
        return _page(section, form)
    moving = {name: value for name, value in changed.items() if definitions()[name].moves}
    if moving and form.confirmed.data != _told(moving):
        return _ask(section, form, changed, moving)
    return _decide(section, form)


def _ask(
    section: Section,
    form: SettingsForm,
    changed: Mapping[str, Value],
    moving: Mapping[str, Value],
) -> Page:
    """Show what a change does to the figures, before anything is written."""
    now = settings()
    then = tried(form, lambda: service.after(now, changed))
    if then is None:
        return _page(section, form)
    form.confirmed.data = _told(moving)
    return render_template(
        "office/settings/confirm.html",
        section=section,
        form=form,
        changes=[
            (one, one.shown(getattr(now, name)), one.shown(getattr(then, name)))
            for name in changed
            if (one := definitions()[name])
        ],
        effects=queries.effects(get_db(), now, then, clock.today()),
        back=request.args.get("back"),
    )


def _decide(section: Section, form: SettingsForm) -> Page:
    changed = tried(
        form,
        lambda: service.decide(
            get_db(),
            settings(),
            form.wanted(),
            version=form.version_number,
            at=clock.now(),
            by=current().id,
        ),
        stored=lambda: _stored(section),
    )
    if changed is None:
        return _page(section, form)
    said = "設定を直しました。いまから使います。" if changed else "変わったところはありません。"
    return done(get_db(), _home(), said, changed=sorted(changed))


def _told(moving: Mapping[str, Value]) -> str:
    return "&".join(f"{name}={stored_text(value)}" for name, value in sorted(moving.items()))


def _home() -> str:
    back = request.args.get("back") == "setup"
    return url_for("setup.index") if back else url_for("settings.index")


def _section(group: str) -> Section:
    if group not in set(Group) or Group(group).is_outside:
        abort(404)
    return queries.section(get_db(), settings(), Group(group))


def _stored(section: Section) -> SettingsForm:
    form = form_of(section)(formdata=None, data=values_of(section))
    form.version.data = str(queries.version(get_db(), section))
    return form


def _page(section: Section, form: SettingsForm) -> tuple[str, int]:
    form.confirmed.data = ""
    page = render_template(
        "office/settings/edit.html",
        section=section,
        form=form,
        stored=form.stored,
        back=request.args.get("back"),
        home=_home(),
    )
    return page, form.status


def _database() -> str:
    return str(get_db().connection().engine.dialect.name)
