"""Reading what several papers show."""

from sqlmodel import Session

from classroom.core.db import key
from classroom.papers.values import ClassFacts, Meeting, Place
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.queries import offering as find_offering
from classroom.rules.telephone import shown


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
        meetings=tuple(_meeting(session) for session in offering.sessions),
    )


def _meeting(session: CourseSession) -> Meeting:
    venue = session.venue
    place = Place(
        name=venue.name,
        address=venue.address,
        telephone=shown(venue.telephone) if venue.telephone else "",
        parking=venue.parking,
        is_step_free=venue.is_step_free,
    )
    return Meeting(
        number=session.number,
        on=session.on,
        starts=session.starts,
        ends=session.ends,
        place=place,
        room=session.room.name if session.room else "",
        topic=session.topic,
    )
