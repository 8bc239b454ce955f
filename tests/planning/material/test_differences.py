"""What differs between two versions."""

from hypothesis import given
from hypothesis import strategies as st

from classroom.planning.material.differences import Change, differences

lines = st.lists(st.text(st.sampled_from("あいう、。 *"), max_size=8), max_size=12)


def test_a_reworded_line_marks_its_phrases_only() -> None:
    (change,) = differences("1\n今日は電話をかけます。\n", "1\n今日は電話を切ります。\n")
    assert (change.label, change.old_line, change.new_line) == ("直した", 2, 2)
    assert "".join(words for words, differs in change.old if not differs).startswith("今日は")
    assert any(differs for _, differs in change.new)


def test_lines_that_come_and_go_are_named() -> None:
    assert differences("あ\nい\n", "あ\n") == [Change(old=(("い", True),), old_line=2)]
    assert differences("あ\n", "あ\nうえお\n") == [Change(new=(("うえお", True),), new_line=2)]
    assert [one.label for one in differences("あいう\n", "かきく\n")] == ["消した", "足した"]


def test_blank_lines_do_not_count() -> None:
    assert differences("あ\nい", "あ\n\n\nい\n") == []


@given(lines)
def test_a_text_does_not_differ_from_itself(text: list[str]) -> None:
    assert differences("\n".join(text), "\n".join(text)) == []


@given(lines, lines)
def test_every_change_holds_the_words_of_its_line(before: list[str], after: list[str]) -> None:
    for change in differences("\n".join(before), "\n".join(after)):
        assert change.old_line or change.new_line
        if change.old_line:
            assert "".join(words for words, _ in change.old) == before[change.old_line - 1]
        if change.new_line:
            assert "".join(words for words, _ in change.new) == after[change.new_line - 1]
