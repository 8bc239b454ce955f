"""実績: the dashboard and its papers; population files; official counts."""

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for

from classroom import clock
from classroom.errors import Refusal
from classroom.report import export, figures, queries, service, story, tables
from classroom.report.chart import rate_chart
from classroom.report.forms import OfficialForm, PopulationForm
from classroom.report.pdf import kpi_paper
from classroom.report.population import Unreadable, read_population
from classroom.report.rules import rounded
from classroom.report.values import Kpi, Problem
from classroom.rules.era import EraError, parse_date
from classroom.staff.access import allow, current
from classroom.staff.rules import FIGURES, PLANNERS, Role
from classroom.web import uploads
from classroom.web.database import get_db, settings
from classroom.web.pages import done, download, notify, or_404, pdf, see_other

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


@bp.get("/population")
@allow(PLANNERS)
def population() -> Page:
    """List the imported days, and take a new file."""
    return _population_page(PopulationForm(formdata=None))


@bp.post("/population")
@allow(PLANNERS)
def upload() -> Page:
    """Read a file and go on to its preview; a file with problems is not kept."""
    form, problems = PopulationForm(), list[Problem]()
    if form.validate():
        content = form.content()
        try:
            read_population(content, settings().city_code)
        except Unreadable as unreadable:
            problems.extend(unreadable.problems)
            count = len(problems)
            form.refuse(Refusal(f"「{form.file_name}」に、直すところが{count}か所あります。"))
        else:
            digest = uploads.keep(settings().instance, content, clock.now())
            return see_other(url_for("report.preview", digest=digest, name=form.file_name))
    return _population_page(form, problems)


@bp.get("/population/uploads/<digest>")
@allow(PLANNERS)
def preview(digest: str) -> Page:
    """Show what importing a kept file would change."""
    content = or_404(uploads.kept(settings().instance, digest, clock.now()))
    table = read_population(content, settings().city_code)
    return render_template(
        "report/preview.html",
        changes=service.changes(get_db(), table),
        digest=digest,
        name=request.args.get("name", ""),
        own_code=settings().city_code,
    )


@bp.post("/population/uploads/<digest>")
@allow(PLANNERS)
def confirm_population(digest: str) -> Page:
    """Import the file that was previewed."""
    db, at, instance = get_db(), clock.now(), settings().instance
    content = uploads.kept(instance, digest, at)
    if content is None:
        notify(
            "stop",
            "確認から1時間たったため、取り込んでいません。もう一度ファイルをえらんでください。",
        )
        return see_other(url_for("report.population"))
    table = read_population(content, settings().city_code)
    name = request.form.get("name", "")
    record = service.import_population(db, table, name, at, current().id)
    days = len({row.on for row in table.rows})
    answer = done(
        db,
        url_for("report.population"),
        f"{days}日分の人口を取り込みました。",
        population_import=record.id,
        rows=len(table.rows),
    )
    uploads.drop(instance, digest)
    return answer


@bp.get("/official-counts")
@allow(PLANNERS)
def officials() -> Page:
    """List the official counts, and take a new one or a correction (?correct=)."""
    number = request.args.get("correct", type=int)
    if number is None:
        return _officials_page(OfficialForm(formdata=None))
    count = or_404(queries.official_count(get_db(), number))
    return _officials_page(OfficialForm(formdata=None, obj=count, corrects=str(number)))


@bp.post("/official-counts")
@allow(PLANNERS)
def add_official() -> Page:
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
            return done(db, url_for("report.officials"), said, official_count=row.id)
    return _officials_page(form)


def _population_page(form: PopulationForm, problems: list[Problem] | None = None) -> Page:
    page = render_template(
        "report/population.html",
        form=form,
        problems=problems or [],
        days=queries.imported_days(get_db()),
        own_code=settings().city_code,
    )
    return page, form.status


def _officials_page(form: OfficialForm) -> Page:
    page = render_template(
        "report/officials.html",
        form=form,
        counts=queries.official_lines(get_db()),
        rounded=rounded,
    )
    return page, form.status


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
