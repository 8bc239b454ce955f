"""人口: files come in, are looked at first, and are kept."""

from flask import Blueprint, Response, render_template, request, url_for

from classroom import clock
from classroom.errors import Refusal
from classroom.population import queries, service
from classroom.population.forms import PopulationForm
from classroom.population.reader import Unreadable, read_population
from classroom.population.values import Problem
from classroom.staff.access import allow, current
from classroom.staff.rules import PLANNERS
from classroom.web import uploads
from classroom.web.database import get_db, settings
from classroom.web.pages import done, notify, or_404, see_other

bp = Blueprint("population", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/population")
@allow(PLANNERS)
def index() -> Page:
    """List the imported days, and take a new file."""
    return _page(PopulationForm(formdata=None))


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
            return see_other(url_for("population.preview", digest=digest, name=form.file_name))
    return _page(form, problems)


@bp.get("/population/uploads/<digest>")
@allow(PLANNERS)
def preview(digest: str) -> Page:
    """Show what importing a kept file would change."""
    content = or_404(uploads.kept(settings().instance, digest, clock.now()))
    table = read_population(content, settings().city_code)
    return render_template(
        "population/preview.html",
        changes=service.changes(get_db(), table),
        digest=digest,
        name=request.args.get("name", ""),
        own_code=settings().city_code,
    )


@bp.post("/population/uploads/<digest>")
@allow(PLANNERS)
def confirm(digest: str) -> Page:
    """Import the file that was previewed."""
    db, at, instance = get_db(), clock.now(), settings().instance
    content = uploads.kept(instance, digest, at)
    if content is None:
        notify(
            "stop",
            "確認から1時間たったため、取り込んでいません。もう一度ファイルをえらんでください。",
        )
        return see_other(url_for("population.index"))
    table = read_population(content, settings().city_code)
    name = request.form.get("name", "")
    record = service.import_population(db, table, name, at, current().id)
    days = len({row.on for row in table.rows})
    answer = done(
        db,
        url_for("population.index"),
        f"{days}日分の人口を取り込みました。",
        population_import=record.id,
        rows=len(table.rows),
    )
    uploads.drop(instance, digest)
    return answer


def _page(form: PopulationForm, problems: list[Problem] | None = None) -> Page:
    page = render_template(
        "population/index.html",
        form=form,
        problems=problems or [],
        days=queries.imported_days(get_db()),
        own_code=settings().city_code,
    )
    return page, form.status
