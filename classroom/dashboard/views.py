"""実績: the rate of a day and its papers."""

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for

from classroom import clock
from classroom.errors import Refusal
from classroom.report import export, figures, story, tables
from classroom.report.chart import rate_chart
from classroom.report.pdf import kpi_paper
from classroom.report.values import Kpi
from classroom.rules.era import EraError, parse_date
from classroom.staff.access import allow, current
from classroom.staff.rules import FIGURES, PLANNERS, Role
from classroom.web.database import get_db, settings
from classroom.web.pages import download, notify, pdf, see_other

bp = Blueprint("report", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/kpi")
@allow(FIGURES)
def kpi() -> Page:
    """Show the rate on a day (?on=), today unless one is asked for."""
    try:
        on = _asked_day()
    except Refusal as refusal:
        notify("stop", refusal.sentence)
        return see_other(url_for("report.kpi"))
    found = figures.kpi(get_db(), settings(), on)
    published = _is_published()
    return render_template(
        "report/kpi.html",
        kpi=found,
        chart=rate_chart(found),
        headline=story.headline(found),
        lead=story.lead(found),
        five=story.five(found),
        funnel=tables.funnel(found),
        blockers=tables.blockers(found.classes, published=published),
        bands=tables.bands(found.classes, published=published),
        districts=tables.districts(found.classes, published=published),
        chart_table=tables.chart_table(found),
        sources=story.sources(found),
        published=published,
        may_plan=current().role in PLANNERS,
        effort=story.effort(found),
        takes_big=story.takes(found),
        plain=story.plain,
    )


@bp.get("/kpi.json")
@allow(FIGURES)
def kpi_json() -> Response:
    """Give the figures under the keys of the contract."""
    found = _asked()
    content = export.as_json(found, published=_is_published()).encode()
    return download(content, f"{_file_name(found)}.json", "application/json", inline=True)


@bp.get("/kpi.csv")
@allow(FIGURES)
def kpi_csv() -> Response:
    """Give the figures as a table for Excel."""
    found = _asked()
    content = export.as_csv(found, published=_is_published())
    return download(content, f"{_file_name(found)}.csv", "text/csv")


@bp.get("/kpi.pdf")
@allow(FIGURES)
def kpi_pdf() -> Response:
    """Give the one page for the assembly; counts under 5 are never on it."""
    found = _asked()
    return pdf(kpi_paper(found, settings().city_name).pdf, f"{_file_name(found)}.pdf")


def _asked() -> Kpi:
    return figures.kpi(get_db(), settings(), _asked_day())


def _asked_day() -> date:
    text = request.args.get("on", "").strip()
    if not text:
        return clock.today()
    try:
        return parse_date(text)
    except EraError as problem:
        raise Refusal(str(problem)) from None


def _is_published() -> bool:
    """Tell whether the reader sees what anybody may see: counts under 5 stay hidden."""
    return current().role is Role.VIEWER


def _file_name(found: Kpi) -> str:
    return f"登録者率_{found.on.isoformat()}"
