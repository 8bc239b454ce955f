"""Reading what the first page shows."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from classroom.class_day.attendance.queries import marks
from classroom.class_day.attendance.values import Counts
from classroom.desk.queue.call_queries import calls as call_list
from classroom.desk.queue.queries import waiting_counts
from classroom.office.home.rules import stand
from classroom.office.home.values import ComingLine, Today, TodayLine
from classroom.planning.course import queries as courses
from classroom.planning.course.values import DayLine
from classroom.planning.staffing.queries import own_sessions, teams
from classroom.rules.words.planning import Status

COMING = timedelta(days=14)
A_YEAR = timedelta(days=366)


def today(db: Session, now: datetime, *, only_of: int | None, with_calls: bool) -> Today:
    """Return the day as the first page shows it; `now` is on the office's clock.

    `only_of` names the account whose own sessions alone are shown (instructors). `with_calls`
    adds the people to telephone, with their numbers.
    """
    day = now.date()
    ahead = _days(db, day, day + A_YEAR, only_of)
    classes = [line for line in ahead if line.on == day]
    coming = [line for line in ahead if day < line.on <= day + COMING]
    later = (line for line in ahead if line.on > day and line.status is not Status.CANCELLED)
    return Today(
        classes=_classes(db, classes, now),
        coming=_coming(db, coming),
        next_class=next(later, None),
        calls=call_list(db, now) if with_calls else None,
        moved=tuple(courses.moved_away(db, day, day)) if only_of is None else (),
    )


def _days(db: Session, first: date, last: date, only_of: int | None) -> list[DayLine]:
    lines = courses.days(db, first, last)
    if only_of is None:
        return lines
    own = {line.course_session_id for line in own_sessions(db, only_of, first, last)}
    return [line for line in lines if line.course_session_id in own]


def _classes(db: Session, lines: list[DayLine], now: datetime) -> tuple[TodayLine, ...]:
    numbers = [line.course_session_id for line in lines]
    counts, people = marks(db, numbers), teams(db, numbers)
    return tuple(
        TodayLine(
            line,
            stand(
                now,
                datetime.combine(line.on, line.starts, now.tzinfo),
                datetime.combine(line.on, line.ends, now.tzinfo),
                is_closed=line.closed_at is not None,
                is_cancelled=line.status is Status.CANCELLED,
            ),
            people[line.course_session_id],
            counts.get(line.course_session_id, Counts()),
        )
        for line in lines
    )


def _coming(db: Session, lines: list[DayLine]) -> tuple[ComingLine, ...]:
    waiting = waiting_counts(db, [line.offering_id for line in lines])
    return tuple(ComingLine(line, waiting.get(line.offering_id, 0)) for line in lines)
