"""Keeping the special periods, and what was shown at each month's end: never lost."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from sqlmodel import Session, col, select

from classroom.core.db import added, fields_of, locked
from classroom.core.errors import Refusal, Stale
from classroom.figures.nowcast.models import ShownFigure, SpecialPeriod
from classroom.figures.nowcast.rules import NOTE_MAX, PEOPLE_MAX, PeriodKind
from classroom.figures.nowcast.values import PeriodDetails, Shown
from classroom.rules.era_calendar import wareki


def add_period(
    db: Session, details: PeriodDetails, *, at: datetime, by: int | None, today: date
) -> SpecialPeriod:
    """Keep a special period. Refuses days that cannot be, and what is there already."""
    _check(details, today)
    same = select(SpecialPeriod).where(
        SpecialPeriod.first == details.first,
        SpecialPeriod.last == details.last,
        SpecialPeriod.kind == details.kind,
        col(SpecialPeriod.withdrawn_at).is_(None),
    )
    if db.exec(same).first() is not None:
        raise Refusal(
            "同じ期間が、もう入っています。人数を直すときは、前のものを取り消してから入れてください。"
        )
    row = SpecialPeriod(**fields_of(details), entered_at=at, staff_member_id=by)
    db.add(row)
    db.flush()
    return row


def withdraw_period(db: Session, number: int, *, at: datetime) -> SpecialPeriod:
    """Withdraw a special period. Raises Stale where it is gone or was withdrawn meanwhile."""
    row = locked(db, SpecialPeriod, number)
    if row is None or row.withdrawn_at is not None:
        raise Stale("この期間は、もう取り消してあります。")
    row.withdrawn_at = at
    db.flush()
    return row


def keep_shown(db: Session, figures: Iterable[Shown], *, at: datetime) -> None:
    """Keep what was shown for a month's end; what is kept already stays as it is."""
    for one in figures:
        with suppress(Stale):  # another process was quicker
            added(db, ShownFigure(**fields_of(one), kept_at=at))


def _check(details: PeriodDetails, today: date) -> None:
    if details.last < details.first:
        raise Refusal("終わりの日は、はじめの日か、そのあとの日にしてください。")
    if details.first > today:
        raise Refusal(
            f"はじめの日（{wareki(details.first)}）は、まだ来ていません。始まってから入れてください。"
        )
    if len(details.note) > NOTE_MAX:
        raise Refusal(f"何があったかは{NOTE_MAX}文字までにしてください。")
    if details.kind is PeriodKind.OTHER and not details.note:
        raise Refusal("「そのほか」のときは、何があったかを入れてください。例）調べたが分からない")
    if details.people is None:
        return
    if abs(details.people) > PEOPLE_MAX:
        raise Refusal(f"人数は{PEOPLE_MAX:,}人までにしてください。")
    if details.people * details.kind.sign < 0:
        way = "増えた" if details.kind.sign > 0 else "減った"
        raise Refusal(
            f"「{details.kind.label}」には、{way}人数を入れてください。"
            "ほかのことなら「そのほか」をえらんでください。"
        )
