"""The plan's indicators and their values, the review's texts, and the scheme of ratings."""

from flask import abort, render_template, url_for

from classroom.core import clock
from classroom.core.db import fields_of
from classroom.figures.review import queries, service
from classroom.figures.review.blueprint import bp
from classroom.figures.review.forms import (
    ActionForm,
    ActualForm,
    IndicatorForm,
    NewIndicatorForm,
    ReviewForm,
    SchemeForm,
)
from classroom.figures.review.models import IndicatorActual, PlanIndicator
from classroom.figures.review.rules import PLAN_YEARS, Measure
from classroom.figures.review.values import Action, Indicator, NewIndicator, ReviewText, Stamp
from classroom.figures.review.yearly import value
from classroom.kit.document import shown
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db, settings
from classroom.web.pages import Page, done, or_404
from classroom.web.staff.access import allow, current


@bp.get("/review/indicators")
@allow(PLANNERS)
def indicators() -> Page:
    db = get_db()
    return render_template(
        "figures/review/indicators.html",
        actions=queries.actions(db),
        indicators=queries.indicators(db, settings(), only_active=False),
        lacking=len(queries.lacking(db, settings())),
        actuals=queries.actuals(db),
        years=_years(),
        year_label=fiscal_year_label,
        shown=lambda one, number: shown(value(one, number)),
    )


@bp.get("/review/indicators/new")
@allow(PLANNERS)
def new_indicator() -> Page:
    form = NewIndicatorForm(formdata=None)
    return render_template("figures/review/indicator.html", form=form, indicator=None, stored=None)


@bp.post("/review/indicators/new")
@allow(PLANNERS)
def create_indicator() -> Page:
    form, db = NewIndicatorForm(), get_db()

    def add() -> PlanIndicator:
        new = NewIndicator(form.action.number or 0, form.details())
        return service.add_indicator(db, settings(), new)

    if row := tried(form, add):
        where = url_for("review.indicators")
        return done(db, where, "指標を足しました。", indicator=row.code)
    page = render_template("figures/review/indicator.html", form=form, indicator=None, stored=None)
    return page, form.status


@bp.post("/review/indicators/plan")
@allow(PLANNERS)
def take_plan() -> Page:
    """Fill the city's own list from the plan, where it lacks something."""
    db, where = get_db(), url_for("review.indicators")
    with or_back(where):
        filled = service.take_plan(db, settings())
    return done(db, where, f"計画書の値を{filled}の指標に入れました。", filled=filled)


@bp.get("/review/actions/<int:number>")
@allow(PLANNERS)
def edit_action(number: int) -> Page:
    return _action_page(_action_form(number), number)


@bp.post("/review/actions/<int:number>")
@allow(PLANNERS)
def change_action(number: int) -> Page:
    form, db = ActionForm(), get_db()

    def change() -> bool:
        service.change_action(db, number, form.details(), version=form.version_number)
        return True

    if tried(form, change, stored=lambda: _action_form(number)):
        said = "取組事項を直しました。"
        return done(db, url_for("review.indicators"), said, action=number)
    return _action_page(form, number)


@bp.get("/review/indicators/<code>")
@allow(PLANNERS)
def edit_indicator(code: str) -> Page:
    one, form = _indicator(code), IndicatorForm(formdata=None)
    form.show(one)
    return render_template("figures/review/indicator.html", form=form, indicator=one, stored=None)


@bp.post("/review/indicators/<code>")
@allow(PLANNERS)
def change_indicator(code: str) -> Page:
    form, db, one = IndicatorForm(), get_db(), _indicator(code)

    def change() -> bool:
        known = form.version_number
        service.change_indicator(db, settings(), code, form.details(), version=known)
        return True

    def newest() -> IndicatorForm:
        now = IndicatorForm(formdata=None)
        now.show(_indicator(code))
        return now

    if tried(form, change, stored=newest):
        return done(db, url_for("review.indicators"), "指標を直しました。", indicator=code)
    page = render_template(
        "figures/review/indicator.html", form=form, indicator=one, stored=form.stored
    )
    return page, form.status


@bp.get("/review/indicators/<code>/actuals/<int:year>")
@allow(PLANNERS)
def edit_actual(code: str, year: int) -> Page:
    return _actual_page(_actual_form(code, year), code, year)


@bp.post("/review/indicators/<code>/actuals/<int:year>")
@allow(PLANNERS)
def enter_actual(code: str, year: int) -> Page:
    """Keep an indicator's value of a fiscal year; the one before it stays."""
    form, db = ActualForm(), get_db()

    def enter() -> IndicatorActual:
        details, known = form.details(year), form.version_number
        stamp = Stamp(clock.now(), current().id)
        return service.enter_actual(db, settings(), code, details, version=known, stamp=stamp)

    if tried(form, enter, stored=lambda: _actual_form(code, year)):
        said = f"{fiscal_year_label(year)}の実績を入れました。"
        return done(db, url_for("review.indicators"), said, indicator=code, year=year)
    return _actual_page(form, code, year)


