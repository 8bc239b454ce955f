"""A TrueType font written into a document as one Identity-H composite font.

ReportLab's own embedding cuts a font into subsets of 256 glyphs and gives characters above U+FFFF a
wrong ToUnicode, so that 𠮷 cannot be found or copied again. This one has a right text for every
glyph, also for a glyph that stands for two code points: a kanji and its variation selector, or a
kana and a separate voicing mark.

Limit: word spacing of PDF does not act on two-byte codes, so justified Latin text cannot use it.
"""

import struct
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFont

FIRST_ALIAS = 0xF0000  # plane 15, private use: no text of ours is looked up there
SYMBOLIC = 4
CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
MAPPINGS_PER_BLOCK = 100  # as the PDF specification asks

_alias_of: dict[str, int] = {}
_text_of: dict[int, str] = {}
_alias_lock = Lock()


def _alias(text: str) -> int:
    """Give a code that stands for these code points wherever one glyph shows them together."""
    with _alias_lock:
        code = _alias_of.setdefault(text, FIRST_ALIAS + len(_alias_of))
        _text_of[code] = text
    return code


class GlyphTable:
    """The glyf table read in place; ReportLab copies all 4 MB of it for every document."""

    def __init__(self, data: bytes, start: int) -> None:
        self.data, self.start = data, start

    def __getitem__(self, place: slice) -> bytes:
        return bytes(self.data[self.start + place.start : self.start + place.stop])


class Codes(dict[int, str]):
    """Two-byte codes of one document, given out as characters come."""

    def __init__(self, glyphs: dict[int, int], name: str) -> None:
        super().__init__()
        self.glyphs, self.name = glyphs, name
        self.used = [0]
        self.resource = ""

    def __missing__(self, code: int) -> str:
        if not self.glyphs.get(code):
            raise ValueError(  # str.translate would swallow a LookupError
                f"{self.name} has no glyph for U+{code:04X}: draw through a chain"
            )
        number = len(self.used)
        self.used.append(code)
        self[code] = pair = chr(number >> 8) + chr(number & 255)
        return pair


class IdTTFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font file registered under a name; glyphs are asked for by character."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path), shapable=False)
        self.path = path
        self.glyphs: dict[int, int] = self.face.charToGlyph
        self._documents: weakref.WeakKeyDictionary[Any, Codes] = weakref.WeakKeyDictionary()
        self._variants: dict[tuple[str, str], int] | None = None
        self._upright: dict[int, int] | None = None
        self._lock = Lock()

    @property
    def typeface(self) -> str:
        """The name that the font file gives itself."""
        return _ascii(self.face.name)

    def holds(self, char: str) -> bool:
        """Whether the font can draw this one character."""
        return bool(self.glyphs.get(ord(char)))

    def variant(self, base: str, selector: str) -> str | None:
        """Give the character to draw for a kanji and its variation selector (IVS), if known."""
        if self._variants is None:
            self._variants = _variants(self.path)
        glyph = self._variants.get((base, selector))
        return None if glyph is None else self._stand_in(glyph, base + selector)

    def vertical(self, char: str) -> str:
        """Give the character to draw where lines run down: ー turns, 、 goes to the upper right."""
        if self._upright is None:
            self._upright = _vertical_forms(self.path)
        glyph = self._upright.get(self.glyphs.get(ord(char), 0))
        return char if glyph is None else self._stand_in(glyph, char)

    def stand_in(self, shown: str, text: str) -> str:
        """Give a character that looks like `shown` and is copied out of the document as `text`."""
        return self._stand_in(self.glyphs[ord(shown)], text)

    def _stand_in(self, glyph: int, text: str) -> str:
        code = _alias(text)
        if code not in self.glyphs:
            last = len(self.face.hmetrics) - 1
            advance = self.face.hmetrics[min(glyph, last)][0]
            self.face.charWidths[code] = self.face._pdfScale(advance)  # noqa: SLF001  # its own unit
            self.glyphs[code] = glyph
        return chr(code)

    def _codes(self, document: Any) -> Codes:
        codes = self._documents.get(document)
        if codes is None:
            codes = self._documents[document] = Codes(self.glyphs, self.fontName)
        return codes

    def splitString(  # noqa: N802  # ReportLab's name
        self, text: str | bytes, doc: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Turn text into the codes of this document (asked by ReportLab)."""
        words = text.decode(encoding) if isinstance(text, bytes) else text
        return [(0, words.translate(self._codes(doc)).encode("latin-1"))] if words else []

    def coder(self, doc: Any) -> Callable[[str], str]:
        """Give a quick way to write many texts of this document as hexadecimal codes."""
        codes = self._codes(doc)
        return lambda text: text.translate(codes).encode("latin-1").hex()

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: ARG002, N802  # ReportLab's
        """Name the font inside this document (asked by ReportLab)."""
        codes = self._codes(doc)
        if not codes.resource:
            codes.resource = f"F{len(doc.fontMapping) + 1}+0"
            doc.fontMapping[self.fontName] = "/" + codes.resource.removesuffix("+0")
            doc.delayedFonts.append(self)
        return "/" + codes.resource

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # ReportLab's name
        """Write the font into the document (asked by ReportLab when it is saved)."""
        codes = self._documents.pop(doc)
        composite = self._composite(doc, codes.used)
        doc.idToObject["BasicFonts"].dict[codes.resource] = doc.Reference(composite)

    def _subset(self, used: list[int]) -> bytes:
        """Cut the glyphs in use out of the file; one at a time, for the reader keeps its place."""
        face = self.face
        with self._lock:
            if "get_table" not in vars(face):
                table = GlyphTable(face._ttf_data, face.get_table_pos("glyf")[0])  # noqa: SLF001  # in place
                whole = face.get_table
                face.get_table = lambda tag: table if tag == "glyf" else whole(tag)
            subset: bytes = face.makeSubset(used)
        return subset

    def _composite(self, doc: Any, used: list[int]) -> Any:
        name = PDFName("CLASSR+" + _ascii(self.face.name))
        order: dict[int, int] = {0: 0}
        places = [order.setdefault(self.glyphs.get(code, 0), len(order)) for code in used]
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(self._descriptor(doc, name, self._subset(used))),
                "DW": 1000,
                "W": PDFArray([0, PDFArray([self._width(code) for code in used])]),
                # bytes, not str: text would go through a text encoding and lose glyphs 128-159
                "CIDToGIDMap": _stream(doc, struct.pack(f">{len(places)}H", *places)),
            }
        )
        return PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([doc.Reference(descendant)]),
                "ToUnicode": _stream(doc, _to_unicode(used)),
            }
        )

    def _width(self, code: int) -> int:
        width: float = self.face.getCharWidth(code) if code else self.face.defaultWidth
        return round(width)

    def _descriptor(self, doc: Any, name: Any, subset: bytes) -> Any:
        face = self.face
        return PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": SYMBOLIC,
                "FontBBox": PDFArray(face.bbox),
                "ItalicAngle": face.italicAngle,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.capHeight,
                "StemV": face.stemV,
                "FontFile2": _stream(doc, subset, Length1=len(subset)),
            }
        )


def _ascii(name: str | bytes) -> str:
    return name.decode("ascii") if isinstance(name, bytes) else name


def _stream(doc: Any, content: bytes, **entries: int) -> Any:
    stream = PDFStream()
    stream.content = content
    stream.filters = [PDFZCompress]
    for key, value in entries.items():
        stream.dictionary[key] = value
    return doc.Reference(stream)


def _to_unicode(used: list[int]) -> bytes:
    texts = (_text_of.get(code) or chr(code) for code in used)
    rows = [
        f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for number, text in enumerate(texts)
        if number
    ]
    blocks = (rows[at : at + MAPPINGS_PER_BLOCK] for at in range(0, len(rows), MAPPINGS_PER_BLOCK))
    return "\n".join([CMAP_HEAD, *_block_lines(blocks), CMAP_TAIL]).encode("ascii")


def _block_lines(blocks: Iterable[list[str]]) -> Iterable[str]:
    for block in blocks:
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"


def _variants(path: Path) -> dict[tuple[str, str], int]:
    """Read the variation sequences of a font file: about 0.1 s, so only when a name needs one."""
    with FontFile(path, lazy=True) as font:
        plain = font.getBestCmap()
        return {
            (chr(base), chr(selector)): font.getGlyphID(glyph or plain[base])
            for table in font["cmap"].tables
            if table.format == 14  # noqa: PLR2004  # the cmap format of variation sequences
            for selector, pairs in table.uvsDict.items()
            for base, glyph in pairs
            if glyph or base in plain
        }


def _vertical_forms(path: Path) -> dict[int, int]:
    """Read which glyph stands for which in vertical lines (GSUB `vert`): about 0.1 s."""
    with FontFile(path, lazy=True) as font:
        if "GSUB" not in font:
            return {}
        table = font["GSUB"].table
        features = (f.Feature for f in table.FeatureList.FeatureRecord if f.FeatureTag == "vert")
        lookups = {number for feature in features for number in feature.LookupListIndex}
        parts = (part for at in lookups for part in table.LookupList.Lookup[at].SubTable)
        return {
            font.getGlyphID(plain): font.getGlyphID(turned)
            for part in parts
            for plain, turned in getattr(part, "ExtSubTable", part).mapping.items()
        }
