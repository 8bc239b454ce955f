"""What 改定の記録 says, on the page and in its file."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from classroom.figures.nowcast.rules import ShownKind
from classroom.figures.nowcast.values import Missed, Revision, missed
from classroom.rules.rate import rounded

HEADS = (
    "月末",
    "種類",
    "いつの率か",
    "出した値（%）",
    "幅の下（%）",
    "幅の上（%）",
    "公式値（%）",
    "公式値のとり方",
    "ずれ（ポイント）",
    "幅に入ったか",
)


def sums(lines: Sequence[Revision]) -> list[Missed]:
    """Return how each kind missed, of those for which an official figure has come."""
    found = (missed(kind, lines) for kind in ShownKind)
    return [one for one in found if one is not None]


def sum_said(one: Missed) -> str:
    """Say how a kind of figure missed: the error of it."""
    way = "高め" if one.bias > 0 else "低め"
    lean = f"（ならすと{_points(abs(one.bias))}{way}）" if rounded(Decimal(abs(one.bias))) else ""
    within = f"、幅に入ったのは{one.ranged}回のうち{one.within}回" if one.ranged else ""
    return f"{one.times}回で、公式値とのずれは平均{_points(one.mean)}ポイント{lean}{within}"


def rate(value: float | None) -> str:
    return "" if value is None else str(rounded(Decimal(value)))


def signed(value: float | None) -> str:
    """Return points with their sign; never −0.0."""
    if value is None:
        return ""
    points = rounded(Decimal(value))
    return f"{'＋' if points > 0 else '−' if points < 0 else '±'}{abs(points)}"


def how(one: Revision) -> str:
    """Say how the official figure beside a shown one was come by."""
    if one.official is None:
        return "まだ届いていません"
    return "その日の公式値" if one.is_exact else "前後の公式値を結ぶ線"


def within(one: Revision) -> str:
    if one.is_within is None:
        return ""
    return "入った" if one.is_within else "外れた"


def rows(lines: Sequence[Revision]) -> Iterator[tuple[str | Decimal, ...]]:
    """Give the file: its heads, then a row a figure."""
    yield HEADS
    for one in lines:
        shown, miss = one.shown, one.miss
        yield (
            shown.shown_on.isoformat(),
            shown.kind.label,
            shown.about.isoformat(),
            rate(shown.rate),
            rate(shown.low),
            rate(shown.high),
            rate(one.official),
            how(one),
            "" if miss is None else rounded(Decimal(miss)) + 0,
            within(one),
        )


def _points(value: float) -> str:
    return str(rounded(Decimal(value)))
