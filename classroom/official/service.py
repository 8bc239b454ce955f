"""Keeping official counts; what was corrected stays."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from classroom.db import locked
from classroom.errors import Refusal, Stale
from classroom.official.models import OfficialCount
from classroom.official.rules import SOURCE_MAX
from classroom.official.values import OfficialDetails
from classroom.population.rules import COUNT_MAX
from classroom.rules.era import wareki


def add_official(
    db: Session,
    details: OfficialDetails,
    *,
    corrects: int | None = None,
    at: datetime,
    by: int | None,
    today: date,
) -> OfficialCount:
    """Keep an official count. It replaces the one it corrects, or the one of the same day.

    The replaced count stays, marked. Raises Stale where somebody else has corrected it meanwhile.
    """
    _check(details, today)
    old = _corrected(db, corrects) or _of_day(db, details.registered_on)
    if old is not None and _same(old, details):
        raise Refusal(f"{wareki(details.registered_on)}の同じ公式値が、もう入っています。")
    if corrects is not None and (other := _of_day(db, details.registered_on)) not in (None, old):
        raise Refusal(
            f"{wareki(details.registered_on)}の公式値は別にあります。"
            f"{other.registered if other else 0:,}人のほうを直してください。"
        )
    row = OfficialCount(
        registered_on=details.registered_on,
        population_on=details.population_on,
        registered=details.registered,
        population=details.population,
        source=details.source,
        entered_at=at,
        staff_member_id=by,
    )
    db.add(row)
    db.flush()
    if old is not None:
        old.replaced_by_id = row.id
        db.flush()
    return row


def _check(details: OfficialDetails, today: date) -> None:
    if not details.source.strip():
        raise Refusal("出典を入れてください。例）宮城県提供")
    if len(details.source) > SOURCE_MAX:
        raise Refusal(f"出典は{SOURCE_MAX}文字までにしてください。")
    if not 0 < details.population <= COUNT_MAX:
        raise Refusal("70歳以上の住民数を、1人以上で入れてください。")
    if not 0 <= details.registered <= details.population:
        raise Refusal("登録者数は、0人から住民数までにしてください。")
    for day, name in (
        (details.registered_on, "登録者数"),
        (details.population_on, "住民数"),
    ):
        if day > today:
            raise Refusal(f"{name}の基準日（{wareki(day)}）は、まだ来ていない日です。")


def _corrected(db: Session, number: int | None) -> OfficialCount | None:
    if number is None:
        return None
    row = locked(db, OfficialCount, number)
    if row is None or row.replaced_by_id is not None:
        raise Stale
    return row


def _of_day(db: Session, day: date) -> OfficialCount | None:
    wanted = select(OfficialCount).where(
        OfficialCount.registered_on == day, col(OfficialCount.replaced_by_id).is_(None)
    )
    return db.exec(wanted.order_by(col(OfficialCount.id).desc())).first()


def _same(row: OfficialCount, details: OfficialDetails) -> bool:
    return (row.registered_on, row.population_on, row.registered, row.population, row.source) == (
        details.registered_on,
        details.population_on,
        details.registered,
        details.population,
        details.source,
    )
