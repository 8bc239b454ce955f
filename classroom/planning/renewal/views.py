"""The page of the 年度更新: last year's classes as drafts of the new year, in one table."""

from dataclasses import replace

from flask import Blueprint, abort, render_template, request, url_for

from classroom.core import clock
from classroom.planning.offering.session_views import place_choices
from classroom.planning.renewal import queries, service
from classroom.planning.renewal.forms import RenewalForm, as_row
from classroom.planning.renewal.rules import year_to_plan
from classroom.planning.renewal.values import Kind, Plan, Source
from classroom.rules.fiscal_year import fiscal_year_label
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import tried
from classroom.web.database import get_db
from classroom.web.pages import Page, done
from classroom.web.staff.access import allow

bp = Blueprint("renewal", __name__)
NOT_SEEN = (
    "直したところに、確かめてほしいことがあります。"
    "下を見て、よければもう一度「下書きとしてつくる」をおしてください。"
)


@bp.get("/renewal")
@allow(PLANNERS)
def show() -> Page:
    """Show what the year would be if everything were held again; nothing is written."""
    db, year = get_db(), _year()
    sources = queries.sources(db, year - 1)
    plans = queries.proposals(db, [one for one in sources if not one.made_id], year)
    form = RenewalForm(formdata=None, data={"runs": [as_row(plan) for plan in plans]})
    return _page(form, sources, plans)


@bp.post("/renewal")
@allow(PLANNERS)
def make() -> Page:
    """Make the drafts, or only look through again what was corrected."""
    db, form, year = get_db(), RenewalForm(), _year()
    form.offer(place_choices(only_used=True))
    if request.form.get("act") == "look":
        form.validate()
        return _again(form), form.status
    if form.validate() and _says_more(form):
        form.form_errors.append(NOT_SEEN)
        return _again(form), form.status
    made = tried(form, lambda: service.renew(db, year, form.plans(), at=clock.now()))
    if made is None:
        return _again(form), form.status
    first = min(one.details.on for plan in form.plans() if plan.is_wanted for one in plan.days)
    said = (
        f"{fiscal_year_label(year)}の開講を{len(made)}件、下書きでつくりました。"
        "重なりを直してから、受付を始めてください。"
    )
    return done(
        db, url_for("course.agenda", month=f"{first:%Y-%m}"), said, year=year, offerings=len(made)
    )


def _says_more(form: RenewalForm) -> bool:
    """Tell whether there is something to know of what is to be made that the page has not said."""
    sources, plans = _typed(form)
    found = queries.review(get_db(), sources, plans, _year(), clock.today())
    return not set(found.marks(form.wanted)) <= set(str(form.seen.data).split())


def _again(form: RenewalForm) -> str:
    return _page(form, *_typed(form))


def _typed(form: RenewalForm) -> tuple[list[Source], list[Plan]]:
    db, year = get_db(), _year()
    sources = queries.sources(db, year - 1)
    proposed = {one.offering_id: one for one in queries.proposals(db, sources, year)}
    known = [plan for plan in form.plans() if plan.offering_id in proposed]
    return sources, [_with_skipped(plan, proposed) for plan in known]


def _with_skipped(plan: Plan, proposed: dict[int, Plan]) -> Plan:
    """Say of a holiday only while the day that was put in its place is there."""
    before = proposed[plan.offering_id]
    days = {one.details.on for one in plan.days}
    same = days == {one.details.on for one in before.days}
    return replace(plan, skipped=before.skipped) if same else plan


def _page(form: RenewalForm, sources: list[Source], plans: list[Plan]) -> str:
    year = _year()
    form.offer(place_choices(only_used=True))
    found = queries.review(get_db(), sources, plans, year, clock.today())
    form.seen.data = " ".join(found.marks(form.wanted))
    return render_template(
        "planning/renewal/table.html",
        form=form,
        year=year,
        years=(year_to_plan(clock.today()) - 1, year_to_plan(clock.today())),
        label=fiscal_year_label,
        sources={str(one.offering_id): one for one in sources},
        made=[one for one in sources if one.made_id],
        review=found,
        kinds=list(Kind),
    )


def _year() -> int:
    planned = year_to_plan(clock.today())
    year = request.args.get("year", planned, int)
    if year not in (planned - 1, planned):
        abort(404)
    return year
