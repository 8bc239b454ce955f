"""Reading a year's schedule: rows are days; days that belong together are an offering."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.office.imports import cell_rules as cells
from classroom.office.imports.matching import Row, RowReader
from classroom.office.imports.rules import Field, State
from classroom.office.imports.values import Line, Plan, Problem, Reading
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.rules import (
    CAPACITY_MAX,
    NOTE_MAX,
    SESSIONS_MAX,
    TITLE_MAX,
    TOPIC_MAX,
)
from classroom.planning.course.values import OfferingDetails, SessionDetails, Terms
from classroom.planning.offering import day_rules
from classroom.planning.place.models import Venue
from classroom.planning.place.queries import all_rooms, venues
from classroom.rules.era_calendar import weekday
from classroom.rules.text import plain_number
from classroom.rules.words.planning import Status

ALREADY = "同じ講座が、同じ日の同じ時刻に、もう予定にあります"


@dataclass(frozen=True, slots=True)
class Day:
    """A row that was read, or what of it could be, with what is wrong."""

    number: int
    row: tuple[str, ...]
    course: Course | None
    group: str
    count: int | None
    session: SessionDetails | None
    terms: Terms | None
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


class Catalogue:
    """The city's courses, venues and rooms by the words a file may use for them."""

    def __init__(
        self,
        db: Session,
        columns: Sequence[Field | None],
        heads: Sequence[str],
        measure: day_rules.Terms,
    ) -> None:
        self.columns, self.heads = columns, heads
        self.measure, self.year = measure, measure.year
        self.courses: dict[str, Course] = {}
        self.above: Course | None = None
        for course in db.exec(select(Course).order_by(col(Course.id).desc())):
            for words in (course.short_title, course.title, course.code):
                self.courses[cells.same_words(words)] = course
        self.venues: dict[str, Venue] = {}
        self.closed_weekdays: dict[int, str] = {}
        for venue in venues(db, only_active=False):
            self.closed_weekdays[key(venue)] = venue.closed_weekdays
            for words in (venue.short_name, venue.name):
                self.venues[cells.same_words(words)] = venue
        self.rooms = {
            number: {cells.same_words(room.name): key(room) for room in found}
            for number, found in all_rooms(db).items()
        }

    def place(self, text: str) -> tuple[Venue | None, str]:
        """Return the venue of a text and what is left of it: 矢本東市民センター 会議室1."""
        words = cells.same_words(text)
        begun = [name for name in self.venues if name and words.startswith(name)]
        longest = max(begun, key=len, default=None)
        return (self.venues[longest], words[len(longest) :]) if longest else (None, "")


def read(
    db: Session,
    columns: Sequence[Field | None],
    heads: Sequence[str],
    rows: Sequence[tuple[int, Row]],
    *,
    measure: day_rules.Terms,
) -> Reading[OfferingDetails]:
    """Read all rows by their numbers in the file; days without a year lie in the measure's 年度."""
    columns = _without_row_numbers(columns, heads, [row for _, row in rows])
    catalogue = Catalogue(db, columns, heads, measure)
    days = [_DayRow(catalogue, number, row).day() for number, row in rows]
    lines: dict[int, Line] = {}
    plans = []
    for group in _groups(days, by_group=Field.GROUP in columns):
        state, notes, details = _judged(db, group)
        if details is not None:
            plans.append(Plan(group[0].number, state, details))
        for day in group:
            lines[day.number] = _line(day, state, notes, group[0].number)
    return Reading(tuple(lines[number] for number in sorted(lines)), tuple(plans))


def _without_row_numbers(
    columns: Sequence[Field | None], heads: Sequence[str], rows: Sequence[Row]
) -> tuple[Field | None, ...]:
    """Leave out a No. that goes on from one course to the next: it counts rows, not days."""
    found = tuple(columns)
    if Field.NUMBER not in found or Field.COURSE not in found:
        return found
    at = found.index(Field.NUMBER)
    numbers = [plain_number(row[at]) for row in rows if at < len(row)]
    courses = {row[found.index(Field.COURSE)] for row in rows}
    counted = [str(number) for number in range(1, len(rows) + 1)]
    if "回" in heads[at] or len(courses) == 1 or numbers != counted:
        return found
    return tuple(None if field is Field.NUMBER else field for field in found)


