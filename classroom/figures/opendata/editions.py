"""The editions of イベント一覧, read from files, so that a new one needs no new program."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from classroom.core.data import data_dir
from classroom.core.errors import SettingError
from classroom.figures.opendata.event_cells import FIELDS, FORMATS
from classroom.figures.opendata.values import Column, Edition

FOLDER = "open-data"
STANDARD = "event-2025"


def editions(instance: Path) -> dict[str, Edition]:
    """Return the editions by name, the newest first.

    Those of the program, and the city's own in `open-data` of the instance folder, which win.
    Raises SettingError, in Japanese, for a file that cannot be used.
    """
    files = [
        *data_dir("materials").joinpath(FOLDER).glob("event-*.toml"),
        *(instance / FOLDER).glob("event-*.toml"),
    ]
    found = {edition.name: edition for edition in map(_read, files)}
    return dict(sorted(found.items(), reverse=True))


def _read(path: Path) -> Edition:
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        return Edition(
            name=given["name"],
            label=given["label"],
            caution=given.get("caution", ""),
            columns=tuple(_column(column) for column in given["columns"]),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, ValueError) as problem:
        raise SettingError(
            f"{path.name} を読めません（{problem}）。イベント一覧の列の書き方を確かめてください。"
        ) from None


def _column(given: Mapping[str, Any]) -> Column:
    column = Column(
        head=given["head"],
        field=given.get("field", ""),
        format=given.get("format", "text"),
        is_required=given.get("required", False),
    )
    if column.field and column.field not in FIELDS:
        raise ValueError(f"「{column.head}」の field「{column.field}」")
    if column.format not in FORMATS:
        raise ValueError(f"「{column.head}」の format「{column.format}」")
    return column
