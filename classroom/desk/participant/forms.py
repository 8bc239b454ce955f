"""Forms of a participant: the least at the telephone, and everything at leisure."""

from datetime import date
from typing import Any

from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional, StopValidation, ValidationError

from classroom.desk.participant.rules import (
    ADDRESS_MAX,
    KANA_MAX,
    NAME_MAX,
    NEED_LABELS,
    NOTE_MAX,
    RELATION_MAX,
    TIMES_MAX,
    Card,
    ConsentHow,
    Device,
    Sex,
    may_hold_my_number,
)
from classroom.desk.participant.values import Consent, Living, ParticipantDetails
from classroom.planning.place.models import District
from classroom.rules.era import parse_birth_date
from classroom.rules.era_calendar import EraError, wareki
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.residence import Residence
from classroom.web.forms import (
    CheckField,
    Choice,
    DayField,
    EraDateField,
    Form,
    KanaField,
    KeyField,
    Length,
    LineField,
    NoteField,
    Required,
    TelephoneField,
)

BANDS = [band for band in ToldBand if band is not ToldBand.UNKNOWN]
MY_NUMBER = "12けたの数字は書けません（マイナンバーは登録しません）。数字を消してください。"


def no_my_number(form: Any, field: Any) -> None:
    """Refuse twelve digits in a row, without repeating them."""
    del form
    if may_hold_my_number(field.data or ""):
        raise ValidationError(MY_NUMBER)


class BandField(KeyField):
    """年代: only where the birth date is not known."""

    def __init__(self, label: str, **kw: Any) -> None:
        super().__init__(label, **kw)
        known = (SelectChoice(band.value, band.label) for band in BANDS)
        self.choices = [SelectChoice("", "うかがっていない"), *known]

    def process_data(self, value: Any) -> None:
        self.data = value.value if value and value is not ToldBand.UNKNOWN else ""

    @property
    def band(self) -> ToldBand | None:
        return ToldBand(self.data) if self.data else None


class NewPersonForm(Form):
    """Who telephones for the first time: kana, telephone, birth date; the rest may follow."""

    name_kana = KanaField("フリガナ", [Required("フリガナを入れてください。"), Length(KANA_MAX)])
    telephone = TelephoneField(
        "電話番号",
        [Required("電話番号を入れてください。電話のない方は、ご家族の番号でかまいません。")],
    )
    born_on = EraDateField("生年月日")
    told_band = BandField("年代だけわかるとき")
    name = LineField("お名前（漢字）", [Length(NAME_MAX), no_my_number])
    district_id = KeyField("地区")
    device = Choice("お使いのスマホ", Device, default=Device.UNKNOWN)
    card = Choice("マイナンバーカード", Card, default=Card.UNKNOWN)
    needs_hearing = CheckField(NEED_LABELS["needs_hearing"])
    needs_wheelchair = CheckField(NEED_LABELS["needs_wheelchair"])
    needs_large_print = CheckField(NEED_LABELS["needs_large_print"])
    needs_step_free = CheckField(NEED_LABELS["needs_step_free"])
    telephone2 = TelephoneField("もう1つの電話番号", [Optional()])
    good_times = LineField("連絡のつきやすい時間", [Length(TIMES_MAX), no_my_number])
    family_name = LineField("ご家族のお名前", [Length(NAME_MAX), no_my_number])
    family_relation = LineField("ご関係", [Length(RELATION_MAX), no_my_number])
    family_telephone = TelephoneField("ご家族の電話番号", [Optional()])
    note = NoteField("メモ", [Length(NOTE_MAX), no_my_number])

    # The day on which an age is counted; set by the view before it validates.
    today: date

    def validate_born_on(self, field: Any) -> None:
        """Refuse a birth that has not come, or too long ago."""
        if field.day is None:
            return
        try:
            parse_birth_date(field.data, self.today)
        except EraError as error:
            raise ValidationError(str(error)) from None

    def offer_districts(self, districts: list[District]) -> None:
        self.district_id.offer(
            [(found.id or 0, found.name) for found in districts], empty="うかがっていない"
        )

    @property
    def meant_birth_date(self) -> str | None:
        """Return the birth date that was probably meant by one that cannot be, in 和暦."""
        try:
            parse_birth_date(self.born_on.data or "", self.today)
        except EraError as error:
            return wareki(error.suggestion) if error.suggestion else None
        return None

    def details(self, consent: Consent | None = None) -> ParticipantDetails:
        return ParticipantDetails(**self._written(), consent=consent)

    def _written(self) -> dict[str, Any]:
        lines = ("name_kana", "name", "good_times", "family_name", "family_relation", "note")
        phones = ("telephone", "telephone2", "family_telephone")
        return {
            **{name: str(self[name].data or "") for name in lines},
            **{name: self[name].digits for name in phones},
            **{name: bool(self[name].data) for name in NEED_LABELS},
            "born_on": self.born_on.day,
            "told_band": self.told_band.band,
            "district_id": self.district_id.number,
            "device": Device(self.device.data),
            "card": Card(self.card.data),
        }


