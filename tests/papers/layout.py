"""Checks a page by its own coordinates: nothing outside, nothing on anything else, all legible."""

from bisect import bisect
from collections.abc import Iterator

from classroom.kit.pdf.paper import MM
from tests.papers.page_parts import Box, Run, Sheet

Stretch = tuple[float, float]
Line = tuple[float, float, float]  # where it is, and from where to where


def faults(sheet: Sheet, *, margin: float = 3.0, light: frozenset[str] = frozenset()) -> list[str]:
    """List what is wrong on a page.

    Words out of the page's margin (mm) or cut by a clip, words on words, a line through words, and
    greys that are too near their ground; `light` are words to be circled, light by design.
    """
    return [
        *_outside(sheet, margin * MM),
        *_on_each_other(sheet),
        *_crossed(sheet),
        *(f"contrast {run.contrast:.1f}: {run.text}" for run in pale(sheet, light)),
    ]


def pale(sheet: Sheet, light: frozenset[str] = frozenset(), least: float = 7.0) -> list[Run]:
    """Return the words that are too near their ground in lightness."""
    return [run for run in sheet.words if run.text not in light and run.contrast < least]


def _outside(sheet: Sheet, margin: float) -> Iterator[str]:
    page = sheet.box
    paper = Box(page.left + margin, page.bottom + margin, page.right - margin, page.top - margin)
    for run in sheet.words:
        if not paper.holds(run.box, 0.05):
            yield f"outside the page: {run.text} {run.box}"
        if run.clip and not run.clip.holds(run.box, 1):
            yield f"cut: {run.text} {run.box} {run.clip}"


def _on_each_other(sheet: Sheet) -> Iterator[str]:
    words = sorted(sheet.words, key=lambda run: run.box.bottom)
    for at, one in enumerate(words):
        for other in words[at + 1 :]:
            if other.box.bottom > one.box.top:
                break
            if one.box.overlap(other.box) > 0.3:
                yield f"on each other: {one.text} / {other.text}"


def _crossed(sheet: Sheet, slack: float = 0.4) -> Iterator[str]:
    """Look for ruled lines that go through words, from side to side or from top to bottom."""
    across = sorted((line.bottom, line.left, line.right) for line in sheet.lines if line.is_flat)
    down = sorted((line.left, line.bottom, line.top) for line in sheet.lines if not line.is_flat)
    for run in sheet.words:
        box = run.box
        found = [
            *_between(across, (box.bottom + slack, box.top - slack), (box.left, box.right)),
            *_between(down, (box.left + slack, box.right - slack), (box.bottom, box.top)),
        ]
        if found:
            yield f"crossed by a line: {run.text} {found}"


def _between(lines: list[Line], place: Stretch, reach: Stretch) -> list[Line]:
    """Give the lines at such a place that reach into a stretch."""
    first, last = (bisect(lines, (at,)) for at in place)
    return [line for line in lines[first:last] if line[1] < reach[1] and line[2] > reach[0]]
