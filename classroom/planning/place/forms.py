"""Forms of districts and venues."""

from typing import Any

from wtforms import FieldList, FormField, HiddenField, StringField
from wtforms import Form as Rows
from wtforms.validators import ValidationError

from classroom.planning.place.rules import (
    ADDRESS_MAX,
    CAPACITY_MAX,
    CODE_MAX,
    NAME_MAX,
    NOTE_MAX,
    PARKING_MAX,
    POSITION_MAX,
    SHORT_NAME_MAX,
)
from classroom.planning.place.values import DistrictDetails, RoomDetails, VenueDetails
from classroom.rules.text import clean_line, plain_number
from classroom.web.forms import (
    Between,
    CheckField,
    CodeField,
    Form,
    KanaField,
    KeyField,
    Length,
    LineField,
    NoteField,
    NumberField,
    Required,
    TelephoneField,
)


class DegreeField(StringField):
    """Degrees of latitude or longitude, as maps show them. `number` is None if empty."""

    number: float | None = None

    def __init__(self, label: str, most: int, **kw: Any) -> None:
        super().__init__(label, **kw)
        self.most = most

    def process_data(self, value: Any) -> None:
        self.number = value
        self.data = "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = clean_line(str(valuelist[0])) if valuelist else ""
        self.number = None
        if not self.data:
            return
        try:
            self.number = float(plain_number(self.data))
        except ValueError:
            raise ValueError("38.4262 のように数字で入れてください。") from None
        if not -self.most <= self.number <= self.most:
            self.number = None
            raise ValueError(f"-{self.most}から{self.most}までの数字にしてください。")


class DistrictForm(Form):
    """A district."""

    code = CodeField("番号", [Required("番号を入れてください。"), Length(CODE_MAX)])
    name = LineField("名前", [Required("名前を入れてください。"), Length(NAME_MAX)])
    name_kana = KanaField("フリガナ", [Required("フリガナを入れてください。"), Length(NAME_MAX)])
    position = NumberField("並び順", [Between(0, POSITION_MAX)])
    is_active = CheckField("この地区を使う", default=True)

    def details(self) -> DistrictDetails:
        return self.read(DistrictDetails)


class RoomRow(Rows):
    """One room of a venue; a row without a name is no room."""

    id = HiddenField()
    name = LineField("名前", [Length(NAME_MAX)])
    capacity = NumberField("定員", [Between(1, CAPACITY_MAX, "人")])

    def validate_capacity(self, field: NumberField) -> None:
        if self.name.data and field.number is None:
            raise ValidationError("何人入れるかを入れてください。")

    def validate_name(self, field: LineField) -> None:
        if self.capacity.number is not None and not field.data:
            raise ValidationError("部屋の名前を入れてください。")


class VenueForm(Form):
    """A venue with its rooms."""

    name = LineField("会場の名前", [Required("会場の名前を入れてください。"), Length(NAME_MAX)])
    short_name = LineField(
        "短い名前", [Required("短い名前を入れてください。"), Length(SHORT_NAME_MAX)]
    )
    name_kana = KanaField("フリガナ", [Required("フリガナを入れてください。"), Length(NAME_MAX)])
    district_id = KeyField("地区")
    address = LineField("住所", [Length(ADDRESS_MAX)])
    telephone = TelephoneField("電話番号")
    capacity = NumberField(
        "定員", [Required("定員を入れてください。"), Between(1, CAPACITY_MAX, "人")]
    )
    has_wifi = CheckField("Wi-Fiがある")
    is_step_free = CheckField("段差がない（車いすで入れる）")
    parking = NumberField("駐車場", [Between(0, PARKING_MAX, "台")])
    latitude = DegreeField("緯度", 90)
    longitude = DegreeField("経度", 180)
    note = NoteField("備考", [Length(NOTE_MAX)])
    is_active = CheckField("この会場を使う", default=True)
    rooms = FieldList(FormField(RoomRow), "部屋", max_entries=60)

    def details(self) -> VenueDetails:
        rooms = tuple(_room(entry.form) for entry in self.rooms if entry.form.name.data)
        return self.read(VenueDetails, rooms=rooms)


def _room(row: RoomRow) -> RoomDetails:
    number = str(row.id.data or "")
    return RoomDetails(
        name=str(row.name.data),
        capacity=row.capacity.number or 1,
        id=int(number) if number.isdigit() else None,
    )
