"""Reading the texts of handouts: the city's newest version, else what came with the program."""

import hashlib
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.staff.models import StaffMember
from classroom.kit.handout import library
from classroom.kit.handout.errors import HandoutError
from classroom.kit.handout.front_matter import read_front_matter
from classroom.kit.handout.version import SHIPPED, Version
from classroom.planning.material.models import HandoutVersion
from classroom.planning.material.values import Kept, Source


def sources(db: Session) -> list[Source]:
    own = {row.slug: row for row in _newest(db)}
    return [_source(slug, own.get(slug)) for slug in sorted({*own, *library.slugs()})]


def source(db: Session, slug: str) -> Source:
    """Return the newest text of a handout. Refuses a name that is not there."""
    row = newest(db, slug)
    if row is None and library.shipped(slug) is None:
        raise library.unknown(slug, [one.slug for one in sources(db)])
    return _source(slug, row)


def is_known(db: Session, slug: str) -> bool:
    return newest(db, slug) is not None or library.shipped(slug) is not None


def codes(db: Session) -> set[str]:
    """Return the codes of all handouts whose head can be read."""
    return {code for one in sources(db) if (code := _code(one.text))}


def _code(text: str) -> str:
    try:
        front, _, _ = read_front_matter(text)
    except HandoutError:
        return ""
    return front.get("code", "")


def newest(db: Session, slug: str) -> HandoutVersion | None:
    wanted = select(HandoutVersion).where(HandoutVersion.slug == slug)
    return db.exec(wanted.order_by(col(HandoutVersion.number).desc()).limit(1)).first()


def version(db: Session, slug: str, number: int) -> Source | None:
    """Return one version of a handout; 0 is what came with the program."""
    if number == 0:
        text = library.shipped(slug)
        return None if text is None else Source(slug=slug, text=text, version=SHIPPED)
    wanted = select(HandoutVersion).where(HandoutVersion.slug == slug)
    row = db.exec(wanted.where(HandoutVersion.number == number)).first()
    return _source(slug, row) if row else None


def history(db: Session, slug: str) -> list[Kept]:
    """Return the versions of a handout, the newest first; the last came with the program."""
    wanted = (
        select(HandoutVersion, StaffMember.name)
        .join(StaffMember, isouter=True)
        .where(HandoutVersion.slug == slug)
        .order_by(col(HandoutVersion.number).desc())
    )
    saved = [
        Kept(_version(row), row.saved_at, name or "", row.note) for row, name in db.exec(wanted)
    ]
    return [*saved, *([] if library.shipped(slug) is None else [Kept(SHIPPED)])]


def digest(text: str | None) -> str:
    """Return what tells one shipped text from another; empty where there is none."""
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()


def _newest(db: Session) -> Iterable[HandoutVersion]:
    last = (
        sa.select(col(HandoutVersion.slug), sa.func.max(HandoutVersion.number).label("number"))
        .group_by(col(HandoutVersion.slug))
        .subquery()
    )
    same = sa.and_(
        col(HandoutVersion.slug) == last.c.slug, col(HandoutVersion.number) == last.c.number
    )
    return db.exec(select(HandoutVersion).join(last, same))


def _source(slug: str, row: HandoutVersion | None) -> Source:
    shipped = library.shipped(slug)
    if row is None:
        return Source(slug=slug, text=shipped or "", version=SHIPPED)
    return Source(
        slug=slug,
        text=row.source,
        version=_version(row),
        is_own=shipped is None,
        update=shipped is not None and digest(shipped) != row.shipped_digest,
    )


def _version(row: HandoutVersion) -> Version:
    return Version(row.number, clock.local(row.saved_at).date())
