"""公式値: what the city was given, entered and corrected."""

from flask import Blueprint, Response, render_template, request, url_for

from classroom import clock
from classroom.errors import Refusal
from classroom.official import queries, service
from classroom.official.forms import OfficialForm
from classroom.rules.rate import rounded
from classroom.staff.access import allow, current
from classroom.staff.rules import PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import done, or_404

bp = Blueprint("official", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/official-counts")
@allow(PLANNERS)
def index() -> Page:
    """List the official counts, and take a new one or a correction (?correct=)."""
    number = request.args.get("correct", type=int)
    if number is None:
        return _page(OfficialForm(formdata=None))
    count = or_404(queries.official_count(get_db(), number))
    return _page(OfficialForm(formdata=None, obj=count, corrects=str(number)))


@bp.post("/official-counts")
@allow(PLANNERS)
def add() -> Page:
    """Keep an official count; what it corrects stays in the list."""
    form, db = OfficialForm(), get_db()
    if form.validate():
        try:
            row = service.add_official(
                db,
                form.details(),
                corrects=form.corrected_id,
                at=clock.now(),
                by=current().id,
                today=clock.today(),
            )
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            said = "公式値を直しました。" if form.corrected_id else "公式値を登録しました。"
            return done(db, url_for("official.index"), said, official_count=row.id)
    return _page(form)


def _page(form: OfficialForm) -> Page:
    page = render_template(
        "official/index.html",
        form=form,
        counts=queries.official_lines(get_db()),
        rounded=rounded,
    )
    return page, form.status
