"""What the desk says came of a try."""

from classroom.desk.calling.rules import NOTE_MAX, CallResult
from classroom.desk.calling.values import Result
from classroom.web.forms import Choice, Form, Length, LineField


class ResultForm(Form):
    """The result of a try, by key or button, with a word for the next who calls."""

    result = Choice("結果", CallResult)
    note = LineField("伝言・メモ", [Length(NOTE_MAX)])

    def details(self) -> Result:
        """Return what came of the try."""
        return Result(CallResult(self.result.data), self.note.data or "", self.version_number)
