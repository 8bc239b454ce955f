"""When an offering can be booked, and by whom; limits of what is written down."""

from dataclasses import dataclass
from datetime import date

from classroom.rules.age import AgeRule, is_at_least
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.planning import Status as OfferingStatus

WHY_MAX = 200
NOTE_MAX = 300
PROXY_MAX = 60
REASON_MAX = 200
PARTY_MAX = 4
TAKES_PLACE = (OfferingStatus.OPEN, OfferingStatus.CLOSED)
NOT_OPEN = {
    OfferingStatus.DRAFT: "この開講はまだ下書きです。受付を始めてから申し込んでください。",
    OfferingStatus.CLOSED: "この開講の受付は終わりました。ほかの開講をご案内ください。",
    OfferingStatus.FINISHED: "この開講は終わりました。ほかの開講をご案内ください。",
    OfferingStatus.CANCELLED: "この開講は中止になりました。ほかの開講をご案内ください。",
}


def why_not_open(
    status: OfferingStatus, apply_from: date | None, apply_until: date | None, today: date
) -> str | None:
    """Return the sentence why an offering takes no application today; None if it does."""
    if status is not OfferingStatus.OPEN:
        return NOT_OPEN[status]
    if apply_from is not None and today < apply_from:
        return f"申込は{_day(apply_from)}からです。その日から受け付けられます。"
    if apply_until is not None and today > apply_until:
        return f"申込は{_day(apply_until)}で締め切りました。ほかの開講をご案内ください。"
    return None


@dataclass(frozen=True, slots=True)
class KnownAge:
    """What is known of someone's age: the birth date, or a band with the day it was told."""

    born_on: date | None
    told_band: ToldBand | None
    told_band_on: date | None


def is_old_enough(age: KnownAge, least: int | None, first_day: date, rule: AgeRule) -> bool | None:
    """Say whether someone is of the age an offering is for, on the day of its first session.

    None where only an age band was told and it could be either.
    """
    if least is None:
        return True
    return is_at_least(least, age.born_on, age.told_band, age.told_band_on, first_day, rule)


def age_wanted(least: int, first_day: date) -> str:
    """Return whom an offering is for, as a phrase: 65歳以上（12月2日現在）."""
    return f"{least}歳以上（{_day(first_day)}現在）"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
