"""人口: files come in, are looked at first, are kept, and can be taken back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.figures.population import history, queries, service
from classroom.figures.population.beside import rate_change
from classroom.figures.population.day_table import BANDS
from classroom.figures.population.forms import (
    PopulationForm,
    answers_of,
    field_of,
    kept_answers,
    unanswered,
)
from classroom.figures.population.projection import read_projection
from classroom.figures.population.rules import ImportKind
from classroom.figures.population.sheet import Unclear, Unreadable
from classroom.figures.population.values import (
    DayChange,
    Denominator,
    Own,
    PopulationTable,
    Problem,
    Question,
    RateChange,
)
from classroom.rules.words.staff import PLANNERS
from classroom.web import uploads
from classroom.web.acting import or_back
from classroom.web.database import get_db, settings
from classroom.web.pages import done, notify, or_404, see_other
from classroom.web.staff.access import allow, current

bp = Blueprint("population", __name__)
Page = str | tuple[str, int] | Response
TOO_LATE = "確認から1時間たったため、取り込んでいません。もう一度ファイルをえらんでください。"


@bp.get("/population")
@allow(PLANNERS)
def index() -> Page:
    """List the imported days and every import, and take a new file."""
    return _page(PopulationForm(formdata=None))


@bp.post("/population")
@allow(PLANNERS)
def upload() -> Page:
    """Read a file and go on to its preview; a file with problems is not kept."""
    form, problems = PopulationForm(), list[Problem]()
    if form.validate():
        content = form.content()
        try:
            _check(content, form.wanted, form.file_name)
        except Unclear:
            return see_other(_keep(form, content))
        except Unreadable as unreadable:
            problems.extend(unreadable.problems)
            count = len(problems)
            form.refuse(Refusal(f"「{form.file_name}」に、直すところが{count}か所あります。"))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return see_other(_keep(form, content))
    return _page(form, problems)


@bp.get("/population/uploads/<digest>")
@allow(PLANNERS)
def preview(digest: str) -> Page:
    """Show what importing a kept file would change."""
    content = or_404(uploads.kept(settings().instance, digest, clock.now()))
    if _kind() is ImportKind.PROJECTION:
        return render_template(
            "figures/population/preview_projection.html",
            table=read_projection(content, settings().city_code),
            held={day.on: day for day in queries.projected(get_db(), settings().city_code)},
            own_code=settings().city_code,
            today=clock.today(),
            **_named(digest),
        )
    try:
        table = _read(content, request.args.get("name", ""), request.args)
    except Unclear as unclear:
        return _ask(digest, unclear.questions)
    except Refusal as refusal:  # what was answered does not fit the file
        return _ask(digest, _asked(content), refusal.sentence)
    changes = service.changes(get_db(), table)
    return render_template(
        "figures/population/preview.html",
        changes=changes,
        table=table,
        rate=_rate(changes),
        own_code=settings().city_code,
        answers=kept_answers(request.args),
        **_named(digest),
    )


@bp.post("/population/uploads/<digest>")
@allow(PLANNERS)
def confirm(digest: str) -> Page:
    """Import the file that was previewed."""
    db, at, by = get_db(), clock.now(), current().id
    content = uploads.kept(settings().instance, digest, at)
    if content is None:
        notify("stop", TOO_LATE)
        return see_other(url_for("population.index"))
    name, code = request.form.get("name", ""), settings().city_code
    if _kind() is ImportKind.PROJECTION:
        projection = read_projection(content, code)
        record = service.import_projection(db, projection, name, at, by)
        days, rows = len(projection.rows), len(projection.rows)
    else:
        try:
            table = _read(content, name, request.form)
        except Refusal:
            given: dict[str, Any] = kept_answers(request.form)
            given |= {"name": name, "kind": _kind().value}
            return see_other(url_for("population.preview", digest=digest, **given))
        record = service.import_population(db, table, name, at, by)
        days, rows = len({row.on for row in table.rows}), len(table.rows)
    answer = done(
        db,
        url_for("population.index"),
        f"{days}日分の{_kind().label}を取り込みました。",
        undo_url=url_for("population.undo", import_id=record.id),
        population_import=record.id,
        rows=rows,
    )
    uploads.drop(settings().instance, digest)
    return answer


@bp.post("/population/imports/<int:import_id>/undo")
@allow(PLANNERS)
def undo(import_id: int) -> Page:
    """Take an import back; what it had replaced holds again."""
    db, here = get_db(), url_for("population.index")
    with or_back(here):
        record = service.undo_import(db, import_id, at=clock.now(), by=current().id)
    again = url_for("population.again", import_id=import_id)
    return done(db, here, f"「{record.file_name}」の取り込みを取り消しました。", undo_url=again)


@bp.post("/population/imports/<int:import_id>/again")
@allow(PLANNERS)
def again(import_id: int) -> Page:
    """Import once more what was taken back."""
    db, here = get_db(), url_for("population.index")
    with or_back(here):
        record = service.import_again(db, import_id, at=clock.now(), by=current().id)
    back = url_for("population.undo", import_id=record.id)
    return done(db, here, f"「{record.file_name}」をもう一度取り込みました。", undo_url=back)


@bp.get("/population/days/<code>/<day>")
@allow(PLANNERS)
def show_day(code: str, day: str) -> Page:
    """Show a day by area, band and sex, beside the day before it."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        abort(404)
    table = or_404(history.day_table(get_db(), code, on))
    return render_template("figures/population/day.html", day=table, bands=BANDS)


