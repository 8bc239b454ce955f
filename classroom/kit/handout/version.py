"""Which version of a handout a page shows."""

from dataclasses import dataclass
from datetime import date

from classroom.rules.era_calendar import wareki


@dataclass(frozen=True, slots=True)
class Version:
    """配布資料の版: 0 is the text that came with the program, others are the city's own."""

    number: int = 0
    on: date | None = None

    @property
    def name(self) -> str:
        return f"第{self.number}版" if self.number else "配布版"

    @property
    def words(self) -> str:
        """Its name and the day it was saved, as they stand at a page's foot."""
        return f"{self.name}（{wareki(self.on)}）" if self.on else self.name


SHIPPED = Version()
