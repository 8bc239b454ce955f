"""Walking in: who comes on the day without an application."""

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant import service as participants
from classroom.desk.participant.models import Participant
from classroom.desk.participant.values import ParticipantDetails
from classroom.desk.queue import queries
from classroom.desk.queue.book import NOBODY, line_for
from classroom.desk.queue.call import end_offer
from classroom.desk.queue.enrolment import (
    accept,
    changed,
    hold_what_takes_place,
    refuse_left,
)
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.seats import Full, take_seat
from classroom.desk.queue.values import Act, WalkIn
from classroom.planning.course.models import CourseSession
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.queue import Channel


def walk_in(db: Session, course_session_id: int, details: WalkIn, act: Act) -> Enrolment:
    """Take in who came on the day without an application, registering them if they are new.

    They get a free seat if there is one; else they stand beside the count, up to what the room
    holds. Refuses beyond that.
    """
    session = db.get(CourseSession, course_session_id)
    if session is None:
        raise Refusal("この開催回は見つかりません。画面を開き直してください。")
    offering = hold_what_takes_place(db, session.offering_id)
    most = queries.people_max(db, session)
    if queries.accepted_count(db, key(offering)) >= most:
        raise Refusal(f"部屋の定員{most}人に達しています。次の回をご案内ください。")
    person = _who(db, details, act)
    line = line_for(db, person, offering, Channel.WALK_IN, act)
    line.is_first_time = not queries.came_before(db, key(person), session.on)
    if line.id is not None:
        end_offer(db, line, act.at)
    try:
        take_seat(db, key(offering))
    except Full:
        accept(line, holds_seat=False)
    else:
        accept(line, holds_seat=True)
    return changed(db, line, act)


def _who(db: Session, details: WalkIn, act: Act) -> Participant:
    if details.participant_id is not None:
        person = db.get(Participant, details.participant_id)
        if person is None or person.is_gone:
            raise Refusal(NOBODY)
        if person.died_on is not None and person.died_on <= act.today:
            # Who has moved away may come; they are not counted among the residents.
            refuse_left(person, act.today)
        return person
    new = ParticipantDetails(
        name_kana=details.name_kana,
        name=details.name,
        told_band=details.told_band or ToldBand.UNKNOWN,
        device=details.device,
        telephone=details.telephone,
    )
    return participants.register(db, new, at=act.at)