def _check(content: bytes, kind: ImportKind, name: str) -> None:
    """Read a file as it would be imported. Raises Refusal, with all problems if Unreadable."""
    if kind is ImportKind.PROJECTION:
        read_projection(content, settings().city_code)
    else:
        _read(content, name, {})


def _read(content: bytes, name: str, given: Mapping[str, str]) -> PopulationTable:
    own = Own(settings().city_code, settings().city_name)
    return service.read(content, own, name, answers_of(given), clock.today())


def _keep(form: PopulationForm, content: bytes) -> str:
    """Keep a file for an hour, and return the address where it is looked at."""
    digest = uploads.keep(settings().instance, content, clock.now())
    name, kind = form.file_name, form.wanted.value
    return url_for("population.preview", digest=digest, name=name, kind=kind)


def _asked(content: bytes) -> Sequence[Question]:
    """Return what a file leaves open before anything was answered."""
    try:
        _read(content, request.args.get("name", ""), {})
    except Unclear as unclear:
        return unclear.questions
    except Refusal:
        return ()
    return ()


def _ask(digest: str, questions: Sequence[Question], refused: str = "") -> Page:
    """Ask what the file leaves open; what was answered so far comes along."""
    given, fields = kept_answers(request.args), {field_of(one) for one in questions}
    missing = "どれも答えてください。" if unanswered(questions, request.args) else ""
    page = render_template(
        "figures/population/ask.html",
        questions=[(one, field_of(one)) for one in questions],
        refused=refused or missing,
        given=given,
        before={key: one for key, one in given.items() if key not in fields},
        **_named(digest),
    )
    return page, 422 if refused or missing else 200


def _kind() -> ImportKind:
    text = request.values.get("kind", ImportKind.RESIDENTS.value)
    return ImportKind(text) if text in set(ImportKind) else abort(404)


def _named(digest: str) -> dict[str, str]:
    return {"digest": digest, "name": request.args.get("name", ""), "kind": _kind().value}


def _rate(changes: list[DayChange]) -> RateChange | None:
    """Ask what the newest day of the file does to the rate, if it is the own municipality's."""
    own = [c.residents for c in changes if c.residents.municipality_code == settings().city_code]
    if not own:
        return None
    newest, today = max(own, key=lambda day: day.on), clock.today()
    now = queries.denominator(get_db(), settings().city_code, today)
    return rate_change(get_db(), today, now, Denominator(newest.aged, newest.on, ""))


def _page(form: PopulationForm, problems: list[Problem] | None = None) -> Page:
    db = get_db()
    page = render_template(
        "figures/population/index.html",
        form=form,
        problems=problems or [],
        days=queries.imported_days(db),
        imports=history.imports(db),
        projected=queries.projected(db, settings().city_code),
        own_code=settings().city_code,
    )
    return page, form.status
