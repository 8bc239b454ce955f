"""Which of two records' values stands when they are made one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from classroom.desk.participant.rules import NEED_LABELS, NOTE_MAX, Card, Device, Sex
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.queue import LIVE
from classroom.rules.words.residence import Residence

Values = Mapping[str, Any]


class Side(StrEnum):
    """Whose value stands."""

    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Item:
    """What is compared and chosen as one: a line of the comparison, one column or several."""

    key: str
    label: str
    columns: tuple[str, ...]
    may_join: bool = False


ITEMS = (
    Item("name_kana", "フリガナ", ("name_kana", "kana_key", "sort_key")),
    Item("name", "お名前", ("name", "name_key")),
    Item("age", "生年月日・年代", ("born_on", "told_band", "told_band_on")),
    Item("sex", "性別", ("sex",)),
    Item("telephone", "電話", ("telephone", "telephone_last4")),
    Item("telephone2", "もう1つの電話", ("telephone2", "telephone2_last4")),
    Item("good_times", "連絡のつきやすい時間", ("good_times",)),
    Item("district", "地区", ("district_id",)),
    Item("address", "住所", ("address",)),
    Item("residence", "お住まい", ("residence",)),
    Item("moved_on", "転出した日", ("moved_on",)),
    Item("died_on", "亡くなった日", ("died_on",)),
    Item("device", "スマホ", ("device",)),
    Item("card", "マイナンバーカード", ("card",)),
    Item("family", "ご家族", ("family_name", "family_relation", "family_telephone")),
    Item("note", "メモ", ("note",), may_join=True),
)
# Not chosen: a need of either record stands, and the newer consent.
CONSENT = ("consent_version", "consent_on", "consent_how")
UNKNOWN = frozenset(
    {None, "", Sex.UNKNOWN, Device.UNKNOWN, Card.UNKNOWN, ToldBand.UNKNOWN, Residence.UNKNOWN}
)
_TELEPHONE2 = ("telephone2", "telephone2_last4")


def is_blank(item: Item, values: Values) -> bool:
    return all(values[column] in UNKNOWN for column in item.columns)


def differs(item: Item, kept: Values, gone: Values) -> bool:
    """Tell whether two records say different things, so that someone must choose."""
    if is_blank(item, kept) or is_blank(item, gone):
        return False
    if item.key == "age" and (kept["born_on"] is None) != (gone["born_on"] is None):
        return False  # a birth date says more than a band
    first = item.columns if item.key in ("age", "family") else item.columns[:1]
    return any(kept[column] != gone[column] for column in first)


def usual(item: Item, kept: Values, gone: Values) -> Side:
    """Return whose value stands where nobody chose: what is known before what is not."""
    if is_blank(item, gone):
        return Side.KEPT
    if is_blank(item, kept):
        return Side.GONE
    if item.key == "age" and kept["born_on"] is None and gone["born_on"] is not None:
        return Side.GONE
    can_join = item.may_join and differs(item, kept, gone) and _fits(kept, gone)
    return Side.BOTH if can_join else Side.KEPT


def merged_values(kept: Values, gone: Values, chosen: Mapping[str, Side]) -> dict[str, Any]:
    """Return the columns of the kept record that change, with what they become.

    A telephone that was not chosen becomes the second one where there is none, so it is not lost.
    """
    found: dict[str, Any] = {}
    for item in ITEMS:
        side = chosen.get(item.key, usual(item, kept, gone))
        if not differs(item, kept, gone):
            side = usual(item, kept, gone)
        if side is Side.GONE:
            found |= {column: gone[column] for column in item.columns}
        elif side is Side.BOTH and item.may_join and _fits(kept, gone):
            found |= {column: f"{kept[column]}\n{gone[column]}" for column in item.columns}
    found |= _second_telephone({**kept, **found}, kept, gone)
    found |= {need: True for need in NEED_LABELS if gone[need]}
    if gone["consent_on"] and (
        kept["consent_on"] is None or gone["consent_on"] > kept["consent_on"]
    ):
        found |= {column: gone[column] for column in CONSENT}
    return {column: value for column, value in found.items() if kept[column] != value}


def _fits(kept: Values, gone: Values) -> bool:
    return len(kept["note"]) + len(gone["note"]) < NOTE_MAX


def _second_telephone(now: Values, kept: Values, gone: Values) -> dict[str, Any]:
    used = {now["telephone"], now["telephone2"], ""}
    left = next((one for one in (kept, gone) if one["telephone"] not in used), None)
    if now["telephone2"] or left is None:
        return {}
    return dict(zip(_TELEPHONE2, (left["telephone"], left["telephone_last4"]), strict=True))


# --- enrolments of both in one offering ---------------------------------------------------------


def better_line(kept: Values, gone: Values) -> Side:
    """Return whose enrolment stands: a place before a turn, a seat before none, the earlier one.

    Where neither has a place any more, nothing changes: the kept record's stands.
    """

    def rank(line: Values) -> tuple[Any, ...]:
        return (
            line["status"].rank,
            not line["holds_seat"],
            line["waiting_number"] or 0,
            line["applied_at"],
        )

    return Side.GONE if gone["status"] in LIVE and rank(gone) < rank(kept) else Side.KEPT
