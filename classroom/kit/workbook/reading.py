"""Reading an Excel file as sheets of text cells, with what its makers hid or merged.

The one way into an .xlsx: everything goes through the guard in `package`.
"""

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final

from classroom.core.errors import Refusal
from classroom.kit.workbook.number_forms import as_text, is_date
from classroom.kit.workbook.package import TOO_BIG, UNREADABLE, Enough, Package

OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
ZIP: Final = b"PK"
SHEETS_MAX: Final = 30
STRING_BYTES_MAX: Final = 24 * 1024 * 1024
STRINGS_MAX: Final = 300_000
CELLS_MAX: Final = 400_000
LETTERS_MAX: Final = 12_000_000
"""Letters in all cells together: one long text may be named by every cell of a sheet."""
LAST_COLUMN: Final = 16_384
AREAS_MAX: Final = 10_000
_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_YES: Final = frozenset({"1", "true", "on"})

Place = tuple[int, int]
"""Row and column, each from 0."""


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells: rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, or the whole of a CSV file, row by row. Rows and columns count from 0.

    `more_rows` and `more_columns` tell that something stands beyond what was read.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    readings: dict[Place, str] = field(default_factory=dict)
    """The ふりがな that Excel keeps of what was typed into a cell, where it has any."""
    more_rows: bool = False
    more_columns: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a sheet is read."""

    rows: int
    columns: int


def is_excel(content: bytes) -> bool:
    """Tell an Excel file of today or of old from a text file."""
    return content.startswith((ZIP, OLD_EXCEL))


def read_book(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Read .xlsx or .xlsm: each sheet's cells as text, a date as ISO, a formula as its result.

    Raises Refusal with the sentence to show.
    """
    if content.startswith(OLD_EXCEL):
        raise Refusal(
            "古い形式（.xls）か、パスワードの付いたExcelファイルです。"
            "パスワードを外し、「Excelブック（.xlsx）」として保存し直してください。"
        )
    package = Package(content)
    book = _Book(package)
    strings = _Strings(package, book.strings)
    dated = _dated_styles(package, book.styles)
    found: list[Sheet] = []
    total = _Total()
    for name, part, hidden in book.sheets[:SHEETS_MAX]:
        reader = _SheetReader(strings, dated, limits, total)
        reader.from_1904 = book.from_1904
        reader.expected = _filled_cells(package, part)
        total.expected += reader.expected
        if total.expected > CELLS_MAX:
            raise Refusal(TOO_BIG)
        package.read(part, reader.starts, reader.ends, reader.text)
        found.append(reader.sheet(name, is_hidden=hidden))
    return tuple(found)