def _groups(days: Sequence[Day], *, by_group: bool) -> list[list[Day]]:
    """Put the days of one offering together: by the column that says so, or by 第1回, 第2回, …

    Without either every row is an offering of its own.
    """
    found: dict[object, list[Day]] = {}
    latest: dict[int, tuple[int, int]] = {}
    for day in days:
        if day.problems or day.course is None:
            found[day.number] = [day]
            continue
        course = key(day.course)
        if by_group and day.group:
            found.setdefault((course, day.group), []).append(day)
            continue
        first, before = latest.get(course, (day.number, 0))
        if day.count is None or day.count <= before:
            first = day.number
        latest[course] = (first, day.count or 0)
        found.setdefault((course, first), []).append(day)
    return list(found.values())


def _judged(
    db: Session, group: Sequence[Day]
) -> tuple[State, tuple[str, ...], OfferingDetails | None]:
    first = group[0]
    if first.problems or first.course is None or first.terms is None:
        return State.BAD, (), None
    problem = _wrong_together(group)
    if problem:
        return State.BAD, (problem,), None
    sessions = tuple(day.session for day in group if day.session is not None)
    details = OfferingDetails(key(first.course), first.terms, sessions)
    if _is_there(db, details):
        return State.SAME, (ALREADY,), details
    has_remarks = any(day.remarks for day in group)
    return State.CHECK if has_remarks else State.NEW, (), details


def _wrong_together(group: Sequence[Day]) -> str:
    counts = [day.count for day in group]
    if len(group) > SESSIONS_MAX:
        return f"1つの開講は{SESSIONS_MAX}回までです。組・コースの列を確かめてください。"
    if None not in counts and sorted(map(int, filter(None, counts))) != list(
        range(1, len(group) + 1)
    ):
        return "第1回からの続きになっていません。回の数字を確かめてください。"
    days = sorted((d.session for d in group if d.session), key=lambda one: (one.on, one.starts))
    for before, after in pairwise(days):
        if before.on == after.on and after.starts < before.ends:
            return f"{after.on.month}月{after.on.day}日に、時間の重なる回が2つあります。"
    return ""


def _is_there(db: Session, details: OfferingDetails) -> bool:
    """Tell whether a day of it is in the schedule already, in an offering that is not cancelled."""
    wanted = (
        select(CourseSession.id)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(
            Offering.course_id == details.course_id,
            Offering.status != Status.CANCELLED,
            sa.or_(
                *(
                    sa.and_(
                        col(CourseSession.on) == one.on, col(CourseSession.starts) == one.starts
                    )
                    for one in details.sessions
                )
            ),
        )
    )
    return db.exec(wanted.limit(1)).first() is not None


def _line(day: Day, state: State, notes: tuple[str, ...], choice: int) -> Line:
    own = tuple(problem.sentence for problem in day.problems)
    return Line(day.number, state, _shown(day), (*own, *notes, *day.remarks), choice, day.row)


def _shown(day: Day) -> str:
    title = day.course.title if day.course else ""
    if day.session is None:
        return title or "（読めない行）"
    one = day.session
    when = f"{one.on.month}/{one.on.day}（{weekday(one.on)}）"
    hours = f"{one.starts.hour}:{one.starts.minute:02}〜{one.ends.hour}:{one.ends.minute:02}"
    return "　".join(filter(None, (when, hours, title, f"第{day.count}回" if day.count else "")))


