import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.class_day.attendance.codes import NUMBER_MAX, code_of, read_code
from classroom.core.errors import Refusal

KEY = "a city's own secret"
numbers = st.integers(1, NUMBER_MAX)


@given(number=numbers)
def test_a_code_is_read_back(number: int) -> None:
    code = code_of(number, KEY)
    assert read_code(code, KEY) == number
    assert len(code) == 16, "what the smallest QR code holds in letters and digits"


@given(number=numbers)
def test_it_is_read_as_a_japanese_keyboard_passes_it_on(number: int) -> None:
    code = code_of(number, KEY)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in code)
    for typed in (code.lower(), f" {code}\n", wide, code.replace("-", "ー")):
        assert read_code(typed, KEY) == number


@given(number=numbers, place=st.integers(4, 15), letter=st.sampled_from("0123456789ABCDEFGHJKMN"))
def test_a_letter_read_wrongly_is_nobody(number: int, place: int, letter: str) -> None:
    code = code_of(number, KEY)
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(Refusal, match="この教室システムのものではありません"):
            read_code(wrong, KEY)


@given(number=numbers)
def test_the_code_of_another_city_is_nobody(number: int) -> None:
    with pytest.raises(Refusal):
        read_code(code_of(number, "another secret"), KEY)


@given(text=st.text(max_size=30))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refusal, match="カナでさがしてください"):
        read_code(text, KEY)


@pytest.mark.parametrize("number", [0, -1, NUMBER_MAX + 1])
def test_there_is_no_code_for_what_is_no_enrolment(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        code_of(number, KEY)
