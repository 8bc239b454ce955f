"""What people are looked for by, and what a list of them shows."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from classroom.desk.participant.rules import Device
from classroom.desk.participant.values import Found
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.bands import Band
from classroom.rules.words.residence import Left, Residence
from classroom.rules.words.word import Word

NO_DISTRICT: Final = 0
BANDS: Final = tuple(band for band in Band if band.ages)


class Reached(Word):
    """How far someone is with the app: nowhere yet, or the furthest stage."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    NOTHING = "none", "まだ"
    INSTALLED = Stage.INSTALLED.value, Stage.INSTALLED.label
    CARD_LINKED = Stage.CARD_LINKED.value, Stage.CARD_LINKED.label
    TERMS_ACCEPTED = Stage.TERMS_ACCEPTED.value, Stage.TERMS_ACCEPTED.label
    OPENED_ALONE = Stage.OPENED_ALONE.value, Stage.OPENED_ALONE.label
    ALREADY = Stage.ALREADY.value, Stage.ALREADY.label


class LastCame(Word):
    """When someone was last at a class: code, label, and that many months ago, from and to."""

    def __init__(self, _code: str, label: str = "", months: tuple[int, int | None] | None = None):
        self.label = label
        self.months = months

    THREE = "3", "3か月以内", (0, 3)
    SIX = "6", "3か月より前、半年以内", (3, 6)
    YEAR = "12", "半年より前、1年以内", (6, 12)
    LONGER = "over", "1年より前", (12, None)
    NEVER = "never", "来たことがない"


class Lack(Word):
    """What is still to be asked of someone."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    KANA = "kana", "フリガナ未確認"
    AGE = "age", "年齢がわからない"
    CONSENT = "consent", "利用目的の承諾がまだ"
    TELEPHONE = "telephone", "電話番号がない"
    RESIDENCE = "residence", "市内か市外か不明"


class Lives(Word):
    """Where someone lives, or that they have left."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    @property
    def has_left(self) -> bool:
        return self in (Lives.MOVED, Lives.DIED)

    INSIDE = Residence.INSIDE.value, Residence.INSIDE.label
    OUTSIDE = Residence.OUTSIDE.value, Residence.OUTSIDE.label
    UNKNOWN = Residence.UNKNOWN.value, Residence.UNKNOWN.label
    MOVED = Left.MOVED.value, Left.MOVED.label
    DIED = Left.DIED.value, Left.DIED.label


class Order(Word):
    """By what the list is sorted, and its head's words."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    KANA = "kana", "氏名"
    AGE = "age", "年齢"
    DISTRICT = "district", "地区"
    STAGE = "stage", "アプリ"
    CAME = "came", "最後に来た日"


@dataclass(frozen=True, slots=True)
class Filter:
    """What people are looked for by.

    Within a group one of its words must be true of someone; every group that has any must.
    Who has moved away or died is found only where that is asked for.
    """

    band: tuple[Band, ...] = ()
    district: tuple[int, ...] = ()
    device: tuple[Device, ...] = ()
    stage: tuple[Reached, ...] = ()
    blocker: tuple[Blocker, ...] = ()
    came: tuple[LastCame, ...] = ()
    lack: tuple[Lack, ...] = ()
    lives: tuple[Lives, ...] = ()
    sort: Order = Order.KANA
    is_down: bool = False

    @property
    def written(self) -> dict[str, object]:
        """Return it as it stands in an address."""
        groups = {one.name: getattr(self, one.name) for one in fields(self)[:8]}
        found: dict[str, object] = {
            name: [str(word) for word in words] for name, words in groups.items() if words
        }
        if self.sort is not Order.KANA or self.is_down:
            found |= {"sort": self.sort.value, "down": int(self.is_down)}
        return found


@dataclass(frozen=True, slots=True)
class Listed(Found):
    """A line of the list."""

    address: str
    good_times: str
    family_name: str
    family_relation: str
    family_telephone: str
    needs_hearing: bool
    device: Device
    stage: Reached
    blocker: Blocker | None
    came_on: date | None
    agreed_on: date | None
    lacks: tuple[Lack, ...]
    residence: Residence