def kana_unless_later(form: Any, field: Any) -> None:
    """Let the フリガナ stay open where the name is known and somebody will ask."""
    if not (field.data or "").strip():
        if form.kana_later.data and (form.name.data or "").strip():
            raise StopValidation
        raise ValidationError("フリガナを入れてください。")


class KanaForm(Form):
    """The フリガナ as somebody was asked for it."""

    name_kana = KanaField("フリガナ", [Required("フリガナを入れてください。"), Length(KANA_MAX)])


class LivingForm(Form):
    """Whether somebody lives in the city, and since when they do not any more."""

    residence = Choice("お住まい", Residence, default=Residence.UNKNOWN)
    moved_on = DayField("転出した日", [Optional()])
    died_on = DayField("亡くなった日", [Optional()])

    def living(self) -> Living:
        return Living(Residence(self.residence.data), self.moved_on.data, self.died_on.data)


class ResidenceForm(Form):
    """Where somebody lives, as they were asked."""

    residence = Choice("お住まい", Residence, (Residence.INSIDE, Residence.OUTSIDE))


class ParticipantForm(NewPersonForm):
    """Everything that may be written of a participant."""

    name_kana = KanaField("フリガナ", [kana_unless_later, Length(KANA_MAX)])
    kana_later = CheckField("フリガナはまだ確かめていない（次のお電話でうかがう）")
    telephone = TelephoneField("電話番号", [Optional()])
    sex = Choice("性別", Sex, default=Sex.UNKNOWN)
    address = LineField("住所", [Length(ADDRESS_MAX), no_my_number])
    residence = Choice("お住まい", Residence, default=Residence.UNKNOWN)
    moved_on = DayField("転出した日", [Optional()])
    died_on = DayField("亡くなった日", [Optional()])
    consented = CheckField("利用目的をお伝えし、承諾をいただいた")
    consent_how = Choice("承諾をいただいた方法", ConsentHow, default=ConsentHow.TELEPHONE)

    def details_with(self, version: str) -> ParticipantDetails:
        """Return what was written, with a consent to this wording if one was ticked."""
        how = ConsentHow(self.consent_how.data)
        return self.details(Consent(version, self.today, how) if self.consented.data else None)

    def _written(self) -> dict[str, Any]:
        own = {
            "sex": Sex(self.sex.data),
            "address": str(self.address.data or ""),
            "kana_checked": not self.kana_later.data,
            "residence": Residence(self.residence.data),
            "moved_on": self.moved_on.data,
            "died_on": self.died_on.data,
        }
        return {**super()._written(), **own}

    def process(self, *given: Any, **more: Any) -> None:
        """Show no フリガナ where nobody knows it, and that it is to be asked."""
        person = next(iter(given[1:2]), None)
        super().process(*given, **more)
        if person is not None and not self.name_kana.raw_data:
            self.name_kana.data, self.kana_later.data = person.known_kana, not person.kana_checked
