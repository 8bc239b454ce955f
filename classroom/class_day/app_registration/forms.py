"""Forms of the app's stages: one press a person after class, a line at the counter, the memo."""

from wtforms import HiddenField, SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf

from classroom.class_day.app_registration.operations import Press
from classroom.class_day.attendance.forms import ActForm
from classroom.class_day.attendance.rules import Kind
from classroom.planning.course.rules import NOTE_MAX
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.web.forms import Choice, DayField, Form, Length, NoteField, Required

UNREAD = "この操作を読み取れませんでした。画面を開き直してください。"
YES, NO = "yes", "no"


class PressForm(ActForm):
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

    # How the person stood on the pressed page, as Progress.state; None from an older page.
    seen = HiddenField("画面の結果")

    def press(self) -> Press:
        """Return what was pressed; with no button pressed it was the reason that was chosen."""
        if self.stage.data:
            return Press(Kind.STAGE, str(self.stage.data))
        if self.back.data:
            return Press(Kind.STAGE_BACK, str(self.back.data))
        if self.already.data:
            return Press(Kind.ALREADY if self.already.data == YES else Kind.ALREADY_BACK)
        if self.none.data:
            return Press(Kind.NOT_TODAY if self.none.data == YES else Kind.NOT_TODAY_BACK)
        return Press(Kind.BLOCKER, str(self.blocker.data or ""))


class CounterForm(Form):
    """A registration at the counter, outside any class: how far, and on which day."""

    stage = Choice("どこまで進みましたか", Stage, [*LADDER, Stage.ALREADY])
    on = DayField("日にち", [Required("日にちを入れてください。")])


class MemoForm(ActForm):
    """The instructor's word about the day."""

    memo = NoteField("全体のメモ", [Length(NOTE_MAX)])
