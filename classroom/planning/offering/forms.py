"""Forms of offerings, their sessions and teams."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from wtforms import FieldList, FormField, HiddenField, SelectField, SelectMultipleField
from wtforms import Form as Rows
from wtforms.validators import InputRequired, Regexp, ValidationError

from classroom.planning.course.models import CourseSession
from classroom.planning.course.rules import (
    AGE_MIN_MAX,
    CAPACITY_MAX,
    NOTE_MAX,
    REASON_MAX,
    SESSIONS_MAX,
    TITLE_MAX,
    TOPIC_MAX,
    Selection,
    weekly,
)
from classroom.planning.course.values import OfferingDetails, SessionDetails, Terms
from classroom.planning.staffing.rules import PHONES_MAX
from classroom.planning.staffing.values import Candidate, Candidates, TeamDetails
from classroom.rules.words.planning import Status
from classroom.rules.words.session import CHOICES, SessionAct
from classroom.web.forms import (
    Between,
    CheckField,
    Choice,
    ClockField,
    DayField,
    Form,
    Length,
    LineField,
    NoteField,
    NumberField,
    Required,
)

CODE_SHAPE = Regexp(r"^[A-Za-z0-9-]+$", message="半角の英字・数字と - だけで入れてください。")
ANSWER_DAY = "日を入れてください。例）2026-12-02、令和8年12月2日"


class PlaceField(SelectField):
    """A venue, or a room of it, as one choice: "3" or "3-5" (venue and room)."""

    def __init__(self, label: str, validators: Any = (), **kw: Any) -> None:
        super().__init__(label, validators, choices=[], validate_choice=False, **kw)

    def offer(self, places: list[tuple[str, str]]) -> None:
        """Set the choices: venue and room, and what is shown."""
        self.choices = [("", "えらんでください"), *places]

    def pre_validate(self, form: Any) -> None:
        del form
        offered = [choice[0] for choice in self.choices or []]
        if self.data and self.data not in offered:
            raise ValidationError("一覧の中からえらんでください。")

    @property
    def venue_id(self) -> int:
        """Return the venue's key; 0 if none was chosen."""
        return int((self.data or "0").partition("-")[0])

    @property
    def room_id(self) -> int | None:
        room = (self.data or "").partition("-")[2]
        return int(room) if room else None


class TermsForm(Form):
    """How one may apply for an offering."""

    title = LineField("募集の名前", [Length(TITLE_MAX)])
    capacity = NumberField(
        "定員", [Required("定員を入れてください。"), Between(1, CAPACITY_MAX, "人")]
    )
    selection = Choice("えらび方", Selection, default=Selection.ORDER)
    first_timers_first = CheckField("初めての方を優先する")
    allows_override = CheckField("受付で、理由を書けば年齢・重なりの条件を外せる")
    age_min = NumberField("対象の年齢", [Between(0, AGE_MIN_MAX, "歳")])
    apply_from = DayField("受付の始まり")
    apply_until = DayField("受付の終わり")
    note = NoteField("備考", [Length(NOTE_MAX)])

    def validate_apply_until(self, field: DayField) -> None:
        """Refuse a window that ends before it begins."""
        if field.data and self.apply_from.data and field.data < self.apply_from.data:
            raise ValidationError("受付の始まりより後の日にしてください。")

    def terms(self) -> Terms:
        return self.read(Terms)


