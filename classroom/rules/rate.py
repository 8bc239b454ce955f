"""Arithmetic of the rate: rounding, the path, progress, what is missing."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from classroom.rules.fiscal_year import end_of

KPI_AGE = 70


def to_places(number: Decimal, places: int) -> Decimal:
    """Return a number to so many decimals, half up (四捨五入). A zero has no sign."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def rounded(rate: Decimal) -> Decimal:
    """Return a rate to one decimal, half up: 43.05 becomes 43.1."""
    return to_places(rate, 1)


def number_text(number: Decimal, places: int, *, sign: bool = False) -> str:
    """Write a number as it is printed anywhere: 3,962, −0.9, with a sign ＋1.1 or ±0.0."""
    shown = to_places(number, places)
    before = ("＋" if shown > 0 else "±" if not shown else "−") if sign else "−" * (shown < 0)
    return f"{before}{abs(shown):,.{places}f}"


def whole(number: Decimal) -> int:
    """Return a count of people, half up."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def percentage(part: Decimal | int, of: Decimal | int) -> Decimal:
    """Return the unrounded percentage."""
    return Decimal(part) * 100 / Decimal(of)


def path_rate(day: date, baseline: "Point", target: "Point") -> Decimal:
    """Return where the straight line from the baseline to the target stands on a day.

    It runs from the last day of the baseline's fiscal year to the last day of the target's.
    """
    (from_year, from_rate), (to_year, to_rate) = baseline, target
    begin, end = end_of(from_year), end_of(to_year)
    share = Decimal((day - begin).days) / Decimal((end - begin).days)
    return from_rate + (to_rate - from_rate) * min(max(share, Decimal(0)), Decimal(1))


def yearly_path(baseline: "Point", target: "Point") -> list["Point"]:
    """Return the rate that the plan's straight line asks for at the end of each fiscal year."""
    (from_year, from_rate), (to_year, to_rate) = baseline, target
    step = (to_rate - from_rate) / (to_year - from_year)
    return [
        (year, from_rate + step * (year - from_year)) for year in range(from_year + 1, to_year + 1)
    ]


Point = tuple[int, Decimal]
"""A fiscal year, by its first calendar year, and a rate in per cent."""


def progress(actual: Decimal, baseline: Decimal, target: Decimal) -> Decimal | None:
    """Return 進捗率: how much of the way from the baseline to the target is done, in per cent.

    None where the plan asks for no change.
    """
    if target == baseline:
        return None
    return percentage(actual - baseline, target - baseline)


def attainment(actual: Decimal, target: Decimal) -> Decimal | None:
    """Return 達成率: the actual rate against the target, in per cent."""
    return percentage(actual, target) if target else None


def missing_to_target(registered: int, population: int, target: Decimal) -> int:
    """Return how many people are missing to the target rate; none once it is reached."""
    wanted = (target * population / 100).to_integral_value(ROUND_CEILING)
    return max(0, int(wanted) - registered)
