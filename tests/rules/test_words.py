"""One home for each word: nobody retypes it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOMES = {
    "月火水木金土日": "classroom/rules/era_calendar.py",
    "キャンセル待ち": "classroom/rules/words/queue.py",
    "公式値＋教室・窓口": "classroom/rules/words/rate.py",
}


@pytest.mark.parametrize("word", HOMES)
def test_a_word_is_typed_in_its_home_alone(word: str) -> None:
    files = [*(ROOT / "classroom").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if word in path.read_text(encoding="utf-8")
    }
    assert found == {HOMES[word]}
