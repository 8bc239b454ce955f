"""実績: the rate of a day on one screen, and its papers."""

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for

from classroom.core import clock
from classroom.core.db import let_go, writing
from classroom.core.errors import Refusal
from classroom.figures.dashboard import story as board_story
from classroom.figures.dashboard.pdf import board_paper
from classroom.figures.dashboard.service import board, keep_month, month_to_keep
from classroom.figures.dashboard.values import NOT_YET, Board
from classroom.figures.outlook.chart import fan_chart
from classroom.figures.outlook.rules import INNER, OUTER
from classroom.figures.recount import service as recount
from classroom.figures.report import export, story, tables
from classroom.figures.report import service as figures
from classroom.figures.report.chart import name_now, rate_chart
from classroom.figures.report.values import Kpi
from classroom.figures.report.workbook import kpi_workbook
from classroom.figures.results.releases import published_day
from classroom.rules.era import parse_date
from classroom.rules.era_calendar import EraError
from classroom.rules.words.staff import FIGURES, PLANNERS
from classroom.web.acting import or_back
from classroom.web.database import get_db, runtime, settings
from classroom.web.pages import Page, download, pdf, workbook
from classroom.web.staff.access import allow, current

bp = Blueprint("dashboard", __name__)


@bp.get("/kpi")
@allow(FIGURES)
def kpi() -> Page:
    """Show the rate on a day (?on=), today unless one is asked for."""
    with or_back(url_for("dashboard.kpi")):
        on = _asked_day()
    published = _is_published()
    shown = board(get_db(), settings(), on, published=published, ahead_of=_ahead_of(on))
    found = shown.kpi
    fan = fan_chart(found, shown.outlook)
    if on == clock.today():
        _keep_last_month(shown)
    return render_template(
        "figures/dashboard/index.html",
        kpi=found,
        chart=None if fan else rate_chart(found),
        fan=fan,
        inner=f"{INNER.label}が入る幅",
        outer=f"{OUTER.label}が入る幅",
        headline=board_story.headline(shown),
        lead=story.lead(found),
        ours=name_now(found),
        missing_why=story.why_no_nowcast(found),
        explained=story.NOWCAST_EXPLAINED,
        five=story.five(found),
        funnel=tables.funnel(found),
        blockers=tables.blockers(found.classes),
        bands=[] if published else tables.bands(found.classes),
        districts=board_story.place_rows(shown, published=published),
        district_ids={place.name: place.id for place in shown.places if place.id},
        coming=shown.coming,
        chart_table=tables.chart_table(found),
        sources=story.sources(found),
        recounted=recount.said(recount.last_check(get_db())),
        published=published,
        is_moved=published and on != _typed_day(),
        opens=not published and on == clock.today(),
        may_plan=current().role in PLANNERS,
        takes=board_story.takes(shown),
        takes_big=board_story.takes_big(shown),
        takes_why_not=board_story.takes_why_not(shown),
        plain=story.plain,
    )


def _keep_last_month(today: Board) -> None:
    """Keep the figures of the month that has ended, on the first look at this page after it."""
    db = get_db()
    ended = month_to_keep(db, today)
    if ended is None:
        return
    found = board(db, settings(), ended)
    let_go(db)
    with writing(runtime().engine) as writer:
        keep_month(writer, found, at=clock.now())


@bp.get("/kpi.json")
@allow(FIGURES)
def kpi_json() -> Response:
    """Give the figures under the keys of the contract."""
    found = _asked()
    content = export.as_json(found).encode()
    return download(content, f"{_file_name(found)}.json", "application/json", inline=True)


@bp.get("/kpi.csv")
@allow(FIGURES)
def kpi_csv() -> Response:
    found = _asked()
    content = export.as_csv(found)
    return download(content, f"{_file_name(found)}.csv", "text/csv")


@bp.get("/kpi.xlsx")
@allow(FIGURES)
def kpi_xlsx() -> Response:
    found = _asked()
    book = kpi_workbook(found, settings().city_name, clock.now())
    return workbook(book, f"{_file_name(found)}.xlsx")


@bp.get("/kpi.pdf")
@allow(FIGURES)
def kpi_pdf() -> Response:
    """Give the one page for the assembly; counts under 5 are never on it, and no day to come."""
    with or_back(url_for("dashboard.kpi")):
        asked = _typed_day()
        if asked > clock.today():
            raise Refusal(NOT_YET)
    on = _last_told(asked)
    found = board(get_db(), settings(), on, published=True, ahead_of=_ahead_of(on))
    return pdf(board_paper(found, settings().city_name).pdf, f"{_file_name(found.kpi)}.pdf")


def _asked() -> Kpi:
    return figures.kpi(get_db(), settings(), _asked_day(), published=_is_published())


def _asked_day() -> date:
    """Return the day asked for; for who may not see people the last month's end before it."""
    asked = _typed_day()
    return _last_told(asked) if _is_published() else asked


def _ahead_of(on: date) -> date:
    """Return from which day classes are to come: today, where the figures are the newest told."""
    today = clock.today()
    return today if on == published_day(today) else on


def _last_told(day: date) -> date:
    return published_day(min(day, clock.today()))


def _typed_day() -> date:
    text = request.args.get("on", "").strip()
    if not text:
        return clock.today()
    try:
        return parse_date(text)
    except EraError as problem:
        raise Refusal(str(problem)) from None


def _is_published() -> bool:
    """Tell whether the reader sees what anybody may see: what may leave the office."""
    return not current().role.sees_people


def _file_name(found: Kpi) -> str:
    return f"登録者率_{found.on.isoformat()}"
