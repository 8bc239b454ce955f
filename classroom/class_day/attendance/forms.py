"""Forms of class day: a mark, and someone who came without an application."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf

from classroom.class_day.attendance.rules import DEVICE_MAX, pressed_at
from classroom.class_day.attendance.values import Namesake, Write
from classroom.desk.participant.rules import KANA_MAX, Device
from classroom.desk.queue.values import WalkIn
from classroom.rules.text import clean_line
from classroom.rules.words.attendance import Mark
from classroom.rules.words.bands import ROUGH, ToldBand
from classroom.web.forms import Choice, Form, KanaField, Length, NumberField, Required

NONE = "none"
UNREAD = "この操作を読み取れませんでした。画面を開き直してください。"
ANOTHER = "new"
DEVICES = (Device.IPHONE, Device.ANDROID, Device.RAKURAKU, Device.LOAN, Device.UNKNOWN)


class ActForm(Form):
    """What every write of class day carries: its operation id, when it was pressed, on what."""

    operation_id = HiddenField()
    at = HiddenField()
    terminal = HiddenField()

    def act(self, course_session_id: int, *, by: int, now: datetime) -> Write:
        """Return the write as an operation; `now` is when it arrived."""
        return Write(
            id=str(self.operation_id.data),
            course_session_id=course_session_id,
            at=pressed_at(str(self.at.data or ""), now),
            received_at=now,
            device=clean_line(str(self.terminal.data or ""))[:DEVICE_MAX],
            by=by,
        )


class MarkForm(ActForm):
    """One press on a row: who, the mark wanted ("none" takes it back), and the mark it showed.

    A scan says who by `code`.
    """

    enrolment_id = NumberField("受講者")
    code = HiddenField("コード")
    mark = HiddenField("出欠", [AnyOf([*Mark, NONE], message=UNREAD)])
    seen = HiddenField("画面の出欠", [AnyOf([*Mark, NONE, "", None], message=UNREAD)])

    @property
    def wanted(self) -> Mark | None:
        """Return the mark wanted; None to take it back."""
        return None if self.mark.data == NONE else Mark(str(self.mark.data))

    @property
    def shown(self) -> Mark | Literal[""] | None:
        """Return the mark that the page showed; "" where it did not say."""
        if not self.seen.data:
            return ""
        return None if self.seen.data == NONE else Mark(self.seen.data)


class WalkInForm(ActForm):
    """Someone who came without an application: no birth date, no telephone is asked here."""

    name_kana = KanaField("お名前のカナ", [Required("カナを入れてください。"), Length(KANA_MAX)])
    told_band = Choice("年代", ToldBand, ROUGH)
    device = Choice("スマホ", Device, DEVICES)
    person = RadioField("同じカナの方", choices=[], validate_choice=False)

    offered: tuple[str, ...] = ()

    def offer(self, namesakes: Sequence[Namesake]) -> None:
        """Ask whether the person is one of these; the same people are not registered twice."""
        if not namesakes:
            return
        answers = [SelectChoice(str(found.participant_id), found.label) for found in namesakes]
        self.person.choices = [*answers, SelectChoice(ANOTHER, "どの方でもない（新しく登録する）")]
        self.offered = (*(answer.value for answer in answers), ANOTHER)

    @property
    def must_ask(self) -> bool:
        """Tell whether people of the same kana were offered and none of the answers was chosen."""
        return bool(self.offered) and self.person.data not in self.offered

    def ask(self) -> None:
        self.person.errors = [f"{self.name_kana.data}さんは、もう登録されています。この方ですか。"]

    @property
    def chosen(self) -> int | None:
        """Return the registered person that the walk-in turned out to be."""
        return int(self.person.data) if self.offered and self.person.data != ANOTHER else None

    def details(self) -> WalkIn:
        """Return who came: the registered person chosen, or what is known of a new one."""
        if self.chosen is not None:
            return WalkIn(participant_id=self.chosen)
        return WalkIn(
            name_kana=str(self.name_kana.data),
            told_band=ToldBand(self.told_band.data),
            device=Device(self.device.data),
        )
