"""Where a Japanese line may end: 禁則, phrases that stay whole, and lines of even length."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise

import budoux

from classroom.kit.pdf.fonts import chain

Measure = Callable[[int, int], float]
Span = tuple[int, int]

# 行頭禁則 and 行末禁則: what may not begin, and what may not end, a line.
NO_LINE_START = frozenset(
    "、。，．・：；？！!?,.:;ヽヾゝゞ々〻ー）)]］｝}〕〉》」』】〙〗〟’”»%％‰℃°′″゛゜〜～…‥"
    "｡､･｣ｰﾞﾟｧｨｩｪｫｬｭｮｯㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
NO_LINE_END = frozenset("（([［｢｛{〔〈《「『【〘〖〝‘“«￥¥＄$£＃#〒§@＠№")
# Words which the phrase model cuts in two.
WHOLE = re.compile(
    "もど[りるっ]|たた[きくい]|ひろげ|すべらせ|はずし|ならび|かこみ|くらべ|ふれ[てた]|まちがえ"
    "|なりま|ありま|ませ|まし|くださ|かまいま|身分証"
)
PARTICLES = frozenset("がをにはでとも")
SHORTEST_TAIL = 4  # characters of a cut phrase that go to the next line together
FORCED_BREAK = "／"
CACHED_TEXTS = 4096

# What an uneven line costs, and what a line that ends with its sentence earns.
LAST_LINE_SLACK = 0.25
STUB_SHARE = 0.25
STUB_COST = 0.4
SENTENCE_END_GAIN = 0.16
CLAUSE_END_GAIN = 0.07


def may_break(before: str, after: str) -> bool:
    """Whether a line may end after one character and the next begin with the other."""
    if after in NO_LINE_START or before in NO_LINE_END:
        return False
    in_latin_word = before < "\u3000" and after < "\u3000"
    return not in_latin_word or before in " -" or after == " "


@lru_cache(CACHED_TEXTS)
def phrases(text: str) -> tuple[str, ...]:
    """Cut a text into pieces that stay on one line."""
    inside = {at for found in WHOLE.finditer(text) for at in range(found.start() + 1, found.end())}
    out: list[str] = []
    at = 0
    for piece in _phrase_model()(text):
        if out and (at in inside or not may_break(out[-1][-1], piece[0])):
            out[-1] += piece
        else:
            out.append(piece)
        at += len(piece)
    return tuple(out)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Measure running text in points."""
    return chain(bold=bold).width(text, size)


def fit(text: str, size: float, room: float, *, bold: bool = False, least: float = 11) -> float:
    """Give the largest size up to `size` at which the text fits the room, but `least`."""
    return chain(bold=bold).fit(text, size, room, least)


@lru_cache(CACHED_TEXTS)
def wrap(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Cut a text into lines no wider than `room` points; ／ forces a new one."""
    fonts = chain(bold=bold)
    return tuple(
        part[start:end]
        for part in text.split(FORCED_BREAK)
        for start, end in lines_of(part, _measure_of(part, fonts.width, size), room)
    )


def lines_of(text: str, measure: Measure, room: float) -> list[Span]:
    """Find the fewest lines, of even length, ending with a sentence where that costs little.

    `measure(start, end)` gives the width of a part of the text, which may be set in two weights.
    """
    if not text or measure(0, len(text)) <= room:
        return [(0, len(text))]
    pieces = _short_enough(phrases(text), measure, room)
    ends = [0, *accumulate(map(len, pieces))]
    widths = [measure(start, end) for start, end in pairwise(ends)]
    best = [_Best(0, 0.0, 0)]
    for upto in range(1, len(pieces) + 1):
        best.append(_best_last_line(best, widths, pieces, upto, room))
    return _trace(best, ends)


def _measure_of(part: str, width: Callable[[str, float], float], size: float) -> Measure:
    return lambda start, end: width(part[start:end], size)


@cache
def _phrase_model() -> Callable[[str], list[str]]:
    parse: Callable[[str], list[str]] = budoux.load_default_japanese_parser().parse
    return parse


@dataclass(frozen=True, slots=True, order=True)
class _Best:
    """The best way to set the first pieces: fewest lines first, then least cost."""

    lines: int
    cost: float
    last_line_from: int


def _best_last_line(
    best: list[_Best], widths: list[float], pieces: list[str], upto: int, room: float
) -> _Best:
    total = 0.0
    found: list[_Best] = []
    for start in range(upto - 1, -1, -1):
        total += widths[start]
        if total > room and found:
            break
        cost = _cost(total / room, pieces[upto - 1][-1], is_last=upto == len(pieces))
        found.append(_Best(best[start].lines + 1, best[start].cost + cost, start))
    return min(found)


def _cost(share: float, tail: str, *, is_last: bool) -> float:
    slack = max(0.0, 1 - share)
    if is_last:
        return LAST_LINE_SLACK * slack + (STUB_COST if share < STUB_SHARE else 0)
    gain = SENTENCE_END_GAIN if tail in "。！？" else CLAUSE_END_GAIN if tail in "、：" else 0
    return slack * slack - gain


def _trace(best: list[_Best], ends: list[int]) -> list[Span]:
    spans: list[Span] = []
    upto = len(best) - 1
    while upto:
        start = best[upto].last_line_from
        spans.append((ends[start], ends[upto]))
        upto = start
    return spans[::-1]


def _short_enough(pieces: Sequence[str], measure: Measure, room: float) -> list[str]:
    """Cut phrases that are longer than a line, at a particle where there is one."""
    out: list[str] = []
    at = 0
    for phrase in pieces:
        rest = phrase
        while len(rest) > 1 and measure(at, at + len(rest)) > room:
            cut = _cut_of(rest, at, measure, room)
            out.append(rest[:cut])
            at, rest = at + cut, rest[cut:]
        out.append(rest)
        at += len(rest)
    return out


def _cut_of(rest: str, at: int, measure: Measure, room: float) -> int:
    fitting = [cut for cut in range(1, len(rest)) if measure(at, at + cut) <= room] or [1]
    allowed = [cut for cut in fitting if may_break(rest[cut - 1], rest[cut])] or fitting[-1:]
    roomy = [cut for cut in allowed if len(rest) - cut >= SHORTEST_TAIL] or allowed
    near = [cut for cut in roomy[-SHORTEST_TAIL:] if cut > 1 and rest[cut - 1] in PARTICLES]
    return near[-1] if near else roomy[-1]
