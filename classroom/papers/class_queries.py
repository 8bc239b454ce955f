"""Reading what the papers for a class show."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.attendance.codes import code_of
from classroom.class_day.attendance.rules import NEED_WORDS
from classroom.class_day.attendance.values import SessionHead
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import is_here
from classroom.desk.participant.rules import Device
from classroom.desk.queue.models import Enrolment
from classroom.kit.handout.blocks import Handout
from classroom.kit.handout.devices import device_named
from classroom.papers.class_values import (
    Checklist,
    Flyer,
    Order,
    Roster,
    RosterPart,
    RosterRow,
    Run,
    Tag,
    TagSheet,
)
from classroom.papers.queries import facts_of
from classroom.papers.values import Office
from classroom.planning.course import queries as courses
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import IS_ON
from classroom.planning.course.rules import Selection
from classroom.planning.material import handout_queries
from classroom.planning.place.models import District, Venue
from classroom.planning.staffing.loan_queries import lent_to
from classroom.rules.age import age_on, band_of
from classroom.rules.era_calendar import wareki, weekday
from classroom.rules.telephone import shown
from classroom.rules.words.bands import Band, ToldBand
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Status as EnrolmentStatus

LAST = 10**6
FIRST_NUMBER = re.compile(r"\d+")
NO_DISTRICT = "地区がわからない方"
NO_BAND = "年代がわからない方"


def roster(
    db: Session, head: SessionHead, order: Order, *, for_desk: bool, printed_at: datetime
) -> Roster:
    """Return the 名簿 of a session's class; telephones and districts only for the desk."""
    rows = [
        (_part(row, head.on, order), _roster_row(row, head.on, for_desk=for_desk))
        for row in _people(db, head)
    ]
    return Roster(
        title=head.title,
        about="　".join(filter(None, (_about(head), _left_out(db, head)))),
        order=order,
        parts=_parts(rows),
        has_telephones=for_desk,
        has_districts=for_desk,
        printed_at=printed_at,
    )


def _people(db: Session, head: SessionHead) -> Iterable[Any]:
    wanted = (
        sa.select(
            col(Participant.name),
            col(Participant.name_kana),
            col(Participant.born_on),
            col(Participant.told_band),
            col(Participant.device),
            col(Participant.telephone),
            sa.func.coalesce(col(District.name), "").label("district"),
            sa.func.coalesce(col(District.position), 0).label("position"),
            *(getattr(Participant, need) for need in NEED_WORDS),
        )
        .join(Enrolment, col(Enrolment.participant_id) == col(Participant.id))
        .outerjoin(District, col(District.id) == col(Participant.district_id))
        .where(
            col(Enrolment.offering_id) == head.offering_id,
            col(Enrolment.status) == EnrolmentStatus.ACCEPTED,
            is_here(head.on),
        )
        .order_by(col(Participant.sort_key), col(Participant.id))
    )
    return db.connection().execute(wanted)


def _left_out(db: Session, head: SessionHead) -> str:
    left = attendance.left_out(db, head.id)
    return f"転出・死亡の{left}人を除く" if left else ""


def _part(row: Any, day: date, order: Order) -> tuple[int, str]:
    """Return where a person's part of the list stands, and its heading."""
    if order is Order.DISTRICT:
        return (row.position, row.district) if row.district else (LAST, NO_DISTRICT)
    if order is Order.BAND:
        label = _band_label(row.born_on, row.told_band, day)
        return (int(FIRST_NUMBER.findall(label)[0]), label) if label else (LAST, NO_BAND)
    return 0, ""


def _parts(rows: Iterable[tuple[tuple[int, str], RosterRow]]) -> tuple[RosterPart, ...]:
    """Cut the list by its headings, each part in the order that it came in."""
    ordered = groupby(sorted(rows, key=itemgetter(0)), key=itemgetter(0))
    return tuple(RosterPart(where[1], tuple(row for _, row in found)) for where, found in ordered)


def _roster_row(row: Any, day: date, *, for_desk: bool) -> RosterRow:
    needs = (word for need, word in NEED_WORDS.items() if getattr(row, need))
    return RosterRow(
        name=row.name or row.name_kana,
        kana=row.name_kana if row.name else "",
        band=_band_label(row.born_on, row.told_band, day),
        district=row.district if for_desk else "",
        device="" if row.device is Device.UNKNOWN else row.device.label,
        needs="・".join(needs),
        telephone=shown(row.telephone) if row.telephone and for_desk else "",
    )


