"""確定版: a report kept as it is, with the files made then, and compared with another edition.

Its data is canonical JSON: the same values always give the same bytes.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import metadata
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import added
from classroom.core.errors import Refusal, Stale
from classroom.figures.review import queries
from classroom.figures.review.models import ReportSnapshot
from classroom.figures.review.pdf import report_paper
from classroom.figures.review.rules import Kind
from classroom.figures.review.values import Files, Stamp
from classroom.figures.review.workbook import report_workbook
from classroom.kit.document import NONE, Amount, Cell, Document, Edition
from classroom.rules.era_calendar import wareki

Draw = Callable[[Document, Stamp], Files]


def files_of(document: Document, stamp: Stamp) -> Files:
    """Draw a report's PDF and workbook as of an instant; the same ones give the same bytes."""
    return Files(report_paper(document).pdf, report_workbook(document, stamp.at))


def freeze(
    db: Session, document: Document, draw: Draw, *, note: str, version: int, stamp: Stamp
) -> ReportSnapshot:
    """Keep a report as its next edition, with the files that `draw` makes of it.

    `version` is the number of the newest edition that the page knew, 0 for none. Refuses a report
    in which nothing has changed since.
    """
    kind, stamp = Kind(document.kind), replace(stamp, at=stamp.at.replace(microsecond=0))
    last = queries.latest_snapshot(db, kind, document.period)
    number = last.number if last else 0
    if number != version:
        raise Stale
    if last and replace(document_of(last.data), edition=None) == document:
        raise Refusal(f"第{number}版から変わったところがないので、新しい版はつくりませんでした。")
    program = metadata.version("classroom")
    made = wareki(clock.local(stamp.at).date())
    frozen = document.frozen(Edition(number + 1, made, program, note))
    data, files = as_json(frozen), draw(frozen, stamp)
    row = ReportSnapshot(
        kind=kind,
        period=document.period,
        number=number + 1,
        data=data,
        pdf=files.pdf,
        xlsx=files.xlsx,
        data_digest=digest(data.encode()),
        pdf_digest=digest(files.pdf),
        xlsx_digest=digest(files.xlsx),
        program_version=program,
        note=note,
        made_at=stamp.at,
        staff_member_id=stamp.by,
    )
    return added(db, row)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a content, by which a copy is told from the original."""
    return hashlib.sha256(content).hexdigest()


def is_whole(row: ReportSnapshot) -> bool:
    """Tell whether an edition still is what was kept: its data and both files."""
    return (row.data_digest, row.pdf_digest, row.xlsx_digest) == (
        digest(row.data.encode()),
        digest(row.pdf),
        digest(row.xlsx),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that differs between two editions; `change` is empty where they are no numbers."""

    name: str
    before: Cell
    after: Cell
    change: Cell


def differences(before: Document, after: Document) -> list[Difference]:
    """Return the main figures that differ, in the order of the later report."""
    old, new = dict(before.facts), dict(after.facts)
    return [
        _difference(name, old.get(name, NONE), new.get(name, NONE))
        for name in dict.fromkeys([*new, *old])
        if old.get(name, NONE) != new.get(name, NONE)
    ]


def _difference(name: str, before: Cell, after: Cell) -> Difference:
    change: Cell = ""
    if isinstance(before, Amount) and isinstance(after, Amount):
        unit = "ポイント" if after.unit == "%" else after.unit
        change = Amount(after.value - before.value, unit, sign=True)
    return Difference(name, before, after, change)


def as_json(document: Document) -> str:
    """Write keys in order, no spaces, decimals as text."""
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document_of(text: str) -> Document:
    """Read a document; fields that an older program did not know yet have their defaults."""
    found: Document = _value(Document, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _value(kind: Any, found: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        known = {name: _value(hints[name], each) for name, each in found.items() if name in hints}
        return kind(**known)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _items(inner, found)
    if origin in (UnionType, Union):
        return None if found is None else _value(_chosen(inner, found), found)
    if kind is Decimal:
        return Decimal(found)
    return date.fromisoformat(found) if kind is date else found


def _items(inner: tuple[Any, ...], found: list[Any]) -> tuple[Any, ...]:
    if inner[-1] is Ellipsis:
        return tuple(_value(inner[0], each) for each in found)
    return tuple(_value(kind, each) for kind, each in zip(inner, found, strict=True))


def _chosen(inner: tuple[Any, ...], found: Any) -> Any:
    """Choose the member of a union: an object is the dataclass, words are text."""
    return next(kind for kind in inner if is_dataclass(kind) is isinstance(found, dict))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
