"""What travels between the participants' pages, their service and other features."""

from dataclasses import dataclass
from datetime import date

from classroom.desk.participant.rules import Card, ConsentHow, Device, Sex
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.residence import Departure, Residence, left_by


class Named:
    """Someone a list names; the kanji may follow later."""

    __slots__ = ()
    name: str
    name_kana: str

    @property
    def shown_name(self) -> str:
        """The name as written, or the kana until the kanji is known."""
        return self.name or self.name_kana


@dataclass(frozen=True, slots=True)
class Consent:
    """That the purpose statement was agreed to: which wording, on which day, how."""

    version: str
    on: date
    how: ConsentHow


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantDetails:
    """What may be written of a participant. Telephones are digits; the name is as written.

    `consent` None leaves the consent that is already recorded as it is. Where `kana_checked` is
    false, the フリガナ is a guess, or empty: it is to be asked.
    """

    name_kana: str
    name: str = ""
    kana_checked: bool = True
    born_on: date | None = None
    told_band: ToldBand | None = None
    told_band_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    telephone: str = ""
    telephone2: str = ""
    good_times: str = ""
    district_id: int | None = None
    address: str = ""
    residence: Residence = Residence.UNKNOWN
    moved_on: date | None = None
    died_on: date | None = None
    device: Device = Device.UNKNOWN
    card: Card = Card.UNKNOWN
    needs_hearing: bool = False
    needs_wheelchair: bool = False
    needs_large_print: bool = False
    needs_step_free: bool = False
    family_name: str = ""
    family_relation: str = ""
    family_telephone: str = ""
    consent: Consent | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Living:
    """Where somebody lives, and the day from which they do not any more."""

    residence: Residence = Residence.UNKNOWN
    moved_on: date | None = None
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class Found(Named):
    """A line of a search: enough to tell people of one name apart."""

    id: int
    name: str
    name_kana: str
    born_on: date | None
    told_band: ToldBand | None
    age: int | None
    telephone: str
    telephone2: str
    district: str
    moved_on: date | None
    died_on: date | None

    def left_by(self, day: date) -> Departure | None:
        """Return how the person has left by a day."""
        return left_by(day, self.moved_on, self.died_on)

    @property
    def age_label(self) -> str:
        """Return 83歳, or the band as it was told, or 年齢不明."""
        if self.age is not None:
            return f"{self.age}歳"
        known = self.told_band is not None and self.told_band is not ToldBand.UNKNOWN
        return self.told_band.label if self.told_band and known else "年齢不明"


@dataclass(frozen=True, slots=True)
class Likely(Found):
    """Someone who may be the very person a clerk has before them, and why."""

    score: int
    reason: str
