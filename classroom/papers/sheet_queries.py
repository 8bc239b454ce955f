"""Reading sheets as they were printed, and all the papers of a session put together."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.attendance.sheet import AttendanceSheet
from classroom.class_day.attendance.values import SessionHead
from classroom.class_day.printed.queries import newest
from classroom.class_day.printed.rules import ASKED
from classroom.class_day.printed.values import Kept
from classroom.papers import class_queries
from classroom.papers.class_values import Pack, Questionnaire


@dataclass(frozen=True, slots=True)
class Look:
    """What the settings say of papers: the kind of 名札, the city, the key that signs codes."""

    tag_sheet: str
    city: str
    key: str


def sheet(db: Session, head: SessionHead, found: Kept) -> AttendanceSheet:
    """Return a 出席簿 as it was printed: the same people in the same rows."""
    lines = attendance.lines_of(db, head, found.enrolment_ids)
    drawn = attendance.sheet_of(db, head, lines, found.printed_at)
    return replace(drawn, page_ids=found.page_ids)


def questionnaire(head: SessionHead, found: Kept) -> Questionnaire:
    """Return an アンケート as it was printed."""
    return Questionnaire(
        kind=found.kind,
        title=head.title,
        on=head.on,
        venue=head.venue,
        statements=found.statements,
        page_ids=found.page_ids,
    )


def pack(db: Session, head: SessionHead, found: Kept, look: Look) -> Pack:
    """Return everything for a session; its 出席簿 and アンケート were kept before."""
    people = found.enrolment_ids
    handouts = class_queries.handouts(db, head)
    asked = (newest(db, head.id, kind) for kind in ASKED)
    return Pack(
        title=head.title,
        on=head.on,
        sheet=sheet(db, head, found),
        tags=class_queries.tags(db, head, people, look=(look.tag_sheet, look.city), key=look.key),
        questionnaires=tuple(questionnaire(head, one) for one in asked if one is not None),
        handouts=handouts,
        checklist=class_queries.checklist(
            db, head, len(people), handouts[0].name if handouts else ""
        ),
    )
