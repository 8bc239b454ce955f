import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.kit.pdf.chain import GETA, Chain
from classroom.kit.pdf.fonts import GOTHIC, NOTO, chain

NAME_LETTERS = st.text(
    st.sampled_from("髙﨑𠮷葛城渡邉神 サトウ　Aé々ヶが゛か\u3099\U000e0100\ue000\u200b"),
    min_size=1,
    max_size=12,
)


@pytest.fixture
def fixed() -> Chain:
    return chain(fixed=True)


def test_an_ordinary_name_is_one_run_in_the_first_font(fixed: Chain) -> None:
    (run,) = fixed.runs("佐藤 ミヨ")
    assert (run.font, run.text) == (GOTHIC, "佐藤 ミヨ")


def test_a_character_the_first_font_lacks_comes_from_the_next(fixed: Chain) -> None:
    assert [(run.font, run.text) for run in fixed.runs("𠮷田")] == [(NOTO, "𠮷"), (GOTHIC, "田")]


def test_a_kanji_with_a_selector_is_one_glyph_of_its_own(fixed: Chain) -> None:
    (plain,) = fixed.runs("葛")
    (variant,) = fixed.runs("葛\U000e0101")
    assert len(variant.text) == 1
    assert variant.text != plain.text
    assert variant.width == plain.width
    assert fixed.missing("葛\U000e0101") == ()


def test_a_variant_no_font_knows_is_drawn_plain_and_reported(fixed: Chain) -> None:
    assert fixed.missing("辺\U000e01ef") == ("辺\U000e01ef",)
    assert GETA not in "".join(run.text for run in fixed.runs("辺\U000e01ef"))


def test_a_style_selector_is_no_variant_to_report(fixed: Chain) -> None:
    assert fixed.missing("☎\ufe0f") == ()


def test_a_separate_voicing_mark_joins_its_kana(fixed: Chain) -> None:
    assert fixed.width("か\u3099", 10) == fixed.width("が", 10)
    assert fixed.missing("か\u3099") == ()


def test_a_compatibility_kanji_stays_itself_beside_a_joined_kana(fixed: Chain) -> None:
    assert "\ufa19" in "".join(run.text for run in fixed.runs("\ufa19か\u3099"))


@pytest.mark.parametrize("char", ["\ue000", "\U000f0000", "\U0010fffd"])
def test_private_characters_of_another_machine_become_a_geta(fixed: Chain, char: str) -> None:
    assert fixed.missing(f"外字{char}") == (char,)
    assert "".join(run.text for run in fixed.runs(f"外字{char}")) == f"外字{GETA}"


def test_invisible_characters_take_no_room(fixed: Chain) -> None:
    assert fixed.runs("佐\u200b藤\ufeff\n") == fixed.runs("佐藤")


def test_nothing_has_no_runs(fixed: Chain) -> None:
    assert fixed.runs("") == ()
    assert fixed.width("", 12) == 0


@settings(deadline=None)  # the first call loads a font
@given(NAME_LETTERS, st.floats(20, 200))
def test_a_fitted_name_fits(text: str, room: float) -> None:
    fonts = chain(fixed=True)
    size = fonts.fit(text, 13, room, least=0)
    assert fonts.width(text, size) <= room + 0.001
    assert size <= 13


@settings(deadline=None)  # the first call loads a font
@given(NAME_LETTERS)
def test_a_geta_stands_for_each_private_character_and_for_nothing_else(text: str) -> None:
    fonts = chain()
    drawn = "".join(run.text for run in fonts.runs(text))
    assert drawn.count(GETA) == text.count("\ue000")
    assert ("\ue000" in text) == any(char[0] == "\ue000" for char in fonts.missing(text))


@settings(deadline=None)  # the first call loads a font
@given(st.lists(st.sampled_from(["髙", "﨑", "𠮷", "葛\U000e0100", "・", " "]), min_size=2))
def test_halves_lose_nothing_but_the_space_between(letters: list[str]) -> None:
    text = "".join(letters)
    first, second = chain().halves(text)
    assert (first + second).replace(" ", "") == text.replace(" ", "")
    assert not second.startswith("\U000e0100")


@pytest.mark.parametrize(
    ("name", "halves"),
    [
        ("勅使河原 龍之介右衛門", ("勅使河原", "龍之介右衛門")),
        ("マリア・テレサ・デ・ラ・クルス", ("マリア・テレサ・", "デ・ラ・クルス")),
        ("寿限無寿限無", ("寿限無", "寿限無")),
    ],
)
def test_a_long_name_is_cut_between_its_parts(name: str, halves: tuple[str, str]) -> None:
    assert chain(fixed=True).halves(name) == halves