def column_number(letters: str) -> int:
    """Return the place of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Total:
    """Of all sheets of a file: cells that were counted, and letters that were read."""

    expected = letters = 0


def _filled_cells(package: Package, part: str) -> int:
    """Count the filled cells before they are read, to refuse a bomb at once."""
    return package.count(part, b"v>") // 2 + package.count(part, b"/is>")


class _Book:
    """Which sheets there are, and where the parts lie."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.from_1904 = False
        self.named: list[tuple[str, str, bool]] = []
        main = _first(self._related(""), "officeDocument")
        if main not in package:
            raise Refusal(UNREADABLE)
        package.read(main, {"workbookPr": self._epoch, "sheet": self._sheet}, {})
        parts = self._related(main)
        self.strings = _first(parts, "sharedStrings")
        self.styles = _first(parts, "styles")
        worksheets = {key: part for key, (kind, part) in parts.items() if kind == "worksheet"}
        self.sheets = [
            (name, worksheets[key], hidden)
            for name, key, hidden in self.named
            if worksheets.get(key, "") in package
        ]

    def _epoch(self, given: dict[str, str]) -> None:
        self.from_1904 = given.get("date1904", "") in _YES

    def _sheet(self, given: dict[str, str]) -> None:
        key = next((value for at, value in given.items() if at.endswith(":id")), "")
        is_hidden = given.get("state", "visible") != "visible"
        self.named.append((given.get("name", ""), key, is_hidden))

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part names: by its key the kind and where it lies."""
        folder, base = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, tuple[str, str]] = {}
        if listing not in self.package:
            return found

        def relationship(given: dict[str, str]) -> None:
            kind = given.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            found[given.get("Id", "")] = (kind, path.lstrip("/"))

        self.package.read(listing, {"Relationship": relationship}, {})
        return found


def _first(parts: dict[str, tuple[str, str]], kind: str) -> str:
    return next((part for own, part in parts.values() if own == kind), "")


def _dated_styles(package: Package, part: str) -> frozenset[int]:
    """Return the styles, by number, that show a number as a date or a time."""
    forms: dict[int, str] = {}
    numbers: list[int] = []

    def form(given: dict[str, str]) -> None:
        forms[int(given.get("numFmtId", "0"))] = given.get("formatCode", "")

    def style(given: dict[str, str]) -> None:
        numbers.append(int(given.get("numFmtId", "0")))

    def begins(_: dict[str, str]) -> None:
        numbers.clear()  # cellStyleXfs stood before, and are none of a cell's

    def enough() -> None:
        raise Enough

    if part in package:
        package.read(part, {"numFmt": form, "cellXfs": begins, "xf": style}, {"cellXfs": enough})
    return frozenset(
        style for style, number in enumerate(numbers) if is_date(number, forms.get(number))
    )


class _Rich:
    """A text of several runs, with the readings that Excel keeps of its parts."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.runs: list[tuple[int, int, str]] = []
        self.run: tuple[int, int] | None = None
        self.reading: list[str] = []
        self.is_open = False

    def run_starts(self, given: dict[str, str]) -> None:
        self.run, self.reading = (int(given.get("sb", 0)), int(given.get("eb", 0))), []

    def run_ends(self) -> None:
        if self.run:
            self.runs.append((*self.run, "".join(self.reading)))
            self.run = None

    def text(self, letters: str) -> None:
        if self.is_open:
            (self.reading if self.run else self.letters).append(letters)

    def done(self) -> tuple[str, str]:
        """Return the text and how it is read: letters without a reading stand for themselves."""
        whole, read, at = "".join(self.letters), "", 0
        for begins, ends, reading in self.runs:
            read += whole[at:begins] + reading
            at = max(at, ends)
        return whole, read + whole[at:] if self.runs else ""


class _RichReader:
    """What texts in a part have in common, whether they stand in cells or by themselves."""

    rich: _Rich | None = None

    def run_starts(self, given: dict[str, str]) -> None:
        if self.rich:
            self.rich.run_starts(given)

    def run_ends(self) -> None:
        if self.rich:
            self.rich.run_ends()

    def text_starts(self, _: dict[str, str]) -> None:
        if self.rich:
            self.rich.is_open = True

    def text_ends(self) -> None:
        if self.rich:
            self.rich.is_open = False

    def rich_starts(self, _: dict[str, str]) -> None:
        self.rich = _Rich()

    def text(self, letters: str) -> None:
        if self.rich:
            self.rich.text(letters)


class _Strings(_RichReader):
    """The texts that cells name by their number."""

    def __init__(self, package: Package, part: str) -> None:
        self.found: list[str] = []
        self.readings: dict[int, str] = {}
        if part not in package:
            return
        if package.size(part) > STRING_BYTES_MAX or (
            package.count(part, b"si>") + 2 * package.count(part, b"si/>") > 2 * STRINGS_MAX
        ):
            raise Refusal(TOO_BIG)
        starts = {"si": self.rich_starts, "rPh": self.run_starts, "t": self.text_starts}
        ends = {"si": self.done, "rPh": self.run_ends, "t": self.text_ends}
        package.read(part, starts, ends, self.text)

    def done(self) -> None:
        whole, reading = self.rich.done() if self.rich else ("", "")
        if reading and reading != whole:
            self.readings[len(self.found)] = reading
        self.found.append(whole)
        self.rich = None


