"""What happened in the fictitious year: people registered, booked, came, and got how far."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlmodel import Session, col, select

from classroom.class_day.app_registration import queries as progress
from classroom.class_day.app_registration import service as app
from classroom.class_day.attendance import service as attendance
from classroom.class_day.attendance.models import Attendance
from classroom.core.clock import TOKYO
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant import service as participants
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Card, ConsentHow, Device
from classroom.desk.participant.values import Consent, ParticipantDetails
from classroom.desk.queue.book import book
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.values import Act, Asked
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.values import OfferingDetails, SessionDetails, Terms
from classroom.planning.offering import service as offerings
from classroom.planning.offering import team_service
from classroom.planning.place.models import Venue
from classroom.planning.staffing.values import TeamDetails
from classroom.rules.age import age_on, rough_band
from classroom.rules.fiscal_year import fiscal_year, start_of
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Channel
from classroom.rules.words.queue import Status as EnrolmentStatus
from classroom.tools.demo.people import Person
from classroom.tools.demo.places import DISTRICTS
from classroom.tools.demo.year import LATE_MORNING, Run

CANCELLED = {17: "講師の都合により", 48: "会場の工事のため"}
# Why a helper may be at two places within a day of this year.
STAND_IN = "ほかの補助員と交代で入る"
OPENS_BEFORE, CLOSES_BEFORE = timedelta(days=60), timedelta(days=1)
DEVICES = (Device.IPHONE, Device.ANDROID, Device.RAKURAKU, Device.LOAN, Device.NONE)
BLOCKERS = (
    (Blocker.PIN_FORGOTTEN, 30),
    (Blocker.NO_CARD, 17),
    (Blocker.EXPIRED, 12),
    (Blocker.DEVICE, 9),
    (Blocker.STORE_ID, 9),
    (Blocker.NO_TIME, 8),
    (Blocker.PIN_LOCKED, 5),
    (Blocker.STORAGE, 4),
    (Blocker.FAMILY, 4),
    (Blocker.UNWILLING, 3),
)


@dataclass(frozen=True, slots=True)
class Town:
    """Who and what there is when a class is held."""

    venues: dict[str, Venue]
    courses: dict[str, int]
    team: tuple[list[int], list[int]]
    crowd: list[Participant]
    clerk: int
    today: date


def add_people(
    db: Session, random: Random, crowd: list[Person], districts: dict[str, int], today: date
) -> list[Participant]:
    """Register everyone, in the first weeks of the year."""
    first = start_of(fiscal_year(today))
    return [
        participants.register(
            db,
            _details(random, person, districts, today),
            at=_at(first + timedelta(days=random.randrange(14)), time(10)),
        )
        for person in crowd
    ]


def _details(
    random: Random, person: Person, districts: dict[str, int], today: date
) -> ParticipantDetails:
    age = age_on(person.born_on, today)
    shares = [share for *_, share in DISTRICTS]
    known = person.gave_birth_date
    return ParticipantDetails(
        name=person.name if random.random() < 0.96 else "",
        name_kana=person.kana,
        born_on=person.born_on if known else None,
        told_band=None if known else rough_band(age),
        told_band_on=None if known else start_of(fiscal_year(today)),
        telephone=person.telephone,
        telephone2="" if random.random() < 0.8 else f"0800000{random.randrange(10_000):04}",
        good_times=random.choice(("", "", "", "午前中", "夕方", "昼は畑、夕方")),
        district_id=districts[random.choices([code for code, *_ in DISTRICTS], shares)[0]],
        device=random.choices(DEVICES, (30, 34, 24, 7, 5))[0],
        card=random.choices(list(Card), (72, 9, 6, 13))[0],
        needs_hearing=random.random() < age / 900,
        needs_wheelchair=random.random() < age / 4000,
        needs_large_print=random.random() < age / 600,
        needs_step_free=random.random() < age / 1200,
        consent=Consent("1", start_of(fiscal_year(today)), ConsentHow.TELEPHONE),
    )


def add_run(db: Session, random: Random, number: int, run: Run, town: Town) -> None:
    """Hold one offering, as far as the year has come."""
    offering = offerings.create_offering(db, _offering(run, town), at=_at(_opens(run), time(9)))
    sessions = _sessions(db, offering)
    _assign(db, random, run, town, sessions)
    if _opens(run) > town.today:
        return
    _move(db, offering, Status.OPEN)
    _book(db, random, run, offering, town)
    if number in CANCELLED and run.days[0] != town.today:
        _move(db, offering, Status.CANCELLED, CANCELLED[number])
        return
    for session in sessions:
        if session.on <= town.today:
            _hold(db, random, run, session, town)
    if run.days[-1] < town.today:
        _move(db, offering, Status.FINISHED)


def _offering(run: Run, town: Town) -> OfferingDetails:
    venue = town.venues[run.venue]
    terms = Terms(
        capacity=run.entry.capacity,
        age_min=65,
        first_timers_first=run.entry.sessions > 1,
        apply_from=_opens(run),
        apply_until=run.days[0] - CLOSES_BEFORE,
    )
    sessions = tuple(
        SessionDetails(day, run.starts, run.ends, key(venue), topic=topic)
        for day, topic in zip(run.days, run.entry.topics or [""] * len(run.days), strict=True)
    )
    return OfferingDetails(town.courses[run.entry.code], terms, sessions)


def _opens(run: Run) -> date:
    return run.days[0] - OPENS_BEFORE


def _sessions(db: Session, offering: Offering) -> list[CourseSession]:
    wanted = select(CourseSession).where(CourseSession.offering_id == key(offering))
    return list(db.exec(wanted.order_by(col(CourseSession.number))))


def _assign(
    db: Session, random: Random, run: Run, town: Town, sessions: list[CourseSession]
) -> None:
    instructors, assistants = town.team
    # The sample instructor teaches what the app is about, so that there is something to see.
    teacher = instructors[0] if run.entry.teaches_app else random.choice(instructors[1:])
    for session in sessions:
        helpers = random.sample(assistants, random.choice((2, 3, 3)))
        team = TeamDetails((teacher,), tuple(helpers), clash_reason=STAND_IN)
        team_service.set_team(db, key(session), team, version=session.version)


def _move(db: Session, offering: Offering, status: Status, reason: str = "") -> None:
    db.refresh(offering)
    offerings.change_status(
        db,
        key(offering),
        status,
        reason=reason,
        version=offering.version,
    )


def _book(db: Session, random: Random, run: Run, offering: Offering, town: Town) -> None:
    ends = offering.apply_until or run.days[0]
    last = min(town.today, ends)
    days = max(1, (last - _opens(run)).days)
    eagerness = 0.9 if run.entry.teaches_app or run.entry.sessions > 1 else 0.72
    progress = min(1.0, (days + 10) / OPENS_BEFORE.days)
    wanted = round(
        run.entry.capacity * random.uniform(eagerness - 0.25, eagerness + 0.5) * progress
    )
    able = [p for p in town.crowd if p.born_on is None or age_on(p.born_on, run.days[0]) >= 65]
    applied = sorted(random.randrange(days) for _ in range(max(2, wanted)))
    for person, day in zip(random.sample(able, len(applied)), applied, strict=True):
        on = _opens(run) + timedelta(days=day)
        at = _at(on, time(9 + random.randrange(8), random.randrange(60)))
        channels = (Channel.TELEPHONE, Channel.COUNTER, Channel.ONLINE)
        channel = random.choices(channels, (70, 24, 6))[0]
        try:
            asked = Asked(offering_id=key(offering), channel=channel, wait=True)
            line = book(db, key(person), asked, Act(at))
        except Refusal:  # they have another class at that time
            continue
        if random.random() < 0.05:
            cancel(db, key(line), Act(at + timedelta(hours=2)), why="都合が悪くなった")


def _hold(db: Session, random: Random, run: Run, session: CourseSession, town: Town) -> None:
    begins = _at(session.on, run.starts)
    came: list[int] = []
    for line in _accepted(db, session.offering_id):
        fate = random.random()
        wanted = _mark(fate)
        if session.on < town.today or _seen_by_now(run, fate):
            late = 20 if wanted is Mark.LATE else random.randint(-18, -1)
            db.add(_attendance(line, session, wanted, begins + timedelta(minutes=late), town))
            came += [line.participant_id] if wanted.was_there else []
    if session.on < town.today:
        if run.entry.teaches_app:
            for participant_id in came:
                _try_app(db, random, participant_id, session, town)
        attendance.finish(db, key(session), Act(begins + timedelta(minutes=95), town.clerk))


def _attendance(
    line: Enrolment, session: CourseSession, mark: Mark, at: datetime, town: Town
) -> Attendance:
    return Attendance(
        enrolment_id=key(line),
        course_session_id=key(session),
        mark=mark,
        checked_in_at=at if mark.was_there else None,
        marked_at=at,
        staff_member_id=town.clerk,
    )


def _seen_by_now(run: Run, fate: float) -> bool:
    """Tell whether someone was checked in by ten past ten, when today's picture is taken."""
    if run.starts < LATE_MORNING:
        return True
    return run.starts == LATE_MORNING and fate < 0.6