class OfferingForm(TermsForm):
    """A new offering: its terms, and the days of its sessions as a weekly series."""

    first_on = DayField("最初の日", [InputRequired(ANSWER_DAY)])
    count = NumberField(
        "回数", [Required("回数を入れてください。"), Between(1, SESSIONS_MAX, "回")]
    )
    starts = ClockField("始まり", [Required("始まりの時刻を入れてください。")])
    ends = ClockField("終わり")
    place = PlaceField("会場と部屋", [Required("会場をえらんでください。")])
    minutes = 90

    def ends_at(self) -> time:
        """Return the end as written, or by the course's minutes."""
        start = datetime.combine(date.min, cast("time", self.starts.time))
        return self.ends.time or (start + timedelta(minutes=self.minutes)).time()

    def validate_ends(self, field: ClockField) -> None:
        """Refuse an end before the start."""
        if self.starts.time and not self.starts.time < self.ends_at():
            field.errors = []
            raise ValidationError("始まりより後の時刻にしてください。")

    def details(
        self, course_id: int, closing_name: Callable[[date], str | None]
    ) -> OfferingDetails:
        """Sessions a week apart leave out the days that have a closing name."""
        series = weekly(cast("date", self.first_on.data), self.count.number or 1, closing_name)
        sessions = tuple(
            SessionDetails(
                on=day,
                starts=cast("time", self.starts.time),
                ends=self.ends_at(),
                venue_id=self.place.venue_id,
                room_id=self.place.room_id,
            )
            for day in series.days
        )
        return OfferingDetails(course_id, self.terms(), sessions)


class SessionRow(Rows):
    """One session; a new row without a day is none."""

    id = HiddenField()
    on = DayField("日")
    starts = ClockField("始まり")
    ends = ClockField("終わり")
    place = PlaceField("会場と部屋")
    topic = LineField("内容", [Length(TOPIC_MAX)])
    clash_reason = LineField("重なってもよい理由", [Length(REASON_MAX)])
    is_sure = CheckField("この日でよい")
    is_gone = CheckField("なくす")

    @property
    def is_session(self) -> bool:
        return not self.is_gone.data and bool(self.id.data or self.on.data or self.on.errors)

    @property
    def is_whole(self) -> bool:
        """Tell whether the row says when and where, so that clashes can be looked for."""
        starts, ends = self.starts.time, self.ends.time
        is_timed = bool(self.on.data and starts and ends and starts < ends)
        return self.is_session and is_timed and bool(self.place.data) and not self.place.errors

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what a session needs; what is gone or empty needs nothing."""
        if self.is_gone.data or not (self.id.data or (self.on.raw_data or [""])[0]):
            return True
        fine = bool(super().validate(extra_validators))
        for field, given, sentence in (
            (self.on, self.on.data, ANSWER_DAY),
            (self.starts, self.starts.time, "始まりの時刻を入れてください。"),
            (self.ends, self.ends.time, "終わりの時刻を入れてください。"),
            (self.place, self.place.data, "会場をえらんでください。"),
        ):
            if not given and not field.errors:
                field.errors = [sentence]
                fine = False
        if fine and self.starts.time and self.ends.time and self.starts.time >= self.ends.time:
            self.ends.errors = ["始まりより後の時刻にしてください。"]
            fine = False
        return fine

    def details(self) -> SessionDetails:
        number = str(self.id.data or "")
        return SessionDetails(
            on=cast("date", self.on.data),
            starts=cast("time", self.starts.time),
            ends=cast("time", self.ends.time),
            venue_id=self.place.venue_id,
            room_id=self.place.room_id,
            topic=str(self.topic.data),
            clash_reason=str(self.clash_reason.data or ""),
            is_sure=bool(self.is_sure.data),
            id=int(number) if number.isdigit() else None,
        )


class SessionsForm(Form):
    """All sessions of an offering."""

    sessions = FieldList(FormField(SessionRow), "開催回", max_entries=SESSIONS_MAX + 2)

    def offer(self, places: list[tuple[str, str]]) -> None:
        for row in self.sessions:
            row.form.place.offer(places)

    def details(self) -> tuple[SessionDetails, ...]:
        return tuple(row.form.details() for row in self.sessions if row.form.is_session)


class StatusForm(Form):
    """An offering's next status."""

    becomes = Choice("状態", Status)


class CancelForm(Form):
    """Why an offering is cancelled."""

    reason = LineField("中止の理由", [Length(REASON_MAX)])