def _band_label(born_on: date | None, told: ToldBand | None, day: date) -> str:
    """Return the band on the day of the class; a decade told as such stays one."""
    if born_on is not None:
        band = band_of(age_on(born_on, day))
        return "" if band is Band.UNKNOWN else band.label
    return told.label if told is not None and told is not ToldBand.UNKNOWN else ""


def tags(
    db: Session, head: SessionHead, enrolment_ids: Sequence[int], *, look: tuple[str, str], key: str
) -> TagSheet:
    """Return the 名札 of these people. `look` is the kind of sheet and the city's name."""
    lines = attendance.lines_of(db, head, enrolment_ids)
    return TagSheet(
        title=head.title,
        on=head.on,
        tags=tuple(
            Tag(line.shown_name, line.kana if line.name else "", code_of(line.enrolment_id, key))
            for line in lines
            if line is not None
        ),
        sheet=look[0],
        city=look[1],
    )


def flyer(db: Session, offering_id: int, office: Office, address: str) -> Flyer | None:
    """Return the flyer of one run; None where there is no such offering."""
    found = _offerings(db, col(Offering.id) == offering_id)
    return _flyer(found[0].course, found, office, address) if found else None


def course_flyer(
    db: Session, course_id: int, office: Office, *, address: str, today: date
) -> Flyer | None:
    """Return the flyer of all runs of a course that can be applied for; None without the course."""
    course = db.get(Course, course_id)
    if course is None:
        return None
    of_course = col(Offering.course_id) == course_id
    found = _offerings(db, sa.and_(of_course, col(Offering.status) == Status.OPEN))
    coming = [one for one in found if one.first_session.on >= today]
    return _flyer(course, coming, office, address)


def _offerings(db: Session, which: Any) -> list[Offering]:
    numbers = db.exec(select(Offering.id).where(which)).all()
    found = (courses.offering(db, number) for number in numbers if number is not None)
    whole = [one for one in found if one is not None and one.sessions]
    return sorted(whole, key=lambda one: one.first_session.day)


def _flyer(course: Course, runs: Sequence[Offering], office: Office, address: str) -> Flyer:
    title = (runs[0].title if len(runs) == 1 else "") or course.title
    return Flyer(
        title=title,
        summary=course.summary,
        bring=course.bring,
        runs=tuple(
            Run(
                about=facts_of(one),
                seats=one.capacity,
                age_min=one.age_min,
                apply_until=one.apply_until,
                is_draw=one.selection is Selection.DRAW,
            )
            for one in runs
        ),
        office=office,
        address=address,
    )


def handouts(db: Session, head: SessionHead) -> tuple[Handout, ...]:
    """Return the handouts of a session's course: one, or one for each kind of phone."""
    course = course_of(db, head)
    if not course.handout:
        return ()
    only = device_named(course.device.value)
    first = handout_queries.handout(db, course.handout, only)
    if only or not first.devices:
        return (first,)
    return tuple(handout_queries.handout(db, course.handout, device) for device in first.devices)


def checklist(db: Session, head: SessionHead, people: int, handout: str) -> Checklist:
    """Return what must not be forgotten on the way to a session."""
    session = db.get(CourseSession, head.id)
    venue = db.get(Venue, session.venue_id) if session else None
    return Checklist(
        title=head.title,
        on=head.on,
        starts=head.starts,
        ends=head.ends,
        venue="　".join(filter(None, (head.venue, head.room))),
        people=people,
        loans=len(lent_to(db, head.id)),
        has_wifi=bool(venue and venue.has_wifi),
        handout=handout,
    )


def course_of(db: Session, head: SessionHead) -> Course:
    wanted = select(Course).join(Offering, col(Offering.course_id) == col(Course.id))
    return db.exec(wanted.where(Offering.id == head.offering_id)).one()


def sessions_of_month(db: Session, first: date, after: date) -> list[int]:
    """Return the sessions from a day until before another that take place, in order."""
    wanted = (
        select(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(CourseSession.on >= first, CourseSession.on < after)
        .where(col(Offering.status).in_((Status.OPEN, Status.CLOSED, Status.FINISHED)), IS_ON)
        .order_by(col(CourseSession.on), col(CourseSession.starts), col(CourseSession.id))
    )
    return [key(session) for session in db.exec(wanted)]


def _about(head: SessionHead) -> str:
    day = f"{wareki(head.on)}（{weekday(head.on)}）"
    parts = (head.number_label, f"{day} {head.starts:%H:%M}〜{head.ends:%H:%M}", head.venue)
    return "　".join(filter(None, (*parts, head.room)))
