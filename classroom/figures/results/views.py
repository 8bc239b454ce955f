"""教室実績の内訳: class results parted by what one asks for, down to the people behind a number."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.figures.results import breakdowns, forms, queries, service, tables
from classroom.figures.results.month_ends import year_release
from classroom.figures.results.releases import published_day
from classroom.figures.results.rules import FROM, Measure, Question, Way, offered_years
from classroom.figures.results.told import CROWDS, WAYS, TableTold, table_told
from classroom.rules.fiscal_year import fiscal_year_label
from classroom.rules.rate import rounded
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.staff import DESK, FIGURES
from classroom.web.database import get_db, settings
from classroom.web.pages import Page, download
from classroom.web.staff.access import allow, current

bp = Blueprint("results", __name__)
PEOPLE_A_PAGE = 100
UNKNOWN = "unknown"


@bp.get("/results")
@allow(FIGURES)
def index() -> Page:
    """Show class results parted as the address asks, the funnel, and what stopped people."""
    if _is_viewer():
        return _told_page()
    question, problem = _asked_or_usual()
    found = service.board(get_db(), question)
    return render_template(
        "figures/results/index.html",
        question=question,
        problem=problem,
        typed=request.args if problem else forms.written(question),
        options=service.options(found),
        board=found,
        table=tables.shown(found.table),
        sentence=service.sentence(found),
        filters=service.filters_said(found),
        notes=list(service.notes(question)),
        written=forms.written(question),
        link=_Links(question),
        blockers=Blocker,
        rounded=rounded,
    ), 422 if problem else 200


@bp.get("/results.csv")
@allow(FIGURES)
def table_csv() -> Response:
    """Give the table as CSV that Excel opens, with how it counts below it."""
    if _is_viewer():
        return _told_csv()
    question = _asked()
    found = service.board(get_db(), question)
    said = ["".join(service.sentence(found))]
    said += [f"{way.label}：{words}" for way, words in service.filters_said(found)]
    said += service.notes(question)
    content = tables.as_csv(tables.shown(found.table), question, said)
    name = f"教室実績_{question.measure.label}_{question.period.label}.csv"
    return download(content, name, "text/csv")


@bp.get("/results/people")
@allow(DESK)
def people() -> Page:
    """List the people behind a number, each with what happened when and where."""
    db, question = get_db(), _asked()
    unknown = request.args.get("age") == UNKNOWN
    facts = queries.facts(db, question.period, question.registered_stage)
    names = queries.names(db)
    found = breakdowns.behind(facts, question, unknown=unknown)
    pages = max(1, -(-len(found) // PEOPLE_A_PAGE))
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    part = found[(number - 1) * PEOPLE_A_PAGE : number * PEOPLE_A_PAGE]
    persons = queries.persons(db, sorted({fact.person.participant_id for fact in part}))
    return render_template(
        "figures/results/people.html",
        question=question,
        unknown=unknown,
        count=len(found),
        lines=list(breakdowns.doings(part, question, names, persons)),
        filters=[
            (way, breakdowns.label(question, way, key, names))
            for way, key in question.filters.items()
        ],
        notes=list(service.notes(question)),
        written=forms.written(question),
        page=number,
        pages=pages,
    )


class _Links:
    """Addresses of the people behind a number of the page."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def cell(self, row: str = "", column: str = "", *, visits: bool = False) -> str:
        """Return the address of a cell of the table, or of a sum where a key is left out."""
        asked, filters = self.question, dict(self.question.filters)
        filters |= {asked.rows: row} if row else {}
        filters |= {asked.columns: column} if asked.columns and column else {}
        measure = Measure.VISITS if visits else asked.measure
        return _people_url(replace(asked, measure=measure, filters=filters))

    def step(self, stage: str) -> str:
        """Return the address of those who came at least to a stage, or of all of the funnel."""
        reached = {} if stage == Measure.FRESH else {Way.REACHED: f"{FROM}{stage}"}
        filters = breakdowns.filters_of_people(self.question) | reached
        return _people_url(replace(self.question, measure=Measure.FRESH, filters=filters))

    def stopped(self, blocker: str = "", then: str = "") -> str:
        """Return the address of those whom something stopped."""
        filters = breakdowns.filters_of_people(self.question)
        filters |= {Way.BLOCKER: blocker} if blocker else {}
        filters |= {Way.THEN: then} if then else {}
        return _people_url(replace(self.question, measure=Measure.STOPPED, filters=filters))

    def unknown(self) -> str:
        """Return the address of those of whom nobody knows whether they are 70."""
        return f"{_people_url(self.question)}&age={UNKNOWN}"


def _people_url(question: Question) -> str:
    parts: dict[str, Any] = {**forms.written(question)}
    return url_for("results.people", **parts)


def _asked() -> Question:
    return forms.read(request.args, Stage(settings().registered_stage), clock.today())


def _asked_or_usual() -> tuple[Question, str]:
    try:
        return _asked(), ""
    except Refusal as refusal:
        stage = Stage(settings().registered_stage)
        return forms.read({}, stage, clock.today()), refusal.sentence


def _is_viewer() -> bool:
    return not current().role.sees_people


def _told_page() -> Page:
    """Show what is told to who may not see people."""
    problem, today = "", published_day(clock.today())
    stage = Stage(settings().registered_stage)
    try:
        asked = forms.read_told(request.args, stage, today)
    except Refusal as refusal:
        asked, problem = forms.read_told({}, stage, today), refusal.sentence
    page = render_template(
        "figures/results/told.html",
        asked=asked,
        problem=problem,
        table=_told(asked),
        crowds=CROWDS,
        ways=WAYS,
        years=offered_years(queries.earliest_session(get_db()), today),
        year_label=fiscal_year_label,
        on=today,
    )
    return page, 422 if problem else 200


def _told_csv() -> Response:
    today = published_day(clock.today())
    asked = forms.read_told(request.args, Stage(settings().registered_stage), today)
    name = f"教室実績_{CROWDS[asked.crowd]}_{fiscal_year_label(asked.fiscal_year)}.csv"
    return download(_told(asked).as_csv(), name, "text/csv")


def _told(asked: forms.Told) -> TableTold:
    db, stage = get_db(), Stage(settings().registered_stage)
    year = year_release(db, stage, asked.fiscal_year, published_day(clock.today()))
    return table_told(year, asked.crowd, asked.way, queries.names(db))
