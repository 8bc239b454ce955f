"""The yearly sheet and the monthly report as they stand, their files, and freezing them."""

from collections.abc import Sequence
from datetime import date

from flask import abort, render_template, request, url_for

from classroom.core import clock
from classroom.figures.results.releases import published_day
from classroom.figures.review import edition, queries
from classroom.figures.review.blueprint import bp
from classroom.figures.review.forms import FreezeForm
from classroom.figures.review.models import ReportSnapshot
from classroom.figures.review.monthly import monthly
from classroom.figures.review.pdf import report_paper
from classroom.figures.review.rules import Kind
from classroom.figures.review.sections import month_label
from classroom.figures.review.values import EditionLine, Stamp
from classroom.figures.review.workbook import report_workbook
from classroom.figures.review.yearly import gaps, yearly
from classroom.kit.document import Document
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label
from classroom.rules.words.staff import FIGURES, PLANNERS
from classroom.web.acting import tried
from classroom.web.database import get_db, settings
from classroom.web.pages import Page, done, pdf, workbook
from classroom.web.staff.access import allow, current

MONTHS_OFFERED = 12


@bp.get("/review")
@allow(FIGURES)
def index() -> Page:
    db, today = get_db(), published_day(clock.today())
    years, offered = _years(today), [months.later(today, -back) for back in range(MONTHS_OFFERED)]
    return render_template(
        "figures/review/index.html",
        years=[(year, fiscal_year_label(year)) for year in reversed(years)],
        months=[(f"{month:%Y-%m}", month_label(month)) for month in offered],
        yearly_editions=_by_period(queries.editions(db, Kind.YEARLY)),
        monthly_editions=_by_period(queries.editions(db, Kind.MONTHLY)),
        gaps=sum(one.has_gaps for one in queries.indicators(db, settings())),
        lacking=len(queries.lacking(db, settings())),
        may_plan=current().role in PLANNERS,
    )


@bp.get("/review/<int:year>", endpoint="year_sheet")
@bp.get("/review/months/<month>", endpoint="month_report")
@allow(FIGURES)
def report(year: int | None = None, month: str = "") -> Page:
    """Show the sheet of a fiscal year, or the report of a month, as it stands."""
    return _page(_document(year, month), FreezeForm(formdata=None))


@bp.get("/review/<int:year>.pdf", endpoint="year_pdf")
@bp.get("/review/months/<month>.pdf", endpoint="month_pdf")
@allow(FIGURES)
def report_pdf(year: int | None = None, month: str = "") -> Page:
    document = _document(year, month)
    return pdf(report_paper(document).pdf, f"{document.title}.pdf")


@bp.get("/review/<int:year>.xlsx", endpoint="year_xlsx")
@bp.get("/review/months/<month>.xlsx", endpoint="month_xlsx")
@allow(FIGURES)
def report_xlsx(year: int | None = None, month: str = "") -> Page:
    document = _document(year, month)
    return workbook(report_workbook(document, clock.now()), f"{document.title}.xlsx")


@bp.post("/review/<int:year>/freeze", endpoint="freeze_year")
@bp.post("/review/months/<month>/freeze", endpoint="freeze_month")
@allow(PLANNERS)
def freeze(year: int | None = None, month: str = "") -> Page:
    """Keep a report as its next edition."""
    document, form, db = _document(year, month), FreezeForm(), get_db()

    def keep() -> ReportSnapshot:
        stamp = Stamp(clock.now(), current().id)
        note, known = str(form.note.data or ""), form.version_number
        draw = edition.files_of
        return edition.freeze(db, document, draw, note=note, version=known, stamp=stamp)

    empty = [] if request.form.get("sure") else gaps(document)
    if empty and form.validate():
        return _page(document, form, empty)
    if row := tried(form, keep):
        said = f"{document.title}の第{row.number}版を確定しました。"
        where = url_for("review.edition", number=row.id)
        return done(db, where, said, kind=document.kind, edition=row.number)
    return _page(document, form)


def address_of(kind: str, period: str) -> str:
    if kind == Kind.YEARLY:
        return url_for("review.year_sheet", year=int(period))
    return url_for("review.month_report", month=period)


def _page(document: Document, form: FreezeForm, empty: Sequence[str] = ()) -> Page:
    db, kind = get_db(), Kind(document.kind)
    editions = queries.editions(db, kind, document.period)
    if not form.is_submitted():
        form.version.data = str(editions[0].number if editions else 0)
    address = address_of(kind, document.period)
    page = render_template(
        "figures/review/report.html",
        document=document,
        form=form,
        empty=empty,
        editions=editions,
        pdf_url=f"{address}.pdf",
        xlsx_url=f"{address}.xlsx",
        freeze_url=f"{address}/freeze",
        texts_of=_texts_of(document),
        is_yearly=kind is Kind.YEARLY,
        may_plan=current().role in PLANNERS,
    )
    return page, 422 if empty else form.status


def _texts_of(document: Document) -> dict[str, str]:
    """Return where an action's review is written, by the name of its section, for who may."""
    if document.kind != Kind.YEARLY or current().role not in PLANNERS:
        return {}
    year = int(document.period)
    return {
        f"action-{number}": url_for("review.edit_texts", year=year, code=str(number))
        for number in queries.actions(get_db())
    }


def _document(year: int | None, month: str) -> Document:
    return _monthly(month) if year is None else _yearly(year)


def _yearly(year: int) -> Document:
    today = published_day(clock.today())
    if year not in _years(today):
        abort(404)
    return yearly(get_db(), settings(), year, today)


def _monthly(text: str) -> Document:
    today = published_day(clock.today())
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        abort(404)
    if month > today or fiscal_year(month) not in _years(today):
        abort(404)
    return monthly(get_db(), settings(), month, today)


def _years(today: date) -> range:
    """Return the fiscal years that have begun since the plan's baseline."""
    return range(settings().baseline_year + 1, fiscal_year(today) + 1)


def _by_period(lines: list[EditionLine]) -> dict[str, list[EditionLine]]:
    found: dict[str, list[EditionLine]] = {}
    for line in lines:
        found.setdefault(line.period, []).append(line)
    return found
