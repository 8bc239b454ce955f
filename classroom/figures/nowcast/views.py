"""特別な期間: entered and withdrawn; 改定の記録: what was shown, and what came."""

from flask import Blueprint, Response, render_template, url_for

from classroom.core import clock
from classroom.figures.nowcast import queries, service, story
from classroom.figures.nowcast.forms import PeriodForm
from classroom.figures.nowcast.models import SpecialPeriod
from classroom.rules.text_file import csv_file
from classroom.rules.words.staff import FIGURES, PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db
from classroom.web.pages import Page, done, download
from classroom.web.staff.access import allow, current

bp = Blueprint("nowcast", __name__)


@bp.get("/special-periods")
@allow(PLANNERS)
def periods() -> Page:
    return _page(PeriodForm(formdata=None))


@bp.post("/special-periods")
@allow(PLANNERS)
def add_period() -> Page:
    form, db = PeriodForm(), get_db()

    def keep() -> SpecialPeriod:
        at, today = clock.now(), clock.today()
        return service.add_period(db, form.details(), at=at, by=current().id, today=today)

    if row := tried(form, keep):
        here = url_for("nowcast.periods")
        return done(db, here, "特別な期間を登録しました。", special_period=row.id)
    return _page(form)


@bp.post("/special-periods/<int:period_id>/withdraw")
@allow(PLANNERS)
def withdraw_period(period_id: int) -> Page:
    db, here = get_db(), url_for("nowcast.periods")
    with or_back(here):
        row = service.withdraw_period(db, period_id, at=clock.now())
    return done(db, here, "特別な期間を取り消しました。", special_period=row.id)


@bp.get("/revisions")
@allow(FIGURES)
def revisions() -> Page:
    """Show every figure shown at a month's end beside the official one that came later."""
    lines = queries.revisions(get_db(), clock.today())
    return render_template(
        "figures/nowcast/revisions.html",
        lines=lines,
        sums=story.sums(lines),
        story=story,
        may_plan=current().role in PLANNERS,
    )


@bp.get("/revisions.csv")
@allow(FIGURES)
def revisions_csv() -> Response:
    lines = queries.revisions(get_db(), clock.today())
    return download(csv_file(story.rows(lines)), "改定の記録.csv", "text/csv")


def _page(form: PeriodForm) -> Page:
    lines = queries.period_lines(get_db())
    return render_template("figures/nowcast/periods.html", form=form, lines=lines), form.status
