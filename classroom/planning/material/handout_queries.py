"""Every handout that the app shows or prints is read here: its newest version, with its number."""

from dataclasses import replace
from functools import lru_cache

from sqlmodel import Session

from classroom.core.errors import Refusal
from classroom.kit.handout.blocks import Handout
from classroom.kit.handout.devices import Device
from classroom.kit.handout.document import read
from classroom.kit.handout.front_matter import FENCE
from classroom.kit.handout.layout.pages import pages_of
from classroom.planning.material import queries
from classroom.planning.material.values import Listed, Source

CACHED = 128


def handout(db: Session, slug: str, device: Device | None = None) -> Handout:
    """Read a handout's newest version. Refuses one that cannot be read, by its name.

    Where phones differ, no device means the edition that its text names first.
    """
    return edition_of(queries.source(db, slug), device)


def edition_of(source: Source, device: Device | None = None) -> Handout:
    try:
        found = _read(source.text, device)
    except Refusal as refusal:
        name = f"{source.slug}・{source.version.name}"
        raise Refusal(f"配布資料（{name}）を読めません。{refusal.sentence}") from None
    return replace(found, version=source.version)


def listed(db: Session) -> list[Listed]:
    """List all handouts by their codes; one that cannot be read is listed with its problem."""
    return sorted(map(_listed, queries.sources(db)), key=lambda one: (one.code, one.slug))


def find(db: Session, slug: str) -> Listed | None:
    """Return one handout as the list shows it; None where there is none of this name."""
    return _listed(queries.source(db, slug)) if queries.is_known(db, slug) else None


def names(db: Session) -> list[tuple[str, str]]:
    """Return the handouts to choose from, readable or not: slug, and code with title."""
    found = ((one.slug, _head(one.text, "code"), one) for one in queries.sources(db))
    ordered = sorted(found, key=lambda each: (each[1], each[0]))
    return [(slug, f"{code}　{title_of(one.text) or slug}") for slug, code, one in ordered]


def _listed(source: Source) -> Listed:
    try:
        found = edition_of(source)
        pages = _page_count(source.text)
    except Refusal as refusal:
        return Listed(
            slug=source.slug,
            code=_head(source.text, "code"),
            title=title_of(source.text) or source.slug,
            subtitle="",
            version=source.version,
            update=source.update,
            problem=refusal.sentence,
        )
    return Listed(
        slug=source.slug,
        code=found.code,
        title=found.name,
        subtitle=found.subtitle,
        devices=found.devices,
        pages=pages,
        version=source.version,
        update=source.update,
    )


def title_of(text: str) -> str:
    """Return the title in a text's head, even where the rest cannot be read; or nothing."""
    return _head(text, "title").replace("／", "")


def _head(text: str, key: str) -> str:
    """Find a value of a head that may be broken elsewhere."""
    lines = text.splitlines()
    end = lines.index(FENCE, 1) if FENCE in lines[1:] else 0
    values = (line.partition(":") for line in lines[1:end])
    return next((value.strip() for name, _, value in values if name.strip() == key), "")


@lru_cache(CACHED)
def _read(text: str, device: Device | None) -> Handout:
    return read(text, device)


@lru_cache(CACHED)
def _page_count(text: str) -> int:
    return len(pages_of(_read(text, None)))
