"""What a calendar address shows, and how it stands on its page."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Whose classes an address shows."""

    ALL = "all"
    VENUE = "venue"
    COURSE = "course"
    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def column(self) -> str:
        """Return the column of the table that names whose; empty for all classes."""
        return "" if self is Kind.ALL else f"{self.value}_id"


LABELS = {
    Kind.ALL: "すべての教室",
    Kind.VENUE: "会場",
    Kind.COURSE: "講座",
    Kind.INSTRUCTOR: "講師",
    Kind.ASSISTANT: "補助員",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A venue, a course or a person whose classes a calendar may follow; 0 is all of them."""

    kind: Kind
    number: int
    name: str
    secret: str = ""
