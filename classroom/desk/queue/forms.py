"""Someone new booked in one go; what came of a call; closing the list of a draw, and its seed."""

from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from classroom.desk.participant.forms import NewPersonForm, no_my_number
from classroom.desk.participant.rules import ConsentHow
from classroom.desk.participant.values import Consent, ParticipantDetails
from classroom.desk.queue.call_rules import CALL_NOTE_MAX
from classroom.desk.queue.call_values import Result
from classroom.desk.queue.draw_rules import SEED_MAX
from classroom.desk.queue.draw_values import Closing
from classroom.desk.queue.rules import PROXY_MAX
from classroom.desk.queue.values import WAIT
from classroom.planning.course.rules import CAPACITY_MAX
from classroom.rules.era import parse_birth_date
from classroom.rules.era_calendar import EraError
from classroom.rules.kana import is_kana
from classroom.rules.telephone import digits_of
from classroom.rules.words.queue import AT_DESK, CallResult, Channel
from classroom.web.forms import (
    Between,
    CheckField,
    Choice,
    Form,
    Length,
    LineField,
    NumberField,
    Required,
)

CONSENT_HOW = {Channel.TELEPHONE: ConsentHow.TELEPHONE, Channel.COUNTER: ConsentHow.COUNTER}
TELEPHONE_LEAST = 4


class PickField(StringField):
    """The offering to book, as a radio a row; its value says seat or queue, as it was shown."""

    def pre_validate(self, form: Any) -> None:
        """Let through what was on the page before, full by now or not: the service decides."""
        del form
        if self.data and not str(self.data).removeprefix(WAIT).isdecimal():
            raise ValidationError("一覧の中からえらんでください。")

    @property
    def offering_id(self) -> int | None:
        return int(str(self.data).removeprefix(WAIT)) if self.data else None

    @property
    def wait(self) -> bool:
        return str(self.data or "").startswith(WAIT)


class ReceptionForm(NewPersonForm):
    """Someone new, and what they want to take part in."""

    pick = PickField("申し込む開講")
    channel = Choice("受付のしかた", Channel, AT_DESK, default=Channel.TELEPHONE)
    proxy = LineField("お申し込みの方（ご本人でないとき）", [Length(PROXY_MAX), no_my_number])
    consented = CheckField(
        "利用目的をお伝えし、承諾をいただいた",
        [Required("利用目的をお伝えして、承諾をいただいたら印をつけてください。")],
    )

    @property
    def heard_by(self) -> Channel:
        return Channel(self.channel.data)

    def person(self, version: str) -> ParticipantDetails:
        """Return who was written, with their consent to this wording."""
        return self.details(Consent(version, self.today, CONSENT_HOW[self.heard_by]))

    def begin_with(self, typed: str) -> str:
        """Put what was searched for into its field; return the field's name, or nothing."""
        digits = digits_of(typed)
        if not typed:
            return ""
        if is_kana(typed):
            self.name_kana.process_formdata([typed])
            return self.name_kana.label.text
        try:
            parse_birth_date(typed, self.today)
        except EraError:
            pass
        else:
            self.born_on.data = typed
            return self.born_on.label.text
        field = self.telephone if len(digits) > TELEPHONE_LEAST else self.name
        if digits and field is self.name:
            return ""
        field.data = typed
        return str(field.label.text)


class ResultForm(Form):
    """The result of a try, by key or button, with a word for the next who calls."""

    result = Choice("結果", CallResult)
    note = LineField("伝言・メモ", [Length(CALL_NOTE_MAX)])

    def details(self) -> Result:
        return Result(CallResult(self.result.data), self.note.data or "", self.version_number)


class ClosingForm(Form):
    """How many seats are drawn, and which number will decide."""

    seats = NumberField(
        "抽選の席", [Required("席の数を入れてください。"), Between(1, CAPACITY_MAX, "席")]
    )
    seed_source = LineField(
        "数字の決め方",
        [Required("数字の決め方を、先に決めて入れてください。"), Length(SEED_MAX)],
    )

    def details(self) -> Closing:
        return Closing(self.seats.number or 0, self.seed_source.data or "")


class SeedForm(Form):
    """The number that decides, as it was published."""

    seed = LineField("抽選の数字", [Required("抽選の数字を入れてください。"), Length(SEED_MAX)])
