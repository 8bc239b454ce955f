from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, Relationship

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.desk.participant.rules import (
    ADDRESS_MAX,
    KANA_MAX,
    KEY_MAX,
    NAME_MAX,
    NOTE_MAX,
    RELATION_MAX,
    TELEPHONE_MAX,
    TIMES_MAX,
    UNKNOWN_KANA,
    Card,
    ConsentHow,
    Device,
    Sex,
)
from classroom.planning.place.models import District
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.residence import Departure, Residence, departure, left_by


class Participant(Table, table=True):
    """受講者: someone who takes classes.

    `name` is kept byte for byte as written, never normalised; the keys beside it are for finding
    and ordering. Either the birth date is known, or only an age band and the day it was told.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(default="", max_length=NAME_MAX)
    name_kana: str = Field(max_length=KANA_MAX)
    # False while the フリガナ is to be asked: UNKNOWN_KANA stands there, or a guess of Excel's.
    kana_checked: bool = Field(default=True, sa_column_kwargs={"server_default": sa.true()})
    name_key: str = Field(default="", max_length=KEY_MAX, index=True)
    kana_key: str = Field(max_length=KEY_MAX, index=True)
    sort_key: str = Field(max_length=3 * KEY_MAX)
    born_on: date | None = Field(default=None, index=True)
    told_band: ToldBand | None = Field(default=None, sa_type=enum_column(ToldBand, "told_band"))
    told_band_on: date | None = None
    sex: Sex = Field(default=Sex.UNKNOWN, sa_type=enum_column(Sex, "sex"))
    telephone: str = Field(default="", max_length=TELEPHONE_MAX, index=True)
    telephone_last4: str = Field(default="", max_length=4, index=True)
    telephone2: str = Field(default="", max_length=TELEPHONE_MAX, index=True)
    telephone2_last4: str = Field(default="", max_length=4, index=True)
    good_times: str = Field(default="", max_length=TIMES_MAX)
    district_id: int | None = Field(default=None, foreign_key=id_of(District), index=True)
    address: str = Field(default="", max_length=ADDRESS_MAX)
    # Who counts: see `queries.is_resident`. From the day of leaving nobody is counted or called.
    residence: Residence = Field(
        default=Residence.UNKNOWN,
        sa_type=enum_column(Residence, "residence"),
        sa_column_kwargs={"server_default": Residence.UNKNOWN.value},
    )
    moved_on: date | None = None
    died_on: date | None = None
    device: Device = Field(default=Device.UNKNOWN, sa_type=enum_column(Device, "device"))
    card: Card = Field(default=Card.UNKNOWN, sa_type=enum_column(Card, "card"))
    needs_hearing: bool = False
    needs_wheelchair: bool = False
    needs_large_print: bool = False
    needs_step_free: bool = False
    family_name: str = Field(default="", max_length=NAME_MAX)
    family_relation: str = Field(default="", max_length=RELATION_MAX)
    family_telephone: str = Field(default="", max_length=TELEPHONE_MAX)
    consent_version: str = Field(default="", max_length=20)
    consent_on: date | None = None
    consent_how: ConsentHow | None = Field(
        default=None, sa_type=enum_column(ConsentHow, "consent_how")
    )
    note: str = Field(default="", max_length=NOTE_MAX)
    # Set while this record is merged into another: it is found nowhere, and nothing hangs on it.
    merged_into_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    # Set once the personal data is erased: what is left is only there to be counted.
    erased_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(sa_type=UTCDateTime)
    version: int = 1

    district: District | None = Relationship(sa_relationship_kwargs={"lazy": "raise"})

    @property
    def shown_name(self) -> str:
        """The name as written, or the kana until the kanji is known."""
        return self.name or self.name_kana

    @property
    def known_kana(self) -> str:
        """The フリガナ, if only a guess; empty where nobody knows it."""
        return "" if self.name_kana == UNKNOWN_KANA else self.name_kana

    @property
    def departure(self) -> Departure | None:
        """How the person left or will leave, and when."""
        return departure(self.moved_on, self.died_on)

    def left_by(self, day: date) -> Departure | None:
        """Return how the person has left by a day."""
        return left_by(day, self.moved_on, self.died_on)

    @property
    def is_gone(self) -> bool:
        """Tell whether this record is merged into another or erased, so that nothing is added."""
        return self.merged_into_id is not None or self.erased_at is not None

    __table_args__ = (
        # In 五十音 order, with all that a search by name looks at.
        sa.Index("ix_participant_in_order", "sort_key", "name_key", "kana_key"),
        sa.CheckConstraint("length(name_kana) > 0", name="kana_given"),
        sa.CheckConstraint(
            "(told_band IS NULL) = (told_band_on IS NULL)", name="told_band_has_its_day"
        ),
    )
