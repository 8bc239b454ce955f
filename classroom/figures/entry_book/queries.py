"""What a 記入表 is made of and set against: the plan's values and texts of a year."""

from dataclasses import dataclass

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.entry_book.rules import Cells
from classroom.figures.review import queries
from classroom.figures.review.rules import tidy
from classroom.figures.review.values import Action, Actual, Indicator, ReviewText


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a fiscal year."""

    fiscal_year: int
    indicators: dict[str, Indicator]
    actions: dict[int, Action]
    actuals: dict[tuple[str, int], Actual]
    texts: dict[int, ReviewText]

    def actual(self, code: str) -> Cells:
        return actual_cells(self.actuals.get((code, self.fiscal_year)))

    def entered(self, code: str) -> int:
        found = self.actuals.get((code, self.fiscal_year))
        return found.entered if found else 0

    def text(self, action: int) -> ReviewText:
        return self.texts.get(action, ReviewText())


def known(db: Session, settings: Settings, fiscal_year: int) -> Known:
    """Read all that the file asks for: what the program works out itself is not asked."""
    return Known(
        fiscal_year,
        {one.code: one for one in queries.indicators(db, settings) if not one.computed},
        queries.actions(db),
        queries.actuals(db),
        queries.texts(db, fiscal_year),
    )


def actual_cells(found: Actual | None) -> Cells:
    """Return a value as its four cells hold it; the day as ISO."""
    if found is None:
        return ("", "", "", "")
    value = f"{tidy(found.value):f}"
    return (value, found.measure.label, found.on.isoformat(), found.source)


def review_cells(text: ReviewText) -> Cells:
    return (text.done, text.issues, text.next_steps)
