"""Limits of official counts, what to ask back about, and which files may be kept with them."""

import unicodedata
from decimal import Decimal
from pathlib import PurePath
from typing import Final

from classroom.rules.words.word import Word

SOURCE_MAX = 200
NOTE_MAX = 200
FILE_NAME_MAX = 120
MEDIA_TYPE_MAX = 100
FILE_MAX = 10 * 1024 * 1024
"""In bytes: 10 MB."""

FILES_MAX = 20
RATE_JUMP: Final = Decimal(3)
"""In points, beside the official count before it."""

POPULATION_GAP: Final = Decimal(5)
"""In per cent, beside the imported population."""

MEDIA_TYPES: Final = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".eml": "message/rfc822",
    ".msg": "application/vnd.ms-outlook",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
"""By the end of the name: what a browser says of a file is not believed."""

ACCEPTED: Final = ",".join(MEDIA_TYPES)


class Surety(Word):
    """Whether the registrants are known to be those of the day."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    SURE = "sure", "確か（資料に日付がある）"
    UNSURE = "unsure", "はっきりしない（数週間ずれるかもしれない）"


def media_type(name: str) -> str | None:
    """Return what a file is, by the end of its name; None where such a file is not kept."""
    return MEDIA_TYPES.get(PurePath(name).suffix.lower())


def clean_name(name: str) -> str:
    """Return a file's own name without folders and invisible signs, its end kept when shortened."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip()
    path = PurePath(shown)
    return path.stem[: FILE_NAME_MAX - len(path.suffix)] + path.suffix
