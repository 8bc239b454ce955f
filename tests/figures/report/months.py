"""Small worlds for the figures: residents, classes, and how far people came."""

from datetime import date

from sqlmodel import Session

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.figures.official.service import add_official
from classroom.figures.official.values import OfficialDetails
from classroom.figures.population.rules import PopulationSex
from classroom.figures.population.service import import_population
from classroom.figures.population.values import PopulationRow, PopulationTable
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.app import Blocker, Stage, up_to
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Channel
from tests import make

OWN_CITY = "042145"


def population(db: Session, on: date, aged: int, code: str = OWN_CITY) -> None:
    """Import a city of 1,000 younger residents and some of 70 and over."""
    bands = [(0, 1000), (70, aged)]
    rows = [
        PopulationRow(on, code, "東松島市", "", "", PopulationSex.FEMALE, age_from, residents)
        for age_from, residents in bands
    ]
    import_population(db, PopulationTable(tuple(rows)), "p.csv", make.NOW, None)


def official(db: Session, on: date, registered: int, residents: int) -> None:
    """Enter an official count."""
    details = OfficialDetails(on, on, registered, residents, "宮城県提供")
    add_official(db, details, at=make.NOW, by=None, today=date(2099, 1, 1))


def class_on(db: Session, on: date) -> CourseSession:
    """Make a class that is over."""
    return make.sessions(db, make.offering(db, on, status=Status.FINISHED, capacity=300))[0]


def came(
    db: Session,
    who: Participant,
    where: CourseSession,
    mark: Mark = Mark.PRESENT,
    channel: Channel = Channel.TELEPHONE,
) -> Participant:
    """Mark someone's attendance."""
    offering = db.get_one(Offering, where.offering_id)
    line = make.enrolment(db, who, offering, channel=channel)
    row = Attendance(
        enrolment_id=key(line), course_session_id=key(where), mark=mark, marked_at=make.NOW
    )
    db.add(row)
    db.flush()
    return who


def reached(
    db: Session, who: Participant, stage: Stage, on: date, where: CourseSession | None = None
) -> Participant:
    """Record how far someone came; every stage before it too."""
    stages = (stage,) if stage is Stage.ALREADY else up_to(stage)
    for each in stages:
        db.add(
            AppRegistration(
                participant_id=key(who),
                stage=each,
                reached_on=on,
                course_session_id=where.id if where else None,
                recorded_at=make.NOW,
            )
        )
    db.flush()
    return who


def stopped(
    db: Session, who: Participant, blocker: Blocker | None, where: CourseSession
) -> Participant:
    """Record what stopped someone in a class."""
    db.add(
        AppOutcome(
            participant_id=key(who),
            course_session_id=key(where),
            blocker=blocker,
            recorded_at=make.NOW,
        )
    )
    db.flush()
    return who


def autumn(db: Session) -> Session:
    """Make an official count and one class with 7 people, one of whom is stopped."""
    official(db, date(2026, 9, 30), 3_962, 9_190)
    where = class_on(db, date(2026, 10, 15))
    for number in range(7):
        who = came(db, make.participant(db, born_on=date(1940 + number, 1, 1)), where)
        if number:
            reached(db, who, Stage.CARD_LINKED, date(2026, 10, 15), where)
        else:
            stopped(db, who, Blocker.NO_CARD, where)
    db.commit()
    return db
