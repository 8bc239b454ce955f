"""Where the next classes pay most: districts by who is not registered, and classes there.

`worth` is the people not yet registered over the classes of the last twelve months and one more. A
district has no place on the map of its own; its venues stand for it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from classroom.figures.registrations.values import SessionChance
from classroom.rules.text import nfkc

EARTH: Final = 6371.0
TENS: Final = 10


@dataclass(frozen=True, slots=True)
class Spot:
    """A venue: in which district, and where, if that is known."""

    venue_id: int
    name: str
    district_id: int | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Area:
    """A district with its residents of 70 and over, and how many of these we registered."""

    district_id: int
    name: str
    aged: int
    ours: int


@dataclass(frozen=True, slots=True)
class Place:
    """A district as a place for classes; `nearest` is the nearest venue that had classes."""

    district_id: int
    name: str
    aged: int
    unregistered: int
    classes: int
    venues: int
    nearest: tuple[str, float] | None
    worth: float

    @property
    def reason(self) -> str:
        """Say in a sentence why classes would pay here."""
        held = (
            f"この1年の身分証アプリの教室は{self.classes:,}回"
            if self.classes
            else "この1年は身分証アプリの教室なし"
        )
        where = ""
        if not self.classes and self.nearest:
            name, distance = self.nearest
            where = f"。その教室のある会場は、近くて{name}（約{distance:.0f}km）"
        elif not self.classes and not self.venues:
            where = "。地区の中に会場がない"
        return (
            f"{self.name}：70歳以上{self.aged:,}人のうち、約{self.unregistered:,}人が未登録。"
            f"{held}{where}。"
        )


def places(
    areas: Sequence[Area],
    rate: float,
    chances: Sequence[SessionChance],
    spots: Sequence[Spot],
    *,
    published: bool,
) -> tuple[Place, ...]:
    """Return the districts in the order in which further classes would pay.

    Registrants (`rate` per cent of all) are spread by residents, but those whom we registered and
    whose district is known. Published, all are spread, so that nothing small shows through.
    """
    aged = sum(area.aged for area in areas)
    if not aged:
        return ()
    ours = 0 if published else sum(area.ours for area in areas)
    share = max(0.0, rate / 100 - ours / aged)
    held = Counter(chance.venue_id for chance in chances)
    found = [_place(area, share, held, spots, published=published) for area in areas]
    return tuple(sorted(found, key=lambda place: (-place.worth, place.district_id)))


def _place(
    area: Area, share: float, held: Mapping[int, int], spots: Sequence[Spot], *, published: bool
) -> Place:
    ours = 0 if published else area.ours
    left = max(0.0, area.aged - area.aged * share - ours)
    inside = [spot for spot in spots if spot.district_id == area.district_id]
    classes = sum(held.get(spot.venue_id, 0) for spot in inside)
    return Place(
        district_id=area.district_id,
        name=area.name,
        aged=area.aged,
        unregistered=round(left / TENS) * TENS,
        classes=classes,
        venues=len(inside),
        nearest=_nearest(inside, [spot for spot in spots if held.get(spot.venue_id)]),
        worth=left / (classes + 1),
    )


def _nearest(inside: Sequence[Spot], used: Sequence[Spot]) -> tuple[str, float] | None:
    ways = [
        (way, there.name)
        for here in inside
        for there in used
        if (way := distance(here, there)) is not None
    ]
    return (min(ways)[1], min(ways)[0]) if ways else None


def distance(here: Spot, there: Spot) -> float | None:
    """Return how far two venues are apart as the crow flies, in km; None where one is unknown."""
    places = (here.latitude, here.longitude, there.latitude, there.longitude)
    if None in places:
        return None
    lat1, lon1, lat2, lon2 = (radians(each or 0) for each in places)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def same_name(one: str, other: str) -> bool:
    """Tell whether an area of the population and a district are called alike: 野蒜地区 is 野蒜."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    bare = nfkc(name).replace(" ", "")
    for ending in ("行政区", "地区", "地域"):
        bare = bare.removesuffix(ending)
    return bare
