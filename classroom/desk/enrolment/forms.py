"""The form by which someone new is registered and booked in one go."""

from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from classroom.desk.enrolment.rules import AT_DESK, PROXY_MAX, Channel
from classroom.desk.enrolment.values import WAIT
from classroom.desk.participant.forms import NewPersonForm, no_my_number
from classroom.desk.participant.rules import ConsentHow
from classroom.desk.participant.values import Consent, ParticipantDetails
from classroom.rules.era import parse_birth_date
from classroom.rules.era_calendar import EraError
from classroom.rules.kana import is_kana
from classroom.rules.telephone import digits_of
from classroom.web.forms import CheckField, Choice, Length, LineField, Required

HOW = {Channel.TELEPHONE: ConsentHow.TELEPHONE, Channel.COUNTER: ConsentHow.COUNTER}
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
        """Return the offering that was chosen."""
        return int(str(self.data).removeprefix(WAIT)) if self.data else None

    @property
    def wait(self) -> bool:
        """Tell whether a place in the queue was chosen."""
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
        """Return how the application came in."""
        return Channel(self.channel.data)

    def person(self, version: str) -> ParticipantDetails:
        """Return who was written, with their consent to this wording."""
        return self.details(Consent(version, self.today, HOW[self.heard_by]))

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
