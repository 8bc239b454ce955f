"""Steps of an アンケート, and what a change between two answers may be taken to mean."""

import math
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

TOPIC_MAX = 200
COMMENT_MAX = 1000
COMMENT_KEY_LENGTH = 36
LOWEST, HIGHEST = 1, 4
FEW_PAIRS: Final = 10
"""Below this many pairs a change says too little to go by."""

HIDDEN_UNDER: Final = 5
LIKELY: Final = 0.05

_TELEPHONE: Final = re.compile(r"(?:\d[-\s]?){9,}\d")


class Moment(StrEnum):
    """Which papers of one person a sheet holds: before the class, after it, or both."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"

    @property
    def label(self) -> str:
        return {
            "both": "はじめに＋おわりに",
            "before": "はじめに だけ",
            "after": "おわりに だけ",
        }[self.value]

    @property
    def asks_before(self) -> bool:
        return self is not Moment.AFTER

    @property
    def asks_after(self) -> bool:
        return self is not Moment.BEFORE


class Way(StrEnum):
    """How a sheet came in."""

    PAPER = "paper"
    TABLET = "tablet"

    @property
    def is_tablet(self) -> bool:
        return self is Way.TABLET


def mean_interval(differences: Sequence[float], share: float) -> tuple[float, float] | None:
    """Return the interval that holds the mean difference with this share of certainty.

    Student's t on the paired differences; None for fewer than two pairs. Where all differences are
    the same the interval is that one number, which says little of few pairs.
    """
    n = len(differences)
    if n < 2:  # noqa: PLR2004  one pair has no spread
        return None
    mean = math.fsum(differences) / n
    spread = math.sqrt(math.fsum((each - mean) ** 2 for each in differences) / (n - 1))
    half = t_quantile(0.5 + share / 2, n - 1) * spread / math.sqrt(n)
    return mean - half, mean + half


def sign_test(improved: int, worse: int) -> float:
    """Return how often chance alone would part the changed pairs at least so unevenly.

    The exact two-sided sign test; pairs without a change say nothing. 1.0 where nobody changed.
    """
    n, larger = improved + worse, max(improved, worse)
    tail: int = sum(math.comb(n, k) for k in range(larger, n + 1))
    return min(1.0, tail / 2 ** (n - 1)) if n else 1.0


def t_quantile(probability: float, freedom: int) -> float:
    """Return Student's t below which this share lies, for shares of a half and more."""
    low, high = 0.0, 1.0
    while t_share(high, freedom) < probability:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if t_share(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def t_share(t: float, freedom: int) -> float:
    """Return the share of Student's t below a number, for a whole number of degrees of freedom.

    Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
    """
    angle = math.atan(t / math.sqrt(freedom))
    sine, square = math.sin(angle), math.cos(angle) ** 2
    odd = freedom % 2
    term, total = (math.cos(angle) if odd else 1.0), 0.0
    for step in range(1 + odd, freedom, 2):
        total += term
        term *= square * step / (step + 1)
    within = (2 / math.pi) * (angle + sine * total) if odd else sine * total
    return 0.5 + within / 2


def direction(mean: float) -> str:
    """Return a mean change in words: 0.8段階上がりました."""
    steps = f"{abs(mean):.1f}"
    if steps == "0.0":
        return "変わりませんでした"
    return f"{steps}段階{'上がりました' if mean > 0 else '下がりました'}"


def signed(number: float) -> str:
    """Return ＋0.8, −0.3 or ±0.0."""
    steps = f"{abs(number):.1f}"
    return f"{'±' if steps == '0.0' else '＋' if number > 0 else '−'}{steps}"


def span(within: tuple[float, float] | None) -> str:
    """Return an interval as ＋0.5〜＋1.1; a dash where there is none."""
    return f"{signed(within[0])}〜{signed(within[1])}" if within else "—"


def names_in(comment: str, names: Sequence[str]) -> list[str]:
    """Return what in a comment tells who somebody is: telephone numbers, and these names."""
    plain = re.sub(r"[\s　]", "", comment)
    found = ["電話番号のような数字"] if _TELEPHONE.search(comment.translate(_DIGITS)) else []
    parts = {
        part
        for name in names
        for part in (re.sub(r"[\s　]", "", name), *re.split(r"[\s　]+", name.strip()))
        if len(part) > 1
    }
    return [*found, *sorted(f"「{part}」" for part in parts if part in plain)]


_DIGITS: Final = str.maketrans("０１２３４５６７８９－ー−‐", "0123456789----")
