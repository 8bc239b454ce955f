"""取り込み: a file of participants or of the year's schedule, its columns, its preview."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.office.imports import service
from classroom.office.imports.forms import ADD, FileForm, as_query, matching_of
from classroom.office.imports.rules import FIELD_LABELS, Kind, State
from classroom.office.imports.service import Opened
from classroom.office.imports.tables import read_sheets
from classroom.rules.words.staff import PLANNERS
from classroom.web import uploads
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.pages import done, download, notify, or_404, see_other
from classroom.web.staff.access import allow

bp = Blueprint("imports", __name__)
Page = str | tuple[str, int] | Response
SHOWN_MAX = 300
SAMPLES = 3
STATES = (
    (State.BAD, "読めない行", "stop"),
    (State.CHECK, "確かめてほしい行", "wait"),
    (State.SAME, "すでにいる行", ""),
    (State.NEW, "新しく加える行", "ok"),
)
TOO_LATE = "確認から1時間たったため、取り込んでいません。もう一度ファイルをえらんでください。"


@bp.get("/imports")
@allow(PLANNERS)
def index() -> Page:
    return _index_page(None, FileForm(formdata=None))


@bp.post("/imports/<kind>")
@allow(PLANNERS)
def upload(kind: str) -> Page:
    """Keep a file for an hour and go on to its preview."""
    which, form = _kind(kind), FileForm()
    digest = tried(form, lambda: _kept(form))
    if digest is None:
        return _index_page(which, form)
    return see_other(
        url_for("imports.preview", kind=which.value, digest=digest, name=form.file_name)
    )


def _kept(form: FileForm) -> str:
    content = form.content()
    read_sheets(content, form.file_name)
    return uploads.keep(settings().instance, content, clock.now())


@bp.get("/imports/<kind>/<digest>")
@allow(PLANNERS)
def preview(kind: str, digest: str) -> Page:
    """Show what each column is taken for, and what would become of each row."""
    which = _kind(kind)
    opened = _opened(which, or_404(uploads.kept(settings().instance, digest, clock.now())))
    return _preview_page(which, digest, opened)


@bp.post("/imports/<kind>/<digest>")
@allow(PLANNERS)
def confirm(kind: str, digest: str) -> Page:
    """Take the file in as it was looked at, all or nothing."""
    which, at, db = _kind(kind), clock.now(), get_db()
    content = uploads.kept(settings().instance, digest, at)
    if content is None:
        notify("stop", TOO_LATE)
        return see_other(url_for("imports.index"))
    opened = _opened(which, content)
    chosen = {int(number) for number in request.form.getlist(ADD) if number.isdecimal()}
    try:
        if which is Kind.PARTICIPANTS:
            added = service.add_people(db, opened.reading, chosen, at=at)
        else:
            added = service.add_schedule(db, opened.reading, chosen, at=at)
    except Refusal as refusal:
        db.rollback()
        return _preview_page(which, digest, _opened(which, content), refusal)
    people = which is Kind.PARTICIPANTS
    said = f"{added}人を登録しました。" if people else f"{added}件の開講の下書きをつくりました。"
    location = url_for("participant.index" if people else "course.index")
    answer = done(db, location, said, kind=which.value, added=added)
    uploads.drop(settings().instance, digest)
    return answer


@bp.get("/imports/<kind>/<digest>/refused.csv")
@allow(PLANNERS)
def refused(kind: str, digest: str) -> Response:
    """Give the rows that cannot be read, each with its reason."""
    which = _kind(kind)
    opened = _opened(which, or_404(uploads.kept(settings().instance, digest, clock.now())))
    return download(service.refused_csv(opened), f"{which.label}_読めない行.csv", "text/csv")


def _kind(text: str) -> Kind:
    if text not in set(Kind):
        abort(404)
    return Kind(text)


def _opened(kind: Kind, content: bytes) -> Opened[Any]:
    """Read a kept file by the matching that the request carries."""
    name, chosen = request.values.get("name", ""), matching_of(request.values)
    today, db = clock.today(), get_db()
    if kind is Kind.PARTICIPANTS:
        code = settings().area_code
        return service.open_people(db, content, name, today=today, area_code=code, chosen=chosen)
    return service.open_schedule(db, content, name, today=today, chosen=chosen)


def _index_page(kind: Kind | None, form: FileForm) -> Page:
    page = render_template("office/imports/index.html", kinds=list(Kind), sent=kind, form=form)
    return page, form.status


def _preview_page(
    kind: Kind, digest: str, opened: Opened[Any], refusal: Refusal | None = None
) -> Page:
    reading, matching = opened.reading, opened.matching
    order = [state for state, _, _ in STATES]
    lines = sorted(reading.lines, key=lambda line: order.index(line.state))
    carried = as_query(matching_of(request.values), request.values.get("name", ""))
    page = render_template(
        "office/imports/preview.html",
        kind=kind,
        digest=digest,
        opened=opened,
        lines=lines[:SHOWN_MAX],
        shown_max=SHOWN_MAX,
        counts=[(state, words, mark, reading.count(state)) for state, words, mark in STATES],
        columns=_columns(kind, opened),
        lacking=[field.label for field in kind.needed if field not in matching.columns],
        carried=carried,
        refusal=refusal,
        chosen=set(request.form.getlist(ADD)),
    )
    return page, 422 if refusal else 200


def _columns(kind: Kind, opened: Opened[Any]) -> list[dict[str, Any]]:
    """Return each column with its head, some of its cells, and what it may mean."""
    matching = opened.matching
    rows = opened.sheets[matching.sheet].rows[matching.head + 1 :]
    return [
        {
            "place": place,
            "head": head,
            "samples": [row[place] for row in rows if row[place:] and row[place].strip()][:SAMPLES],
            "field": field,
            "choices": [(each.value, FIELD_LABELS[each]) for each in kind.fields],
            "is_forbidden": head.strip() in opened.forbidden,
        }
        for place, (head, field) in enumerate(zip(matching.heads, matching.columns, strict=True))
    ]
