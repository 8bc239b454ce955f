from pathlib import Path

import pytest

from classroom.core import config
from classroom.core.errors import SettingError


@pytest.mark.parametrize(
    ("name", "value"), [("LABEL_SHEET", "9x9"), ("CERTIFICATE_RULE", "sometimes")]
)
def test_a_setting_that_no_paper_can_use_is_refused(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=name.lower()):
        config.load({f"CLASSROOM_{name}": value}, tmp_path)


def test_another_sheet_of_labels_is_taken_by_its_measures(tmp_path: Path) -> None:
    sheet = "2x7 99.1x38.1 4.65,15.1"
    assert config.load({"CLASSROOM_LABEL_SHEET": sheet}, tmp_path).label_sheet == sheet
