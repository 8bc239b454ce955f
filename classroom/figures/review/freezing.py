"""確定: keeping a report as it is, with the files made then; and comparing its editions."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import metadata

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from classroom.core import clock
from classroom.core.errors import Refusal, Stale
from classroom.figures.review import queries
from classroom.figures.review.codec import as_json, document_of
from classroom.figures.review.models import ReportSnapshot
from classroom.figures.review.rules import Kind
from classroom.figures.review.values import Files, Stamp
from classroom.kit.document import NONE, Amount, Cell, Document, Edition
from classroom.rules.era_calendar import wareki

Draw = Callable[[Document, Stamp], Files]


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
    try:
        with db.begin_nested():
            db.add(row)
            db.flush()
    except IntegrityError:
        raise Stale from None
    return row


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
