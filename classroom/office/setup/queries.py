"""How far the office is set up, read from the data itself."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.printed.models import PrintedSheet
from classroom.core.db import named
from classroom.core.journal.models import AuditEntry
from classroom.core.settings.rules import Group
from classroom.core.settings.values import Settings, definitions
from classroom.core.staff.models import StaffMember
from classroom.figures.official.models import OfficialCount
from classroom.figures.population.models import Population
from classroom.office.setup.values import Line, Setup, Step
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import District, Venue
from classroom.planning.staffing.models import Instructor
from classroom.rules.era_calendar import wareki
from classroom.rules.words.planning import Status

BACKUPS = ("db.backup", "setup.back_up")
BOOKED = (Status.OPEN, Status.CLOSED, Status.FINISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What there is, as counts; keys where the button leads to one record."""

    staff: int
    districts: int
    venues: int
    courses: int
    instructors: int
    residents: int | None
    officials: int
    offerings: int
    draft: int | None
    session: int | None
    sheets: int
    backups: int


def setup(db: Session, settings: Settings) -> Setup:
    """Return the list of steps, each done or not."""
    found = _counts(db, settings.city_code)
    steps = (
        _city(settings),
        _line(Step.STAFF, found.staff > 1, f"{found.staff}人", "staff.new"),
        _places(found),
        _line(Step.COURSES, found.courses > 0, f"{found.courses}件", "course.standards"),
        _teachers(found),
        _line(Step.POPULATION, bool(found.residents), "取り込みずみ", "population.index"),
        _line(Step.OFFICIAL, found.officials > 0, f"{found.officials}件", "official.index"),
        _records(settings),
        _offering(found),
        _print(found),
        _backup(found),
    )
    return Setup(steps)


def _line(step: Step, is_done: bool, said: str, endpoint: str, **values: object) -> Line:  # noqa: FBT001  a column of a table
    words = said if is_done else ""
    return Line(step=step, is_done=is_done, said=words, endpoint=endpoint, values=values)


def _teachers(found: Counts) -> Line:
    said = f"講師{found.instructors}人"
    return _line(Step.TEACHERS, found.instructors > 0, said, "staffing.new", part="instructor")


def _city(settings: Settings) -> Line:
    done = settings.contact != definitions()["contact"].usual
    said = f"{settings.city_name}　{settings.contact}"
    return _line(Step.CITY, done, said, "settings.edit", group=Group.CITY.value, back="setup")


def _records(settings: Settings) -> Line:
    first = settings.records_from
    values = {"group": Group.PLAN.value, "back": "setup"}
    said = f"{wareki(first)}から、そろっています" if first else ""
    return _line(Step.RECORDS, first is not None, said, "settings.edit", **values)


def _places(found: Counts) -> Line:
    kind = "venue" if found.districts else "district"
    return Line(
        step=Step.PLACES,
        is_done=bool(found.districts and found.venues),
        said=f"地区{found.districts}か所、会場{found.venues}か所" if found.districts else "",
        endpoint=f"place.{kind}_table",
        values={"back": "setup"},
        button="会場を足す" if found.districts else "地区を足す",
    )


def _offering(found: Counts) -> Line:
    if found.offerings or found.draft is None:
        ready = bool(found.courses and found.venues)
        return Line(
            step=Step.OFFERING,
            is_done=found.offerings > 0,
            said=f"{found.offerings}件"
            if found.offerings
            else ("" if ready else "講座と会場のあとで。"),
            endpoint="course.new_offering" if ready else "",
        )
    return Line(
        step=Step.OFFERING,
        is_done=False,
        said="下書きがあります。受付を始めると、予約を取れます。",
        endpoint="enrolment.offering",
        values={"offering_id": found.draft},
        button="下書きを開く",
    )


def _print(found: Counts) -> Line:
    return Line(
        step=Step.PRINT,
        is_done=found.sheets > 0,
        said="印刷しました" if found.sheets else ("" if found.session else "最初の開講のあとで。"),
        endpoint="papers.print_sheet" if found.session else "",
        values={"course_session_id": found.session},
        is_press=True,
    )


def _backup(found: Counts) -> Line:
    said = "取りました" if found.backups else ""
    return Line(
        step=Step.BACKUP,
        is_done=found.backups > 0,
        said=said,
        endpoint="setup.back_up",
        is_press=True,
    )


def _counts(db: Session, city_code: str) -> Counts:
    """Count everything in one statement."""
    offering = col(Offering.id)
    in_course = col(CourseSession.offering_id) == offering
    residents = sa.select(sa.func.max(col(Population.id))).where(
        col(Population.municipality_code) == city_code
    )
    session = (
        sa.select(sa.func.max(col(CourseSession.id)))
        .join(Offering, in_course)
        .where(col(Offering.status).in_(BOOKED))
    )
    draft = sa.select(sa.func.min(offering)).where(col(Offering.status) == Status.DRAFT)
    wanted = sa.select(
        _count(StaffMember, col(StaffMember.is_active)).label("staff"),
        _count(District, col(District.is_active)).label("districts"),
        _count(Venue, col(Venue.is_active)).label("venues"),
        _count(Course, col(Course.is_active)).label("courses"),
        _count(Instructor, col(Instructor.is_active)).label("instructors"),
        residents.scalar_subquery().label("residents"),
        _count(OfficialCount).label("officials"),
        _count(Offering, col(Offering.status).in_(BOOKED)).label("offerings"),
        draft.scalar_subquery().label("draft"),
        session.scalar_subquery().label("session"),
        _count(PrintedSheet).label("sheets"),
        _count(AuditEntry, col(AuditEntry.action).in_(BACKUPS)).label("backups"),
    )
    return named(Counts, db.connection().execute(wanted))[0]


def _count(table: Any, *where: Any) -> Any:
    return sa.select(sa.func.count()).select_from(table).where(*where).scalar_subquery()
