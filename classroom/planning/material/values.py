"""What travels between a handout's texts, its pages and its printing."""

from dataclasses import dataclass
from datetime import datetime

from classroom.kit.handout.devices import Device
from classroom.kit.handout.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A handout's text in one version. `update` says that the program brought another text since.

    `is_own` where no text of this name came with the program.
    """

    slug: str
    text: str
    version: Version
    is_own: bool = False
    update: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as the history lists it; the one that came with the program has no instant."""

    version: Version
    saved_at: datetime | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One handout as a list shows it; where it cannot be read, `problem` says why.

    `devices` are its editions, none if all phones share it; `pages` those of its first.
    """

    slug: str
    code: str
    title: str
    subtitle: str
    devices: tuple[Device, ...] = ()
    pages: int = 0
    version: Version
    update: bool = False
    problem: str = ""

    @property
    def name(self) -> str:
        """The title and what is beneath it, in one line."""
        return f"{self.title}　{self.subtitle}".strip("　")


@dataclass(frozen=True, slots=True)
class Proven:
    """A text that was read and set in all its editions; only `proof.prove` makes one."""

    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become a version, and a word about what was changed."""

    text: Proven
    note: str = ""
