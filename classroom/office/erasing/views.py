"""個人情報の消去: what goes and what stays, and the press that does it."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.office.erasing import queries, service
from classroom.office.erasing.forms import EraseForm
from classroom.office.erasing.rules import Why
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import tried
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow

bp = Blueprint("erasing", __name__)
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


def _page(form: EraseForm, participant_id: int) -> Page:
    record = or_404(queries.record(get_db(), participant_id, clock.today()))
    form.version.data = str(record.version)
    page = render_template(
        "office/erasing/show.html", form=form, record=record, participant_id=participant_id
    )
    return page, form.status
