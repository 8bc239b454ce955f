"""The rows of the comparison as they may be shown, to staff and to anybody."""

from collections.abc import Iterator
from dataclasses import dataclass

from classroom.figures.outlook.compare import TOO_FEW, Comparison
from classroom.figures.outlook.odds import Interval
from classroom.figures.report.export import HIDDEN


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
