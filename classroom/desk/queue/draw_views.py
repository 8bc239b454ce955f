"""抽選: the list closed, the number that decides, the result and its record."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.queue import draw_queries
from classroom.desk.queue.desk_views import Page, act_now
from classroom.desk.queue.draw import close_list, draw_seats, reopen_list
from classroom.desk.queue.draw_pdf import draw_record
from classroom.desk.queue.draw_rules import FIRST_TIME_WEIGHT, LOST_BEFORE_WEIGHT
from classroom.desk.queue.forms import ClosingForm, SeedForm
from classroom.desk.queue.models import Draw
from classroom.desk.queue.queries import draw_of
from classroom.planning.course.models import Offering
from classroom.planning.course.queries import offering as find_offering
from classroom.rules.words.queue import DrawOutcome
from classroom.rules.words.staff import DESK, PLANNERS
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db, settings
from classroom.web.pages import done, or_404, pdf
from classroom.web.staff.access import allow, current

bp = Blueprint("draw", __name__)


@bp.get("/offerings/<int:offering_id>/draw")
@allow(DESK)
def show(offering_id: int) -> Page:
    """Show where a draw stands: applications, the closed list, or the result."""
    offering = _offering(offering_id)
    free = offering.capacity - offering.seats_taken
    closing = ClosingForm(formdata=None, data={"seats": free})
    return _page(offering, closing, SeedForm(formdata=None))


@bp.post("/offerings/<int:offering_id>/draw")
@allow(PLANNERS)
def close(offering_id: int) -> Page:
    db, form, offering = get_db(), ClosingForm(), _offering(offering_id)
    draw = tried(form, lambda: close_list(db, offering_id, form.details(), act_now()))
    if draw is None:
        return _page(offering, form, SeedForm(formdata=None))
    return done(
        db,
        _here(offering_id),
        "名簿を締め切りました。数字が決まったら、抽選を行ってください。",
        undo_url=url_for("draw.reopen", offering_id=offering_id),
        digest=draw.digest,
        seats=draw.seats,
    )


@bp.post("/offerings/<int:offering_id>/draw/reopen")
@allow(PLANNERS)
def reopen(offering_id: int) -> Response:
    """Take a closing back while nothing is drawn."""
    db, draw = get_db(), _draw(offering_id)
    with or_back(_here(offering_id)):
        reopen_list(db, key(draw))
    return done(db, _here(offering_id), "締め切りを取り消しました。", digest=draw.digest)


@bp.post("/offerings/<int:offering_id>/draw/result")
@allow(PLANNERS)
def run(offering_id: int) -> Page:
    db, form, offering = get_db(), SeedForm(), _offering(offering_id)
    number = key(_draw(offering_id))
    draw = tried(form, lambda: draw_seats(db, number, form.seed.data or "", act_now()))
    if draw is None:
        return _page(offering, ClosingForm(formdata=None), form)
    said = "抽選を行いました。結果の電話を「かける電話」に加えました。"
    return done(db, _here(offering_id), said, digest=draw.digest)


@bp.get("/offerings/<int:offering_id>/draw.pdf")
@allow(PLANNERS)
def record(offering_id: int) -> Response:
    """Give the 抽選記録 to print: by numbers to be shown, with `names` for the office."""
    found = or_404(draw_queries.record(get_db(), offering_id))
    with_names = "names" in request.args
    paper = draw_record(found, settings().contact, with_names=with_names)
    kind = "職員用" if with_names else "公開用"
    return pdf(paper.pdf, f"抽選記録_{kind}_{found.code}.pdf")


def _page(offering: Offering, closing: ClosingForm, seed: SeedForm) -> Page:
    db = get_db()
    found = draw_queries.record(db, key(offering))
    page = render_template(
        "desk/queue/draw.html",
        offering=offering,
        title=offering.title or offering.course.title,
        first=offering.first_session,
        record=found,
        candidates=[] if found else draw_queries.candidates(db, key(offering), clock.now()),
        closing=closing,
        seed=seed,
        may_plan=current().role in PLANNERS,
        outcomes=DrawOutcome,
        first_time_weight=FIRST_TIME_WEIGHT,
        lost_before_weight=LOST_BEFORE_WEIGHT,
    )
    return page, max(closing.status, seed.status)


def _offering(offering_id: int) -> Offering:
    return or_404(find_offering(get_db(), offering_id))


def _draw(offering_id: int) -> Draw:
    return or_404(draw_of(get_db(), offering_id))


def _here(offering_id: int) -> str:
    return url_for("draw.show", offering_id=offering_id)
