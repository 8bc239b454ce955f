"""Which rows of a table count people again: totals, subtotals and parts, found by arithmetic.

A row whose every column is the sum of other rows is their total, whatever it is called. Where that
could be chance (few people, or rows that are multiples of one another), or where a row may be
a part of another, the name decides; where it does not, the row is unclear and somebody is asked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Final

import numpy as np

from classroom.rules.text import nfkc

SURE_PEOPLE: Final = 30
SURE_COLUMNS: Final = 8
"""A sum of fewer people, or in fewer columns, can be chance."""
HALVES_MAX: Final = 24
"""Of this many rows every subset is tried."""
FEW: Final = 3
MANY_AREAS: Final = 12
GIANT: Final = 5
_COLUMN_BITS: Final = 40
_NEAR: Final = 0.01
_NEAR_COLUMN: Final = 0.05

_TOTAL: Final = re.compile(
    r"計|総(?:数|人口)|合算|トータル|total|^all$|^sum$|^全(?:体|域|市|町|村|区|地区|地域|県|部|員)?$"
    r"|(?:市|町|村|区|県|地区|地域)(?:全体|全域|全部)$|^全(?:市|町|村)(?:域|体)$|市内全|^市$|住民基本台帳人口$",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"^[(\[（・*※-]*(?:うち|再掲|内数|内訳|内[、,()・:)]|内(?=外国|日本|男|女|65|高齢))|\((?:再掲|内数|うち)"
)
_NOT_OF_THE_DAY: Final = re.compile(
    r"前月|前年|先月|昨年|増減|比較|差引|前回|前期|前々|構成比|割合|比率|世帯数|人口密度|平均年齢|性比"
)
_MAYBE_PART: Final = re.compile(
    r"外国|日本人|^(?:男|女)(?:性|子)?$|高齢者|65歳|70歳|75歳|再掲|内数"
    r"|^(?:令和|平成|[RH])?\d+(?:年|[./-]\d)"
)
_MARKS: Final = re.compile(r"[\s【】\[\]<>《》*※・:：()（）]")


class Verdict(StrEnum):
    """What a row counts."""

    AREA = "area"
    WHOLE = "whole"
    SUBTOTAL = "subtotal"
    PART = "part"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A row of counts. `is_whole` where the table itself says so: no area, or the city's name."""

    number: int
    name: str
    counts: tuple[int, ...]
    is_whole: bool = False

    @property
    def people(self) -> int:
        return sum(self.counts)


@dataclass(slots=True)
class SortedOut:
    """What each row counts, by its number, and the rows of which that is not clear."""

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    unclear: list[Line] = field(default_factory=list)


def is_total_name(name: str) -> bool:
    """Tell a name that speaks of a total."""
    return bool(_TOTAL.search(_MARKS.sub("", nfkc(name))))


def counts_nobody_here(name: str) -> bool:
    """Tell a row of another day, a difference or a share from one that counts people."""
    return bool(_NOT_OF_THE_DAY.search(nfkc(name)))


def sort_out(
    lines: Sequence[Line], answers: Mapping[str, bool], *, is_partial: bool = False
) -> SortedOut:
    """Say of each row of one day what it counts. `answers` says by name which rows to add up.

    `is_partial` tells that rows are missing of which the counts are kept back.
    """
    return _Sorting(lines, answers, is_partial=is_partial).done()


@dataclass(slots=True)
class _Sum:
    """A row and others that it is the sum of."""

    line: Line
    members: tuple[Line, ...]
    is_sure: bool


