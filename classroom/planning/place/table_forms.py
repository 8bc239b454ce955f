"""Forms of several districts or venues at once; a row without a name is none."""

from typing import Any

from wtforms import FieldList, FileField, FormField
from wtforms import Form as Rows
from wtforms.validators import ValidationError

from classroom.planning.place.forms import DegreeField
from classroom.planning.place.rules import (
    ADDRESS_MAX,
    CAPACITY_MAX,
    CODE_MAX,
    NAME_MAX,
    NOTE_MAX,
    SHORT_NAME_MAX,
)
from classroom.planning.place.values import DistrictDetails, VenueDetails
from classroom.web.forms import (
    Between,
    Form,
    KanaField,
    KeyField,
    Length,
    LineField,
    NumberField,
    TelephoneField,
)

ROWS_MAX = 200
NO_ROWS = "名前の入った行がありません。1行は入れてください。"


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
