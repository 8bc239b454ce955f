"""Two records of one person: finding the other, comparing, making them one, taking that back."""

from collections.abc import Sequence

from flask import Blueprint, Flask, current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.merging import queries, service
from classroom.desk.merging.forms import PREFIX, MergeForm, chosen
from classroom.desk.merging.preview import preview
from classroom.desk.merging.rules import Side
from classroom.desk.merging.share import Share
from classroom.desk.merging.values import Pair, Preview
from classroom.desk.participant import queries as people
from classroom.desk.participant.likeness import WEAK
from classroom.desk.participant.models import Participant
from classroom.desk.participant.service import details_of
from classroom.desk.participant.values import Likely
from classroom.desk.queue.values import Act
from classroom.rules.words.staff import DESK, PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db, settings
from classroom.web.pages import came_from, done, or_404
from classroom.web.staff.access import allow, current

bp = Blueprint("merging", __name__)
Page = str | tuple[str, int] | Response
HITS_MAX = 20
SHARES = "shares_of_a_person"


def init_app(app: Flask, shares: Sequence[Share]) -> None:
    """Take in what rooms above the desk keep of a person."""
    app.extensions[SHARES] = tuple(shares)


@bp.get("/participants/<int:participant_id>/merge")
@allow(DESK)
def choose(participant_id: int) -> Page:
    """Look for the other record of a person: the likely ones, and whom a search finds."""
    db, today = get_db(), clock.today()
    person = or_404(people.by_id(db, participant_id))
    text = request.args.get("q", "").strip()
    found = people.search(db, text, today=today, limit=HITS_MAX, area_code=settings().area_code)
    return render_template(
        "desk/merging/choose.html",
        person=person,
        q=text,
        likely=_likely(person),
        hits=[hit for hit in found if hit.id != participant_id],
    )


@bp.get("/participants/<int:participant_id>/merge/<int:other_id>")
@allow(DESK)
def compare(participant_id: int, other_id: int) -> Page:
    """Show both records beside each other, what moves, and what must be chosen."""
    found, form = _preview(participant_id, other_id), MergeForm(formdata=None)
    _stamp(form, found)
    return _compare_page(form, found)


@bp.post("/participants/<int:participant_id>/merge/<int:other_id>")
@allow(DESK)
def merge(participant_id: int, other_id: int) -> Page:
    """Make the two one; the other record lives on in this one."""
    db, form = get_db(), MergeForm()
    found = _preview(participant_id, other_id)
    pair = Pair(participant_id, other_id, chosen(request.form), form.versions)
    act = Act(clock.now(), current().id)
    row = tried(form, lambda: service.merge(db, pair, act, _shares()))
    if row is None:
        found = _preview(participant_id, other_id)
        _stamp(form, found)
        return _compare_page(form, found)
    return done(
        db,
        url_for("participant.show", participant_id=participant_id),
        f"{found.gone_name}さんの記録を、1つにまとめました。",
        undo_url=url_for("merging.undo", merge_id=key(row)),
        participant_merge=row.id,
    )


@bp.get("/merges")
@allow(PLANNERS)
def index() -> Page:
    """List the merges of the last days, each with its way back."""
    lines = queries.recent(get_db(), clock.now())
    return render_template("desk/merging/index.html", lines=lines, days=settings().merge_undo_days)


@bp.post("/merges/<int:merge_id>/undo")
@allow(DESK)
def undo(merge_id: int) -> Page:
    db = get_db()
    with or_back(came_from(url_for("participant.index"))):
        row = service.undo(db, merge_id, _shares(), at=clock.now())
    location = came_from(url_for("participant.show", participant_id=row.kept_id))
    return done(db, location, "2つの記録に、もどしました。")


def _shares() -> tuple[Share, ...]:
    found: tuple[Share, ...] = current_app.extensions[SHARES]
    return found


def _preview(kept_id: int, gone_id: int) -> Preview:
    return or_404(preview(get_db(), kept_id, gone_id, _shares()))


def _likely(person: Participant) -> list[Likely]:
    return people.likely_same(
        get_db(),
        details_of(person),
        today=clock.today(),
        least=WEAK,
        but=person.id,
        limit=HITS_MAX,
    )


def _stamp(form: MergeForm, found: Preview) -> None:
    form.version.data = str(found.kept_version)
    form.gone_version.data = str(found.gone_version)


def _compare_page(form: MergeForm, found: Preview) -> Page:
    same = _likely(or_404(people.by_id(get_db(), found.kept_id)))
    page = render_template(
        "desk/merging/compare.html",
        form=form,
        preview=found,
        reason=next((each.reason for each in same if each.id == found.gone_id), ""),
        chosen=chosen(request.form),
        prefix=PREFIX,
        sides=Side,
        days=settings().merge_undo_days,
    )
    return page, form.status
