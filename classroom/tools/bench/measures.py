"""The measurements of a day at the office, each beside its floor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from classroom.class_day.attendance.models import Attendance
from classroom.core.db import reading, writing
from classroom.core.errors import Refusal
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules import kana, names
from classroom.tools.bench import floor as raw
from classroom.tools.bench import town
from classroom.tools.bench.desks import Desk, Job, press
from classroom.tools.bench.figures import Figures
from classroom.tools.bench.floor import Floor
from classroom.tools.demo.people import FAMILIES, MEN, WOMEN

LARGE, SMALL, SEATS, TRIES, DESKS = 300, 30, 10, 40, 8
READINGS, WRITES, IN_ONE = 300, 200, 200
KANJI = "\u4e00"


@dataclass(frozen=True, slots=True)
class Bench:
    """What every measurement uses: the database, desks that are signed in, and people."""

    engine: Engine
    desks: Sequence[Desk]
    floor: Floor
    people: Sequence[int]
    random: Random
    today: date
    at: datetime

    @property
    def readings(self) -> int:
        """Return how many readings one measurement takes."""
        return min(READINGS, len(self.people) // 10)

    @property
    def writes(self) -> int:
        """Return how many writes one desk is measured by; a small city has fewer people."""
        return min(WRITES, len(self.people) // 10)

    def close(self) -> None:
        """Let go of the connections."""
        self.floor.close()
        for desk in self.desks:
            desk.close()

    def classes(self, plans: Sequence[town.Plan]) -> list[town.Class]:
        """Write classes into the database."""
        with writing(self.engine) as db:
            return town.add_classes(db, plans, self.at)

    def some(self, count: int) -> list[int]:
        """Return people by chance, no one twice."""
        return self.random.sample(self.people, count)

    def counted(self, question: Callable[[Session], int | None]) -> int:
        """Ask the database for one number."""
        with reading(self.engine) as db:
            return question(db) or 0


Measure = Callable[[Bench], Figures]


def search_kana(bench: Bench) -> Figures:
    """Search by the first two kana of a family name."""
    texts = [reading_[:2] for _, reading_, _ in FAMILIES]
    keys = [kana.search_key(text) for text in texts]
    given = [(key, key[:-1] + chr(ord(key[-1]) + 1)) for key in keys]
    return _search(bench, "search-kana", "かなの初めの2文字", "p50 6", (raw.STARTS, texts, given))


def search_last4(bench: Bench) -> Figures:
    """Search by the last four digits of a telephone."""
    texts = [f"{bench.random.randrange(10_000):04}" for _ in range(100)]
    given = [(text,) for text in texts]
    return _search(bench, "search-last4", "電話の下4けた", "p50 6", (raw.LAST4, texts, given))


def search_infix(bench: Bench) -> Figures:
    """Search by two kanji that stand within the name."""
    texts = [name for name, _ in (*MEN, *WOMEN) if len(name) == len("久雄") and min(name) > KANJI]
    given = [(f"%{names.name_key(text)}%",) for text in texts]
    return _search(
        bench, "search-infix", "名前の中の漢字2文字", "p50 20", (raw.HOLDS, texts, given)
    )


def _search(
    bench: Bench, name: str, what: str, target: str, how: tuple[str, list[str], list[Any]]
) -> Figures:
    statement, texts, given = how
    chosen = [bench.random.randrange(len(texts)) for _ in range(bench.readings)]
    jobs = [_typed(texts[number]) for number in chosen]
    floor = bench.floor.read(statement, [given[number] for number in chosen])
    return Figures(name, what, target, *press(bench.desks[:1], jobs), floor)


def _typed(text: str) -> Job:
    return lambda desk: desk.get(f"/reception?{urlencode({'q': text})}", is_typed=True)


def roster_small(bench: Bench) -> Figures:
    """Open an offering of thirty people."""
    return _roster(bench, SMALL, "p50 5")


def roster_large(bench: Bench) -> Figures:
    """Open an offering of three hundred people, all on one page."""
    return _roster(bench, LARGE, "p50 12、p99 25")


def _roster(bench: Bench, count: int, target: str) -> Figures:
    (made,) = bench.classes([town.Plan(_free_day(bench), bench.some(count))])
    jobs: list[Job] = [lambda desk: desk.get(f"/offerings/{made.offering_id}")] * bench.readings
    floor = bench.floor.read(raw.ROSTER, [(made.offering_id,)] * bench.readings)
    what = f"{count}人の名簿の画面"
    return Figures(f"roster-{count}", what, target, *press(bench.desks[:1], jobs), floor)


def check_in(bench: Bench) -> Figures:
    """Check people in at one desk."""
    return _check_in(bench, 1, "check-in", "p50 5")


def check_in_by_eight(bench: Bench) -> Figures:
    """Check people in at eight desks at once."""
    return _check_in(bench, DESKS, "check-in-8", "毎秒280、p99 50")


def _check_in(bench: Bench, desks: int, name: str, target: str) -> Figures:
    count = bench.writes * (1 if desks == 1 else 2)
    groups = range(0, count, SMALL)
    plans = [town.Plan(bench.today, bench.some(SMALL)) for _ in groups]
    came, floor = _lines(bench, plans)[:count], _lines(bench, plans)[: bench.writes]
    jobs = [_mark(session, line) for session, line in came]
    figures = Figures(
        name,
        f"{desks}台で当日受付",
        target,
        *press(bench.desks[:desks], jobs),
        bench.floor.write(
            bench.floor.check_in, [(line, session, _text(bench.at)) for session, line in floor]
        ),
    )
    lines = [line for _, line in came]
    _require(
        count,
        bench.counted(
            lambda db: db.scalar(
                sa.select(sa.func.count()).where(col(Attendance.enrolment_id).in_(lines))
            )
        ),
    )
    return figures


def _lines(bench: Bench, plans: Sequence[town.Plan]) -> list[tuple[int, int]]:
    made = bench.classes(plans)
    return [(one.session_id, line) for one in made for line in one.enrolment_ids]


def _mark(session: int, line: int) -> Job:
    return lambda desk: desk.post(f"/sessions/{session}/marks", enrolment_id=line, mark="present")


def book(bench: Bench) -> Figures:
    """Book people at one desk."""
    return _book(bench, 1, "book", "p50 8")


def book_by_eight(bench: Bench) -> Figures:
    """Book people at eight desks at once."""
    return _book(bench, DESKS, "book-8", "毎秒170")


def _book(bench: Bench, desks: int, name: str, target: str) -> Figures:
    count = bench.writes * (1 if desks == 1 else 2)
    groups = range(0, count, IN_ONE)
    first = _free_day(bench)
    offered = bench.classes(
        [town.Plan(first + timedelta(days=number), (), LARGE) for number in range(len(groups) + 1)]
    )
    *mine, floor = [one.offering_id for one in offered]
    wanted = [(person, offering) for offering in mine for person in bench.some(IN_ONE)][:count]
    figures = Figures(
        name,
        f"{desks}台で申込",
        target,
        *press(bench.desks[:desks], [_booking(*one) for one in wanted]),
        bench.floor.write(
            bench.floor.book,
            [(person, floor, _text(bench.at)) for person in bench.some(bench.writes)],
        ),
    )
    _require(count, _enrolled(bench, mine))
    return figures


def last_seats(bench: Bench) -> Figures:
    """Let eight desks want ten seats forty times at once: ten are given, and not one more."""
    on = _free_day(bench)
    mine, floor = bench.classes([town.Plan(on, (), SEATS), town.Plan(on, (), SEATS)])
    people = bench.some(TRIES)
    figures = Figures(
        "last-seats",
        f"{DESKS}台で{SEATS}席を{TRIES}回",
        "10席ちょうど、毎秒250、p99 60",
        *press(bench.desks, [_booking(person, mine.offering_id) for person in people]),
        bench.floor.write(
            bench.floor.book,
            [(person, floor.offering_id, _text(bench.at)) for person in people],
        ),
    )
    _require(SEATS, _enrolled(bench, [mine.offering_id]))
    _require(
        SEATS,
        bench.counted(
            lambda db: db.scalar(
                sa.select(col(Offering.seats_taken)).where(col(Offering.id) == mine.offering_id)
            )
        ),
    )
    return figures


def _free_day(bench: Bench) -> date:
    """Return a day from which on nobody has a class, so that no booking clashes with another."""
    last = bench.counted(
        lambda db: db.scalar(
            sa.select(sa.func.count(sa.distinct(col(CourseSession.on)))).where(
                col(CourseSession.on) > bench.today
            )
        )
    )
    return bench.today + timedelta(days=last + 1)


def _booking(person: int, offering: int) -> Job:
    return lambda desk: desk.post(f"/participants/{person}/bookings", offering_id=offering)


def _enrolled(bench: Bench, offerings: Sequence[int]) -> int:
    wanted = sa.select(sa.func.count()).where(
        col(Enrolment.offering_id).in_(offerings), col(Enrolment.holds_seat)
    )
    return bench.counted(lambda db: db.scalar(wanted))


def _require(wanted: int, found: int) -> None:
    if wanted != found:
        raise Refusal(f"測っているあいだに、{wanted}件のはずが{found}件になりました。")


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


MEASURES: dict[str, Measure] = {
    "search-kana": search_kana,
    "search-last4": search_last4,
    "search-infix": search_infix,
    "roster-30": roster_small,
    "roster-300": roster_large,
    "book": book,
    "book-8": book_by_eight,
    "check-in": check_in,
    "check-in-8": check_in_by_eight,
    "last-seats": last_seats,
}
