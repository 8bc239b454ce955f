"""The table of the 年度更新: a row an offering, its days inside it."""

from typing import TYPE_CHECKING, Any, cast

from wtforms import FieldList, FormField, HiddenField
from wtforms import Form as Rows

from classroom.planning.course.rules import CAPACITY_MAX, SESSIONS_MAX, TITLE_MAX
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering.forms import PlaceField
from classroom.planning.renewal.values import Plan, PlannedDay
from classroom.web.forms import (
    Between,
    CheckField,
    ClockField,
    DayField,
    Form,
    Length,
    LineField,
    NumberField,
)

if TYPE_CHECKING:
    from datetime import date, time

RUNS_MAX = 1000
ANSWER_PLACE = "会場をえらんでください。つくらないときは、左の印をはずしてください。"


class DayRow(Rows):
    """One day of an offering; without a date it is left out."""

    session = HiddenField()
    on = DayField("日")
    starts = ClockField("始まり")
    ends = ClockField("終わり")
    place = PlaceField("会場と部屋")
    topic = HiddenField()

    @property
    def is_held(self) -> bool:
        return bool(self.on.data or self.on.errors)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what a day that is held needs."""
        fine = bool(super().validate(extra_validators))
        if not self.is_held:
            return True
        for field, given, sentence in (
            (self.starts, self.starts.time, "始まりの時刻を入れてください。"),
            (self.ends, self.ends.time, "終わりの時刻を入れてください。"),
            (self.place, self.place.data, ANSWER_PLACE),
        ):
            if not given and not field.errors:
                field.errors = [sentence]
        if self.starts.time and self.ends.time and self.starts.time >= self.ends.time:
            self.ends.errors = ["始まりより後の時刻にしてください。"]
        return fine and not self.errors

    @property
    def is_whole(self) -> bool:
        starts, ends = self.starts.time, self.ends.time
        is_placed = not self.place.errors
        return bool(self.on.data and is_placed and starts and ends and starts < ends)

    def planned(self) -> PlannedDay:
        return PlannedDay(
            _number(self.session.data),
            SessionDetails(
                on=cast("date", self.on.data),
                starts=cast("time", self.starts.time),
                ends=cast("time", self.ends.time),
                venue_id=self.place.venue_id,
                room_id=self.place.room_id,
                topic=str(self.topic.data or "")[:60],
            ),
        )


class RunRow(Rows):
    """One offering of last year as it is to be made in the new one."""

    source = HiddenField()
    is_wanted = CheckField("つくる")
    title = LineField("募集の名前", [Length(TITLE_MAX)])
    capacity = NumberField("定員", [Between(1, CAPACITY_MAX, "人")])
    days = FieldList(FormField(DayRow), "日", max_entries=SESSIONS_MAX)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check a row that is to be made; what is left out may stay as it is."""
        if not self.is_wanted.data:
            return True
        fine = super().validate(extra_validators)
        if self.capacity.number is None and not self.capacity.errors:
            self.capacity.errors = ["定員を入れてください。"]
        if not any(row.form.is_held for row in self.days):
            self.title.errors = ["日を1つは入れてください。つくらないときは印をはずしてください。"]
        return bool(fine) and not self.capacity.errors and not self.title.errors

    def plan(self) -> Plan:
        return Plan(
            _number(self.source.data),
            str(self.title.data or ""),
            self.capacity.number or 0,
            tuple(row.form.planned() for row in self.days if row.form.is_whole),
            is_wanted=bool(self.is_wanted.data),
        )


class RenewalForm(Form):
    """All offerings of last year that are not made anew yet."""

    runs = FieldList(FormField(RunRow), "開講", max_entries=RUNS_MAX)
    seen = HiddenField()
    """The marks of what the page has said of the table."""

    @property
    def wanted(self) -> list[int]:
        return [_number(run.form.source.data) for run in self.runs if run.form.is_wanted.data]

    def offer(self, places: list[tuple[str, str]]) -> None:
        for run in self.runs:
            for day in run.form.days:
                day.form.place.offer(places)

    def plans(self) -> list[Plan]:
        return [run.form.plan() for run in self.runs]


def as_row(plan: Plan) -> dict[str, object]:
    """Return a plan as the row of the form that shows it."""
    return {
        "source": plan.offering_id,
        "is_wanted": plan.is_wanted,
        "title": plan.title,
        "capacity": plan.capacity,
        "days": [_day(one) for one in plan.days],
    }


def _day(one: PlannedDay) -> dict[str, object]:
    of, room = one.details, one.details.room_id
    place = f"{of.venue_id}-{room}" if room else str(of.venue_id or "")
    return {
        "session": one.session_id,
        "on": of.on,
        "starts": of.starts,
        "ends": of.ends,
        "place": place,
        "topic": of.topic,
    }


def _number(text: object) -> int:
    return int(str(text)) if str(text or "").isdecimal() else 0
