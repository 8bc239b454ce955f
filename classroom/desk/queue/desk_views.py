"""The reception desk: find someone, see what they are booked on and can be booked on."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, session, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.participant import queries as people
from classroom.desk.participant import service as participants
from classroom.desk.participant.models import Participant
from classroom.desk.participant.values import Consent
from classroom.desk.queue import desk_queries
from classroom.desk.queue.forms import CONSENT_HOW
from classroom.desk.queue.rules import PROXY_MAX, REASON_MAX, WHY_MAX, KnownAge
from classroom.desk.queue.values import Act, Booking, Companion, Pick
from classroom.rules.age import age_on
from classroom.rules.words.queue import AT_DESK, CANCEL_REASONS, Channel
from classroom.rules.words.staff import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import done, or_404, see_other
from classroom.web.staff.access import allow, current

bp = Blueprint("enrolment", __name__)
Page = str | tuple[str, int] | Response
HITS_MAX = 20
PICKS_SHOWN = 6
CHANNEL = "desk_channel"


@bp.get("/reception")
@allow(DESK)
def desk() -> Page:
    """Show the desk: whom a search finds, and one person with what they can be booked on."""
    db, found = get_db(), finding()
    if request.headers.get("X-Requested-With") == "fetch":
        return render_template("desk/queue/_hits.html", today=clock.today(), **found)
    wanted = request.args.get("person", type=int)
    if wanted is None and found["hits"]:
        wanted = found["hits"][0].id
    if wanted is None:
        return render_template("desk/queue/desk.html", person=None, today=clock.today(), **found)
    if (lives_on := people.merged_into(db, wanted)) is not None:
        return see_other(desk_of(lives_on))
    person = or_404(people.by_id(db, wanted))
    moving = _moving(wanted)
    return render_template(
        "desk/queue/desk.html",
        **{**found, "chosen": found["chosen"] if found["seek"] else wanted},
        person=person,
        today=clock.today(),
        age=age_on(person.born_on, clock.today()) if person.born_on else None,
        moving=moving,
        **_to_pick(person),
        **_own_bookings(wanted),
        companions=[] if moving else _companions(person, found),
        channel=channel_of_day(),
        channels=AT_DESK,
        reasons=CANCEL_REASONS,
        limits={"why": WHY_MAX, "proxy": PROXY_MAX, "override": REASON_MAX},
        purpose=_unheard_purpose(person),
    )


@bp.post("/participants/<int:participant_id>/consent")
@allow(DESK)
def consent(participant_id: int) -> Page:
    """Record that the purpose statement was read out and agreed to, with its wording's version."""
    db = get_db()
    heard = Consent(settings().purpose_version, clock.today(), CONSENT_HOW[channel_of_day()])
    or_404(participants.agree(db, participant_id, heard))
    said = "利用目的への承諾を記録しました。"
    return done(db, desk_of(participant_id), said, version=heard.version)


def act_now() -> Act:
    """Act now, in the name of who is at the screen."""
    return Act(clock.now(), current().id)


def desk_of(participant_id: int) -> str:
    """Return the desk with this person, as it stands before anything is chosen."""
    return url_for("enrolment.desk", person=participant_id)


def booking_of(enrolment_id: int) -> Booking:
    """Return an enrolment as the desk shows it, or end the request with 404."""
    return or_404(desk_queries.booking(get_db(), enrolment_id))


def channel_of_day() -> Channel:
    """Return how applications come in at this desk: as the clerk last said in this browser."""
    known = session.get(CHANNEL)
    return Channel(known) if known in AT_DESK else Channel.TELEPHONE


def remember_channel(channel: Channel) -> None:
    """Keep how applications come in, so that the counter says so once a day."""
    if channel in AT_DESK:
        session[CHANNEL] = channel.value


def finding() -> dict[str, Any]:
    db, today = get_db(), clock.today()
    text = request.args.get("q", "").strip()
    area_code = settings().area_code
    hits = people.search(db, text, today=today, limit=HITS_MAX, area_code=area_code) if text else []
    person, seek = request.args.get("person", type=int), "seek" in request.args
    if seek:
        hits = [hit for hit in hits if hit.id != person]
    first = hits[0].id if hits else None
    return {
        "q": text,
        "hits": hits,
        "hits_max": HITS_MAX,
        "latest": desk_queries.latest(db, [hit.id for hit in hits], today) if hits else {},
        "chosen": first if seek or person is None else person,
        "seek": person if seek else None,
        "wanted_offering": request.args.get("offering", type=int),
    }


def picks_for(person: Participant | None) -> list[Pick]:
    """Return what can be booked, an offering that was asked for first."""
    age = KnownAge(person.born_on, person.told_band, person.told_band_on) if person else None
    wanted = request.args.get("offering", type=int)
    number = key(person) if person else None
    now = clock.local(clock.now())
    found = desk_queries.picks(get_db(), number, age, settings().age_rule, now=now)
    return sorted(found, key=lambda pick: pick.offering.id != wanted)


def _to_pick(person: Participant) -> dict[str, Any]:
    picks = picks_for(person)
    return {
        "picks": picks if request.args.get("all") else picks[:PICKS_SHOWN],
        "picks_more": len(picks) - PICKS_SHOWN,
    }


def _own_bookings(participant_id: int) -> dict[str, Any]:
    db, today = get_db(), clock.today()
    bookings = desk_queries.bookings(db, participant_id)
    live = [b for b in reversed(bookings) if b.is_live and b.last_on >= today]
    return {
        "live": live,
        "past": [b for b in bookings if not b.is_live or b.last_on < today],
        "together": desk_queries.companions(db, [b.enrolment_id for b in live]),
    }


def _moving(participant_id: int) -> Booking | None:
    """Return the booking that is to be moved, where the page was opened to move one."""
    number = request.args.get("move", type=int)
    if number is None:
        return None
    found = booking_of(number)
    if found.participant_id != participant_id or not found.is_live:
        abort(404)
    return found


def _companions(person: Participant, found: dict[str, Any]) -> Sequence[Companion]:
    """Return who may be booked together with a person: who was sought, and the same telephone."""
    db, today = get_db(), clock.today()
    sought = request.args.getlist("with", type=int)
    if found["seek"] and not sought:
        sought = [hit.id for hit in found["hits"][:1]]
    chosen = [other for number in sought if (other := people.by_id(db, number)) is not None]
    listed = [
        Companion(key(other), other.shown_name, "", is_chosen=True)
        for other in chosen
        if other.id != person.id
    ]
    known = {person.id, *(other.id for other in listed)}
    same = people.with_telephone(db, person.telephone, today=today)
    return [
        *listed,
        *(
            Companion(other.id, other.shown_name, "同じ電話", is_chosen=False)
            for other in same
            if other.id not in known
        ),
    ]


def _unheard_purpose(person: Participant) -> str:
    """Return the purpose statement where this wording was not agreed to yet."""
    version = settings().purpose_version
    return "" if person.consent_version == version else settings().purpose
