"""Keeping official counts and the files that came with them; what was corrected stays."""

import hashlib
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from classroom.core.db import fields_of, locked
from classroom.core.errors import Refusal, Stale
from classroom.figures.official import queries
from classroom.figures.official.models import OfficialCount, OfficialFile
from classroom.figures.official.rules import (
    FILE_MAX,
    FILES_MAX,
    NOTE_MAX,
    POPULATION_GAP,
    RATE_JUMP,
    SOURCE_MAX,
    clean_name,
    media_type,
)
from classroom.figures.official.values import Believed, KeptFile, OfficialDetails
from classroom.figures.population.rules import COUNT_MAX
from classroom.rules.era_calendar import wareki
from classroom.rules.rate import percentage, rounded


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
    row = OfficialCount(**fields_of(details), entered_at=at, staff_member_id=by)
    db.add(row)
    db.flush()
    if old is not None:
        old.replaced_by_id = row.id
        db.flush()
    return row


def keep_file(
    db: Session, official_count_id: int, file: KeptFile, *, at: datetime, by: int | None
) -> OfficialFile:
    """Keep a file with a count, replaced or not. Refuses what it cannot keep; the same file once.

    The kind of the file is known by the end of its name, never by what a browser says.
    """
    check_file(file)
    if locked(db, OfficialCount, official_count_id) is None:
        raise Refusal("この公式値はありません。公式値の画面を開き直してください。")
    kept = queries.files_of(db, [official_count_id]).get(official_count_id, ())
    digest = hashlib.sha256(file.content).hexdigest()
    if same := next((line for line in kept if line.digest == digest), None):
        raise Refusal(f"同じ中身のファイルが、「{same.name}」としてもう付いています。")
    if len(kept) >= FILES_MAX:
        raise Refusal(f"ひとつの公式値に付けられるファイルは{FILES_MAX}個までです。")
    name = clean_name(file.name)
    row = OfficialFile(
        official_count_id=official_count_id,
        name=name,
        media_type=media_type(name) or "",
        size=len(file.content),
        digest=digest,
        content=file.content,
        kept_at=at,
        staff_member_id=by,
    )
    db.add(row)
    db.flush()
    return row


def check_file(file: KeptFile) -> None:
    """Refuse a file that cannot be kept, with the reason."""
    if media_type(clean_name(file.name)) is None:
        raise Refusal(
            f"「{file.name}」は付けられません。PDF、Excel、Word、CSV、画像、メールのファイルを"
            "えらんでください。"
        )
    if not file.content:
        raise Refusal(f"「{file.name}」は中身がありません。ファイルを確かめてください。")
    if len(file.content) > FILE_MAX:
        raise Refusal(f"「{file.name}」は大きすぎます。10MBまでのファイルをえらんでください。")


def _check(details: OfficialDetails, today: date) -> None:
    if not details.source.strip():
        raise Refusal("出典を入れてください。例）宮城県提供")
    if len(details.note) > NOTE_MAX:
        raise Refusal(f"理由は{NOTE_MAX}文字までにしてください。")
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
    wanted = fields_of(replace(details, note=row.note))
    return {name: getattr(row, name) for name in wanted} == wanted


def doubts(details: OfficialDetails, believed: Believed) -> list[str]:
    """Say what about a count is hard to believe, each with its numbers. Nothing is refused."""
    found = []
    rate = percentage(details.registered, details.population)
    if believed.rate is not None and abs(rate - believed.rate) > RATE_JUMP:
        found.append(
            f"率が{rounded(rate)}%で、前の公式値の{rounded(believed.rate)}%から"
            f"{rounded(abs(rate - believed.rate))}ポイント変わっています。"
        )
    if believed.population:
        gap = percentage(abs(details.population - believed.population), believed.population)
        if gap > POPULATION_GAP:
            found.append(
                f"住民数が{details.population:,}人で、取り込んだ人口の70歳以上"
                f"{believed.population:,}人と{rounded(gap)}%ちがいます。"
            )
    return found
