"""The list of participants, a person's card, and reading back what a clerk types."""

from http import HTTPStatus
from math import ceil

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.participant import queries, service
from classroom.desk.participant.forms import KanaForm, LivingForm, ParticipantForm, ResidenceForm
from classroom.desk.participant.likeness import WEAK
from classroom.desk.participant.models import Participant
from classroom.desk.participant.reading import read_birth_date, read_identity, read_telephone
from classroom.planning.place.queries import districts
from classroom.rules.age import age_on
from classroom.rules.words.residence import Residence
from classroom.rules.words.staff import DESK, PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db, settings
from classroom.web.forms import Form
from classroom.web.pages import done, or_404, see_other
from classroom.web.staff.access import allow, current

bp = Blueprint("participant", __name__)
Page = str | tuple[str, int] | Response
PER_PAGE = 50
FOUND_MAX = 100


@bp.get("/participants")
@allow(DESK)
def index() -> Page:
    """List the participants: whom a search finds, else one 行 of the 五十音 at a time."""
    db, today = get_db(), clock.today()
    text, row = request.args.get("q", "").strip(), request.args.get("row", "")
    counts = queries.row_counts(db)
    if row not in counts:
        row = next((found for found, count in counts.items() if count), queries.ROWS[0])
    page = max(request.args.get("page", 1, type=int), 1)
    if text:
        area_code = settings().area_code
        people = queries.search(db, text, today=today, limit=FOUND_MAX, area_code=area_code)
    else:
        offset = (page - 1) * PER_PAGE
        people = queries.listed(db, row, today=today, limit=PER_PAGE, offset=offset)
    return render_template(
        "desk/participant/index.html",
        people=people,
        q=text,
        row=row,
        counts=counts,
        page=page,
        pages=ceil(counts[row] / PER_PAGE),
        found_max=FOUND_MAX,
        kana_to_ask=queries.count_to_ask(db, queries.KANA_TO_ASK, today),
        residence_to_ask=queries.count_to_ask(db, queries.RESIDENCE_TO_ASK, today),
        today=today,
        may_plan=current().role in PLANNERS,
    )


@bp.get("/participants/<int:participant_id>")
@allow(DESK)
def show(participant_id: int) -> Page:
    """Show a person's card; of a record that was merged, the one it lives on in."""
    if (now := queries.merged_into(get_db(), participant_id)) is not None:
        return see_other(url_for("participant.show", participant_id=now))
    person = or_404(queries.by_id(get_db(), participant_id))
    return _card(person, LivingForm(formdata=None, obj=person))


@bp.post("/participants/<int:participant_id>/living")
@allow(DESK)
def living(participant_id: int) -> Page:
    """Write down where a person lives, or that they moved away or died, and when."""
    db, form = get_db(), LivingForm()
    or_404(queries.by_id(db, participant_id))

    def deed() -> Participant:
        version, given = form.version_number, form.living()
        return or_404(
            service.write_living(db, participant_id, given, version=version, at=clock.now())
        )

    made = tried(form, deed, stored=lambda: _stored_living(participant_id))
    if made is None:
        return _card(or_404(queries.by_id(db, participant_id)), form)
    here = url_for("participant.show", participant_id=participant_id)
    gone, how = made.departure, made.residence.value
    if gone is None:
        return done(db, here, "お住まいを登録しました。", residence=how)
    undo = url_for("participant.undo_departure", participant_id=participant_id, v=made.version)
    said = (
        f"{made.shown_name}さんは{gone.sentence(clock.today())}。電話・はがき・名簿から外しました。"
    )
    if gone.on > clock.today():
        said = f"{made.shown_name}さんは{gone.sentence(clock.today())}。その日から外します。"
    # At the desk stands what is still booked, to be cancelled.
    to = url_for("enrolment.desk", person=participant_id)
    return done(db, to, said, undo_url=undo, residence=how, left=gone.how.value)


@bp.post("/participants/<int:participant_id>/living/undo")
@allow(DESK)
def undo_departure(participant_id: int) -> Page:
    """Take back that a person moved away or died."""
    db, here = get_db(), url_for("participant.show", participant_id=participant_id)
    version = Form().version_number or request.args.get("v", 0, int)
    with or_back(here):
        made = or_404(
            service.take_back_departure(db, participant_id, version=version, at=clock.now())
        )
    said = f"{made.shown_name}さんの転出・死亡を取り消しました。取り消した申込は、もどりません。"
    return done(db, here, said)


@bp.get("/participants/residence")
@allow(DESK)
def residence_to_ask() -> str:
    """List of whom is to be asked whether they live in the city."""
    db, today = get_db(), clock.today()
    return render_template(
        "desk/participant/residence.html",
        people=queries.to_ask(db, queries.RESIDENCE_TO_ASK, today),
        count=queries.count_to_ask(db, queries.RESIDENCE_TO_ASK, today),
        choices=(Residence.INSIDE, Residence.OUTSIDE),
    )


@bp.post("/participants/<int:participant_id>/residence")
@allow(DESK)
def confirm_residence(participant_id: int) -> Page:
    """Write down where a person lives as they were asked."""
    db, form = get_db(), ResidenceForm()
    here = url_for("participant.residence_to_ask")
    with or_back(here):
        if not form.validate():
            raise Refusal("市内か市外かを、えらんで押してください。")
        where = Residence(form.residence.data)
        made = or_404(
            service.confirm_residence(
                db, participant_id, where, version=form.version_number, at=clock.now()
            )
        )
    said = f"{made.shown_name}さんを「{where.label}」にしました。"
    return done(db, here, said, residence=where.value)


