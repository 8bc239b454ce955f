"""What merging two records would do, in words, before anything is written."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.merging import queries
from classroom.desk.merging.ledger import Row
from classroom.desk.merging.rules import (
    ITEMS,
    UNKNOWN,
    Item,
    Side,
    better_line,
    differs,
    usual,
)
from classroom.desk.merging.share import Share
from classroom.desk.merging.values import FieldLine, MovedLine, Preview
from classroom.desk.queue.desk_queries import bookings
from classroom.desk.queue.values import Booking
from classroom.planning.place.queries import districts
from classroom.rules.era_calendar import wareki
from classroom.rules.telephone import shown
from classroom.rules.words.queue import LIVE


def preview(db: Session, kept_id: int, gone_id: int, shares: Sequence[Share]) -> Preview | None:
    """Return what merging would do; None where one of the records does not stand."""
    kept, gone = queries.person(db, kept_id), queries.person(db, gone_id)
    if kept is None or gone is None or kept_id == gone_id:
        return None
    lines = tuple(_lines(db, kept_id, gone_id, shares))
    said = [share.said(db, kept_id, gone_id) for share in shares]
    calls = queries.of_person(db, queries.CALLS, gone_id)
    return Preview(
        kept_id=kept_id,
        gone_id=gone_id,
        kept_name=kept["name"] or kept["name_kana"],
        gone_name=gone["name"] or gone["name_kana"],
        kept_version=kept["version"],
        gone_version=gone["version"],
        fields=_fields(db, kept, gone),
        lines=lines,
        moves=(
            ("申込", f"{len(lines)}件"),
            *(move for each in said for move in each.moves),
            ("かける電話", f"{len(calls)}件"),
        ),
        drops=tuple(sentence for each in said for sentence in each.drops),
        obstacle=queries.DRAW_AHEAD if queries.waits_for_draw(db, kept_id, gone_id) else "",
    )


def _fields(db: Session, kept: Row, gone: Row) -> tuple[FieldLine, ...]:
    names = {key(found): found.name for found in districts(db, only_active=False)}
    return tuple(
        FieldLine(
            item.key,
            item.label,
            _words(item, kept, names),
            _words(item, gone, names),
            usual(item, kept, gone),
            must_choose=differs(item, kept, gone),
            may_join=item.may_join,
        )
        for item in ITEMS
    )


def _words(item: Item, row: Row, districts_by_id: dict[int, str]) -> str:
    value: Any = row[item.columns[0]]
    if item.key == "age":
        return _age(row)
    if item.key == "family":
        return "　".join(filter(None, (_family(row), _phone(row["family_telephone"]))))
    if item.key == "district":
        return districts_by_id.get(value, "")
    if item.key in ("moved_on", "died_on"):
        return wareki(value) if value else ""
    if item.key in ("telephone", "telephone2"):
        return _phone(value)
    return "" if value in UNKNOWN else str(getattr(value, "label", value))


def _age(row: Row) -> str:
    if row["born_on"]:
        return wareki(row["born_on"])
    if row["told_band"] is None or row["told_band"].ages is None:
        return ""
    return f"{row['told_band'].label}（{wareki(row['told_band_on'])}にうかがった）"


def _family(row: Row) -> str:
    relation = f"（{row['family_relation']}）" if row["family_relation"] else ""
    return f"{row['family_name']}{relation}"


def _phone(digits: str) -> str:
    return shown(digits) if digits else ""


def _lines(db: Session, kept_id: int, gone_id: int, shares: Sequence[Share]) -> list[MovedLine]:
    both = queries.in_both(db, kept_id, gone_id)
    found = bookings(db, gone_id)
    numbers = [line.enrolment_id for line in found]
    marks = Counter(number for share in shares for number in share.marks(db, numbers))
    return [
        MovedLine(
            line.title,
            line.first_on,
            line.status,
            marks[line.enrolment_id],
            _clash(line, both.get(line.offering_id)),
        )
        for line in found
    ]


def _clash(line: Booking, both: tuple[Row, Row] | None) -> str:
    if both is None:
        return ""
    kept, gone = both
    if kept["holds_seat"] and gone["holds_seat"]:
        return "両方が席を取っています。1つにまとめ、1席を空けます。"
    if gone["status"] not in LIVE:
        return f"この申込は{line.status.label}のまま、元の記録に残ります。"
    standing = (gone if better_line(kept, gone) is Side.GONE else kept)["status"]
    return f"両方が申し込んでいます。「{standing.label}」のほうを残します。"