class SessionChangeForm(Form):
    """What becomes of one day: called off, postponed, or moved to another day."""

    act = Choice("どうしますか", SessionAct, CHOICES)
    reason = LineField("理由", [Required("理由を入れてください。"), Length(REASON_MAX)])
    on = DayField("新しい日")
    starts = ClockField("始まり")
    ends = ClockField("終わり")
    place = PlaceField("会場と部屋")
    clash_reason = LineField("重なってもよい理由", [Length(REASON_MAX)])
    is_sure = CheckField("この日でよい")

    @property
    def moves(self) -> bool:
        return bool(self.act.data == SessionAct.MOVED.value)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the new day, time and place of a session that is moved; of others for none."""
        fine = bool(super().validate(extra_validators))
        if not self.moves:
            return fine
        missing = (
            (self.on, self.on.data, ANSWER_DAY),
            (self.starts, self.starts.time, "始まりの時刻を入れてください。"),
            (self.ends, self.ends.time, "終わりの時刻を入れてください。"),
            (self.place, self.place.data, "会場をえらんでください。"),
        )
        for field, given, sentence in missing:
            if not given and not field.errors:
                field.errors = [sentence]
        if self.starts.time and self.ends.time and self.starts.time >= self.ends.time:
            self.ends.errors = ["始まりより後の時刻にしてください。"]
        return fine and not any(bool(field.errors) for field, _, _ in missing)

    def details(self, session: CourseSession) -> SessionDetails | None:
        """Return where the session is moved; None where it is not, or the form is not whole."""
        if not (self.moves and self.on.data and self.starts.time and self.ends.time):
            return None
        return SessionDetails(
            on=self.on.data,
            starts=self.starts.time,
            ends=self.ends.time,
            venue_id=self.place.venue_id,
            room_id=self.place.room_id,
            topic=session.topic,
            id=session.id,
            clash_reason=str(self.clash_reason.data or ""),
            is_sure=bool(self.is_sure.data),
        )


class MoveForm(Form):
    """Where one day of a draft goes."""

    on = DayField("新しい日", [InputRequired(ANSWER_DAY)])
    starts = ClockField("始まり", [Required("始まりの時刻を入れてください。")])
    ends = ClockField("終わり", [Required("終わりの時刻を入れてください。")])
    place = PlaceField("会場と部屋", [Required("会場をえらんでください。")])
    clash_reason = LineField("重なってもよい理由", [Length(REASON_MAX)])
    is_sure = CheckField("この日でよい")

    def validate_ends(self, field: ClockField) -> None:
        """Refuse an end before the start."""
        if self.starts.time and field.time and self.starts.time >= field.time:
            raise ValidationError("始まりより後の時刻にしてください。")

    def details(self, session: CourseSession) -> SessionDetails | None:
        """Return the session as it would be; None while the form is not whole."""
        if not (self.on.data and self.starts.time and self.ends.time and self.place.venue_id):
            return None
        return SessionDetails(
            on=self.on.data,
            starts=self.starts.time,
            ends=self.ends.time,
            venue_id=self.place.venue_id,
            room_id=self.place.room_id,
            topic=session.topic,
            id=session.id,
            clash_reason=str(self.clash_reason.data or ""),
            is_sure=bool(self.is_sure.data),
        )


class TeamForm(Form):
    """Who teaches and who helps in a session, and what is lent there."""

    instructors = SelectMultipleField("講師", coerce=int)
    assistants = SelectMultipleField("補助員", coerce=int)
    phones = NumberField("持っていく台数", [Between(0, PHONES_MAX, "台")])
    clash_reason = LineField("重なってもよい理由", [Length(REASON_MAX)])

    def details(self) -> TeamDetails:
        return TeamDetails(
            tuple(self.instructors.data or ()),
            tuple(self.assistants.data or ()),
            self.phones.number or 0,
            str(self.clash_reason.data or ""),
        )

    def offer(self, found: Candidates) -> None:
        self.instructors.choices = _choices(found.instructors)
        self.assistants.choices = _choices(found.assistants)


def _choices(people: tuple[Candidate, ...]) -> list[tuple[int, str]]:
    return [(person.id, person.name) for person in people]
