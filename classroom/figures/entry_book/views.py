"""記入表: made for a fiscal year, filled elsewhere, looked at when it is back, and taken in."""

from flask import Blueprint, abort, render_template, request, url_for

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.figures.entry_book import service
from classroom.figures.entry_book.forms import EntryFileForm
from classroom.figures.entry_book.queries import known
from classroom.figures.entry_book.rules import ACTUAL_HEADS, REVIEW_HEADS, State
from classroom.figures.entry_book.values import Reading, Taken
from classroom.figures.entry_book.workbook import entry_book
from classroom.figures.review.values import Stamp
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label
from classroom.rules.words.staff import PLANNERS
from classroom.web import uploads
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.pages import Page, done, notify, see_other, workbook
from classroom.web.staff.access import allow, current

bp = Blueprint("entry_book", __name__)
TOO_LATE = "確認の画面を離れたか1時間たったため、ファイルを消しました。もう一度えらんでください。"
MARKS = {State.BAD: "stop", State.CONFLICT: "wait", State.CHANGED: "", State.NEW: "ok"}


@bp.get("/review/<int:year>/entry-book.xlsx")
@allow(PLANNERS)
def book(year: int) -> Page:
    if year not in _years():
        abort(404)
    now = known(get_db(), settings(), year)
    content = entry_book(now, settings().city_name, clock.now())
    return workbook(content, f"{fiscal_year_label(year)}_進捗管理シート_記入表.xlsx")


@bp.get("/review/entry-book")
@allow(PLANNERS)
def index() -> Page:
    return _index_page(EntryFileForm(formdata=None))


@bp.post("/review/entry-book")
@allow(PLANNERS)
def upload() -> Page:
    """Keep a file for an hour and go on to its preview."""
    form = EntryFileForm()
    if digest := tried(form, lambda: _kept(form)):
        return see_other(url_for("entry_book.preview", digest=digest))
    return _index_page(form)


def _kept(form: EntryFileForm) -> str:
    content = form.content()
    service.read(get_db(), settings(), content, clock.today())
    return uploads.keep(settings().instance, content, clock.now())


@bp.get("/review/entry-book/<digest>")
@allow(PLANNERS)
def preview(digest: str) -> Page:
    """Show what would become of each line."""
    reading = _reading(digest)
    return _gone() if reading is None else _preview_page(digest, reading)


@bp.post("/review/entry-book/<digest>")
@allow(PLANNERS)
def confirm(digest: str) -> Page:
    """Take in what is new; what must be put right stays out, and is told."""
    db, reading = get_db(), _reading(digest)
    if reading is None:
        return _gone()
    said_to = Taken(request.form.get("seen", ""), frozenset(request.form.getlist("take")))
    try:
        stamp = Stamp(clock.now(), current().id)
        taken = service.take(db, settings(), reading, said_to, stamp)
    except Refusal as refusal:
        db.rollback()
        return _preview_page(digest, _reading(digest) or reading, refusal)
    left = len(reading.of(State.BAD))
    said = f"記入表から{taken}件を取り込みました。"
    said += f"直すところのある{left}件は取り込んでいません。" if left else ""
    where = url_for("review.year_sheet", year=reading.fiscal_year)
    answer = done(db, where, said, taken=taken, left=left)
    uploads.drop(settings().instance, digest)
    return answer


@bp.post("/review/entry-book/<digest>/leave")
@allow(PLANNERS)
def leave(digest: str) -> Page:
    """Delete a file whose preview is left, by the button or by going elsewhere."""
    uploads.drop(settings().instance, digest)
    return see_other(url_for("entry_book.index"))


def _reading(digest: str) -> Reading | None:
    content = uploads.kept(settings().instance, digest, clock.now())
    return (content and service.read(get_db(), settings(), content, clock.today())) or None


def _gone() -> Page:
    notify("stop", TOO_LATE)
    return see_other(url_for("entry_book.index"))


def _years() -> range:
    return range(settings().baseline_year + 1, fiscal_year(clock.today()) + 1)


def _index_page(form: EntryFileForm) -> Page:
    years = [(year, fiscal_year_label(year)) for year in reversed(_years())]
    return render_template("figures/entry_book/index.html", form=form, years=years), form.status


def _preview_page(digest: str, reading: Reading, refusal: Refusal | None = None) -> Page:
    order = list(MARKS)
    lines = sorted(reading.of(*order), key=lambda line: order.index(line.state))
    page = render_template(
        "figures/entry_book/preview.html",
        digest=digest,
        reading=reading,
        lines=lines,
        counts=[(state, len(reading.of(state)), MARKS[state]) for state in order],
        ready=len(reading.of(State.NEW, State.CHANGED)),
        heads=lambda line: REVIEW_HEADS if line.key.startswith("a") else ACTUAL_HEADS,
        year_name=fiscal_year_label(reading.fiscal_year),
        marks=MARKS,
        refusal=refusal,
        chosen=set(request.form.getlist("take")),
    )
    return page, 422 if refusal else 200
