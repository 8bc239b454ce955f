"""Reading what several papers show."""

from dataclasses import replace

from sqlmodel import Session

from classroom.core.db import key
from classroom.papers.values import ClassFacts, Happened, Meeting, Place
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.queries import offering as find_offering
from classroom.planning.course.queries import session as find_session
from classroom.planning.offering.day_service import changes
from classroom.planning.offering.service import sessions_of
from classroom.planning.place.models import Venue
from classroom.rules.telephone import shown
from classroom.rules.words.session import SessionAct


def class_facts(db: Session, offering_id: int) -> ClassFacts | None:
    """Return a class with all its days; None where there is no such offering."""
    found = find_offering(db, offering_id)
    return facts_of(found) if found is not None else None


def facts_of(offering: Offering) -> ClassFacts:
    return ClassFacts(
        offering_id=key(offering),
        code=offering.code,
        title=offering.title or offering.course.title,
        bring=offering.course.bring,
        meetings=tuple(meeting_of(session) for session in offering.days or offering.sessions),
        off=tuple(meeting_of(one) for one in offering.sessions if not one.state.is_on),
    )


def happened(db: Session, course_session_id: int) -> Happened | None:
    """Return what has become of a day; None where nothing has, or it was taken back."""
    session = find_session(db, course_session_id)
    last = next(iter(changes(db, course_session_id)), None)
    if session is None or last is None or last.act.is_restored:
        return None
    now = meeting_of(session)
    place = place_of(db.get_one(Venue, last.venue_before))
    was = replace(
        now, on=last.on_before, starts=last.starts_before, ends=last.ends_before, place=place
    )
    count = len(sessions_of(db, session.offering_id))
    return Happened(act=last.act, reason=last.reason, was=was, now=now, count=count)


def cancelled(db: Session, offering_id: int) -> Happened | None:
    """Return that a whole class was called off, and why; None where it was not."""
    offering = find_offering(db, offering_id)
    if offering is None or not offering.status.is_cancelled:
        return None
    days = facts_of(offering).meetings
    return Happened(
        act=SessionAct.CANCELLED,
        reason=offering.cancel_reason,
        was=days[0],
        now=days[0],
        count=len(days),
        is_whole=True,
    )


def place_of(venue: Venue) -> Place:
    return Place(
        name=venue.name,
        address=venue.address,
        telephone=shown(venue.telephone) if venue.telephone else "",
        parking=venue.parking,
        is_step_free=venue.is_step_free,
    )


def meeting_of(session: CourseSession) -> Meeting:
    return Meeting(
        number=session.number,
        on=session.on,
        starts=session.starts,
        ends=session.ends,
        place=place_of(session.venue),
        room=session.room.name if session.room else "",
        topic=session.topic,
        state=session.state,
        planned_on=session.planned_on,
    )
