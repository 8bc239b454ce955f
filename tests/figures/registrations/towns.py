"""Small towns of any shape in the database, with the days on which answers change."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Device
from classroom.desk.queue.models import Enrolment
from classroom.figures.recount.queries import desk
from classroom.figures.recount.values import Desk
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import How, Mark
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.planning import Status
from classroom.rules.words.residence import Residence
from tests import make

FIRST = date(2027, 4, 1)
TODAY = date(2028, 6, 1)
HELD = (
    date(2027, 3, 31),
    FIRST,
    date(2027, 4, 30),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2028, 4, 3),
)
DISTRICTS = range(3)

ends = st.sampled_from([FIRST, *HELD[2:5], date(2028, 3, 1), date(2028, 3, 31)])
session = st.integers(0, len(HELD) - 1)
day = st.sampled_from([*HELD, date(2025, 3, 31), date(2027, 5, 1), date(2028, 5, 1)]) | st.dates(
    date(2026, 1, 1), TODAY
)
born = st.sampled_from(
    [
        date(year, month, number)
        for year in (1938, 1948, 1953, 1957, 1958)
        for month, number in ((2, 27), (2, 28), (3, 1), (4, 1), (3, 31))
    ]
    + [date(1948, 2, 29), date(1956, 2, 29), date(1936, 2, 29)]
) | st.dates(date(1930, 1, 1), date(1962, 1, 1))
told_on = st.sampled_from(
    [date(2022, 2, 28), date(2024, 2, 29), date(2026, 3, 1), date(2017, 3, 31), date(2031, 3, 1)]
) | st.dates(date(2012, 1, 1), date(2032, 1, 1))
ages = st.one_of(
    st.tuples(born, st.none(), st.none()),
    st.tuples(st.none(), st.sampled_from(list(ToldBand)), told_on),
    st.just((None, None, None)),
)
left_on = st.none() | day
stage = st.sampled_from([*Stage])
line = st.tuples(stage, day, st.none() | session)
person = st.fixed_dictionaries(
    {
        "ages": ages,
        "district": st.sampled_from(DISTRICTS),
        "device": st.sampled_from([Device.IPHONE, Device.ANDROID]),
        "erased": st.booleans(),
        "residence": st.sampled_from([*Residence]),
        "moved_on": left_on,
        "died_on": left_on,
        "lines": st.lists(line, max_size=5, unique_by=lambda one: one[0]),
        "visits": st.dictionaries(session, st.sampled_from([*Mark]), max_size=4),
        "stops": st.dictionaries(session, st.none() | st.sampled_from([*Blocker]), max_size=3),
    }
)
people = st.lists(person, min_size=1, max_size=6)

IDLE: dict[str, Any] = {
    "ages": (date(1940, 1, 1), None, None),
    "district": 2,
    "device": Device.IPHONE,
    "erased": False,
    "residence": Residence.INSIDE,
    "moved_on": None,
    "died_on": None,
    "lines": [],
    "visits": {},
    "stops": {},
}
YOUNG: dict[str, Any] = {
    **IDLE,
    "ages": (date(1990, 1, 1), None, None),
    "lines": [(Stage.INSTALLED, HELD[1], 1), (Stage.CARD_LINKED, HELD[2], 2)],
    "visits": {1: Mark.PRESENT, 2: Mark.PRESENT},
    "stops": {1: Blocker.NO_CARD},
}


@dataclass
class Town:
    """Two districts and eight sessions, one of them cancelled after it was held."""

    db: Session
    sessions: list[int]
    offerings: list[int]
    districts: list[int | None]

    @contextmanager
    def holding(self, persons: Sequence[dict[str, Any]]) -> Iterator[Desk]:
        """Let the people of an example live there for a while; give the clerk's cards."""
        try:
            for one in persons:
                self._write(one)
            yield desk(self.db)
        finally:
            self.db.rollback()

    def _write(self, one: dict[str, Any]) -> None:
        born_on, told_band, told_band_on = one["ages"]
        who = self._row(
            Participant,
            {
                "name": "" if one["erased"] else "佐藤",
                "name_kana": "サトウ",
                "kana_key": "サトウ",
                "sort_key": "サトウ",
                "created_at": make.NOW,
                "born_on": born_on,
                "told_band": told_band,
                "told_band_on": told_band_on,
                "district_id": self.districts[one["district"]],
                "device": one["device"],
                "erased_at": make.NOW if one["erased"] else None,
                "residence": one["residence"],
                "moved_on": one["moved_on"],
                "died_on": one["died_on"],
            },
        )
        for reached, on, where in one["lines"]:
            place = None if where is None else self.sessions[where]
            self._row(
                AppRegistration,
                {
                    "participant_id": who,
                    "stage": reached,
                    "reached_on": on,
                    "course_session_id": place,
                    "recorded_at": make.NOW,
                },
            )
        for where, mark in one["visits"].items():
            self._come(who, where, mark)
        for where, blocker in one["stops"].items():
            self._row(
                AppOutcome,
                {
                    "participant_id": who,
                    "course_session_id": self.sessions[where],
                    "blocker": blocker,
                    "recorded_at": make.NOW,
                },
            )

    def _come(self, who: int, where: int, mark: Mark) -> None:
        enrolment = self._row(
            Enrolment,
            {
                "participant_id": who,
                "offering_id": self.offerings[where],
                "channel": "telephone",
                "status": "accepted",
                "applied_at": make.NOW,
            },
        )
        self._row(
            Attendance,
            {
                "enrolment_id": enrolment,
                "course_session_id": self.sessions[where],
                "mark": mark,
                "marked_at": make.NOW,
                "how": How.SCREEN,
            },
        )

    def _row(self, of: type[SQLModel], values: dict[str, Any]) -> int:
        table: sa.Table = of.__table__  # type: ignore[attr-defined]  # every table of ours has one
        new = sa.insert(table).values(values).returning(table.c.id)
        return int(self.db.connection().execute(new).scalar_one())


def town(db: Session) -> Town:
    """Make districts and sessions, and keep them."""
    places = [key(make.district(db, name)) for name in ("大曲", "野蒜")]
    course, other = make.course(db), make.course(db)
    runs = [
        make.offering(
            db,
            on,
            course_id=key(course if number % 2 else other),
            status=Status.CANCELLED if number == 1 else Status.FINISHED,
            cancel_reason="大雪" if number == 1 else "",
            capacity=300,
        )
        for number, on in enumerate(HELD)
    ]
    held = [key(make.sessions(db, run)[0]) for run in runs]
    db.commit()
    return Town(db, held, [key(run) for run in runs], [None, *places])
