"""The floor: the same rows by the raw driver, without the program. The least the database needs."""

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from sqlalchemy.engine import Engine

LINE = (
    "SELECT p.id, p.name, p.name_kana, p.born_on, p.told_band, p.telephone, p.telephone2, d.name "
    "FROM participant p LEFT JOIN district d ON d.id = p.district_id WHERE "
)
IN_ORDER = " ORDER BY p.sort_key, p.id LIMIT 20"
STARTS = LINE + "p.kana_key >= ? AND p.kana_key < ?" + IN_ORDER
LAST4 = LINE + "p.telephone_last4 = ?" + IN_ORDER
HOLDS = LINE + "p.name_key LIKE ?" + IN_ORDER
ROSTER = (
    "SELECT e.id, e.channel, e.applied_at, e.note, p.id, p.name, p.name_kana, p.born_on, "
    "p.telephone, p.device FROM enrolment e JOIN participant p ON p.id = e.participant_id "
    "WHERE e.offering_id = ? AND e.status = 'accepted' ORDER BY p.sort_key, p.id"
)
CHECK_IN = (
    "INSERT INTO attendance (enrolment_id, course_session_id, mark, marked_at, how) "
    "VALUES (?, ?, 'present', ?, 'screen')"
)
SEAT = "UPDATE offering SET seats_taken = seats_taken + 1 WHERE id = ? AND seats_taken < capacity"
ENROL = (
    "INSERT INTO enrolment (participant_id, offering_id, channel, status, holds_seat, "
    "is_first_time, applied_at, note, proxy, override_reason, version) "
    "VALUES (?, ?, 'telephone', 'accepted', ?, ?, ?, '', '', '', 1)"
)


class Floor:
    """One connection of the raw driver, as the program opens it."""

    def __init__(self, engine: Engine) -> None:
        self.pooled = engine.raw_connection()
        self.cursor: Any = self.pooled.cursor()
        self.is_sqlite = engine.dialect.name == "sqlite"

    def read(self, statement: str, given: Iterable[tuple[Any, ...]]) -> list[float]:
        """Return the seconds of each reading."""

        def once(values: tuple[Any, ...]) -> None:
            self.run(statement, values)
            self.cursor.fetchall()
            self.pooled.rollback()

        return self._timed(once, given)

    def write(
        self, work: Callable[[tuple[Any, ...]], None], given: Iterable[tuple[Any, ...]]
    ) -> list[float]:
        """Return the seconds of each transaction."""

        def once(values: tuple[Any, ...]) -> None:
            if self.is_sqlite:
                self.cursor.execute("BEGIN IMMEDIATE")
            work(values)
            self.cursor.execute("COMMIT")

        return self._timed(once, given)

    def run(self, statement: str, values: tuple[Any, ...]) -> int:
        """Run one statement; return how many rows it touched."""
        self.cursor.execute(statement if self.is_sqlite else statement.replace("?", "%s"), values)
        return int(self.cursor.rowcount)

    def check_in(self, values: tuple[Any, ...]) -> None:
        """Mark one person: enrolment, session, instant."""
        self.run(CHECK_IN, values)

    def book(self, values: tuple[Any, ...]) -> None:
        """Give one person a seat, if there is one: person, offering, instant."""
        person, offering, at = values
        if self.run(SEAT, (offering,)):
            self.run(ENROL, (person, offering, True, False, at))

    def close(self) -> None:
        """Give the connection back."""
        self.pooled.close()

    def _timed(
        self, once: Callable[[tuple[Any, ...]], None], given: Iterable[tuple[Any, ...]]
    ) -> list[float]:
        seconds = []
        for values in given:
            began = perf_counter()
            once(values)
            seconds.append(perf_counter() - began)
        return seconds
