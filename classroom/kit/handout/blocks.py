"""What a handout is made of, for paper and web page alike."""

from dataclasses import dataclass

from classroom.kit.handout.devices import Device
from classroom.kit.handout.figures import Figure
from classroom.kit.handout.readings import without_readings
from classroom.kit.handout.version import SHIPPED, Version

Words = tuple[tuple[str, bool], ...]  # pieces of text, each bold or not; "\n" is a forced break

NOTE_NAMES = {"こつ": "こつ", "注意": "ご注意", "安心": "だいじょうぶ", "講師": "講師メモ"}
INSTRUCTOR = "講師"


def plain(words: Words) -> str:
    return without_readings("".join(text for text, _ in words))


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; a result is what the reader should see now."""

    words: Words
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; a stage is (where we are, of how many)."""

    words: Words
    level: int
    stage: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with boxes to tick or with dots."""

    rows: tuple[Words, ...]
    has_ticks: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One action, what it leads to, and its picture. Never parted by a page's end."""

    n: int
    body: tuple[Text, ...]
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Pictures:
    """Figures side by side."""

    row: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A framed remark. In the instructor's pages `section` says which heading it belongs to."""

    kind: str
    body: tuple[Text | Items, ...]
    section: str = ""

    @property
    def label(self) -> str:
        return self.section or NOTE_NAMES[self.kind]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A table of two columns: a word and its meaning, a trouble and what to do."""

    head: tuple[Words, Words]
    rows: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """Where the writer wants a new page."""


@dataclass(frozen=True, slots=True)
class NotesStart:
    """Where the pages that everybody has end and the instructor's begin."""


Block = Text | Heading | Items | Step | Pictures | Note | Pairs | NewPage | NotesStart


@dataclass(frozen=True, slots=True)
class Handout:
    """A handout as written. A ／ in the title breaks its line on paper.

    Where phones differ, `device` says whose edition this is and `devices` which there are.
    """

    title: str
    blocks: tuple[Block, ...]
    code: str = ""
    series: str = "スマホ教室"
    subtitle: str = ""
    author: str = ""
    foot: str = "困ったら、手をあげます。"
    minutes: int = 0
    device: Device | None = None
    devices: tuple[Device, ...] = ()
    version: Version = SHIPPED

    @property
    def name(self) -> str:
        return self.title.replace("／", "")

    @property
    def full_name(self) -> str:
        """Title, subtitle and whose edition it is in one line."""
        return f"{self.name}　{self.subtitle}".strip("　") + self.edition_mark

    @property
    def edition_mark(self) -> str:
        """Whose edition it is, to stand after the title; nothing where all phones share it."""
        return f"（{self.device.edition}）" if self.device else ""

    def edition(self, *, instructor: bool) -> tuple[Block, ...]:
        """Both editions share their pages; the instructor's notes come after them, by section."""
        section = "全体"
        pages: list[Block] = []
        notes: list[Block] = []
        for block in self.blocks:
            if isinstance(block, Heading):
                section = plain(block.words)
            if isinstance(block, Note) and block.kind == INSTRUCTOR:
                notes.append(Note(INSTRUCTOR, block.body, section))
            else:
                pages.append(block)
        return (*pages, NotesStart(), *notes) if instructor and notes else tuple(pages)
