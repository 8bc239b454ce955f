"""進捗管理: limits, 達成率, how far along the straight path, and the rating by a city's scheme."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from typing import Final

from classroom.rules import rate
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import (
    closed_by,
    end_of,
    fiscal_year,
    fiscal_year_label,
    start_of,
)
from classroom.rules.text import plain_number

CODE_MAX = 20
TITLE_MAX = 60
NAME_MAX = 60
UNIT_MAX = 10
SOURCE_MAX = 200
OFFICE_MAX = 60
STEP_MAX = 60
STEP_WORD_MAX = 20
STEPS_MAX = 4
TEXT_MAX, TEXT_KEPT_MAX = 2000, 4000
NOTE_MAX = 200
SCHEME_NAME_MAX = 40
LETTER_MAX = 4
WORDS_MAX = 30
GRADES_MAX = 6
VALUE_MAX = Decimal(10**9)
PLAN_YEARS: Final = 5
"""The fiscal years of a plan: up to that of its target."""
LEAST_POINTS, LEAST_SHARE = Decimal("0.5"), Decimal("0.05")
"""Before the path has moved so far (a rate in points, the rest by its way), nothing is rated."""
NO_RATING: Final = "—"
NO_BASELINE: Final = "-"
"""What the plan prints where there was nothing to start from."""
REVIEW_PARTS: Final = ("今年度に行ったこと", "課題", "次年度の取組", "委員会などの意見")
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
            "path": "（実績−現状）÷（その日の道筋−現状）",
            "progress": "（実績−現状）÷（目標−現状）",
            "attainment": "実績 ÷ 目標（少ないほどよい指標は、目標 ÷ 実績）",
        }[self.value]


class Measure(StrEnum):
    """What an actual value counts: what there is on a day, or what came in a fiscal year."""

    STOCK = "stock"
    YEAR = "year"
    RUNNING = "running"

    @property
    def label(self) -> str:
        return {
            "stock": "その日の値",
            "year": "1年間の合計",
            "running": "年度の途中までの合計",
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
    """Where an indicator starts and where it should be; either may not be known yet.

    `no_baseline`: the plan says 「-」, that there is no value to start from. The path then runs
    from 0 at the end of the year before the plan.
    """

    baseline: Decimal | None
    target: Decimal | None
    better: Better
    baseline_year: int = 0
    target_year: int = 0
    no_baseline: bool = False
    unit: str = ""

    @property
    def is_known(self) -> bool:
        return self.target is not None and (self.baseline is not None or self.no_baseline)

    @property
    def start(self) -> rate.Point | None:
        """Return the year at whose end the path starts, and its value there."""
        if self.no_baseline:
            return (max(self.baseline_year, self.target_year - PLAN_YEARS), Decimal(0))
        return None if self.baseline is None else (self.baseline_year, self.baseline)

    @property
    def is_by_target_alone(self) -> bool:
        """Tell whether there is no way to be measured on: it is kept to, or it is not."""
        if self.target is None:
            return False
        lower = self.better is Better.LOWER
        stays = self.start is not None and self.start[1] == self.target
        return stays or (lower and (self.target == 0 or self.no_baseline))

    def path_at(self, day: date) -> Decimal | None:
        """Return where the straight line from its start to the target stands on a day."""
        if self.start is None or self.target is None or (self.no_baseline and self._falls):
            return None
        return rate.path_rate(day, self.start, (self.target_year, self.target))

    def path_days(self, day: date) -> tuple[int, int]:
        """Return how many days of the straight line have gone by on a day, of how many."""
        begin = end_of(self.start[0] if self.start else self.baseline_year)
        whole = (end_of(self.target_year) - begin).days
        return min(max((day - begin).days, 0), whole), whole

    def has_moved(self, path: Decimal) -> bool:
        """Tell whether the path has come far enough for a rating to mean something."""
        if self.start is None or self.target is None:
            return False
        way, moved = abs(self.target - self.start[1]), abs(path - self.start[1])
        return moved >= (LEAST_POINTS if self.unit == "%" else way * LEAST_SHARE)

    @property
    def _falls(self) -> bool:
        return self.better is Better.LOWER


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands: percentages, unrounded; None where they mean nothing."""

    attainment: Decimal | None
    progress: Decimal | None
    path_share: Decimal | None
    is_reached: bool
    is_by_target_alone: bool = False
    is_early: bool = False

    def by(self, basis: Basis) -> Decimal | None:
        return {
            Basis.PATH: self.path_share,
            Basis.PROGRESS: self.progress,
            Basis.ATTAINMENT: self.attainment,
        }[basis]