def _accepted(db: Session, offering_id: int) -> list[Enrolment]:
    wanted = select(Enrolment).where(
        Enrolment.offering_id == offering_id, Enrolment.status == EnrolmentStatus.ACCEPTED
    )
    return list(db.exec(wanted.order_by(col(Enrolment.id))))


def _mark(fate: float) -> Mark:
    for limit, mark in ((0.86, Mark.PRESENT), (0.9, Mark.LATE), (0.91, Mark.LEFT_EARLY)):
        if fate < limit:
            return mark
    return Mark.EXCUSED if fate < 0.97 else Mark.ABSENT


def _try_app(
    db: Session, random: Random, participant_id: int, session: CourseSession, town: Town
) -> None:
    """Let someone try the app in a class: registered before, all the way, or stopped."""
    before = progress.reached(db, [participant_id]).get(participant_id, set())
    if before & {Stage.ALREADY, LADDER[-1]}:
        return
    at, number, by = _at(session.on, session.ends), key(session), town.clerk
    fate = random.random()
    if not before and fate < 0.22:
        app.already(db, participant_id, Act(at, by), session=number, on=session.on)
        return
    far = random.choices((0, 1, 2, 3, 4), (9, 22, 6, 16, 47))[0]
    if far:
        stage = LADDER[far - 1]
        app.reach(db, participant_id, stage, Act(at, by), session=number, on=session.on)
    else:
        app.not_today(db, participant_id, Act(at, by), session=number)
    if far < len(LADDER):
        blocker = random.choices([b for b, _ in BLOCKERS], [share for _, share in BLOCKERS])[0]
        app.block(db, participant_id, blocker, Act(at, by), session=number)


def _at(day: date, clock_time: time) -> datetime:
    return datetime.combine(day, clock_time, TOKYO)
