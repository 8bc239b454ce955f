"""Who has finished a class."""

from dataclasses import dataclass
from enum import StrEnum


class CertificateRule(StrEnum):
    """Whom a city gives a 修了証: who came to every day that was held, or who came at all."""

    ALL = "all"
    ONCE = "once"

    @property
    def sentence(self) -> str:
        if self is CertificateRule.ALL:
            return "行われた回のすべてに出席した方に渡します。"
        return "1回でも出席した方に渡します。"


@dataclass(frozen=True, slots=True)
class Days:
    """How many days of a class were held, and how many are still ahead."""

    held: int
    ahead: int

    @property
    def is_over(self) -> bool:
        """Tell whether the class took place and nothing of it is left."""
        return self.held > 0 and self.ahead == 0


def has_finished(rule: CertificateRule, came: int, days: Days, *, early: bool = False) -> bool:
    """Tell whether someone gets a 修了証 who came on so many of the days that were held.

    With `early`, whoever still can: the papers for the last day are printed before it.
    """
    if not early and not days.is_over:
        return False
    if rule is CertificateRule.ONCE:
        return came > 0 or (early and days.ahead > 0)
    return came == days.held
