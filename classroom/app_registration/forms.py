"""Forms of the app's stages: one press a person after class, a line at the counter, the memo."""

from dataclasses import dataclass

from wtforms import HiddenField, SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf

from classroom.app_registration.rules import LADDER, Blocker, Stage
from classroom.course.rules import NOTE_MAX
from classroom.web.forms import Choice, DayField, Form, Length, NoteField, Required

UNREAD = "この操作を読み取れませんでした。画面を開き直してください。"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Press:
    """What a press on a person's row means; exactly one of its fields says something."""

    stage: Stage | None = None
    back: Stage | None = None
    already: bool | None = None
    none: bool | None = None


class PressForm(Form):
    """One press on a row: a stage reached or taken back, already, not today, or the reason."""

    stage = HiddenField("段階", [AnyOf([*LADDER, "", None], message=UNREAD)])
    back = HiddenField("取り消す段階", [AnyOf([*LADDER, "", None], message=UNREAD)])
    already = HiddenField("前から登録済", [AnyOf([YES, NO, "", None], message=UNREAD)])
    none = HiddenField("まだ", [AnyOf([YES, NO, "", None], message=UNREAD)])
    blocker = SelectField(
        "止まった理由",
        choices=[SelectChoice(""), *(SelectChoice(each.value, each.label) for each in Blocker)],
        default="",
    )

    def press(self) -> Press:
        """Return what was pressed; with no button pressed it was the reason that was chosen."""
        return Press(
            stage=Stage(self.stage.data) if self.stage.data else None,
            back=Stage(self.back.data) if self.back.data else None,
            already=self.already.data == YES if self.already.data else None,
            none=self.none.data == YES if self.none.data else None,
        )

    @property
    def reason(self) -> Blocker | None:
        """Return the reason chosen."""
        return Blocker(self.blocker.data) if self.blocker.data else None


class CounterForm(Form):
    """A registration at the counter, outside any class: how far, and on which day."""

    stage = Choice("どこまで進みましたか", Stage, [*LADDER, Stage.ALREADY])
    on = DayField("日にち", [Required("日にちを入れてください。")])


class MemoForm(Form):
    """The instructor's word about the day."""

    memo = NoteField("全体のメモ", [Length(NOTE_MAX)])