class _Sorting:
    def __init__(
        self, lines: Sequence[Line], answers: Mapping[str, bool], *, is_partial: bool
    ) -> None:
        self.answers, self.is_partial = answers, is_partial
        self.place = {line.number: at for at, line in enumerate(lines)}
        self.codes = {line.number: _code(line.counts) for line in lines}
        self.vectors = {line.number: np.array(line.counts, dtype=np.int64) for line in lines}
        self.found = SortedOut()
        self.parts: list[Line] = []
        self.pool: list[Line] = []
        self.leaves: list[Line] = []
        self.sums: list[_Sum] = []
        self.giants: list[Line] = []
        for line in lines:
            self._by_name(line)

    def done(self) -> SortedOut:
        """Sort every row, then look whether the parts by name can be parts."""
        ranked = sorted(self.pool, key=lambda one: (one.people, self._says_total(one), one.number))
        for line in ranked:
            self._place_line(line)
        if ranked:
            self._decide(ranked[-1])
        self._doubt_parts()
        for line in self.leaves:
            self.found.verdicts.setdefault(line.number, Verdict.AREA)
        for one in self.sums:
            self.found.verdicts.setdefault(one.line.number, Verdict.SUBTOTAL)
        return self.found

    def _by_name(self, line: Line) -> None:
        plain = nfkc(line.name).strip()
        if line.name in self.answers:
            if self.answers[line.name]:
                self.pool.append(line)
            else:
                self._is(line, Verdict.PART)
        elif _PART.search(plain):
            self.parts.append(line)
            self._is(line, Verdict.PART)
        else:
            self.pool.append(line)

    def _place_line(self, line: Line) -> None:
        members = None if line.name in self.answers else self._members(line)
        if members is None or not line.people or self._is_chance(line, members):
            self._doubt_giant(line)
            self.leaves.append(line)
        else:
            self.sums.append(_Sum(line, members, self._is_sure(line, members)))

    # What a row is the sum of.

    def _members(self, line: Line) -> tuple[Line, ...] | None:
        """Find rows that add up to this one: all, its neighbours, or any others."""
        plain = [one for one in self._candidates() if not _MAYBE_PART.search(nfkc(one.name))]
        found = self._members_among(line, plain)
        if found is None and self._says_total(line):
            return self._members_among(line, self._candidates())
        return found

    def _members_among(self, line: Line, among: Sequence[Line]) -> tuple[Line, ...] | None:
        near = [one for one in among if one.people]
        wanted = self.vectors[line.number]
        fits = [one for one in near if bool((self.vectors[one.number] <= wanted).all())]
        if fits and self._total(fits) == self.codes[line.number]:
            return tuple(fits)
        return self._run(line, fits) or self._any_members(line, fits)

    def _candidates(self) -> list[Line]:
        return [*self.leaves, *(one.line for one in self.sums if not one.is_sure)]

    def _run(self, line: Line, fits: Sequence[Line]) -> tuple[Line, ...] | None:
        """Find rows that follow one another and add up to this one, the nearest to it first."""
        ordered = sorted(fits, key=lambda one: self.place[one.number])
        begins, total, found = {0: 0}, 0, list[Sequence[Line]]()
        for end, one in enumerate(ordered, 1):
            total += self.codes[one.number]
            if (begin := begins.get(total - self.codes[line.number])) is not None:
                found.append(ordered[begin:end])
            begins[total] = end
        here = self.place[line.number]
        away = [
            min(abs(self.place[end.number] - here) for end in (run[0], run[-1])) for run in found
        ]
        return tuple(found[away.index(min(away))]) if found else None

    def _any_members(self, line: Line, fits: Sequence[Line]) -> tuple[Line, ...] | None:
        wanted = self.codes[line.number]
        if len(fits) <= HALVES_MAX:
            return self._of_halves(fits, wanted)
        if len(fits) <= len(line.counts) and (found := self._by_algebra(line, fits)):
            return found
        if found := self._few(fits, wanted):
            return found
        beyond = self._total(fits) - wanted
        left_out = self._few(fits, beyond) if beyond > 0 else None
        return tuple(one for one in fits if one not in left_out) if left_out else None

    def _of_halves(self, fits: Sequence[Line], wanted: int) -> tuple[Line, ...] | None:
        """Try every subset, by the sums of either half."""
        half = len(fits) // 2
        first, second = self._subsets(fits[:half]), self._subsets(fits[half:])
        for total, chosen in second.items():
            if (rest := first.get(wanted - total)) is not None:
                picked = [one for n, one in enumerate(fits[:half]) if rest >> n & 1]
                picked += [one for n, one in enumerate(fits[half:]) if chosen >> n & 1]
                return tuple(picked) or None
        return None

    def _subsets(self, lines: Sequence[Line]) -> dict[int, int]:
        sums = {0: 0}
        for n, line in enumerate(lines):
            code = self.codes[line.number]
            sums |= {
                total + code: chosen | 1 << n
                for total, chosen in list(sums.items())
                if total + code not in sums
            }
        return sums

    def _by_algebra(self, line: Line, fits: Sequence[Line]) -> tuple[Line, ...] | None:
        """Solve for the rows: with more columns than rows there is one answer."""
        matrix = np.stack([self.vectors[one.number] for one in fits]).T.astype(float)
        share, _, rank, _ = np.linalg.lstsq(matrix, self.vectors[line.number].astype(float))
        picked = [one for one, part in zip(fits, share, strict=True) if round(float(part)) == 1]
        is_one = rank == len(fits) and picked
        return tuple(picked) if is_one and self._total(picked) == self.codes[line.number] else None

    def _few(self, fits: Sequence[Line], wanted: int) -> tuple[Line, ...] | None:
        """Find up to three rows with this sum."""
        by_code = {self.codes[one.number]: one for one in fits}
        if wanted in by_code:
            return (by_code[wanted],)
        for count in range(1, FEW if len(fits) <= 10 * MANY_AREAS else FEW - 1):
            for some in combinations(fits, count):
                last = by_code.get(wanted - self._total(some))
                if last is not None and last not in some:
                    return (*some, last)
        return None

    def _total(self, lines: Iterable[Line]) -> int:
        return sum(self.codes[line.number] for line in lines)

    def _doubt_giant(self, line: Line) -> None:
        """Ask about a row that holds a good part of so many others that not all sums were tried."""
        is_tried = len(self.leaves) <= max(HALVES_MAX, len(line.counts))
        others = sum(one.people for one in self.leaves)
        if not is_tried and line.name not in self.answers and line.people * GIANT >= others:
            self.giants.append(line)

    # What to think of it.

    def _says_total(self, line: Line) -> bool:
        return line.is_whole or is_total_name(line.name)

    def _is_strong(self, line: Line) -> bool:
        filled = sum(1 for count in line.counts if count)
        return line.people >= SURE_PEOPLE and filled >= SURE_COLUMNS

    def _is_sure(self, line: Line, members: Sequence[Line]) -> bool:
        if self._says_total(line):
            return True
        rows = np.stack([self.vectors[one.number] for one in members])
        return self._is_strong(line) and int(np.linalg.matrix_rank(rows)) > 1

    def _is_chance(self, line: Line, members: Sequence[Line]) -> bool:
        """Tell a few people that happen to equal some of many other areas here and there."""
        if self._says_total(line) or line.people >= SURE_PEOPLE or len(self.leaves) <= MANY_AREAS:
            return False
        places = [self.place[one.number] for one in (*members, line)]
        return max(places) - min(places) >= len(places)

    def _is_near(self, line: Line, others: Sequence[Line]) -> bool:
        """Tell a row that misses the sum of the others by no more than rounding or a slip."""
        if not others:
            return False
        total = np.sum([self.vectors[one.number] for one in others], axis=0)
        apart = np.abs(total - self.vectors[line.number])
        limit = np.maximum(len(others) + 1, self.vectors[line.number] * _NEAR_COLUMN)
        people = abs(int(total.sum()) - line.people)
        return bool((apart <= limit).all()) and people <= max(len(others) + 1, line.people * _NEAR)

    def _decide(self, largest: Line) -> None:
        """Find the row of the whole city, which can only be the largest one."""
        own = next((one for one in self.sums if one.line is largest), None)
        if own and own.is_sure:
            if self._settled(largest):
                return
            if largest.is_whole and not self._answered_beyond(own):
                self._is(largest, Verdict.WHOLE)
        elif self._is_said_to_be_whole(largest):
            return
        self._ask_about_sums()
        self._ask_about_uncovered()
        self._ask_about_names(self.leaves)
        known = {line.number for line in self.found.unclear}
        self.found.unclear.extend(one for one in self.giants if one.number not in known)

    def _settled(self, whole: Line) -> bool:
        """Tell whether the areas add up to the whole, the doubtful rows among them."""
        maybe = [one for one in self._open(self.leaves) if _MAYBE_PART.search(nfkc(one.name))]
        doubtful = [one.line for one in self.sums if not one.is_sure]
        wanted = self.codes[whole.number]
        without = self._total(maybe)
        fixed = self._total(self.leaves) + self._total(doubtful)
        if fixed == wanted:
            chosen = [*doubtful, *maybe]
        elif without == wanted and fixed == 2 * wanted:
            chosen = doubtful  # 日本人 and 外国人, beside the areas, are all people once more
        else:
            return False
        self._is(whole, Verdict.WHOLE)
        for line in (*doubtful, *maybe):
            self._is(line, Verdict.AREA if line in chosen else Verdict.PART)
        return True

    def _open(self, lines: Iterable[Line]) -> list[Line]:
        """Leave out who has been asked about, and the rows without people."""
        return [one for one in lines if one.people and one.name not in self.answers]

    def _answered_beyond(self, own: _Sum) -> bool:
        return any(self.answers.get(one.name) and one not in own.members for one in self.leaves)

    def _ask_about_uncovered(self) -> None:
        """Ask about rows beside a total that it does not count: they may be parts of it."""
        sure = [one for one in self.sums if one.is_sure]
        within = {member for one in self.sums for member in one.members}
        held = {frozenset(one.members): one.line for one in sure}
        tops = [line for own, line in held.items() if not any(own < more for more in held)]
        others = [one for one in self._open(self.leaves) if one not in within]
        if len(tops) == 1 and (len(others) < FEW or self._sum_fits(others, tops[0])):
            self.found.unclear.extend(others)

    def _is_said_to_be_whole(self, largest: Line) -> bool:
        """Take the table's word for the whole city's row where nearly all speaks for it."""
        others = [one for one in self.leaves if one is not largest and one.people]
        says = self._says_total(largest)
        near = self._is_near(largest, others) and largest.name not in self.answers
        alone = not others and not self.sums
        kept_back = self.is_partial and says and self._sum_fits(others, largest)
        if largest.is_whole or (says and (near or alone)) or kept_back:
            self._is(largest, Verdict.WHOLE)
            self._ask_about_sums(but=largest)
            self._ask_about_names(others)
            return True
        if near and len(others) > 1:
            self.found.unclear.append(largest)
            self._ask_about_sums(but=largest)
            return True
        return False

    def _sum_fits(self, lines: Sequence[Line], within: Line) -> bool:
        total = sum(self.vectors[one.number] for one in lines)
        return bool((total <= self.vectors[within.number]).all())

    def _ask_about_sums(self, but: Line | None = None) -> None:
        self.found.unclear.extend(
            one.line for one in self.sums if not one.is_sure and one.line is not but
        )

    def _ask_about_names(self, lines: Sequence[Line]) -> None:
        """Ask about rows that are called a total, or a part, where the figures show neither."""
        counted = self._open(lines)
        maybe = [one for one in counted if _MAYBE_PART.search(nfkc(one.name))]
        if len(maybe) == len([one for one in self.leaves if one.people]):
            maybe = []
        called = [one for one in counted if self._says_total(one) and one not in maybe]
        known = {line.number for line in self.found.unclear}
        is_decided = self.found.verdicts
        for line in (*called, *maybe):
            if line.number not in known and line.number not in is_decided and len(self.pool) > 1:
                self.found.unclear.append(line)

    def _doubt_parts(self) -> None:
        """Ask about a part by its name that is larger than all it could be a part of."""
        rest = sum(self.vectors[one.number] for one in self.pool)
        for part in self.parts:
            if part.people and not (self.vectors[part.number] <= rest).all():
                self.found.unclear.append(part)

    def _is(self, line: Line, verdict: Verdict) -> None:
        self.found.verdicts[line.number] = verdict


def _code(counts: Sequence[int]) -> int:
    """Write a row as one number, so that numbers add up as rows do."""
    return sum(count << (_COLUMN_BITS * at) for at, count in enumerate(counts))
