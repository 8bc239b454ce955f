"""What differs between two versions of a handout, line by line and phrase by phrase."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from classroom.kit.pdf.lines import phrases

Run = tuple[str, bool]  # words, and whether they are in this version only
# Lines less alike than this are another line, not the same one reworded.
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Change:
    """One place: what the older text says there and what the newer says, none where it has nothing.

    Line numbers count from 1; 0 where that text has no line there.
    """

    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    old_line: int = 0
    new_line: int = 0

    @property
    def label(self) -> str:
        if not self.old_line:
            return "足した"
        return "直した" if self.new_line else "消した"


def differences(older: str, newer: str) -> list[Change]:
    """Return the places where two texts differ, from the top; blank lines do not count."""
    before, after = older.splitlines(), newer.splitlines()
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _changes(before[a:b], after[c:d], a + 1, c + 1)
    return found


def _changes(before: Sequence[str], after: Sequence[str], a: int, c: int) -> Iterator[Change]:
    """Pair the lines of one place; a pair that is hardly alike is one gone and one new."""
    pairs = zip_longest(_numbered(before, a), _numbered(after, c), fillvalue=("", 0))
    for (old, old_line), (new, new_line) in pairs:
        if old and new and SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE:
            yield Change(*_reworded(old, new), old_line, new_line)
            continue
        if old:
            yield Change(old=((old, True),), old_line=old_line)
        if new:
            yield Change(new=((new, True),), new_line=new_line)


def _numbered(lines: Sequence[str], first: int) -> list[tuple[str, int]]:
    return [(line, at) for at, line in enumerate(lines, first) if line.strip()]


def _reworded(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    before, after = phrases(old), phrases(new)
    gone: list[Run] = []
    come: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone += [("".join(before[a:b]), kind != "equal")] if b > a else []
        come += [("".join(after[c:d]), kind != "equal")] if d > c else []
    return tuple(gone), tuple(come)
