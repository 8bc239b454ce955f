"""The form of a population file."""

from flask_wtf.file import FileField, FileRequired

from classroom.figures.population.rules import ImportKind
from classroom.web.forms import Choice, Form


class PopulationForm(Form):
    """Choosing a population file, and what it tells."""

    kind = Choice("ファイルの中身", ImportKind, default=ImportKind.RESIDENTS.value)
    file = FileField("CSVファイル", [FileRequired("ファイルをえらんでください。")])

    @property
    def wanted(self) -> ImportKind:
        """Return what the file is said to tell."""
        return ImportKind(str(self.kind.data))

    @property
    def file_name(self) -> str:
        """Return the file's name as the browser gave it."""
        return str(self.file.data.filename)

    def content(self) -> bytes:
        """Return the file's bytes."""
        return bytes(self.file.data.read())
