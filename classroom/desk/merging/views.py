"""Two records of one person: finding the other, comparing, making them one, taking that back."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.core.staff.rules import DESK, PLANNERS
from classroom.desk.merging import queries, service
from classroom.desk.merging.forms import PREFIX, MergeForm, chosen
from classroom.desk.merging.rules import UNDO_DAYS, Side
from classroom.desk.merging.values import Preview
from classroom.desk.participant import queries as people
from classroom.desk.participant.likeness import WEAK
from classroom.desk.participant.service import details_of
from classroom.web.database import get_db, settings
from classroom.web.pages import came_from, done, notify, or_404, see_other
from classroom.web.staff.access import allow, current

bp = Blueprint("merging", __name__)
Page = str | tuple[str, int] | Response
HITS_MAX = 20


@bp.get("/participants/<int:participant_id>/merge")
@allow(DESK)
def choose(participant_id: int) -> Page:
    """Look for the other record of a person: the likely ones, and whom a search finds."""
    db, today = get_db(), clock.today()
    person = or_404(people.by_id(db, participant_id))
    text = request.args.get("q", "").strip()
    found = people.search(db, text, today=today, limit=HITS_MAX, area_code=settings().area_code)
    likely = people.likely_same(
        db, details_of(person), today=today, least=WEAK, but=participant_id, limit=HITS_MAX
    )
    return render_template(
        "desk/merging/choose.html",
        person=person,
        q=text,
        likely=likely,
        hits=[hit for hit in found if hit.id != participant_id],
    )


@bp.get("/participants/<int:participant_id>/merge/<int:other_id>")
@allow(DESK)
def compare(participant_id: int, other_id: int) -> Page:
    """Show both records beside each other, what moves, and what must be chosen."""
    preview = or_404(service.preview(get_db(), participant_id, other_id))
    form = MergeForm(formdata=None)
    _stamp(form, preview)
    return _compare_page(form, preview)


@bp.post("/participants/<int:participant_id>/merge/<int:other_id>")
@allow(DESK)
def merge(participant_id: int, other_id: int) -> Page:
    """Make the two one; the other record lives on in this one."""
    db, form = get_db(), MergeForm()
    preview = or_404(service.preview(db, participant_id, other_id))
    if form.validate():
        try:
            row = service.merge(
                db,
                participant_id,
                other_id,
                at=clock.now(),
                by=current().id,
                chosen=chosen(request.form),
                versions=form.versions,
            )
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
            preview = or_404(service.preview(db, participant_id, other_id))
            _stamp(form, preview)
        else:
            return done(
                db,
                url_for("participant.show", participant_id=participant_id),
                f"{preview.gone_name}さんの記録を、1つにまとめました。",
                undo_url=url_for("merging.undo", merge_id=key(row)),
                participant_merge=row.id,
            )
    return _compare_page(form, preview)


@bp.get("/merges")
@allow(PLANNERS)
def index() -> Page:
    """List the merges of the last days, each with its way back."""
    lines = queries.recent(get_db(), clock.now())
    return render_template("desk/merging/index.html", lines=lines, days=UNDO_DAYS)


@bp.post("/merges/<int:merge_id>/undo")
@allow(DESK)
def undo(merge_id: int) -> Page:
    """Take a merge apart, and go back to where that was asked for."""
    db = get_db()
    try:
        row = service.undo(db, merge_id, at=clock.now(), by=current().id)
    except Refusal as refusal:
        db.rollback()
        notify("stop", refusal.sentence)
        return see_other(came_from(url_for("participant.index")))
    location = came_from(url_for("participant.show", participant_id=row.kept_id))
    return done(db, location, "2つの記録に、もどしました。")


def _stamp(form: MergeForm, preview: Preview) -> None:
    """Let the form carry the versions that are shown."""
    form.version.data = str(preview.kept_version)
    form.gone_version.data = str(preview.gone_version)


def _compare_page(form: MergeForm, preview: Preview) -> Page:
    same = people.likely_same(
        get_db(),
        details_of(or_404(people.by_id(get_db(), preview.kept_id))),
        today=clock.today(),
        least=WEAK,
        but=preview.kept_id,
        limit=HITS_MAX,
    )
    page = render_template(
        "desk/merging/compare.html",
        form=form,
        preview=preview,
        reason=next((found.reason for found in same if found.id == preview.gone_id), ""),
        chosen=chosen(request.form),
        prefix=PREFIX,
        sides=Side,
        days=UNDO_DAYS,
    )
    return page, form.status
