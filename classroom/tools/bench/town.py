"""A city of many participants, written straight into the real tables; and one day's classes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import Room, Venue
from classroom.rules import kana, names
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Channel, Status
from classroom.tools.demo.people import FAMILIES, MEN, WOMEN

SEED = 20_260_401
CODE = "BENCH"
CLASS_SIZE = 30
CHUNK = 5_000
YEARS = 10
FIRST_BIRTHDAY, BIRTHDAYS = date(1930, 1, 1), 13_000
STARTS, ENDS = time(10), time(11, 30)


@dataclass(frozen=True, slots=True)
class Plan:
    """A class to be: its day, who is in it, and how many it takes (all of them if not said)."""

    on: date
    people: Sequence[int]
    capacity: int | None = None
    status: OfferingStatus = OfferingStatus.OPEN


@dataclass(frozen=True, slots=True)
class Class:
    """An offering of one day with its session and its enrolments."""

    offering_id: int
    session_id: int
    enrolment_ids: tuple[int, ...]


def is_filled(db: Session, people: int) -> bool:
    """Tell whether the city stands already. Refuses a database that holds other people."""
    count = len(_numbers(db, Participant))
    if not count:
        return False
    if db.exec(select(Course).where(Course.code == CODE)).first() is None:
        raise Refusal(
            "受講者のいるデータベースでは測れません。空のデータベースを指定してください。"
        )
    if count < people:
        raise Refusal(f"ここには{count}人しかいません。別のデータベースで測ってください。")
    return True


def fill(db: Session, people: int, *, today: date, at: datetime, years: int = YEARS) -> None:
    """Write the participants, and one enrolment of past years for each. The caller commits."""
    venue = Venue(name="測定会館", short_name="測定", name_kana="ソクテイカイカン", capacity=300)
    db.add_all([Course(code=CODE, title="測定のための講座", short_title="測定"), venue])
    db.flush()
    db.add(Room(venue_id=key(venue), name="大ホール", capacity=300))
    _insert(db, Participant, _participants(people, at))
    numbers = _numbers(db, Participant)
    add_classes(
        db,
        [
            Plan(
                today - timedelta(days=1 + start // CLASS_SIZE % (365 * years)),
                numbers[start : start + CLASS_SIZE],
                status=OfferingStatus.FINISHED,
            )
            for start in range(0, people, CLASS_SIZE)
        ],
        at,
    )


def people_of(db: Session) -> list[int]:
    """Return the keys of all participants."""
    return _numbers(db, Participant)


def add_classes(db: Session, plans: Sequence[Plan], at: datetime) -> list[Class]:
    """Write classes with the people in them. The caller commits."""
    offerings = _added(db, Offering, _offerings(db, plans, at))
    sessions = _added(db, CourseSession, _sessions(db, plans, offerings))
    _insert(
        db,
        Enrolment,
        (
            _enrolment(person, number, at)
            for number, plan in zip(offerings, plans, strict=True)
            for person in plan.people
        ),
    )
    lines: dict[int, list[int]] = {number: [] for number in offerings}
    wanted = sa.select(col(Enrolment.offering_id), col(Enrolment.id)).where(
        col(Enrolment.offering_id) >= min(offerings)
    )
    for offering_id, number in db.connection().execute(wanted):
        lines[offering_id].append(number or 0)
    return [
        Class(number, session, tuple(lines[number]))
        for number, session in zip(offerings, sessions, strict=True)
    ]


def _offerings(db: Session, plans: Sequence[Plan], at: datetime) -> Iterator[dict[str, Any]]:
    course = key(db.exec(select(Course).where(Course.code == CODE)).one())
    last = max(_numbers(db, Offering), default=0)
    for number, plan in enumerate(plans, last + 1):
        yield {
            "code": f"{CODE}-{number}",
            "course_id": course,
            "fiscal_year": fiscal_year(plan.on),
            "status": plan.status,
            "capacity": plan.capacity or len(plan.people),
            "seats_taken": len(plan.people),
            "created_at": at,
        }


def _sessions(
    db: Session, plans: Sequence[Plan], offerings: Sequence[int]
) -> Iterator[dict[str, Any]]:
    venue = key(db.exec(select(Venue).where(Venue.short_name == "測定")).one())
    for number, plan in zip(offerings, plans, strict=True):
        yield {
            "offering_id": number,
            "number": 1,
            "on": plan.on,
            "starts": STARTS,
            "ends": ENDS,
            "venue_id": venue,
        }


def _enrolment(participant_id: int, offering_id: int, at: datetime) -> dict[str, Any]:
    return {
        "participant_id": participant_id,
        "offering_id": offering_id,
        "channel": Channel.TELEPHONE,
        "status": Status.ACCEPTED,
        "holds_seat": True,
        "applied_at": at,
    }


def _participants(count: int, at: datetime) -> Iterator[dict[str, Any]]:
    random = Random(SEED)  # noqa: S311  fictitious people need no secrecy
    weights = [weight for *_, weight in FAMILIES]
    for _ in range(count):
        family, family_kana, _ = random.choices(FAMILIES, weights)[0]
        given, given_kana = random.choice(random.choice((WOMEN, WOMEN, MEN)))
        telephone = f"0900{random.randrange(10_000_000):07}"
        yield {
            **_named(f"{family} {given}", f"{family_kana} {given_kana}"),
            "born_on": FIRST_BIRTHDAY + timedelta(days=random.randrange(BIRTHDAYS)),
            "telephone": telephone,
            "telephone_last4": telephone[-4:],
            "created_at": at,
        }


@cache
def _named(name: str, name_kana: str) -> dict[str, str]:
    return {
        "name": name,
        "name_kana": name_kana,
        "name_key": names.name_key(name),
        "kana_key": kana.search_key(name_kana),
        "sort_key": kana.sort_key(name_kana),
    }


def _added(db: Session, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> list[int]:
    """Insert rows; return their keys in the same order."""
    last = max(_numbers(db, table), default=0)
    _insert(db, table, rows)
    return [number for number in _numbers(db, table) if number > last]


def _insert(db: Session, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        db.connection().execute(sa.insert(table), chunk)


def _numbers(db: Session, table: type[SQLModel]) -> list[int]:
    number = table.__table__.c.id  # type: ignore[attr-defined]  # every table of ours has one
    return list(db.connection().execute(sa.select(number).order_by(number)).scalars())