def _stored_living(participant_id: int) -> LivingForm:
    return LivingForm(formdata=None, obj=or_404(queries.by_id(get_db(), participant_id)))


def _card(person: Participant, form: LivingForm) -> Page:
    today = clock.today()
    details = service.details_of(person)
    page = render_template(
        "desk/participant/show.html",
        person=person,
        form=form,
        stored=form.stored,
        today=today,
        age=_age(person),
        same=queries.likely_same(get_db(), details, today=today, least=WEAK, but=person.id),
        may_plan=current().role in PLANNERS,
    )
    return page, form.status


@bp.get("/participants/kana")
@allow(DESK)
def kana_to_ask() -> Page:
    """List whose フリガナ is to be asked at the next call."""
    return _kana_page(KanaForm(formdata=None))


@bp.post("/participants/<int:participant_id>/kana")
@allow(DESK)
def confirm_kana(participant_id: int) -> Page:
    """Write down a フリガナ as it was asked for."""
    db, form = get_db(), KanaForm()
    made = tried(form, lambda: _confirmed(form, participant_id))
    if made is None:
        return _kana_page(form, participant_id)
    said = f"{made.shown_name}さんのフリガナを「{made.name_kana}」にしました。"
    return done(db, url_for("participant.kana_to_ask"), said)


def _confirmed(form: KanaForm, participant_id: int) -> Participant:
    kana = str(form.name_kana.data)
    found = service.confirm_kana(get_db(), participant_id, kana, version=form.version_number)
    return or_404(found)


def _kana_page(form: KanaForm, tried_id: int = 0) -> Page:
    db = get_db()
    page = render_template(
        "desk/participant/kana.html",
        people=queries.to_ask(db, queries.KANA_TO_ASK, clock.today()),
        count=queries.count_to_ask(db, queries.KANA_TO_ASK, clock.today()),
        form=form,
        tried_id=tried_id,
    )
    return page, form.status


@bp.get("/participants/likely")
@allow(DESK)
def likely() -> str:
    """Show who may be the person being typed, as a fragment for the form; nothing if nobody."""
    given, today = request.args, clock.today()
    details = read_identity(given, settings().area_code, today)
    same = queries.likely_same(get_db(), details, today=today, but=given.get("but", type=int))
    return render_template("desk/participant/_likely.html", same=same)


@bp.get("/participants/<int:participant_id>/edit")
@allow(DESK)
def edit(participant_id: int) -> Page:
    person = or_404(queries.by_id(get_db(), participant_id))
    form = ParticipantForm(obj=person)
    return _edit_page(form, person)


@bp.post("/participants/<int:participant_id>/edit")
@allow(DESK)
def update(participant_id: int) -> Page:
    """Change a person's card; shows both versions where someone else was faster."""
    db = get_db()
    person = or_404(queries.by_id(db, participant_id))
    form = ParticipantForm()
    form.today = clock.today()
    form.offer_districts(districts(db))
    made = tried(
        form, lambda: _change(form, participant_id), stored=lambda: _stored(participant_id)
    )
    if made is None:
        return _edit_page(form, person)
    return done(db, _after_edit(participant_id), "登録の内容を直しました。")


@bp.get("/echo/birth-date")
@allow(DESK)
def echo_birth_date() -> Response:
    return _plain(*read_birth_date(request.args.get("text", ""), clock.today()))


@bp.get("/echo/telephone")
@allow(DESK)
def echo_telephone() -> Response:
    """Read back a telephone number as it is typed, and whose it is already."""
    text, area_code = request.args.get("text", ""), settings().area_code
    return _plain(*read_telephone(get_db(), text, area_code, clock.today()))


def _change(form: ParticipantForm, participant_id: int) -> Participant | None:
    details = form.details_with(settings().purpose_version)
    return service.change(
        get_db(), participant_id, details, version=form.version_number, at=clock.now()
    )


def _stored(participant_id: int) -> ParticipantForm:
    """Return the form of the newest version, to be shown beside what was sent."""
    form = ParticipantForm(formdata=None, obj=or_404(queries.by_id(get_db(), participant_id)))
    form.offer_districts(districts(get_db()))
    return form


def _edit_page(form: ParticipantForm, person: Participant) -> Page:
    form.today = clock.today()
    form.offer_districts(districts(get_db()))
    page = render_template(
        "desk/participant/edit.html",
        form=form,
        person=person,
        stored=form.stored,
        back=_after_edit(person.id or 0),
        purpose=settings().purpose,
        echo=_echo(form),
    )
    return page, form.status


def _echo(form: ParticipantForm) -> str | None:
    text, status = read_birth_date(str(form.born_on.data or ""), form.today)
    return text if status == HTTPStatus.OK else None  # the error is said below the field


def _after_edit(participant_id: int) -> str:
    """Return the page to go on to: the desk, if that is where the person came from."""
    if request.args.get("at") == "desk":
        return url_for("enrolment.desk", person=participant_id)
    return url_for("participant.show", participant_id=participant_id)


def _age(person: Participant) -> int | None:
    return age_on(person.born_on, clock.today()) if person.born_on else None


def _plain(text: str, status: int) -> Response:
    answer: Response = make_response(text, status)
    answer.mimetype = "text/plain"
    return answer
