"""An enrolment held, checked and written down: what every verb of the desk shares."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session

from classroom.core.db import ask, key, locked
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import may_hold_my_number
from classroom.desk.queue.models import Enrolment, EnrolmentChange
from classroom.desk.queue.queries import clashes
from classroom.desk.queue.rules import (
    NOT_OPEN,
    REASON_MAX,
    TAKES_PLACE,
    WHY_MAX,
    KnownAge,
    age_wanted,
    is_old_enough,
)
from classroom.desk.queue.values import Act, Asked
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Status

GONE = "この申込は見つかりません。画面を開き直してください。"
NO_OFFERING = "この開講は見つかりません。画面を開き直してください。"
CLASH_HELP = "日を変えるか、先に取り消してください。"
LEFT = (
    "{}さんは、{}と登録されています。申込は受け付けられません。"
    "まちがいのときは、受講者の画面で取り消してください。"
)
AGE_UNKNOWN = "年代だけうかがっているため、対象の年齢かどうかは確かめていません。"


def hold_offering(db: Session, offering_id: int) -> Offering:
    """Hold the offering: whatever changes its seats or its queue comes one after the other."""
    offering = locked(db, Offering, offering_id)
    if offering is None:
        raise Refusal(NO_OFFERING)
    return offering


def hold_what_takes_place(db: Session, offering_id: int) -> Offering:
    """Hold an offering that takes place: open, or closed to applications."""
    offering = hold_offering(db, offering_id)
    if offering.status not in TAKES_PLACE:
        raise Refusal(NOT_OPEN[offering.status])
    return offering


def hold_line(db: Session, enrolment_id: int) -> Enrolment:
    """Hold the offering first and then the line, in one order everywhere: no deadlock."""
    found = db.get(Enrolment, enrolment_id)
    if found is None:
        raise Refusal(GONE)
    hold_offering(db, found.offering_id)
    line = locked(db, Enrolment, enrolment_id)
    if line is None:
        raise Refusal(GONE)
    return line


def refuse_unless(line: Enrolment, *statuses: Status) -> None:
    """Refuse a line that stands elsewhere by now: another desk was faster."""
    if line.status not in statuses:
        raise Refusal(f"この申込は、もう{line.status.label}になっています。")


def refuse_gone(db: Session, line: Enrolment) -> None:
    """Refuse a line of a record that was merged, whose other line counts, or that was erased."""
    person = db.get(Participant, line.participant_id)
    if person is not None and person.erased_at is not None:
        raise Refusal("個人情報を消去した方の申込です。新しい方として受け付けてください。")
    if person is not None and person.is_gone:
        raise Refusal("この記録は、もう1つの記録にまとめてあります。そちらで受け付けてください。")


def refuse_left(person: Participant | None, day: date) -> None:
    """Refuse who has moved away or died by a day."""
    gone = person.left_by(day) if person is not None else None
    if person is not None and gone is not None:
        raise Refusal(LEFT.format(person.shown_name, gone.entry))


def refuse_clash(db: Session, line: Enrolment) -> None:
    """Refuse a seat to who has another one at that time, unless a reason was given for it."""
    clash = "" if line.override_reason else _clash(db, line.participant_id, line.offering_id)
    if clash:
        raise Refusal(clash)


def refuse_reason(why: str, most: int = WHY_MAX) -> None:
    """Refuse a reason that is too long, or that may hold a 個人番号."""
    if len(why) > most:
        raise Refusal(f"理由は{most}文字までにしてください。")
    if may_hold_my_number(why):
        raise Refusal("理由に12けたの数字は書けません。数字を消してください。")


@dataclass(frozen=True, slots=True)
class Passed:
    """What is to be kept of the checks: a note, and why a rule was set aside."""

    note: str = ""
    override_reason: str = ""


def check(
    db: Session, offering: Offering, first_on: date, person: Participant, asked: Asked
) -> Passed:
    """Let someone through to an offering that begins that day, or refuse by what bars them."""
    refuse_left(person, first_on)
    known = KnownAge(person.born_on, person.told_band, person.told_band_on)
    fits = is_old_enough(known, offering.age_min, first_on, asked.age_rule)
    if fits is False:
        wanted = age_wanted(offering.age_min or 0, first_on)
        barred = f"対象は{wanted}の方です。ほかの開講をご案内ください。"
    else:
        barred = _clash(db, key(person), key(offering))
    if not barred:
        return Passed(note=AGE_UNKNOWN if fits is None else "")
    if not asked.override:
        raise Refusal(barred)
    if not offering.allows_override:
        raise Refusal(f"{barred}この開講では、特例の受付はできません。")
    refuse_reason(asked.override, REASON_MAX)
    return Passed(override_reason=asked.override)


def _clash(db: Session, participant_id: int, offering_id: int) -> str:
    found = clashes(db, participant_id, [offering_id]).get(offering_id)
    return found.sentence + CLASH_HELP if found else ""


def accept(line: Enrolment, *, holds_seat: bool) -> None:
    """Give a line its place; the caller has taken the seat, if there is one."""
    line.status, line.holds_seat, line.waiting_number = Status.ACCEPTED, holds_seat, None


def changed(db: Session, line: Enrolment, act: Act, why: str = "") -> Enrolment:
    if line.id is not None:
        line.version += 1
    db.add(line)
    db.flush()
    given = {"enrolment_id": key(line), "status": line.status, "at": act.at}
    ask(db, _change(), **given, staff_member_id=act.by, why=why)
    return line


@cache  # with the statements of a booking (`bench book`), see `desk.queue.queries`: 1.3 ms, not 6.3
def _change() -> sa.Insert:
    return sa.insert(EnrolmentChange)


def decided(db: Session, line: Enrolment, act: Act, why: str = "") -> Enrolment:
    line.decided_at = act.at
    return changed(db, line, act, why)