class _SheetReader(_RichReader):
    """A sheet's cells as they come by."""

    from_1904 = False
    expected = seen = 0
    value: list[str] | None = None
    more_rows = more_columns = False

    def __init__(
        self, strings: _Strings, dated: frozenset[int], limits: Limits, total: _Total
    ) -> None:
        self.strings, self.dated, self.limits, self.total = strings, dated, limits, total
        self.cells: dict[int, dict[int, str]] = {}
        self.readings: dict[Place, str] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Area] = []
        self.row, self.column, self.cells_in_row = -1, -1, 0
        self.cell: dict[str, str] = {}
        self.starts = {
            "row": self._row, "c": self._cell, "v": self._value, "is": self.rich_starts,
            "t": self.text_starts, "rPh": self.run_starts, "col": self._col,
            "mergeCell": self._merge,
        }  # fmt: skip
        self.ends = {
            "v": self._value_ends, "is": self._rich_ends, "t": self.text_ends,
            "rPh": self.run_ends,
        }  # fmt: skip

    def text(self, letters: str) -> None:
        if self.value is not None:
            self.value.append(letters)
        elif self.rich:
            self.rich.text(letters)

    def _value(self, _: dict[str, str]) -> None:
        self.value = []

    def _value_ends(self) -> None:
        if self.value is not None:
            self._keep(*self._read("".join(self.value)))
        self.value = None

    def _rich_ends(self) -> None:
        if self.rich:
            self._keep(*self.rich.done())
        self.rich = None

    def _row(self, given: dict[str, str]) -> None:
        self.row = int(given["r"]) - 1 if "r" in given else self.row + 1
        self.column, self.cells_in_row, self.cell = -1, 0, {}
        if self.row >= self.limits.rows:
            self.more_rows = self.expected > self.seen  # else: only borders and colours
            raise Enough
        if given.get("hidden", "") in _YES:
            self.hidden_rows.add(self.row)

    def _cell(self, given: dict[str, str]) -> None:
        if "r" not in given:
            self.column = self._place() + 1
        self.cell = given
        self.cells_in_row += 1
        if self.cells_in_row > LAST_COLUMN:
            raise Refusal(TOO_BIG)

    def _place(self) -> int:
        """Return the column of the cell that comes by."""
        found = _PLACE.fullmatch(self.cell.get("r", ""))
        return column_number(found[1]) if found else self.column

    def _col(self, given: dict[str, str]) -> None:
        if given.get("hidden", "") in _YES:
            first, last = int(given.get("min", "1")) - 1, int(given.get("max", "1"))
            self.hidden_columns.update(range(max(0, first), min(last, self.limits.columns)))

    def _merge(self, given: dict[str, str]) -> None:
        ends = [_PLACE.fullmatch(end) for end in given.get("ref", "").split(":")]
        if len(self.merged) < AREAS_MAX and len(ends) == 2 and ends[0] and ends[1]:  # noqa: PLR2004
            (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
            self.merged.append(
                Area(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
            )

    def _read(self, raw: str) -> tuple[str, str]:
        kind, style = self.cell.get("t", "n"), int(self.cell.get("s", "0"))
        if kind == "s":
            number = int(raw)
            return self.strings.found[number], self.strings.readings.get(number, "")
        if kind == "b":
            return ("TRUE" if raw == "1" else "FALSE"), ""
        if kind == "e":
            return "", ""  # #N/A, #REF!, #NAME?: a formula that went wrong says nothing
        if kind == "n" and raw.strip():
            return as_text(raw, dated=style in self.dated, from_1904=self.from_1904), ""
        return raw.removesuffix("T00:00:00") if kind == "d" else raw, ""

    def _keep(self, text: str, reading: str) -> None:
        self.seen += 1
        column = self._place()
        if not text.strip() or column < 0 or self.row < 0:
            return
        if column >= self.limits.columns:
            self.more_columns = True
            return
        self.total.letters += len(text) + 1
        if self.total.letters > LETTERS_MAX:
            raise Refusal(TOO_BIG)
        self.cells.setdefault(self.row, {})[column] = text
        if reading:
            self.readings[self.row, column] = reading

    def sheet(self, name: str, *, is_hidden: bool) -> Sheet:
        last = max(self.cells, default=-1)
        return Sheet(
            name,
            tuple(_filled(self.cells.get(number, {})) for number in range(last + 1)),
            is_hidden=is_hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            merged=tuple(self.merged),
            readings=self.readings,
            more_rows=self.more_rows,
            more_columns=self.more_columns,
        )


def _filled(cells: dict[int, str]) -> tuple[str, ...]:
    """Return a row up to its last filled cell."""
    return tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))
