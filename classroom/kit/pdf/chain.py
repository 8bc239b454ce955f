"""Text in the first font that has each character, so that no name is printed with a hole in it."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from classroom.kit.pdf.idfont import IdTTFont

GETA = "〓"  # the printer's mark for a type that is not in the case
SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
STYLE_SELECTORS = "\ufe0e\ufe0f"  # text or emoji style: no other shape
COMBINING = "[\u0300-\u036f\u3099\u309a]"
# What the quick way cannot draw: joined code points, invisible ones, private use.
SPECIAL = re.compile(
    f"{SELECTOR}|{COMBINING}|[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
    "\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
CLUSTER = re.compile(f".(?:{SELECTOR}|{COMBINING})?", re.DOTALL)
CACHED_TEXTS = 4096
UNITS = 1000  # of a font's widths in its size
LEAST_SIZE = 5.0
NAME_SEPARATORS = frozenset(" \u3000・＝=-")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font; `width` is in units of the font size."""

    font: str
    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A text ready to draw, and the characters of it that cannot be drawn as written."""

    runs: tuple[Run, ...]
    missing: tuple[str, ...]
    width: float


class Chain:
    """Fonts in order of preference. `find` loads a font by name when it is first needed."""

    def __init__(self, names: Sequence[str], find: Callable[[str], IdTTFont]) -> None:
        self.names = tuple(names)
        self._find = find
        self._widths: dict[str, float] | None = None
        # Sets a text: its stretches, what is missing, its width.
        self.setting: Callable[[str], Setting] = lru_cache(CACHED_TEXTS)(self._compose)

    def runs(self, text: str) -> tuple[Run, ...]:
        """Cut the text into stretches of one font each."""
        return self.setting(text).runs

    def missing(self, text: str) -> tuple[str, ...]:
        """List the characters that cannot be drawn as written; a variant with its selector."""
        return self.setting(text).missing

    def width(self, text: str, size: float) -> float:
        """Measure the text in points."""
        return self.setting(text).width * size

    def fit(self, text: str, size: float, room: float, least: float = LEAST_SIZE) -> float:
        """Give the largest size up to `size` at which the text fits into `room`, but `least`."""
        wide = self.setting(text).width * size
        return size if wide <= room else max(least, size * room / wide)

    def halves(self, text: str) -> tuple[str, str]:
        """Cut a long name in two lines of like width, between its parts where it has several."""
        clusters = CLUSTER.findall(text)
        cuts = [at for at in range(1, len(clusters)) if clusters[at - 1] in NAME_SEPARATORS]
        pairs = [
            ("".join(clusters[:at]).rstrip(), "".join(clusters[at:]))
            for at in cuts or range(1, len(clusters))
        ]
        return min(pairs, key=lambda pair: max(self.width(part, 1) for part in pair))

    def _compose(self, text: str) -> Setting:
        first = self._find(self.names[0])
        if self._widths is None:
            self._widths = _widths(first)
        try:
            width = sum(map(self._widths.__getitem__, text)) / UNITS
        except KeyError:
            return self._compose_of_many(text)
        return Setting((Run(first.fontName, text, width),) if text else (), (), width)

    def _compose_of_many(self, text: str) -> Setting:
        pieces, missing = self._pick(text)
        runs = tuple(Run(font, words, stringWidth(words, font, 1)) for font, words in pieces)
        return Setting(runs, tuple(missing), sum(run.width for run in runs))

    def _pick(self, text: str) -> tuple[list[tuple[str, str]], list[str]]:
        pieces: list[tuple[str, str]] = []
        missing: dict[str, None] = {}
        for cluster in CLUSTER.findall(text):
            if _is_invisible(cluster):
                continue
            font, shown, right = self._choose(cluster)
            if not right:
                missing[cluster] = None
            if pieces and pieces[-1][0] == font:
                pieces[-1] = (font, pieces[-1][1] + shown)
            else:
                pieces.append((font, shown))
        return pieces, list(missing)

    def _choose(self, cluster: str) -> tuple[str, str, bool]:
        """Find the font, the character to draw, and whether that is what was written."""
        base, mark = cluster[0], cluster[1:]
        if mark and (joined := self._join(base, mark)):
            return *joined, True
        font = self._first_with(base)
        if font is None:
            return self.names[0], GETA, False
        shown = font.stand_in(base, cluster) if mark else base
        return font.fontName, shown, not mark or mark in STYLE_SELECTORS

    def _join(self, base: str, mark: str) -> tuple[str, str] | None:
        """Find the one glyph of a kanji with a selector, or of a letter with its own mark."""
        composed = unicodedata.normalize("NFC", base + mark)
        if len(composed) == 1 and unicodedata.combining(mark):
            font = self._first_with(composed)
            return (font.fontName, font.stand_in(composed, base + mark)) if font else None
        for name in self.names:
            font = self._find(name)
            if shown := font.variant(base, mark):
                return name, shown
        return None

    def _first_with(self, char: str) -> IdTTFont | None:
        if unicodedata.category(char) == "Co":  # 外字: another machine's shapes, or none
            return None
        return next((font for font in map(self._find, self.names) if font.holds(char)), None)


def _widths(font: IdTTFont) -> dict[str, float]:
    """Give the widths of the characters that this font draws without further ado."""
    drawn = ((chr(code), code) for code, glyph in tuple(font.glyphs.items()) if glyph)
    return {char: font.face.getCharWidth(code) for char, code in drawn if not SPECIAL.match(char)}


def _is_invisible(cluster: str) -> bool:
    """Tell joiners, direction marks, lone selectors and controls, which draw nothing anywhere."""
    return unicodedata.category(cluster[0]) in {"Cc", "Cf"} or bool(re.match(SELECTOR, cluster))
