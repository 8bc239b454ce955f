"""The form by which two records are made one."""

from collections.abc import Mapping

from wtforms import HiddenField

from classroom.desk.merging.rules import ITEMS, Side
from classroom.web.forms import Form

PREFIX = "side-"


class MergeForm(Form):
    """Carries the versions of both records as they were seen."""

    gone_version = HiddenField()

    @property
    def versions(self) -> tuple[int, int]:
        other = str(self.gone_version.data or "")
        return self.version_number, int(other) if other.isdigit() else 0


def chosen(given: Mapping[str, str]) -> dict[str, Side]:
    """Return whose value was chosen for each item that was asked about."""
    sides = {item.key: given.get(f"{PREFIX}{item.key}") for item in ITEMS}
    return {name: Side(side) for name, side in sides.items() if side in set(Side)}
