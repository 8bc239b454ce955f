"""The answer of `classroom age`: one birth date in both calendars, with both ages and the band."""

import re
from dataclasses import dataclass
from datetime import date

from classroom.rules.age import age_by_law_on, age_on, band_of
from classroom.rules.era import parse_birth_date
from classroom.rules.era_calendar import EraDate, other_era, to_era
from classroom.rules.text import nfkc
from classroom.rules.words.bands import Band


@dataclass(frozen=True, slots=True)
class AgeAnswer:
    """What a birth date means on a day."""

    born: date
    era: EraDate
    other_era: EraDate | None
    age: int
    age_by_law: int
    band: Band
    typed: str

    @property
    def era_as_typed(self) -> EraDate:
        """Return the day in the era it was typed in, where two eras share it."""
        shared = self.other_era
        if shared and re.match(
            rf"{shared.era.value}|{shared.era.value[0]}|{shared.era.letter}", self.typed
        ):
            return shared
        return self.era

    def as_json(self) -> dict[str, str | int]:
        """Return the keys that other programs rely on, ready for JSON."""
        return {
            "date": self.born.isoformat(),
            "era": self.era_as_typed.long,
            "age": self.age,
            "age_by_law": self.age_by_law,
            "band": self.band.value,
        }

    @property
    def sentence(self) -> str:
        """The answer as staff read it: 昭和22年5月3日（1947年）　79歳（法律上79歳）　75–79歳."""
        shared = f"・{self.other_era}" if self.other_era else ""
        ages = f"{self.age}歳（法律上{self.age_by_law}歳）"
        return f"{self.era}{shared}（{self.born.year}年）　{ages}　{self.band.label}"


def describe(text: str, on: date) -> AgeAnswer:
    """Read a birth date as typed and say the ages on a day; raises EraError with its sentence."""
    born = parse_birth_date(text, on)
    age = age_on(born, on)
    return AgeAnswer(
        born,
        to_era(born),
        other_era(born),
        age,
        age_by_law_on(born, on),
        band_of(age),
        nfkc(text).strip().upper(),
    )
