"""Forms of the imports: choosing a file, and setting its matching right."""

from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict

from classroom.office.imports.matching import Chosen
from classroom.office.imports.rules import COLUMNS_MAX, Field, State
from classroom.office.imports.values import Line
from classroom.web.forms import Form

SHEET, HEAD, COLUMN, ADD, ERA = "sheet", "head", "c", "add", "era"
SKIP, SKIP_BAD, SKIP_HIDDEN = "skip", "skip_bad", "skip_hidden"
SHOWA = "昭和"
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
    era = SHOWA if given.get(ERA) == SHOWA else ""
    if sheet is not None and str(sheet) != given.get("was_sheet", str(sheet)):
        return Chosen(sheet, era=era)
    if head is not None and str(head) != given.get("was_head", str(head)):
        return Chosen(sheet, head, era=era)
    meant = {place: given.get(f"{COLUMN}{place}") for place in range(COLUMNS_MAX)}
    columns = {
        place: Field(word) if word in set(Field) else None
        for place, word in meant.items()
        if word is not None
    }
    return Chosen(sheet, head, columns, era)


def rows_without(
    given: MultiDict[str, str], lines: Sequence[Line], hidden: Sequence[int]
) -> set[int]:
    """Return the rows that somebody ticked to be left out: one by one, all unread, all hidden."""
    found = {int(number) for number in given.getlist(SKIP) if number.isdecimal()}
    if SKIP_BAD in given:
        found |= {line.number for line in lines if line.state is State.BAD}
    return found | set(hidden if SKIP_HIDDEN in given else ())


def as_query(chosen: Chosen, name: str) -> dict[str, str]:
    """Return a matching as it stands in an address or in hidden fields."""
    found = {"name": name}
    if chosen.sheet is not None:
        found[SHEET] = str(chosen.sheet)
    if chosen.head is not None:
        found[HEAD] = str(chosen.head)
    if chosen.era:
        found[ERA] = chosen.era
    columns = (chosen.columns or {}).items()
    return found | {
        f"{COLUMN}{place}": field.value if field else NOT_READ for place, field in columns
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
