"""Pages of a handout's text: written beside its printed pages, kept in versions."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.kit.handout.devices import device_named
from classroom.kit.handout.pdf import handout_pdf
from classroom.kit.handout.version import Version
from classroom.planning.material import figure_words, handout_queries, queries, service
from classroom.planning.material.differences import differences
from classroom.planning.material.forms import EditForm, NewForm
from classroom.planning.material.models import HandoutVersion
from classroom.planning.material.preview import Preview, preview, prove
from classroom.planning.material.rules import renamed, slug_of, tidy
from classroom.planning.material.values import Draft, Source
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db
from classroom.web.pages import done, or_404, pdf
from classroom.web.staff.access import allow, current

bp = Blueprint("material", __name__)
Page = str | tuple[str, int] | Response


@bp.get("/handouts/new")
@allow(PLANNERS)
def new() -> Page:
    """Ask for a new handout's code and title, and what to begin with."""
    return render_template("planning/material/new.html", form=_new_form(formdata=None))


@bp.post("/handouts/new")
@allow(PLANNERS)
def create() -> Page:
    form, db = _new_form(), get_db()
    code, title = str(form.code.data).upper(), str(form.title.data)

    def make() -> HandoutVersion:
        base = queries.source(db, form.copied) if form.copied else figure_words.template()
        text = prove(renamed(base.text, code=code, title=title))
        note = f"「{form.copied}」の写し" if form.copied else "ひな形から"
        return service.create(db, code, Draft(text, note), at=clock.now(), by=current().id)

    if tried(form, make) is None:
        return render_template("planning/material/new.html", form=form), form.status
    where = url_for("material.edit", slug=slug_of(code))
    return done(db, where, f"配布資料「{title}」をつくりました。文を直してください。")


@bp.get("/handouts/words")
@allow(PLANNERS)
def words() -> Page:
    drawings, marks = figure_words.drawings(), figure_words.MARKS
    return render_template(
        "planning/material/words.html", kinds=figure_words.WORDS, marks=marks, drawings=drawings
    )


@bp.get("/handouts/<slug>")
@allow(PLANNERS)
def edit(slug: str) -> Page:
    source = _source(slug)
    form = _stored(source)
    form.device.data = request.args.get("device") or form.device.data
    return _editor(source, form)


@bp.post("/handouts/<slug>/preview")
@allow(PLANNERS)
def show(slug: str) -> Page:
    """Show the pages of what is being typed. Nothing is saved."""
    source, form = _source(slug), EditForm()
    if request.headers.get("X-Requested-With") == "fetch":
        return render_template("planning/material/_preview.html", found=_preview(source, form))
    return _editor(source, form)


@bp.post("/handouts/<slug>")
@allow(PLANNERS)
def save(slug: str) -> Page:
    """Save the text as the next version; what was typed is kept whatever happens."""
    form, db = EditForm(), get_db()
    _source(slug)
    row = tried(
        form,
        lambda: service.save(
            db,
            slug,
            Draft(prove(str(form.source.data)), str(form.note.data)),
            base=form.version_number,
            at=clock.now(),
            by=current().id,
        ),
        stored=lambda: _stored(_source(slug)),
    )
    if row is None:
        return _editor(_source(slug), form), form.status
    said = f"第{row.number}版を保存しました。これから見せる資料と刷る資料は、この版です。"
    return done(db, url_for("material.edit", slug=slug), said, number=row.number)


@bp.get("/handouts/<slug>/versions")
@allow(PLANNERS)
def versions(slug: str) -> Page:
    kept = queries.history(get_db(), slug)
    return render_template(
        "planning/material/versions.html", handout=_named(_source(slug)), versions=kept
    )


@bp.get("/handouts/<slug>/versions/<int:number>")
@allow(PLANNERS)
def version(slug: str, number: int) -> Page:
    """Show a version, and how it differs from the one before or from the one asked for."""
    db, now = get_db(), _source(slug)
    this = or_404(queries.version(db, slug, number))
    against = request.args.get("against", type=int)
    older = queries.version(db, slug, number - 1 if against is None else against)
    return render_template(
        "planning/material/version.html",
        handout=_named(now),
        this=this,
        older=older,
        now=now,
        changes=differences(older.text, this.text) if older else (),
    )


@bp.get("/handouts/<slug>/versions/<int:number>.pdf")
@allow(PLANNERS)
def paper(slug: str, number: int) -> Page:
    """Print a version, however old."""
    source = or_404(queries.version(get_db(), slug, number))
    found = handout_queries.edition_of(source, device_named(request.args.get("device", "")))
    name = f"配布資料_{found.name}{found.edition_mark}_{source.version.name}.pdf"
    return pdf(handout_pdf(found).pdf, name)


@bp.post("/handouts/<slug>/versions/<int:number>/restore")
@allow(PLANNERS)
def restore(slug: str, number: int) -> Page:
    """Make an older version the newest again, as a version of its own."""
    db = get_db()
    old = or_404(queries.version(db, slug, number))
    base = request.form.get("version", -1, type=int)
    with or_back(url_for("material.version", slug=slug, number=number)):
        draft = Draft(prove(old.text), f"{old.version.name}にもどした")
        row = service.save(db, slug, draft, base=base, at=clock.now(), by=current().id)
    said = f"{old.version.name}の文を、第{row.number}版として保存しました。"
    return done(db, url_for("material.edit", slug=slug), said, number=row.number)


def _source(slug: str) -> Source:
    db = get_db()
    return or_404(queries.source(db, slug) if queries.is_known(db, slug) else None)


def _stored(source: Source) -> EditForm:
    data = {"source": source.text, "version": str(source.version.number)}
    return EditForm(formdata=None, data=data)


def _named(source: Source) -> dict[str, str]:
    """Return what a page's head says of a handout, even one that cannot be read."""
    return {"slug": source.slug, "title": handout_queries.title_of(source.text) or source.slug}


def _new_form(**given: None) -> NewForm:
    form = NewForm(**given)
    form.offer(handout_queries.names(get_db()))
    return form


def _preview(source: Source, form: EditForm) -> Preview:
    text, next_one = str(form.source.data or ""), source.version.number + 1
    is_same = tidy(source.text) == text
    as_version = source.version if is_same else Version(next_one, clock.today())
    wants_notes = bool(form.instructor.data)
    return preview(text, form.wanted_device, as_version, instructor=wants_notes)


def _editor(source: Source, form: EditForm) -> str:
    """Show the editor; after a stale save, what differs from the version saved meanwhile."""
    is_stale = form.stored is not None
    changes = differences(source.text, str(form.source.data or "")) if is_stale else ()
    return render_template(
        "planning/material/edit.html",
        handout=_named(source),
        source=source,
        form=form,
        found=_preview(source, form),
        changes=changes,
        is_stale=is_stale,
        kinds=figure_words.WORDS,
        signs=figure_words.SIGNS,
        marks=figure_words.MARKS,
    )
