"""One file for two kinds of phone: lines that belong to the other kind are blanked.

A line that is only [iPhone], [アンドロイド] or [共通] says to whom the lines after it belong, until
the next such line. A file begins as [共通]. Lines keep their numbers, so that a refusal names the
line its writer sees.
"""

import re
from enum import StrEnum

from classroom.kit.handout.errors import HandoutError, suggestion


class Device(StrEnum):
    """A kind of phone that has its own edition of a handout."""

    IPHONE = "iphone"
    ANDROID = "android"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def edition(self) -> str:
        """The words on the paper that keep two piles apart."""
        return f"{self.label}版"


LABELS = {Device.IPHONE: "iPhone", Device.ANDROID: "アンドロイド"}
SHARED = "共通"
SWITCHES: dict[str, Device | None] = {
    **{label: device for device, label in LABELS.items()},
    SHARED: None,
}
SWITCH = re.compile(r"\s*\[([^\[\]]*\w[^\[\]]*)\]\s*")


def device_named(word: str) -> Device | None:
    """Find a device by its stored name; none for both, or for a word that names no device."""
    return Device(word) if word in set(Device) else None


def devices_of(source: str) -> tuple[Device, ...]:
    """Say which editions a file has, the one named first in front; none if all phones share it."""
    named = [device for line in source.splitlines() if (device := SWITCHES.get(_switch(line)))]
    return tuple(dict.fromkeys((*named, *Device))) if named else ()


def for_device(source: str, device: Device | None) -> str:
    """Keep what is shared and what is this device's; refuse a switch that is not known."""
    owner: Device | None = None
    kept = []
    for at, line in enumerate(source.splitlines(), 1):
        word = _switch(line)
        if word:
            owner = _owner(word, at)
        kept.append("" if word or owner not in (None, device) else line)
    return "\n".join(kept)


def _switch(line: str) -> str:
    found = SWITCH.fullmatch(line)
    return found[1] if found else ""


def _owner(word: str, line: int) -> Device | None:
    if word not in SWITCHES:
        hint = suggestion(word, SWITCHES)
        raise HandoutError(line, f"「[{word}]」という機種の行はありません。{hint}")
    return SWITCHES[word]
