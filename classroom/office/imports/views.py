"""取り込み: a file of participants or of the year's schedule, its columns, its preview."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.office.imports import service
from classroom.office.imports.forms import (
    ADD,
    SHOWA,
    SKIP,
    FileForm,
    as_query,
    matching_of,
    rows_without,
)
from classroom.office.imports.rules import FIELD_LABELS, Kind, State
from classroom.office.imports.service import Opened
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
TOO_LATE = "確認の画面を離れたか1時間たったため、ファイルを消しました。もう一度えらんでください。"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OUTSIDE_SHOWN = 20


@bp.get("/imports")
@allow(PLANNERS)
def index() -> Page:
    return _index_page(None, FileForm(formdata=None))


@bp.post("/imports/<kind>")
@allow(PLANNERS)
def upload(kind: str) -> Page:
    """Keep a file for an hour and go on to its preview."""
    which, form = _kind(kind), FileForm()
    digest = tried(form, lambda: _kept(form, which))
    if digest is None:
        return _index_page(which, form)
    return see_other(
        url_for("imports.preview", kind=which.value, digest=digest, name=form.file_name)
    )


def _kept(form: FileForm, kind: Kind) -> str:
    """Keep a file; one that must not be kept is not, not for a second."""
    content = form.content()
    service.read_allowed(content, form.file_name, kind)
    return uploads.keep(settings().instance, content, clock.now())


@bp.get("/imports/<kind>/<digest>")
@allow(PLANNERS)
def preview(kind: str, digest: str) -> Page:
    """Show what each column is taken for, and what would become of each row."""
    which = _kind(kind)
    content = uploads.kept(settings().instance, digest, clock.now())
    if content is None:
        notify("stop", TOO_LATE)
        return see_other(url_for("imports.index"))
    return _preview_page(which, digest, _opened(which, content))


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
    without = rows_without(request.form, opened.reading.lines, opened.hidden_rows)
    try:
        if which is Kind.PARTICIPANTS:
            added = service.add_people(db, opened.reading, chosen, without, at=at)
        else:
            added = service.add_schedule(db, opened.reading, chosen, without, at=at)
    except Refusal as refusal:
        db.rollback()
        return _preview_page(which, digest, _opened(which, content), refusal)
    said = (
        f"{added}人を登録しました。"
        if which.is_people
        else f"{added}件の開講の下書きをつくりました。"
    )
    location = url_for("participant.index" if which.is_people else "course.index")
    left_out = opened.reading.left_out(without)
    if left_out:
        content = service.list_of(opened, left_out, settings().city_name, at)
        kept = uploads.keep(settings().instance, content, at)
        location = url_for("imports.left_out", kind=which.value, digest=kept, rows=len(left_out))
    answer = done(db, location, said, kind=which.value, added=added, left_out=len(left_out))
    uploads.drop(settings().instance, digest)
    return answer


@bp.post("/imports/<digest>/leave")
@allow(PLANNERS)
def leave(digest: str) -> Response:
    """Delete a file whose preview is left, by the button or by going elsewhere."""
    uploads.drop(settings().instance, digest)
    return see_other(url_for("imports.index"))


@bp.get("/imports/<kind>/<digest>/refused.xlsx")
@allow(PLANNERS)
def refused(kind: str, digest: str) -> Response:
    """Give the rows that cannot be read, each with its reason."""
    which, at = _kind(kind), clock.now()
    opened = _opened(which, or_404(uploads.kept(settings().instance, digest, at)))
    content = service.list_of(opened, opened.reading.refused, settings().city_name, at)
    return download(content, f"{which.label}_読めない行.xlsx", EXCEL)


@bp.get("/imports/<kind>/left-out/<digest>")
@allow(PLANNERS)
def left_out(kind: str, digest: str) -> Page:
    """Offer the rows that were left out, to be taken home."""
    which = _kind(kind)
    or_404(uploads.kept(settings().instance, digest, clock.now()))
    rows = request.args.get("rows", 0, type=int)
    return render_template("office/imports/left_out.html", kind=which, digest=digest, rows=rows)


@bp.get("/imports/<kind>/left-out/<digest>/list.xlsx")
@allow(PLANNERS)
def left_out_list(kind: str, digest: str) -> Response:
    which = _kind(kind)
    content = or_404(uploads.kept(settings().instance, digest, clock.now()))
    return download(content, f"{which.label}_取り込まなかった行.xlsx", EXCEL)


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
        lacking=kind.lacking(matching.columns),
        carried=carried,
        refusal=refusal,
        chosen=set(request.form.getlist(ADD)),
        skipped=set(request.form.getlist(SKIP)),
        outside=opened.table.outside[:OUTSIDE_SHOWN],
        hidden=set(opened.hidden_rows),
        showa=SHOWA,
    )
    return page, 422 if refusal else 200


def _columns(kind: Kind, opened: Opened[Any]) -> list[dict[str, Any]]:
    """Return each column with its head, some of its cells, and what it may mean."""
    matching = opened.matching
    rows = opened.sheet.rows[matching.head + matching.depth :]
    return [
        {
            "place": place,
            "head": head.replace("\n", " "),
            "samples": [row[place] for row in rows if row[place:] and row[place].strip()][:SAMPLES],
            "field": field,
            "choices": [(each.value, FIELD_LABELS[each]) for each in kind.fields],
        }
        for place, (head, field) in enumerate(zip(matching.heads, matching.columns, strict=True))
    ]
