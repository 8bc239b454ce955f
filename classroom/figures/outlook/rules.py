"""The assumptions of the outlook: what each is called, its unit, the limits of what is typed."""

from enum import StrEnum
from typing import Final

NOTE_MAX: Final = 200
LEAST_CLASSES: Final = 5
"""Below this many classes nothing is reckoned from their results."""
LEAST_FRESH: Final = 20
"""Below this many people who could still register, a share of them says too little."""
FEW_PEOPLE_A_HELPER: Final = 3
SOME_PEOPLE_A_HELPER: Final = 6


class Key(StrEnum):
    """What the projection assumes, in the order in which it is shown."""

    CLASSES = "classes_a_month"
    FRESH = "fresh_a_class"
    CONVERSION = "conversion"
    COUNTER = "counter_a_month"
    OTHER = "other_a_month"
    TURNING = "turning_70_a_year"
    ENTRY = "entry_rate"
    LEAVING = "leaving_a_year"
    RATIO = "leaving_ratio"

    @property
    def label(self) -> str:
        """Return what the assumption says, in the words of staff."""
        return _TERMS[self][0]

    @property
    def unit(self) -> str:
        """Return the unit that stands behind the number."""
        return _TERMS[self][1]

    @property
    def least(self) -> float:
        """Return the smallest number that may be typed."""
        return _TERMS[self][2]

    @property
    def most(self) -> float:
        """Return the largest number that may be typed."""
        return _TERMS[self][3]

    @property
    def digits(self) -> int:
        """Return how many decimals are shown and kept."""
        return _TERMS[self][4]

    def written(self, value: float) -> str:
        """Return the number as it is shown and typed: 3, 4.5, −2."""
        text = f"{value:.{self.digits}f}"
        plain = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if plain == "-0" else plain


_TERMS: Final[dict[Key, tuple[str, str, float, float, int]]] = {
    Key.CLASSES: ("身分証アプリの教室の回数", "回/月", 0, 500, 1),
    Key.FRESH: ("1回に来る、まだ登録していない方", "人", 0, 200, 1),
    Key.CONVERSION: ("そのうち、その場で登録する割合", "%", 0, 100, 1),
    Key.COUNTER: ("窓口とほかの教室での登録", "人/月", 0, 5_000, 1),
    Key.OTHER: ("ご自分での登録など、そのほかの増減", "人/月", -5_000, 5_000, 1),
    Key.TURNING: ("70歳になる方", "人/年", 0, 500_000, 0),
    Key.ENTRY: ("70歳になる方の登録率", "%", 0, 100, 1),
    Key.LEAVING: ("亡くなる・転出する方（70歳以上）", "%/年", 0, 50, 1),
    Key.RATIO: ("登録した方が亡くなる・転出する割合（全体を1として）", "倍", 0, 2, 2),
}
