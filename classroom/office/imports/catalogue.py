"""The city's courses, venues and rooms, found by the words that a schedule may use for them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.office.imports import cell_rules as cells
from classroom.office.imports.rules import Field
from classroom.planning.course.models import Course
from classroom.planning.place.models import Venue
from classroom.planning.place.queries import all_rooms, venues


class Catalogue:
    """The city's courses, venues and rooms by the words a file may use for them."""

    def __init__(
        self, db: Session, columns: Sequence[Field | None], heads: Sequence[str], year: int
    ) -> None:
        self.columns, self.heads, self.year = columns, heads, year
        self.courses: dict[str, Course] = {}
        for course in db.exec(select(Course).order_by(col(Course.id).desc())):
            for words in (course.short_title, course.title, course.code):
                self.courses[cells.same_words(words)] = course
        self.venues: dict[str, Venue] = {}
        for venue in venues(db, only_active=False):
            for words in (venue.short_name, venue.name):
                self.venues[cells.same_words(words)] = venue
        self.rooms = {
            number: {cells.same_words(room.name): key(room) for room in found}
            for number, found in all_rooms(db).items()
        }

    def place(self, text: str) -> tuple[Venue | None, str]:
        """Return the venue of a text and what is left of it: 矢本東市民センター 会議室1."""
        words = cells.same_words(text)
        begun = [name for name in self.venues if name and words.startswith(name)]
        longest = max(begun, key=len, default=None)
        return (self.venues[longest], words[len(longest) :]) if longest else (None, "")
