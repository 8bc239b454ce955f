"""The form of a population file."""

from flask_wtf.file import FileField, FileRequired

from classroom.web.forms import (
    Form,
)


class PopulationForm(Form):
    """Choosing a population file."""

    file = FileField("人口のCSVファイル", [FileRequired("ファイルをえらんでください。")])

    @property
    def file_name(self) -> str:
        """Return the file's name as the browser gave it."""
        return str(self.file.data.filename)

    def content(self) -> bytes:
        """Return the file's bytes."""
        return bytes(self.file.data.read())
