"""Choosing a 記入表 that came back."""

from flask_wtf.file import FileField, FileRequired

from classroom.web.forms import Form


class EntryFileForm(Form):
    """Choosing a file."""

    file = FileField("記入表", [FileRequired("ファイルをえらんでください。")])

    def content(self) -> bytes:
        return bytes(self.file.data.read())
