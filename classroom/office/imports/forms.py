"""Forms of the imports: choosing a file, and setting its matching right."""

from collections.abc import Mapping

from flask_wtf.file import FileField, FileRequired

from classroom.office.imports.matching import Chosen
from classroom.office.imports.rules import COLUMNS_MAX, Field
from classroom.web.forms import Form

SHEET, HEAD, COLUMN, ADD = "sheet", "head", "c", "add"
NOT_READ = "-"


class FileForm(Form):
    """Choosing a file."""

    file = FileField("ファイル", [FileRequired("ファイルをえらんでください。")])

    @property
    def file_name(self) -> str:
        return str(self.file.data.filename)

    def content(self) -> bytes:
        return bytes(self.file.data.read())


def matching_of(given: Mapping[str, str]) -> Chosen:
    """Return what someone set right; the rest is left to us. Another sheet begins anew."""
    sheet, head = _number(given.get(SHEET)), _number(given.get(HEAD))
    if sheet is not None and str(sheet) != given.get("was_sheet", str(sheet)):
        return Chosen(sheet)
    if head is not None and str(head) != given.get("was_head", str(head)):
        return Chosen(sheet, head)
    meant = {place: given.get(f"{COLUMN}{place}") for place in range(COLUMNS_MAX)}
    columns = {
        place: Field(word) if word in set(Field) else None
        for place, word in meant.items()
        if word is not None
    }
    return Chosen(sheet, head, columns)


def as_query(chosen: Chosen, name: str) -> dict[str, str]:
    """Return a matching as it stands in an address or in hidden fields."""
    found = {"name": name}
    if chosen.sheet is not None:
        found[SHEET] = str(chosen.sheet)
    if chosen.head is not None:
        found[HEAD] = str(chosen.head)
    columns = (chosen.columns or {}).items()
    return found | {
        f"{COLUMN}{place}": field.value if field else NOT_READ for place, field in columns
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
