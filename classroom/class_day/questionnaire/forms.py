"""The forms of a sheet, of somebody's words, and of the way back from the tablet."""

from collections.abc import Mapping, Sequence

from wtforms import HiddenField, PasswordField

from classroom.class_day.questionnaire.rules import COMMENT_MAX, HIGHEST, LOWEST, Moment, Way
from classroom.class_day.questionnaire.topics import digest
from classroom.class_day.questionnaire.values import Marks, SheetDetails
from classroom.core.errors import Refusal, Stale
from classroom.rules.text import nfkc
from classroom.web.forms import Form, KeyField, Length, NoteField, Required

SATISFACTION = "s"
NOTHING = ("", "0", "-")


def box(part: str, position: int) -> str:
    """Name the box of a topic: part "b" before the class, "a" after it."""
    return f"{part}{position}"


class SheetForm(Form):
    """One sheet: a box for each topic, each 1 to 4 or empty."""

    moment = HiddenField()
    asked = HiddenField()
    person = KeyField("だれの紙か")

    @property
    def wanted(self) -> Moment:
        text = str(self.moment.data)
        return Moment(text) if text in set(Moment) else Moment.BOTH

    def details(self, typed: Mapping[str, str], topics: Sequence[str], way: Way) -> SheetDetails:
        """Return the sheet. Refuses another number, and answers to what is asked no longer."""
        if self.asked.data != digest(topics):
            raise Stale(
                "この画面を開いたあとに、質問が変わりました。いまの質問を確かめて、入れ直してください。"
            )
        moment = self.wanted
        marks = tuple(
            Marks(
                topic,
                _step(typed, box("b", n)) if moment.asks_before else None,
                _step(typed, box("a", n)) if moment.asks_after else None,
            )
            for n, topic in enumerate(topics, 1)
        )
        liked = _step(typed, SATISFACTION) if moment.asks_after else None
        person = self.person.number if way is Way.PAPER else None
        return SheetDetails(moment, way, marks, liked, person)


def _step(typed: Mapping[str, str], name: str) -> int | None:
    text = nfkc(typed.get(name, "")).strip()
    if text in NOTHING:
        return None
    if not (text.isdecimal() and LOWEST <= int(text) <= HIGHEST):
        raise Refusal(
            f"「{text[:5]}」は入れられません。{LOWEST}から{HIGHEST}の数字か、空のままにしてください。"
        )
    return int(text)


class CommentForm(Form):
    """What somebody wrote in words, copied without names."""

    text = NoteField("書かれていたことば", [Length(COMMENT_MAX)])


class BackForm(Form):
    """The way back from the tablet: only who knows the password may go on."""

    password = PasswordField("職員のパスワード", [Required("パスワードを入れてください。")])
