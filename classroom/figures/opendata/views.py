"""オープンデータ: the files that the city may publish, and what is in them."""

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for

from classroom.core import clock
from classroom.figures.opendata import service
from classroom.figures.opendata.service import Encoding, EventList, Table
from classroom.figures.results.rules import HIDDEN_UNDER
from classroom.rules import months
from classroom.rules.era_calendar import era_year_label
from classroom.rules.words.staff import FIGURES
from classroom.web.acting import or_back
from classroom.web.database import get_db, settings
from classroom.web.pages import Page, download
from classroom.web.staff.access import allow

bp = Blueprint("opendata", __name__)
PREVIEW_ROWS = 5
MONTHS_OFFERED = 24
CSV = "text/csv"


@bp.get("/open-data")
@allow(FIGURES)
def index() -> Page:
    with or_back(url_for("opendata.index")):
        edition = service.edition_named(settings(), request.args.get("edition"))
        month = _month()
    found = _events()
    return render_template(
        "figures/opendata/index.html",
        found=found,
        edition=edition,
        editions=service.known_editions(settings()).values(),
        table=found.table(edition),
        unfit=found.unfit(edition),
        month=month,
        month_name=_month_name(month),
        months=_months_offered(),
        counts=service.month_table(get_db(), settings(), month),
        preview_rows=PREVIEW_ROWS,
        hidden_under=HIDDEN_UNDER,
    )


@bp.get("/open-data/events.csv")
@allow(FIGURES)
def events_csv() -> Page:
    edition = service.edition_named(settings(), request.args.get("edition"))
    return _csv(_events().table(edition))


@bp.get("/open-data/events.ics")
@allow(FIGURES)
def events_ics() -> Page:
    found = _events()
    return download(found.calendar(clock.now()), f"{found.name}.ics", "text/calendar")


@bp.get("/open-data/events.json")
@allow(FIGURES)
def events_json() -> Page:
    found = _events()
    return download(found.json(), f"{found.name}.json", "application/json")


@bp.get("/open-data/monthly.csv")
@allow(FIGURES)
def monthly_csv() -> Page:
    return _csv(service.month_table(get_db(), settings(), _month()))


def _csv(table: Table) -> Response:
    encoding = Encoding.CP932 if request.args.get("encoding") == Encoding.CP932 else Encoding.UTF8
    return download(table.content(encoding), table.file_name(encoding), CSV)


def _events() -> EventList:
    return service.event_list(get_db(), settings(), clock.today())


def _month() -> date:
    return service.closed_month(request.args.get("month"), clock.today())


def _months_offered() -> list[tuple[str, str]]:
    offered = (months.later(clock.today(), -back) for back in range(1, MONTHS_OFFERED + 1))
    return [(f"{month:%Y-%m}", _month_name(month)) for month in offered]


def _month_name(month: date) -> str:
    return f"{era_year_label(month)}{month.month}月"
