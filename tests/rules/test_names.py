import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules import names
from classroom.rules.names import looks_same, name_key

SAME = [
    ("髙橋", "高橋"), ("高槗", "髙𣘺"), ("山﨑", "山崎"), ("山嵜", "山碕"), ("渡邊", "渡辺"),
    ("渡邉", "渡邊"), ("渡邉\U000e0101", "渡辺"), ("斎藤", "齋藤"), ("斉藤", "齊藤"),
    ("齋藤", "斉藤"), ("𠮷田", "吉田"), ("濵田", "浜田"), ("濱田", "濵田"), ("櫻井", "桜井"),
    ("廣瀨", "広瀬"), ("澤田", "沢田"), ("島田", "嶋田"), ("嶌田", "島田"), ("冨田", "富田"),
    ("國分", "国分"), ("桒原", "桑原"), ("德田", "徳田"), ("眞鍋", "真鍋"), ("瀧本", "滝本"),
    ("關口", "関口"), ("葛\U000e0100城", "葛城"), ("辻\ufe00", "辻"), ("\ufa19田", "神田"),
    ("大\ufa10", "大塚"), ("佐々木", "佐佐木"), ("佐〻木", "佐々木"), ("関ヶ原", "関ケ原"),
    ("渡邊　花子", "渡辺花子"), ("渡邊 花子", "渡邊　花子"), ("ひろ子", "ヒロ子"),
    ("ﾋﾛ子", "ヒロ子"), ("髙﨑𠮷", "高崎吉"), ("Ｓmith", "SMITH"),
    ("ジョン・スミス", "ジョン スミス"), ("靏田", "鶴田"), ("舘山", "館山"), ("曾根", "曽根"),
    ("柗田", "松田"), ("籔田", "薮田"), ("橫山", "横山"), ("黑澤", "黒沢"), ("莊司", "庄司"),
    ("彌生", "弥生"), ("壽美", "寿美"), ("惠子", "恵子"), ("榮", "栄"),
]  # fmt: skip

DIFFERENT = [
    ("渡辺", "渡部"), ("高橋", "高梨"), ("伊藤", "伊東"), ("小野", "大野"), ("佐藤", "佐東"),
    ("安部", "阿部"), ("吉田", "古田"), ("萩原", "荻原"), ("島田", "鳥田"), ("佐々木", "佐木"),
    ("花子", "華子"), ("宏", "広"), ("太田", "大田"), ("々木", "木"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_may_be_one_have_one_key(one: str, other: str) -> None:
    assert looks_same(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_are_two_have_two_keys(one: str, other: str) -> None:
    assert not looks_same(one, other)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_no_kanji_stands_in_two_groups_of_variants() -> None:
    letters = "".join(names._GROUPS)
    assert len(letters) == len(set(letters))
    assert len(names._GROUPS) > 200


def test_the_table_holds_only_what_nfkc_leaves() -> None:
    assert unicodedata.normalize("NFKC", names._VARIANTS) == names._VARIANTS
