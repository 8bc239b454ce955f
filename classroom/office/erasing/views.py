"""個人情報の消去: what goes and what stays, and the press that does it."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.office.erasing import queries, service
from classroom.office.erasing.forms import EraseForm, OverForm
from classroom.office.erasing.rules import Why
from classroom.rules.words.staff import ADMINS, PLANNERS
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow, current

bp = Blueprint("erasing", __name__)
SHOWN = 100
COUNTED_STILL = "個人情報を消去しました。教室の人数には、これまでどおり数えます。"
COUNTED_NO_MORE = "個人情報を消去しました。まちがった登録なので、人数からも除きました。"
Page = str | tuple[str, int] | Response


@bp.get("/participants/<int:participant_id>/erase")
@allow(PLANNERS)
def show(participant_id: int) -> Page:
    return _page(EraseForm(formdata=None), participant_id)


@bp.post("/participants/<int:participant_id>/erase")
@allow(PLANNERS)
def erase(participant_id: int) -> Page:
    db, form = get_db(), EraseForm()
    or_404(queries.record(db, participant_id, clock.today()))
    erased = tried(
        form,
        lambda: service.erase(
            db,
            participant_id,
            version=form.version_number,
            at=clock.now(),
            today=clock.today(),
            why=Why(form.why.data),
        ),
    )
    if erased is None:
        return _page(form, participant_id)
    return done(
        db,
        url_for("participant.index"),
        COUNTED_NO_MORE if form.why.data == Why.MISTAKE else COUNTED_STILL,
        participant=participant_id,
        why=str(form.why.data),
    )


@bp.get("/participants/over")
@allow(PLANNERS)
def over() -> Page:
    """List whose data was kept for the years that the city has set, to be erased together."""
    return _over_page(OverForm(formdata=None))


@bp.post("/participants/over")
@allow(PLANNERS)
def erase_over() -> Page:
    db, form = get_db(), OverForm()
    chosen = request.form.getlist("chosen", type=int)
    erased = tried(
        form, lambda: service.erase_over(db, chosen, at=clock.now(), today=clock.today())
    )
    if erased is None:
        return _over_page(form, chosen)
    return done(
        db,
        url_for("erasing.over"),
        f"{erased}人の個人情報を消去しました。教室の人数には、これまでどおり数えます。",
        participants=sorted(set(chosen)),
        why=Why.PERIOD_OVER.value,
    )


def _over_page(form: OverForm, chosen: Sequence[int] = ()) -> Page:
    db, today = get_db(), clock.today()
    page = render_template(
        "office/erasing/over.html",
        form=form,
        people=queries.over(db, today, limit=SHOWN),
        count=queries.count_over(db, today),
        chosen=chosen,
        since=queries.kept_since(db, today),
        years=settings().keep_years,
        may_decide=current().role in ADMINS,
    )
    return page, form.status


def _page(form: EraseForm, participant_id: int) -> Page:
    record = or_404(queries.record(get_db(), participant_id, clock.today()))
    form.version.data = str(record.version)
    page = render_template(
        "office/erasing/show.html", form=form, record=record, participant_id=participant_id
    )
    return page, form.status
