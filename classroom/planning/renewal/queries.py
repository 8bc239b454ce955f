"""Reading the offerings of a 年度, what the next one may keep of them, and what speaks against."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from classroom.core.db import key, rel
from classroom.planning.course.holidays import Closing, closing
from classroom.planning.course.models import CourseSession, Offering, SessionChange
from classroom.planning.course.values import SessionDetails, Terms
from classroom.planning.offering import clash_queries
from classroom.planning.offering.clash_rules import Slot, Timetable, crowd
from classroom.planning.offering.day_rules import Terms as DayTerms
from classroom.planning.offering.day_rules import doubts
from classroom.planning.offering.need_queries import person_need, phone_need
from classroom.planning.place.models import Venue
from classroom.planning.renewal.models import OfferingCopy
from classroom.planning.renewal.rules import copied, retitled, same_week, week_of
from classroom.planning.renewal.values import (
    Day,
    Kind,
    Plan,
    PlannedDay,
    Review,
    Source,
    Team,
    Trouble,
)
from classroom.planning.staffing.loan_queries import IN_ORDER
from classroom.planning.staffing.models import Assignment, LoanPhone, Person, SessionLoan
from classroom.planning.staffing.queries import TABLES, person_column
from classroom.planning.staffing.values import Part
from classroom.rules.era_calendar import weekday
from classroom.rules.words.planning import Status

TERMS = (
    "title capacity selection age_min first_timers_first apply_from apply_until note"
    " allows_override"
)


def sources(db: Session, year: int) -> list[Source]:
    """Return the offerings of a 年度 by their first day."""
    rows = _offerings(db, year)
    numbers = [key(one) for row in rows for one in row.sessions]
    teams, made = _teams(db, numbers), _made(db, [key(row) for row in rows])
    planned = _planned(db, numbers)
    found = [_source(row, teams, planned, made.get(key(row))) for row in rows]
    return sorted(found, key=lambda one: (one.days[0].on, one.days[0].details.starts, one.code))


def proposals(db: Session, found: Iterable[Source], year: int) -> list[Plan]:
    """Return each offering as it would be held in a 年度; those called off are not ticked."""
    return [proposal(one, year, closing(db)) for one in found]


def proposal(source: Source, year: int, closing_name: Closing) -> Plan:
    moved = copied([day.on for day in source.days], year, closing_name)
    days = tuple(
        PlannedDay(day.session_id, replace(day.details, on=on))
        for day, on in zip(source.days, moved.days, strict=True)
    )
    return Plan(
        source.offering_id,
        retitled(source.terms.title, year),
        source.terms.capacity,
        days,
        is_wanted=source.is_course_used and not source.status.is_cancelled,
        skipped=moved.skipped,
    )


def review(
    db: Session, found: Sequence[Source], plans: Sequence[Plan], year: int, today: date
) -> Review:
    """Return what cannot be kept of each offering, and what its new days run into."""
    by_id = {one.offering_id: one for one in found}
    wanted = [plan for plan in plans if plan.is_wanted and not by_id[plan.offering_id].made_id]
    clashes = _clashes(db, [(by_id[plan.offering_id], plan) for plan in wanted])
    closed = dict(db.exec(select(Venue.id, Venue.closed_weekdays)).all())
    terms = DayTerms(today, year, closing(db))
    return Review(
        {
            plan.offering_id: (
                *_lost(by_id[plan.offering_id]),
                *_holidays(plan),
                *_fifth_week(by_id[plan.offering_id], plan, year),
                *_doubts(by_id[plan.offering_id], plan, closed, terms),
                *clashes.get(plan.offering_id, ()),
            )
            for plan in plans
        }
    )


def shifted(terms: Terms, by: timedelta) -> Terms:
    """Return terms whose days of applying keep their distance to the first day."""
    opens, ends = terms.apply_from, terms.apply_until
    return replace(
        terms,
        apply_from=opens + by if opens else None,
        apply_until=ends + by if ends else None,
    )


def replaced(terms: Terms, plan: Plan) -> Terms:
    return replace(terms, title=plan.title, capacity=plan.capacity)


def _offerings(db: Session, year: int) -> Sequence[Offering]:
    sessions = rel(Offering.sessions)
    wanted = (
        select(Offering)
        .where(Offering.fiscal_year == year, col(Offering.sessions).any())
        .options(
            joinedload(rel(Offering.course)),
            selectinload(sessions).joinedload(rel(CourseSession.venue)),
            selectinload(sessions).joinedload(rel(CourseSession.room)),
        )
        .execution_options(populate_existing=True)
    )
    return db.exec(wanted).all()


def _made(db: Session, numbers: list[int]) -> dict[int, tuple[int, str]]:
    wanted = (
        select(OfferingCopy.source_id, Offering.id, Offering.code)
        .join(Offering, col(OfferingCopy.offering_id) == col(Offering.id))
        .where(col(OfferingCopy.source_id).in_(numbers))
    )
    return {source: (number or 0, code) for source, number, code in db.exec(wanted)}


def _planned(db: Session, numbers: list[int]) -> dict[int, tuple[SessionDetails, Venue]]:
    """Return where and when sessions were to be held whose day was moved: snow is no plan."""
    first = sa.select(sa.func.min(col(SessionChange.id))).group_by(
        col(SessionChange.course_session_id)
    )
    wanted = (
        select(SessionChange, Venue)
        .join(Venue, col(SessionChange.venue_before) == col(Venue.id))
        .join(CourseSession, col(SessionChange.course_session_id) == col(CourseSession.id))
        .where(
            col(SessionChange.course_session_id).in_(numbers),
            col(SessionChange.id).in_(first),
            col(CourseSession.planned_on).is_not(None),
        )
    )
    return {
        one.course_session_id: (
            SessionDetails(
                on=one.on_before,
                starts=one.starts_before,
                ends=one.ends_before,
                venue_id=one.venue_before,
                room_id=one.room_before,
            ),
            venue,
        )
        for one, venue in db.exec(wanted)
    }


def _source(
    row: Offering,
    teams: dict[int, Team],
    planned: dict[int, tuple[SessionDetails, Venue]],
    made: tuple[int, str] | None,
) -> Source:
    return Source(
        offering_id=key(row),
        code=row.code,
        title=row.title or row.course.title,
        course_id=row.course_id,
        is_course_used=row.course.is_active,
        status=row.status,
        terms=Terms(**{name: getattr(row, name) for name in TERMS.split()}),
        days=tuple(
            _day(one, teams.get(key(one), Team()), planned.get(key(one)))
            for one in sorted(row.sessions, key=lambda one: one.day_in_order)
        ),
        made_id=made[0] if made else None,
        made_code=made[1] if made else "",
    )


def _day(one: CourseSession, team: Team, planned: tuple[SessionDetails, Venue] | None) -> Day:
    now = SessionDetails(
        on=one.on, starts=one.starts, ends=one.ends, venue_id=one.venue_id, room_id=one.room_id
    )
    details, venue = planned or (now, one.venue)
    if not venue.is_active:
        details = replace(details, venue_id=0, room_id=None)
    return Day(
        key(one),
        one.number,
        one.planned_on or one.on,
        replace(details, topic=one.topic),
        venue.short_name,
        venue.is_active,
        team,
    )


def _teams(db: Session, numbers: list[int]) -> dict[int, Team]:
    people: dict[int, list[tuple[Part, Person]]] = defaultdict(list)
    for part, table in TABLES.items():
        wanted = (
            select(Assignment.course_session_id, table)
            .join(table, person_column(part) == col(table.id))
            .where(col(Assignment.course_session_id).in_(numbers))
            .order_by(table.name_kana, col(table.id))
        )
        for number, person in db.exec(wanted):
            people[number].append((part, person))
    phones: dict[int, list[LoanPhone]] = defaultdict(list)
    lent = (
        select(SessionLoan.course_session_id, LoanPhone)
        .join(LoanPhone, col(SessionLoan.loan_phone_id) == col(LoanPhone.id))
        .where(col(SessionLoan.course_session_id).in_(numbers))
        .order_by(*IN_ORDER)
    )
    for number, phone in db.exec(lent):
        phones[number].append(phone)
    return {number: _team(people[number], phones[number]) for number in {*people, *phones}}


def _team(people: list[tuple[Part, Person]], phones: list[LoanPhone]) -> Team:
    here = [(part, one) for part, one in people if one.is_active]
    lent = [one for one in phones if one.is_active]
    return Team(
        instructors=tuple(key(one) for part, one in here if part is Part.INSTRUCTOR),
        assistants=tuple(key(one) for part, one in here if part is Part.ASSISTANT),
        phones=tuple(key(one) for one in lent),
        names=tuple(one.name for _, one in here),
        needs=(
            *(person_need(part, one) for part, one in here),
            *(phone_need(one) for one in lent),
        ),
        left=tuple(f"{part.label}の{one.name}さん" for part, one in people if not one.is_active),
        lost_phones=tuple(one.label for one in phones if not one.is_active),
    )


def _lost(source: Source) -> Iterator[Trouble]:
    if source.status is Status.CANCELLED:
        yield Trouble(Kind.COURSE, "前の年度は中止でした。つくるときは印をつけてください。")
    if not source.is_course_used:
        yield Trouble(Kind.COURSE, "この講座は、いまは使っていません。")
    for venue in _each(day.venue for day in source.days if not day.is_venue_used):
        yield Trouble(Kind.VENUE, f"{venue}は、いまは使っていません。別の会場をえらんでください。")
    for name in _each(name for day in source.days for name in day.team.left):
        yield Trouble(Kind.STAFF, f"{name}は、いまは担当していません。担当から外します。")
    labels = _each(label for day in source.days for label in day.team.lost_phones)
    if labels:
        yield Trouble(Kind.PHONE, f"貸出スマホ（{'、'.join(labels)}）は、いまは使っていません。")


def _holidays(plan: Plan) -> Iterator[Trouble]:
    for day, name in plan.skipped:
        yield Trouble(Kind.HOLIDAY, f"{_md(day)}は{name}なので、次の週にしました。")


def _fifth_week(source: Source, plan: Plan, year: int) -> Iterator[Trouble]:
    """Say that a class of a fifth week stands in the fourth, while it does."""
    was = source.days[0].on
    instead = same_week(was, year)
    if week_of(was) > week_of(instead) and any(one.details.on == instead for one in plan.days):
        name = f"{weekday(was)}曜日"
        yield Trouble(
            Kind.DAY,
            f"{instead.month}月に第{week_of(was)}{name}がないので、第{week_of(instead)}{name}にしました。",
        )


def _doubts(
    source: Source, plan: Plan, closed: dict[int | None, str], terms: DayTerms
) -> Iterator[Trouble]:
    """Say of each new day what would be said of it anywhere else; a weekend kept is no news."""
    weekdays = {day.on.weekday() for day in source.days}
    for one in plan.days:
        on = one.details.on
        said = doubts(on, terms, closed.get(one.details.venue_id, ""))
        kept = [
            text
            for text in said
            if not (text == f"{weekday(on)}曜日です。" and on.weekday() in weekdays)
        ]
        if kept:
            yield Trouble(Kind.DAY, f"{_md(on)}（{weekday(on)}）：{''.join(kept)}")


def _clashes(db: Session, wanted: list[tuple[Source, Plan]]) -> dict[int, list[Trouble]]:
    """Return what the new days need while another class has it, planned here or there already."""
    slots = _slots(db, wanted)
    if not slots:
        return {}
    mine = [slot for _, slot in slots]
    others = clash_queries.held(db, min(slot.on for slot in mine), max(slot.on for slot in mine))
    timetable, found = Timetable.of([*others, *mine]), defaultdict(list)
    for plan, slot in slots:
        for clash in timetable.clashes(slot):
            found[plan.offering_id].append(Trouble(Kind.CLASH, f"{_md(slot.on)}：{clash.sentence}"))
    for plan, slot in slots:
        too_many = Trouble(Kind.CROWD, crowd(plan.capacity, slot))
        if too_many.sentence and too_many not in found[plan.offering_id]:
            found[plan.offering_id].append(too_many)
    return found


def _slots(db: Session, wanted: list[tuple[Source, Plan]]) -> list[tuple[Plan, Slot]]:
    lines = [
        (source, plan, day)
        for source, plan in wanted
        for day in plan.days
        if day.details.venue_id and day.details.starts < day.details.ends
    ]
    bare = clash_queries.unwritten(db, [day.details for _, _, day in lines])
    found = []
    for (source, plan, day), slot in zip(lines, bare, strict=True):
        team = next((one.team for one in source.days if one.session_id == day.session_id), Team())
        title = plan.title or source.title
        whole = replace(slot, title=title, needs=(*slot.needs, *team.needs))
        found.append((plan, whole))
    return found


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _md(day: date) -> str:
    return f"{day.month}月{day.day}日"