@bp.get("/review/<int:year>/texts/<code>")
@allow(PLANNERS)
def edit_texts(year: int, code: str) -> Page:
    return _texts_page(_texts_form(code, year), code, year)


@bp.post("/review/<int:year>/texts/<code>")
@allow(PLANNERS)
def write_texts(year: int, code: str) -> Page:
    form, db = ReviewForm(), get_db()
    _known_year(year)

    def write() -> bool:
        stamp = Stamp(clock.now(), current().id)
        service.write_review(db, (_action(code).number, year), form.details(), stamp)
        return True

    if tried(form, write, stored=lambda: _texts_form(code, year)):
        where = url_for("review.year_sheet", year=year)
        return done(db, where, "取組のふり返りを書きました。", action=_action(code).number)
    return _texts_page(form, code, year)


@bp.get("/review/rating")
@allow(PLANNERS)
def rating() -> Page:
    return _rating_page(_scheme_form())


@bp.post("/review/rating")
@allow(PLANNERS)
def set_rating() -> Page:
    form, db = SchemeForm(), get_db()

    def change() -> bool:
        stamp, known = Stamp(clock.now(), current().id), form.version_number
        service.set_scheme(db, form.details(), version=known, stamp=stamp)
        return True

    if tried(form, change, stored=_scheme_form):
        return done(db, url_for("review.index"), "評価の基準を直しました。")
    return _rating_page(form)


def _indicator(code: str) -> Indicator:
    return or_404(queries.indicator(get_db(), settings(), code))


def _action(code: str) -> Action:
    """Return the action of an address: its number, or the code of one of its indicators."""
    number = code.partition("-")[0]
    return or_404(queries.actions(get_db()).get(int(number) if number.isdecimal() else 0))


def _action_form(number: int) -> ActionForm:
    form = ActionForm(formdata=None)
    form.show(_action(str(number)))
    return form


def _action_page(form: ActionForm, number: int) -> Page:
    last = settings().target_year
    page = render_template(
        "figures/review/action.html",
        form=form,
        stored=form.stored,
        action=_action(str(number)),
        years=[fiscal_year_label(one) for one in range(last - PLAN_YEARS + 1, last + 1)],
    )
    return page, form.status


def _years() -> range:
    return range(settings().baseline_year + 1, fiscal_year(clock.today()) + 1)


def _known_year(year: int) -> None:
    if year not in _years():
        abort(404)


def _actual_form(code: str, year: int) -> ActualForm:
    """Return the form with the value that holds, and with how many there were."""
    form = ActualForm(formdata=None)
    lines = [one for one in queries.actual_lines(get_db(), code) if one.fiscal_year == year]
    holding = next((one for one in lines if not one.is_replaced), None)
    usual = _indicator(code).usual_measure
    data = {
        "version": str(len(lines)),
        "measure": usual.value,
        "reference_on": end_of(year) if usual is Measure.YEAR else None,
    }
    form.process(formdata=None, obj=holding, data=data)
    return form


def _actual_page(form: ActualForm, code: str, year: int) -> Page:
    one = _indicator(code)
    if one.computed:
        abort(404)
    _known_year(year)
    page = render_template(
        "figures/review/actual.html",
        form=form,
        stored=form.stored,
        indicator=one,
        year=year,
        year_name=fiscal_year_label(year),
        lines=queries.actual_lines(get_db(), code),
        shown=lambda number: shown(value(one, number)),
        year_label=fiscal_year_label,
    )
    return page, form.status


def _texts_form(code: str, year: int) -> ReviewForm:
    form = ReviewForm(formdata=None)
    found = queries.texts(get_db(), year).get(_action(code).number, ReviewText())
    form.process(formdata=None, data={**fields_of(found), "version": str(found.version)})
    return form


def _texts_page(form: ReviewForm, code: str, year: int) -> Page:
    _known_year(year)
    page = render_template(
        "figures/review/texts.html",
        form=form,
        stored=form.stored,
        action=_action(code),
        year=year,
        year_name=fiscal_year_label(year),
    )
    return page, form.status


def _scheme_form() -> SchemeForm:
    form = SchemeForm(formdata=None)
    form.show(*queries.scheme(get_db()))
    return form


def _rating_page(form: SchemeForm) -> Page:
    page = render_template("figures/review/rating.html", form=form, stored=form.stored)
    return page, form.status
