"""Courses, venues and helper ratios side by side, by how many register; chance is not ranked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from classroom.figures.outlook.rules import (
    FEW_PEOPLE_A_HELPER,
    LEAST_CLASSES,
    LEAST_FRESH,
    SOME_PEOPLE_A_HELPER,
    Counts,
    Interval,
    design_effect,
    differ,
    wilson,
)
from classroom.figures.registrations.values import SessionChance
from classroom.figures.report.export import HIDDEN
from classroom.figures.results.rules import HIDDEN_UNDER

NO_HELPER: Final = "担当の記録なし"
TOO_FEW: Final = "数が少なく、比べられません"


@dataclass(frozen=True, slots=True)
class Group:
    """Classes of one kind; `share` (0 to 1) is None where there are too few to say."""

    name: str
    classes: int
    fresh: int
    newly: int
    share: Interval | None

    @property
    def is_open(self) -> bool:
        """Tell whether its share may be published: neither side of it is under five people."""
        return min(self.newly, self.fresh - self.newly) >= HIDDEN_UNDER


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups of one kind, and whether they differ by more than chance.

    Where they do, the highest share comes first; else the group with the most classes, because an
    order by share would say what the records do not.
    """

    title: str
    groups: tuple[Group, ...]
    differs: bool

    @property
    def sentence(self) -> str:
        told = [group for group in self.groups if group.share]
        if not told:
            return "どれも記録が少なく、まだ比べられません。"
        if len(told) == 1:
            return "比べられる相手の記録が、まだ足りません。"
        if not self.differs:
            return "違いは偶然でも起こる大きさです。どれがよいとは言えません。"
        return (
            f"偶然とは考えにくい違いがあります。いちばん高いのは「{told[0].name}」です"
            "（理由までは、この数字からはわかりません）。"
        )


def comparisons(chances: Sequence[SessionChance]) -> tuple[Comparison, ...]:
    """Compare the classes of a period by course, venue, and participants a helper."""
    effect = design_effect((chance.fresh, chance.newly) for chance in chances)
    kinds: tuple[tuple[str, Callable[[SessionChance], str]], ...] = (
        ("講座", lambda chance: chance.course),
        ("会場", lambda chance: chance.venue),
        ("講師・補助員1人あたりの受講者", ratio_of),
    )
    return tuple(_comparison(title, chances, name_of, effect) for title, name_of in kinds)


def ratio_of(chance: SessionChance) -> str:
    """Name how many participants of 70 and over there were for each instructor or assistant."""
    if not chance.helpers:
        return NO_HELPER
    people = chance.came / chance.helpers
    if people <= FEW_PEOPLE_A_HELPER:
        return f"{FEW_PEOPLE_A_HELPER}人まで"
    if people <= SOME_PEOPLE_A_HELPER:
        return f"{SOME_PEOPLE_A_HELPER}人まで"
    return f"{SOME_PEOPLE_A_HELPER}人より多い"


def _comparison(
    title: str,
    chances: Iterable[SessionChance],
    name_of: Callable[[SessionChance], str],
    effect: float,
) -> Comparison:
    by_name: dict[str, list[SessionChance]] = {}
    for chance in chances:
        by_name.setdefault(name_of(chance), []).append(chance)
    groups = [_group(name, held, effect) for name, held in by_name.items()]
    told: list[Counts] = [(group.fresh, group.newly) for group in groups if group.share]
    differs = differ(told, effect)
    return Comparison(
        title, tuple(sorted(groups, key=lambda group: _order(group, differs))), differs
    )


def _group(name: str, held: Sequence[SessionChance], effect: float) -> Group:
    fresh, newly = sum(one.fresh for one in held), sum(one.newly for one in held)
    enough = len(held) >= LEAST_CLASSES and fresh >= LEAST_FRESH
    return Group(name, len(held), fresh, newly, wilson(newly, fresh, effect) if enough else None)


def _order(group: Group, differs: bool) -> tuple[bool, float, int, str]:  # noqa: FBT001  a key, not an option
    by_share = -group.share.middle if group.share and differs else 0.0
    return (group.share is None, by_share, -group.classes, group.name)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: classes, people, the share and its bounds in words, and its bar from 0 to 1.

    Without a bar the row says why instead of a share.
    """

    name: str
    classes: str
    fresh: str
    newly: str
    share: str
    bounds: str
    bar: Interval | None


def rows(comparison: Comparison, *, published: bool) -> Iterator[Row]:
    """Return the rows; published, without counts of people, and no share that would tell one."""
    for group in comparison.groups:
        shown = group.share if group.is_open or not published else None
        why = HIDDEN if group.share and not shown else TOO_FEW
        yield Row(
            name=group.name,
            classes=f"{group.classes:,}回",
            fresh="" if published else f"{group.fresh:,}人",
            newly="" if published else f"{group.newly:,}人",
            share=f"{100 * shown.middle:.0f}%" if shown else why,
            bounds=f"{100 * shown.low:.0f}〜{100 * shown.high:.0f}%" if shown else "",
            bar=shown,
        )
