"""進捗管理: limits, 達成率, how far along the straight path, and the rating by a city's scheme."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from typing import Final

from classroom.rules import rate
from classroom.rules.text import plain_number

CODE_MAX = 20
TITLE_MAX = 60
NAME_MAX = 60
UNIT_MAX = 10
SOURCE_MAX = 200
TEXT_MAX = 1000
NOTE_MAX = 200
SCHEME_NAME_MAX = 40
LETTER_MAX = 4
WORDS_MAX = 30
GRADES_MAX = 6
VALUE_MAX = Decimal(10**9)
NO_RATING: Final = "—"
REGISTRATION_RATE: Final = "registration_rate_70"
"""The one indicator that the program works out itself: 登録者率（70歳以上）."""


class Better(StrEnum):
    """Which way an indicator should go."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def label(self) -> str:
        return {"higher": "多いほどよい", "lower": "少ないほどよい"}[self.value]


class Basis(StrEnum):
    """Which percentage a scheme rates by."""

    PATH = "path"
    PROGRESS = "progress"
    ATTAINMENT = "attainment"

    @property
    def label(self) -> str:
        return {"path": "道筋比", "progress": "進捗率", "attainment": "達成率"}[self.value]

    @property
    def how(self) -> str:
        """Return the sum behind it, as it is printed below the ratings."""
        return {
            "path": "（実績−基準値）÷（その日の道筋−基準値）",
            "progress": "（実績−基準値）÷（目標値−基準値）",
            "attainment": "実績 ÷ 目標値（少ないほどよい指標は、目標値 ÷ 実績）",
        }[self.value]


class Kind(StrEnum):
    """Which report is frozen."""

    YEARLY = "yearly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter, the least percentage it is given from (None: the rest), and what it says."""

    letter: str
    least: Decimal | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """評価の基準: its name, what it goes by, and its grades from the best down."""

    name: str
    basis: Basis
    grades: tuple[Grade, ...]

    def describe(self) -> str:
        """Return one line that says how ratings are given, to stand under them."""
        parts = [f"{one.letter} {_range(one)}{_bracketed(one.words)}" for one in self.grades]
        how = f"{self.basis.label}＝{self.basis.how}"
        return f"評価は「{self.name}」によります。{how}。{'、'.join(parts)}。"


SHIPPED_SCHEME: Final = Scheme(
    "道筋比4段階（初期設定）",
    Basis.PATH,
    (
        Grade("A", Decimal(100), "計画どおり"),
        Grade("B", Decimal(80), "おおむね計画どおり"),
        Grade("C", Decimal(50), "おくれている"),
        Grade("D", None, "大きくおくれている"),
    ),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """Where an indicator starts and where it should be; either may not be known yet."""

    baseline: Decimal | None
    target: Decimal | None
    better: Better
    baseline_year: int
    target_year: int

    @property
    def is_known(self) -> bool:
        return self.baseline is not None and self.target is not None

    def path_at(self, day: date) -> Decimal | None:
        """Return where the straight line from baseline to target stands on a day."""
        if self.baseline is None or self.target is None:
            return None
        start, end = (self.baseline_year, self.baseline), (self.target_year, self.target)
        return rate.path_rate(day, start, end)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands: percentages, unrounded; None where they mean nothing."""

    attainment: Decimal | None
    progress: Decimal | None
    path_share: Decimal | None
    is_reached: bool

    def by(self, basis: Basis) -> Decimal | None:
        return {
            Basis.PATH: self.path_share,
            Basis.PROGRESS: self.progress,
            Basis.ATTAINMENT: self.attainment,
        }[basis]


NOWHERE: Final = Standing(None, None, None, is_reached=False)


def standing(goal: Goal, actual: Decimal | None, path: Decimal | None) -> Standing:
    """Return how an actual value stands against its goal and against the path of that day."""
    if actual is None or goal.target is None:
        return NOWHERE
    lower = goal.better is Better.LOWER
    reached = actual <= goal.target if lower else actual >= goal.target
    if goal.baseline is None:
        return Standing(_attainment(actual, goal.target, lower=lower), None, None, reached)
    return Standing(
        attainment=_attainment(actual, goal.target, lower=lower),
        progress=rate.progress(actual, goal.baseline, goal.target),
        path_share=None if path is None else rate.progress(actual, goal.baseline, path),
        is_reached=reached,
    )


def _attainment(actual: Decimal, target: Decimal, *, lower: bool) -> Decimal | None:
    """Return 達成率; none against a target of 0, or where nothing is left of what should shrink."""
    return rate.attainment(target, actual) if lower else rate.attainment(actual, target)


def rating(scheme: Scheme, how: Standing) -> str:
    """Return the letter of a scheme; a dash where there is nothing to rate by.

    A reached target always has the best letter: so an indicator that should stay at 0 is rated too.
    """
    if how.is_reached:
        return scheme.grades[0].letter
    share = how.by(scheme.basis)
    if share is None:
        return NO_RATING
    fitting = (
        grade.letter for grade in scheme.grades if grade.least is None or share >= grade.least
    )
    return next(fitting, NO_RATING)


def scheme_faults(grades: Sequence[Grade]) -> Iterator[str]:
    """Return what is wrong with the grades of a scheme, each as a sentence that says what to do."""
    letters = [grade.letter for grade in grades]
    least = [grade.least for grade in grades]
    given = [each for each in least if each is not None]
    if not all(letters):
        yield "記号のない段階があります。記号を入れるか、行を空けてください。"
    if len(grades) < 2:  # noqa: PLR2004  one grade rates nothing
        yield "評価は2段階以上にしてください。"
    if len(set(letters)) < len(letters):
        yield "同じ記号が2つあります。べつの記号にしてください。"
    if None in least[:-1]:
        yield "いちばん下のほかは、「何％以上」を入れてください。"
    if least and least[-1] is not None:
        yield "いちばん下の段階の「何％以上」は、空けておいてください。"
    if any(one <= other for one, other in pairwise(given)):
        yield "「何％以上」は、上から大きい順に入れてください。"


def read_value(text: str) -> Decimal:
    """Read a number as staff type it, with at most two decimals.

    Raises ValueError with a sentence.
    """
    plain = plain_number(text)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError("数字で入れてください。例）43.1、2,626") from None
    if not value.is_finite() or abs(value) > VALUE_MAX:
        raise ValueError("数字が大きすぎます。けた数を確かめてください。")
    if value != value.quantize(Decimal("0.01")):
        raise ValueError("小数は2けたまでにしてください。")
    return tidy(value)


def tidy(value: Decimal) -> Decimal:
    """Return the same number in the fewest digits: 42.0 becomes 42, and 1E+1 becomes 10."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def _range(grade: Grade) -> str:
    return "それ未満" if grade.least is None else f"{tidy(grade.least)}%以上"


def _bracketed(words: str) -> str:
    return f"（{words}）" if words else ""
