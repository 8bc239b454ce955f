"""目標まで: what the target takes, the fan, what it assumes, and where classes pay."""

from collections.abc import Mapping

from flask import Blueprint, Response, render_template, request, url_for

from classroom.core import clock
from classroom.figures.outlook import queries, service, story
from classroom.figures.outlook.chart import fan_chart, year_ends
from classroom.figures.outlook.comparison import Comparison, comparisons, rows
from classroom.figures.outlook.forms import SaveForm, TryForm
from classroom.figures.outlook.models import OutlookAssumption
from classroom.figures.outlook.pdf import outlook_paper
from classroom.figures.outlook.rules import INNER, LEAST_CLASSES, LEAST_FRESH, OUTER, Key
from classroom.figures.outlook.service import Sheet
from classroom.figures.outlook.values import Outlook
from classroom.figures.report.service import kpi
from classroom.figures.results.releases import published_day
from classroom.rules.words.app import Stage
from classroom.rules.words.staff import FIGURES, PLANNERS
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.pages import Page, done, pdf
from classroom.web.staff.access import allow, current

bp = Blueprint("outlook", __name__)


@bp.get("/outlook")
@allow(FIGURES)
def index() -> Page:
    """Show the outlook of today; values in the address are tried without saving."""
    form = TryForm(request.args, meta={"csrf": False})
    if form.tried is not None:
        form.validate()
    return _page(form)


@bp.post("/outlook")
@allow(PLANNERS)
def save() -> Page:
    db, form = get_db(), SaveForm()

    def keep() -> OutlookAssumption:
        lines = _sheet(None, published=False).outlook.assumptions
        values = form.chosen({line.key: line for line in lines})
        note, by = str(form.note.data), current().id
        return service.save_assumptions(db, values, note, at=clock.now(), by=by)

    if row := tried(form, keep):
        said = "見通しの前提を保存しました。"
        return done(db, url_for("outlook.index"), said, outlook_assumption=row.id)
    return _page(form)


@bp.get("/outlook.pdf")
@allow(FIGURES)
def paper() -> Response:
    """Give the outlook on two pages; no count that could show a person is on them."""
    form = TryForm(request.args, meta={"csrf": False})
    if form.tried is not None:
        form.validate()
    sheet = _sheet(form.tried, published=True)
    name = f"目標まで_{sheet.kpi.on.isoformat()}.pdf"
    return pdf(outlook_paper(sheet, settings().city_name).pdf, name)


def _sheet(tried: Mapping[Key, float] | None, *, published: bool) -> Sheet:
    db, config = get_db(), settings()
    today = clock.today()
    on = published_day(today) if published else today
    rate = kpi(db, config, on, published=published)
    chances = service.recent_classes(db, Stage(rate.registered_stage), rate.on)
    app = service.of_the_app(db, chances)
    where, unmatched = service.next_places(db, config, rate, app, published=published)
    return Sheet(
        kpi=rate,
        outlook=service.outlook(db, config, rate, tried, chances),
        comparisons=() if published else comparisons(app),
        places=where,
        unmatched=unmatched,
    )


def _page(form: TryForm) -> Page:
    """Show the outlook with the form as it was filled in; only planners may save."""
    published = not current().role.sees_people
    sheet = _sheet(form.tried, published=published)
    found, may_plan = sheet.outlook, current().role in PLANNERS
    form.show(found.assumptions)
    chart = fan_chart(sheet.kpi, found)
    page = render_template(
        "figures/outlook/index.html",
        sheet=sheet,
        found=found,
        chart=chart,
        tables=[_compared(part, published=published) for part in sheet.comparisons],
        least_classes=LEAST_CLASSES,
        least_fresh=LEAST_FRESH,
        year_ends=year_ends(found.fan) if found.fan else [],
        story=story,
        inner=f"{INNER.label}が入る幅",
        outer=f"{OUTER.label}が入る幅",
        form=form,
        keys=list(Key),
        saver=_saver(form, found) if may_plan else None,
        history=queries.saved(get_db()),
        published=published,
        may_plan=may_plan,
        tried={key.value: key.written(number) for key, number in (form.tried or {}).items()},
    )
    return page, form.status


def _compared(part: Comparison, *, published: bool) -> dict[str, object]:
    return {
        "title": part.title,
        "sentence": part.sentence,
        "rows": list(rows(part, published=published)),
    }


def _saver(form: TryForm, found: Outlook) -> SaveForm | None:
    """Return the form that would keep the values on the screen, if they are not kept already."""
    if isinstance(form, SaveForm):
        return form
    if not found.is_tried:
        return None
    saver = SaveForm(formdata=None)
    saver.show(found.assumptions)
    return saver
