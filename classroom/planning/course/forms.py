"""The form of a course."""

from wtforms import SelectField
from wtforms.validators import Regexp

from classroom.planning.course.rules import (
    BRING_MAX,
    CAPACITY_MAX,
    CODE_MAX,
    MINUTES_MAX,
    MINUTES_MIN,
    PEOPLE_PER_HELPER_MAX,
    SHORT_TITLE_MAX,
    SUMMARY_MAX,
    TITLE_MAX,
    CourseDevice,
    Level,
)
from classroom.planning.course.values import CourseDetails
from classroom.web.forms import (
    Between,
    CheckField,
    Choice,
    CodeField,
    Form,
    Length,
    LineField,
    NoteField,
    NumberField,
    Required,
)

CODE_SHAPE = Regexp(r"^[A-Za-z0-9-]+$", message="半角の英字・数字と - だけで入れてください。")
ANSWER_DAY = "日を入れてください。例）2026-12-02、令和8年12月2日"


class CourseForm(Form):
    """A course of the catalogue."""

    code = CodeField("番号", [Required("番号を入れてください。"), Length(CODE_MAX), CODE_SHAPE])
    title = LineField("講座の名前", [Required("講座の名前を入れてください。"), Length(TITLE_MAX)])
    short_title = LineField(
        "短い名前", [Required("短い名前を入れてください。"), Length(SHORT_TITLE_MAX)]
    )
    summary = NoteField("内容", [Length(SUMMARY_MAX)])
    level = Choice("段階", Level, default=Level.FIRST)
    device = Choice("教える機種", CourseDevice, default=CourseDevice.BOTH)
    bring = LineField("持ち物", [Length(BRING_MAX)])
    handout = SelectField("配布資料", choices=[], validate_choice=True)
    minutes = NumberField(
        "1回の時間",
        [Required("時間を入れてください。"), Between(MINUTES_MIN, MINUTES_MAX, "分")],
    )
    capacity = NumberField(
        "定員", [Required("定員を入れてください。"), Between(1, CAPACITY_MAX, "人")]
    )
    people_per_helper = NumberField(
        "補助員1人で見る人数",
        [Required("人数を入れてください。"), Between(1, PEOPLE_PER_HELPER_MAX, "人")],
    )
    teaches_app = CheckField("デジタル身分証アプリの登録をする講座")
    is_active = CheckField("この講座を使う", default=True)

    def details(self) -> CourseDetails:
        return self.read(CourseDetails)
