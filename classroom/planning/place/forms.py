"""Forms of districts and venues."""

from typing import Any

from wtforms import FieldList, FileField, FormField, HiddenField, StringField
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
    WEEKDAYS_MAX,
    weekdays,
)
from classroom.planning.place.values import DistrictDetails, RoomDetails, VenueDetails
from classroom.rules.text import clean_line, nfkc, plain_number
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

ROWS_MAX = 200
NO_ROWS = "名前の入った行がありません。1行は入れてください。"


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


class WeekdaysField(LineField):
    """Days of the week, written as 月・木."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        found = weekdays(nfkc(str(self.data or "")))
        if found is None:
            raise ValueError("月・木 のように、曜日だけを入れてください。")
        self.data = found


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
    closed_weekdays = WeekdaysField("休館の曜日", [Length(WEEKDAYS_MAX)])
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


class ListFile(Form):
    """A list to read into the table."""

    file = FileField("CSVファイル")

    def content(self) -> bytes:
        given = self.file.data
        return bytes(given.read()) if given else b""


class NeededWithName:
    """A cell that a row with a name must have."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if form["name"].data and not field.data:
            raise ValidationError(self.sentence)


class NameField(LineField):
    """The name of a row: missing where anything else of it is written."""

    def pre_validate(self, form: Any) -> None:
        others = [field.data for field in form if field.name != self.name]
        if not self.data and any(others):
            raise ValidationError("名前を入れてください。使わない行は、ほかも消してください。")


class DistrictRow(Rows):
    """A district of the table."""

    name = NameField("名前", [Length(NAME_MAX)])
    name_kana = KanaField(
        "フリガナ", [NeededWithName("フリガナを入れてください。"), Length(NAME_MAX)]
    )
    code = LineField("番号", [Length(CODE_MAX)])


class VenueRow(Rows):
    """A venue of the table."""

    name = NameField("名前", [Length(NAME_MAX)])
    name_kana = KanaField(
        "フリガナ", [NeededWithName("フリガナを入れてください。"), Length(NAME_MAX)]
    )
    capacity = NumberField(
        "定員", [NeededWithName("定員を入れてください。"), Between(1, CAPACITY_MAX, "人")]
    )
    short_name = LineField("短い名前", [Length(SHORT_NAME_MAX)])
    district_id = KeyField("地区")
    telephone = TelephoneField("電話番号")
    address = LineField("住所", [Length(ADDRESS_MAX)])
    latitude = DegreeField("緯度", 90)
    longitude = DegreeField("経度", 180)
    note = LineField("備考", [Length(NOTE_MAX)])


class DistrictTable(Form):
    """Several districts."""

    rows = FieldList(FormField(DistrictRow), "地区", max_entries=ROWS_MAX)

    def details(self, next_code: int, position: int) -> list[DistrictDetails]:
        """Return the districts; one without a number gets the next that is free."""
        made = []
        for row in (entry.form for entry in self.rows if entry.form.name.data):
            code = str(row.code.data or "")
            if not code:
                code, next_code = str(next_code), next_code + 1
            made.append(
                DistrictDetails(code, str(row.name.data), str(row.name_kana.data), position)
            )
            position += 1
        return made


class VenueTable(Form):
    """Several venues."""

    rows = FieldList(FormField(VenueRow), "会場", max_entries=ROWS_MAX)

    def details(self) -> list[VenueDetails]:
        return [_venue(entry.form) for entry in self.rows if entry.form.name.data]


def _venue(row: VenueRow) -> VenueDetails:
    name = str(row.name.data)
    return VenueDetails(
        name=name,
        short_name=str(row.short_name.data or "") or name[:SHORT_NAME_MAX],
        name_kana=str(row.name_kana.data),
        capacity=row.capacity.number or 1,
        district_id=row.district_id.number,
        address=str(row.address.data or ""),
        telephone=row.telephone.digits,
        latitude=row.latitude.number,
        longitude=row.longitude.number,
        note=str(row.note.data or ""),
    )
