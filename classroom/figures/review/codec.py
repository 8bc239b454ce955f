"""A document as canonical JSON and back: the same values always give the same bytes."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from classroom.kit.document import Document

T = TypeVar("T")


def as_json(document: Document) -> str:
    """Return a document as JSON: keys in order, no spaces, decimals as text."""
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
