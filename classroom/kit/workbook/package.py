"""The guard that every Excel file passes: its parts are unpacked and read within fixed limits.

An .xlsx is a zip of XML. A few kilobytes can unpack to gigabytes, name a million columns or define
words that grow without end. Sizes are looked at before anything is unpacked, and each part is read
as a stream that stops at its limit: nothing is ever held whole.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Final
from xml.parsers import expat

from classroom.core.errors import Refusal

PARTS_MAX: Final = 4000
PART_BYTES_MAX: Final = 128 * 1024 * 1024
"""Unpacked bytes of one part, and of all parts that are read together."""
TAGS_MAX: Final = 1_000_000
"""XML elements read of one file: about a second's work."""
TEXT_MAX: Final = 200_000
"""Letters between two tags; a cell holds 32,767 at most."""
PENDING_MAX: Final = 512 * 1024
"""Bytes of one XML tag or comment; a cell's text comes in pieces."""
NAMES_MAX: Final = 3000
DEPTH_MAX: Final = 60
CHUNK: Final = 64 * 1024
_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
_PLAIN_OR_DEFLATED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

TOO_BIG: Final = (
    "Excelのファイルの中身が大きすぎます。"
    "必要な表だけを新しいブックに貼り付け、保存してからえらんでください。"
)
UNREADABLE: Final = "Excelのファイルとして読めません。Excelで開いて、保存し直してください。"
Starts = Mapping[str, Callable[[dict[str, str]], None]]
Ends = Mapping[str, Callable[[], None]]
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,  # a part is cut short
    NotImplementedError,  # packed or locked in a way that zipfile does not know
    RuntimeError,  # a part is locked with a password
    IndexError,  # a cell names a text that is not among the shared ones
    ValueError,  # a part is said to lie before the file begins; letters where a number belongs
)
"""What bytes raise that are no workbook: found by changing those of real ones at random."""


class Enough(Exception):  # noqa: N818  nothing is wrong: the rest of a part is not wanted
    """Raised by a handler that has seen all it wants of a part."""


class Package:
    """The parts of an Excel file. Raises Refusal with the sentence to show."""

    def __init__(self, content: bytes) -> None:
        if content.count(_DIRECTORY_ENTRY) > PARTS_MAX:
            raise Refusal(TOO_BIG)
        try:
            self.zip = zipfile.ZipFile(BytesIO(content))
        except _BROKEN:
            raise Refusal(UNREADABLE) from None
        self.names = {info.filename.lstrip("/"): info for info in self.zip.infolist()}
        self.unpacked = self.tags = 0

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(
        self, name: str, starts: Starts, ends: Ends, text: Callable[[str], None] | None = None
    ) -> None:
        """Read a part through handlers, called by the name of a tag without its namespace."""
        parser = _Parser(self, starts, ends, text)
        try:
            for chunk in self._chunks(name):
                parser.feed(chunk)
            parser.close()
        except Enough:
            return
        except _BROKEN:
            raise Refusal(UNREADABLE) from None

    def count(self, name: str, mark: bytes) -> int:
        """Count a few bytes in a part, many times faster than it can be read."""
        try:
            found, before = 0, b""
            for chunk in self._chunks(name):
                found += (before + chunk).count(mark)
                before = chunk[1 - len(mark) :]
        except _BROKEN:
            raise Refusal(UNREADABLE) from None
        return found

    def size(self, name: str) -> int:
        return self.names[name].file_size if name in self.names else 0

    def _chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece. The zip module gives no more than its declared size."""
        part = self.names[name]
        if part.file_size > PART_BYTES_MAX:
            raise Refusal(TOO_BIG)
        if part.compress_type not in _PLAIN_OR_DEFLATED:
            raise Refusal(UNREADABLE)
        with self.zip.open(part) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


class _Parser:
    """Expat with limits. UTF-8 alone, as Excel writes: other codings would hide from counts."""

    def __init__(
        self,
        package: Package,
        starts: Starts,
        ends: Ends,
        text: Callable[[str], None] | None,
    ) -> None:
        self.package, self.text = package, text
        self.wanted_starts, self.wanted_ends = starts, ends
        self.starts: dict[str, Callable[[dict[str, str]], None] | None] = {}
        self.ends: dict[str, Callable[[], None] | None] = {}
        self.fed = self.depth = self.letters = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse  # entities that grow, and other files
        if text:
            self.parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes) -> None:
        self.package.unpacked += len(chunk)
        self.fed += len(chunk)
        self.parser.Parse(chunk, False)  # noqa: FBT003  expat has no names for it
        pending = self.fed - max(0, self.parser.CurrentByteIndex)
        if (
            pending > PENDING_MAX
            or len(self.parser.intern) > NAMES_MAX
            or self.package.unpacked > PART_BYTES_MAX
        ):
            raise Refusal(TOO_BIG)

    def close(self) -> None:
        self.parser.Parse(b"", True)  # noqa: FBT003

    def _start(self, name: str, given: dict[str, str]) -> None:
        self.package.tags += 1
        self.depth += 1
        self.letters = 0
        if self.package.tags > TAGS_MAX or self.depth > DEPTH_MAX:
            raise Refusal(TOO_BIG)
        if name not in self.starts:
            plain = name.rpartition(":")[2]
            self.starts[name] = self.wanted_starts.get(plain)
            self.ends[name] = self.wanted_ends.get(plain)
        if act := self.starts[name]:
            act(given)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.letters = 0
        if act := self.ends[name]:
            act()

    def _text(self, letters: str) -> None:
        self.letters += len(letters)
        if self.letters > TEXT_MAX:
            raise Refusal(TOO_BIG)
        if self.text:
            self.text(letters)

    @staticmethod
    def _refuse(*_: object) -> None:
        raise Refusal(UNREADABLE)