NOWHERE: Final = Standing(None, None, None, is_reached=False)


def standing(goal: Goal, actual: Decimal | None, path: Decimal | None) -> Standing:
    """Return how an actual value stands against its goal and against the path of its day."""
    if actual is None or goal.target is None:
        return NOWHERE
    lower = goal.better is Better.LOWER
    start = None if goal.start is None or (goal.no_baseline and lower) else goal.start[1]
    return Standing(
        attainment=_attainment(actual, goal.target, lower=lower),
        progress=None if start is None else rate.progress(actual, start, goal.target),
        path_share=None if start is None or path is None else rate.progress(actual, start, path),
        is_reached=actual <= goal.target if lower else actual >= goal.target,
        is_by_target_alone=goal.is_by_target_alone,
        is_early=path is not None and not goal.has_moved(path),
    )


def _attainment(actual: Decimal, target: Decimal, *, lower: bool) -> Decimal | None:
    """Return 達成率; none against a target of 0, or where nothing is left of what should shrink."""
    if not target:
        return None
    return rate.attainment(target, actual) if lower else rate.attainment(actual, target)


def a_year_of(value: Decimal, on: date, measure: Measure) -> Decimal:
    """Return a value as that of its whole fiscal year: a running sum by the share of its days."""
    if measure is not Measure.RUNNING:
        return value
    gone, whole = days_gone(on)
    return value * whole / gone


def days_gone(on: date) -> tuple[int, int]:
    """Return how many days of a fiscal year are over at the end of one, and how many it has."""
    first, last = start_of(fiscal_year(on)), end_of(fiscal_year(on))
    return (on - first).days + 1, (last - first).days + 1


def rating(scheme: Scheme, how: Standing) -> str:
    """Return the letter of a scheme; a dash where there is nothing to rate by.

    A reached target always has the best letter. Where there is no way from baseline to target (an
    indicator that should stay at 0), whatever is worse than the target has the worst.
    """
    if how.is_reached:
        return scheme.grades[0].letter
    if how.is_by_target_alone:
        return scheme.grades[-1].letter
    share = how.by(scheme.basis)
    if share is None or how.is_early:
        return NO_RATING
    fitting = (
        grade.letter for grade in scheme.grades if grade.least is None or share >= grade.least
    )
    return next(fitting, NO_RATING)


def day_faults(day: date | None, measure: Measure, year: int, april_days: int) -> Iterator[str]:
    """Return what is wrong with the day of an actual value of a fiscal year, as sentences."""
    if day is None:
        yield "基準日を入れてください。例）R8.9.30"
    elif measure is Measure.STOCK and (closed := closed_by(day, april_days)) != year:
        yield (
            f"{wareki(day)}の値は、{fiscal_year_label(closed)}の実績です。"
            f"{fiscal_year_label(year)}のあいだの日にしてください。"
        )
    elif measure is Measure.YEAR and day != end_of(year):
        yield f"1年間の合計の基準日は、{wareki(end_of(year))}にしてください。"
    elif measure is Measure.RUNNING and not start_of(year) <= day < end_of(year):
        yield "年度の途中までの合計の基準日は、4月1日から3月30日までにしてください。"


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
