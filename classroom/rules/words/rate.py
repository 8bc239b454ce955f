"""Words of the rate: which figure it is, and the columns in which it stands."""

from typing import Final

from classroom.rules.words.word import Word


class Basis(Word):
    """Which figure of the rate stands first, or was shown."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    OFFICIAL = "official", "公式値"
    ESTIMATE = "estimate", "公式値＋教室・窓口"
    NOWCAST = "nowcast", "推計"


PLAN_AND_OURS: Final = "計画の率＋教室・窓口"
"""The estimate where there is no official figure to begin with."""

SINCE: Final = "公式値のあと"
"""The column of a year's rates that holds any of those that are later than the official one."""

LATER: Final = (Basis.NOWCAST.label, Basis.ESTIMATE.label, PLAN_AND_OURS, SINCE)
