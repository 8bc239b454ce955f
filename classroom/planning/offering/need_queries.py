"""Reading who and what a session has that cannot be elsewhere too: its people and telephones."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.planning.offering.clash_rules import Kind, Need
from classroom.planning.staffing.models import Assignment, LoanPhone, Person, SessionLoan
from classroom.planning.staffing.queries import TABLES, person_column
from classroom.planning.staffing.values import Part


def needs(db: Session, session_ids: Collection[int]) -> dict[int, list[Need]]:
    found: dict[int, list[Need]] = defaultdict(list)
    if not session_ids:
        return found
    for part, table in TABLES.items():
        people = (
            select(Assignment.course_session_id, table)
            .join(table, person_column(part) == col(table.id))
            .where(col(Assignment.course_session_id).in_(session_ids))
            .order_by(col(table.id))
        )
        for number, person in db.exec(people):
            found[number].append(person_need(part, person))
    phones = (
        select(SessionLoan.course_session_id, LoanPhone)
        .join(LoanPhone, col(SessionLoan.loan_phone_id) == col(LoanPhone.id))
        .where(col(SessionLoan.course_session_id).in_(session_ids))
        .order_by(LoanPhone.label)
    )
    for number, phone in db.exec(phones):
        found[number].append(phone_need(phone))
    return found


def person_need(part: Part, person: Person) -> Need:
    """One account is one person, teaching or helping."""
    account = person.staff_member_id
    own = f"account-{account}" if account else f"{part}-{person.id}"
    return Need(Kind.PERSON, own, f"{part.label}の{person.name}さん")


def phone_need(phone: LoanPhone) -> Need:
    return Need(Kind.PHONE, f"phone-{key(phone)}", phone.label)
