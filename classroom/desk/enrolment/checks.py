"""Whether someone may be booked: the age it is for, and nothing else at that time."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.enrolment.lines import CLASH_HELP, refuse_reason
from classroom.desk.enrolment.picking import clashes
from classroom.desk.enrolment.rules import (
    REASON_MAX,
    KnownAge,
    age_wanted,
    is_old_enough,
)
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Offering
from classroom.rules.age import AgeRule

AGE_UNKNOWN = "年代だけうかがっているため、対象の年齢かどうかは確かめていません。"


@dataclass(frozen=True, slots=True)
class Passed:
    """What is to be kept of the checks: a note, and why a rule was set aside."""

    note: str = ""
    override_reason: str = ""


def check(
    db: Session,
    offering: Offering,
    first: date,
    person: Participant,
    rule: AgeRule,
    override: str,
) -> Passed:
    """Let someone through, or refuse by the first rule that bars them.

    `first` is the offering's first day; `override` is the reason to set the rules aside, where the
    offering allows that.
    """
    fits = _fits(offering, person, first, rule)
    barred = _too_young(offering, first) if fits is False else _clash(db, offering, person)
    if not barred:
        return Passed(note=AGE_UNKNOWN if fits is None else "")
    if not override:
        raise Refusal(barred)
    if not offering.allows_override:
        raise Refusal(f"{barred}この開講では、特例の受付はできません。")
    refuse_reason(override, REASON_MAX)
    return Passed(override_reason=override)


def _fits(offering: Offering, person: Participant, first: date, rule: AgeRule) -> bool | None:
    known = KnownAge(person.born_on, person.told_band, person.told_band_on)
    return is_old_enough(known, offering.age_min, first, rule)


def _too_young(offering: Offering, first: date) -> str:
    wanted = age_wanted(offering.age_min or 0, first)
    return f"対象は{wanted}の方です。ほかの開講をご案内ください。"


def _clash(db: Session, offering: Offering, person: Participant) -> str:
    number = key(offering)
    found = clashes(db, key(person), [number]).get(number)
    return found.sentence + CLASH_HELP if found else ""
