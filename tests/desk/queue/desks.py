"""Desks that book at the same instant, each a process of its own with its own connection."""

import multiprocessing
from collections.abc import Callable
from datetime import datetime
from multiprocessing.synchronize import Barrier

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import key, make_engine, reading, writing
from classroom.core.errors import Refusal
from classroom.desk.queue.book import book, book_party
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.move import Target, move
from classroom.desk.queue.values import Act, Asked
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Channel, Status

BOOKED = "booked"
Work = tuple[str, int, int, datetime]
Desk = Callable[[Work], str]
_TOGETHER: list[Barrier] = []


def all_at_once(desk: Desk, work: list[Work]) -> list[str]:
    """Return what each desk was told; all of them begin at the same instant."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])  # or each desk would load the program anew
    together = context.Barrier(len(work))
    with context.Pool(len(work), initializer=_begin, initargs=(together,)) as pool:
        return pool.map(desk, work, chunksize=1)


def guarded(work: Work) -> str:
    """Book as the desk does."""
    url, participant_id, offering_id, at = work
    asked = Asked(offering_id=offering_id, channel=Channel.TELEPHONE)
    return _told(url, lambda db: book(db, participant_id, asked, Act(at)))


def couple(work: Work) -> str:
    """Book two people together: this one and the next."""
    url, participant_id, offering_id, at = work
    pair = [participant_id, participant_id + 1]
    asked = Asked(offering_id=offering_id, channel=Channel.TELEPHONE)
    return _told(url, lambda db: book_party(db, pair, asked, Act(at)))


def moving(work: Work) -> str:
    """Move an enrolment, named in place of the person, to the offering."""
    url, enrolment_id, offering_id, at = work
    return _told(url, lambda db: move(db, enrolment_id, Target(offering_id), Act(at)))


def _told(url: str, act: Callable[[Session], object]) -> str:
    engine = make_engine(url)
    _TOGETHER[0].wait(60)
    try:
        with writing(engine) as db:
            act(db)
    except Refusal as refusal:
        return refusal.sentence
    finally:
        engine.dispose()
    return BOOKED


def unguarded(work: Work) -> str:
    """Book as a careless program would: look for a free seat, and only then write."""
    url, participant_id, offering_id, at = work
    engine = make_engine(url)
    _TOGETHER[0].wait(60)
    with reading(engine) as db:
        offering = db.get_one(Offering, offering_id)
        wanted = sa.select(sa.func.count()).where(
            col(Enrolment.offering_id) == offering_id, col(Enrolment.status) == Status.ACCEPTED
        )
        free = offering.capacity - db.connection().execute(wanted).scalar_one()
    _TOGETHER[0].wait(60)
    if free > 0:
        with writing(engine) as db:
            line = Enrolment(
                participant_id=participant_id,
                offering_id=key(offering),
                channel=Channel.TELEPHONE,
                status=Status.ACCEPTED,
                applied_at=at,
            )
            db.add(line)
    engine.dispose()
    return BOOKED if free > 0 else "満席です。"


def _begin(together: Barrier) -> None:
    _TOGETHER[:] = [together]
