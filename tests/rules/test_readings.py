"""A name and its フリガナ in one cell are told apart, however they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules.kana import clean_kana
from classroom.rules.readings import name_and_reading

NAME, KANA = "髙橋 花子", "タカハシ ハナコ"


@pytest.mark.parametrize(
    "cell",
    [
        "髙橋 花子（たかはし はなこ）",
        "髙橋 花子(ﾀｶﾊｼ ﾊﾅｺ)",
        "髙橋 花子【タカハシ　ハナコ】",
        "髙橋 花子［たかはし　はなこ］",
        "髙橋 花子 〔たかはし はなこ〕",
        "髙橋 花子〈たかはし はなこ〉",
        "髙橋 花子\nたかはし はなこ",
        "たかはし はなこ\r\n髙橋 花子",
        "髙橋 花子\n(タカハシ ハナコ)",
        "髙橋 花子/たかはし はなこ",
        "髙橋 花子／ﾀｶﾊｼ ﾊﾅｺ",
        "たかはし はなこ ／ 髙橋 花子",
        "髙橋 花子 タカハシ ハナコ",
        "タカハシ ハナコ 髙橋 花子",
        "ﾀｶﾊｼ ﾊﾅｺ　髙橋 花子",
        "（たかはし はなこ）髙橋 花子",
        "タカハシ ハナコ（髙橋 花子）",
        "髙橋（たかはし） 花子（はなこ）",
        "髙橋 花子様（たかはし はなこ様）",
        "※髙橋 花子（フリガナ：タカハシ ハナコ）",
        "①髙橋 花子（たかはし はなこ）",
        "12. 髙橋 花子（たかはし はなこ）",
        "髙橋 花子、たかはし はなこ",
        "髙橋 花子：たかはし はなこ",
    ],
)
def test_both_are_found(cell: str) -> None:
    assert name_and_reading(cell) == (NAME, KANA)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("髙橋花子 タカハシハナコ", ("髙橋花子", "タカハシハナコ")),
        ("佐藤 ハナ", ("佐藤 ハナ", "")),
        ("林 ひでゆき", ("林 ひでゆき", "")),
        ("佐藤 花（旧姓 鈴木）", ("佐藤 花（旧姓 鈴木）", "")),
        ("髙橋 花子", (NAME, "")),
        ("ﾀｶﾊｼ ﾊﾅｺ", ("", KANA)),
        ("たかはし はなこ様", ("", KANA)),
        ("Smith John（スミス ジョン）", ("Smith John", "スミス ジョン")),
        ("", ("", "")),
        ("〃", ("〃", "")),
    ],
)
def test_what_is_not_both_stays_what_it_is(cell: str, told: tuple[str, str]) -> None:
    assert name_and_reading(cell) == told


WORDS = st.text("一二高橋花子髙﨑𠮷々ヶ", min_size=1, max_size=4).filter(
    lambda w: not w.startswith("々")
)
READINGS = st.text("アカサタナハマヤラワガパッョー", min_size=2, max_size=6).map(lambda w: "ア" + w)


@given(
    st.tuples(WORDS, WORDS),
    st.tuples(READINGS, READINGS),
    st.sampled_from(["{}（{}）", "{}\n{}", "{}／{}", "{} {}"]),
)
def test_any_name_comes_back_as_it_was_written(
    name: tuple[str, str], kana: tuple[str, str], shape: str
) -> None:
    written, read = " ".join(name), " ".join(kana)
    if clean_kana_or_none(written):
        return
    assert name_and_reading(shape.format(written, read)) == (written, read)
    assert name_and_reading(shape.format(read, written)) == (written, read)


def clean_kana_or_none(text: str) -> str | None:
    try:
        return clean_kana(text)
    except ValueError:
        return None