class _DayRow(RowReader):
    """One row as a day of an offering."""

    def __init__(self, catalogue: Catalogue, number: int, row: Row) -> None:
        super().__init__(catalogue.columns, catalogue.heads, row)
        self.catalogue, self.number = catalogue, number

    def day(self) -> Day:
        course = self._course()
        session = self._session(course)
        terms = self._terms(course)
        count = self.read(Field.NUMBER, cells.whole_number)
        self._doubt(session, terms)
        is_whole = course is not None and session is not None and not self.problems
        return Day(
            self.number,
            self.row,
            course,
            self.text(Field.GROUP),
            count,
            session if is_whole else None,
            terms,
            tuple(self.problems),
            tuple(self.remarks),
        )

    def _course(self) -> Course | None:
        text, above = self.text(Field.COURSE), self.catalogue.above
        found = self.catalogue.courses.get(cells.same_words(text))
        if found is None and not text and above is not None:
            self.remarks.append("講座が空いているので、すぐ上の行と同じ講座とします。")
            return above
        self.catalogue.above = found
        if found is None:
            what = f"「{text[:30]}」という講座は、一覧にありません。先に講座を登録してください。"
            self.refuse(Field.COURSE, what if text else "講座が書かれていません。")
        return found

    def _session(self, course: Course | None) -> SessionDetails | None:
        on = self._day()
        starts, ends = self._hours(course)
        venue_id, room_id = self._place()
        if on is None or starts is None or ends is None or venue_id is None:
            return None
        if starts >= ends:
            self.refuse(Field.ENDS, "終わりの時刻を、始まりより後にしてください。")
        return SessionDetails(
            on, starts, ends, venue_id, room_id, self.line(Field.TOPIC, TOPIC_MAX)
        )

    def _day(self) -> date | None:
        parts = self.parts(Field.ON)
        if len(parts) == 1:
            parts = [cells.day_and_hours(parts[0])[0]]
        if not parts:
            self.refuse(Field.ON, "日にちがありません。")
            return None
        try:
            on = cells.class_day(parts, self.catalogue.year)
        except ValueError as problem:
            self.refuse(Field.ON, str(problem))
            return None
        return on

    def _hours(self, course: Course | None) -> tuple[time | None, time | None]:
        """Read when it begins and ends; without an end it takes as long as the course does."""
        if self.text(Field.STARTS):
            spanned = self.read(Field.STARTS, cells.span)
        else:
            spanned = self.read(Field.ON, lambda text: cells.span(cells.day_and_hours(text)[1]))
        if spanned is None:
            return None, None
        own_end = self.read(Field.ENDS, lambda text: cells.end_of(text, spanned[0]))
        if self.problems:
            return None, None
        starts, ends = spanned[0], own_end or spanned[1]
        if starts is None:
            self.refuse(Field.STARTS, "始まりの時刻がありません。")
            return None, None
        if ends is None and course is not None:
            begins = timedelta(hours=starts.hour, minutes=starts.minute)
            whole = (begins + timedelta(minutes=course.minutes)).seconds // 60
            ends = time(whole // 60, whole % 60)
            self.remarks.append(
                f"終わりの時刻がないため、講座の{course.minutes}分で{ends.hour}:{ends.minute:02}までとします。"
            )
        return starts, ends

    def _place(self) -> tuple[int | None, int | None]:
        text = self.text(Field.VENUE)
        venue, rest = self.catalogue.place(text)
        if venue is None:
            what = f"「{text[:30]}」という会場は、一覧にありません。先に会場を登録してください。"
            self.refuse(Field.VENUE, what if text else "会場が書かれていません。")
            return None, None
        named = self.text(Field.ROOM)
        wanted = cells.same_words(named) or rest
        room = self.catalogue.rooms.get(key(venue), {}).get(wanted)
        if wanted and room is None:
            self.remarks.append(
                f"部屋「{(named or text)[:20]}」は{venue.name}の一覧にないため、空けて入れます。"
            )
        return key(venue), room

    def _terms(self, course: Course | None) -> Terms | None:
        capacity = self.read(Field.CAPACITY, cells.whole_number)
        if capacity is not None and not 1 <= capacity <= CAPACITY_MAX:
            self.refuse(Field.CAPACITY, f"1人から{CAPACITY_MAX}人までにしてください。")
        opens, closes = self._window(Field.APPLY_FROM), self._window(Field.APPLY_UNTIL)
        if opens and closes and opens > closes:
            self.refuse(Field.APPLY_UNTIL, "受付の終わりの日が、始まりの日より前になっています。")
        return Terms(
            capacity or (course.capacity if course else 1),
            title=self.line(Field.TITLE, TITLE_MAX),
            apply_from=opens,
            apply_until=closes,
            note=self.line(Field.NOTE, NOTE_MAX),
        )

    def _doubt(self, session: SessionDetails | None, terms: Terms | None) -> None:
        """Say of the day what would be said wherever else it were chosen."""
        if session is None or terms is None:
            return
        measure = replace(
            self.catalogue.measure, apply_from=terms.apply_from, apply_until=terms.apply_until
        )
        closed = self.catalogue.closed_weekdays.get(session.venue_id, "")
        day = f"{session.on.month}月{session.on.day}日："
        found = day_rules.doubts(session.on, measure, closed)
        self.remarks.extend(f"{day}{sentence}" for sentence in found)

    def _window(self, field: Field) -> date | None:
        parts = self.parts(field)
        if not parts:
            return None
        try:
            return cells.class_day(parts, self.catalogue.year)
        except ValueError as problem:
            self.refuse(field, str(problem))
            return None
