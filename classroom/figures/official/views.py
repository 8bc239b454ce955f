"""公式値: what the city was given, entered and corrected, with the files it came in."""

from datetime import date
from typing import cast

from flask import Blueprint, Flask, Response, abort, render_template, request, url_for

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.figures.official import queries, service
from classroom.figures.official.forms import OfficialFileForm, OfficialForm
from classroom.figures.official.models import OfficialFile
from classroom.figures.official.rules import ACCEPTED, Surety
from classroom.figures.official.service import doubts
from classroom.figures.official.values import KeptFile
from classroom.figures.population.beside import rate_beside_population
from classroom.rules.rate import rounded
from classroom.rules.words.staff import PLANNERS
from classroom.web import uploads
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.numbers import key
from classroom.web.pages import Page, done, download, or_404
from classroom.web.staff.access import allow, current

bp = Blueprint("official", __name__)
bp.record_once(lambda state: rate_beside_population(cast("Flask", state.app), queries.rate_beside))


@bp.get("/official-counts")
@allow(PLANNERS)
def index() -> Page:
    """List the official counts, and take a new one or a correction (?correct=)."""
    number = request.args.get("correct", type=key)
    if number is None:
        return _page(OfficialForm(formdata=None))
    count = or_404(queries.official_count(get_db(), number))
    form = OfficialForm(formdata=None, obj=count, corrects=str(number))
    form.day.data = Surety.SURE if count.day_is_sure else Surety.UNSURE
    form.note.data = ""
    return _page(form)


@bp.post("/official-counts")
@allow(PLANNERS)
def add() -> Page:
    """Keep an official count; what it corrects stays in the list.

    What is hard to believe is asked back once; nothing typed is lost, the chosen file neither.
    """
    form, db = OfficialForm(), get_db()
    is_valid, file, asked_back = form.validate(), _chosen_file(form), list[str]()
    if is_valid and not form.form_errors:
        details = form.details()
        if request.form.get("sure") != form.asked:
            code = settings().city_code
            asked_back = doubts(details, queries.believed(db, code, details, form.corrected_id))
        if not asked_back and (number := tried(form, lambda: _keep(form, file))):
            uploads.drop(settings().instance, str(form.kept.data or ""))
            said = "公式値を直しました。" if form.corrected_id else "公式値を登録しました。"
            return done(db, url_for("official.index"), said, official_count=number)
    return _page(form, asked_back)


@bp.get("/official-counts/days/<day>")
@allow(PLANNERS)
def history(day: str) -> Page:
    """Show every value of a day: who entered it, when, why, and its files."""
    return _history_page(_day(day), OfficialFileForm(formdata=None))


@bp.post("/official-counts/<int:count_id>/files")
@allow(PLANNERS)
def keep_file(count_id: int) -> Page:
    form, db = OfficialFileForm(), get_db()
    count = or_404(queries.any_count(db, count_id))

    def keep() -> OfficialFile:
        given, at = form.given_file(), clock.now()
        return service.keep_file(db, count_id, given, at=at, by=current().id)

    if row := tried(form, keep):
        here = url_for("official.history", day=count.registered_on.isoformat())
        return done(db, here, f"「{row.name}」を付けました。", official_file=row.id)
    return _history_page(count.registered_on, form)


@bp.get("/official-counts/files/<int:file_id>")
@allow(PLANNERS)
def file(file_id: int) -> Response:
    """Give a kept file to save; it is never shown within a page."""
    found = or_404(queries.file(get_db(), file_id))
    answer = download(found.content, found.name, found.media_type)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _keep(form: OfficialForm, file: KeptFile | None) -> int | None:
    """Keep the count and the file that came with it, both or neither."""
    db, at, by = get_db(), clock.now(), current().id
    row = service.add_official(
        db, form.details(), corrects=form.corrected_id, at=at, by=by, today=clock.today()
    )
    if file is not None and row.id is not None:
        service.keep_file(db, row.id, file, at=at, by=by)
    return row.id


def _chosen_file(form: OfficialForm) -> KeptFile | None:
    """Return the file chosen now, or the one chosen before the page came back.

    It is kept for an hour meanwhile, since a browser forgets a chosen file.
    """
    given, instance, now = form.given_file(), settings().instance, clock.now()
    if given is None:
        content = uploads.kept(instance, str(form.kept.data or ""), now)
        return KeptFile(str(form.kept_name.data), content) if content else None
    try:
        service.check_file(given)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    form.kept.data = uploads.keep(instance, given.content, now)
    form.kept_name.data = given.name
    return given


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _history_page(day: date, form: OfficialFileForm) -> Page:
    lines = queries.history_of(get_db(), day)
    if not lines:
        abort(404)
    page = render_template(
        "figures/official/history.html",
        day=day,
        lines=lines,
        form=form,
        accepted=ACCEPTED,
        rounded=rounded,
    )
    return page, form.status


def _page(form: OfficialForm, asked_back: list[str] | None = None) -> Page:
    page = render_template(
        "figures/official/index.html",
        form=form,
        asked_back=asked_back or [],
        accepted=ACCEPTED,
        counts=queries.official_lines(get_db()),
        rounded=rounded,
    )
    return page, 422 if asked_back else form.status
