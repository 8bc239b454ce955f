import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules.telephone import (
    Telephone,
    TelephoneError,
    digits_of,
    last4,
    parse_telephone,
    shown,
)
from classroom.rules.text import DASHES


@pytest.mark.parametrize("dash", list(DASHES))
def test_any_dash_will_do(dash: str) -> None:
    assert parse_telephone(f"0225{dash}82{dash}1111") == Telephone("0225821111")


@pytest.mark.parametrize(
    "text",
    [
        "0225-82-1111", "0225821111", "０２２５－８２－１１１１", "０２２５（８２）１１１１",
        "(0225)82-1111", "0225 82 1111", "0225　82　1111", " 0225.82.1111 ", "0225(82)1111",
        "+81-225-82-1111", "+81 225 82 1111", "+81 (0)225-82-1111", "0225/82/1111",
    ],
)  # fmt: skip
def test_one_number_in_every_way_it_is_written(text: str) -> None:
    assert parse_telephone(text) == Telephone("0225821111", completed=False)


@pytest.mark.parametrize("text", ["82-1111", "821111", "８２ー１１１１", "82 1111"])
def test_a_local_number_gets_the_area_code_of_the_city(text: str) -> None:
    assert parse_telephone(text) == Telephone("0225821111", completed=True)


def test_another_office_has_its_own_area_code() -> None:
    assert parse_telephone("211-1111", area_code="022") == Telephone("0222111111", completed=True)
    assert parse_telephone("5321-1111", area_code="03").shown == "03-5321-1111"


def test_a_made_up_local_number_that_begins_with_nought_is_taken() -> None:
    assert parse_telephone("00-4187").shown == "0225-00-4187"


@pytest.mark.parametrize(
    "number",
    [
        "0225-00-4187", "0220-22-1111", "0223-22-1111", "0223-34-1111", "0224-25-1111",
        "0226-22-6600", "0228-22-1122", "0229-23-2111", "022-211-1111", "022-345-1111",
        "022-358-0511", "022-382-1111", "022-399-1111", "022-711-1111", "03-5321-1111",
        "06-6208-8181", "011-211-2111", "017-734-1111", "018-863-2222", "019-651-4111",
        "023-641-1212", "024-525-1111", "024-924-2491", "0246-22-1111", "025-228-1000",
        "026-226-4911", "027-224-1111", "028-632-2222", "029-232-9111", "04-2998-1111",
        "042-769-1111", "042-973-2111", "0422-51-5131", "043-245-5111", "0436-22-1111",
        "044-200-2111", "045-671-2121", "046-822-4000", "0466-25-1111", "0467-23-3000",
        "047-436-2111", "04-7167-1111", "0476-22-1111", "048-829-1111", "0480-22-1111",
        "049-224-8811", "052-961-1111", "053-457-2111", "054-254-2111", "055-237-1161",
        "058-265-4141", "059-229-3111", "072-233-1101", "0721-25-1000", "0742-34-1111",
        "073-432-0001", "075-222-3111", "076-220-2111", "077-523-1234", "0774-22-3141",
        "078-331-8181", "079-221-2111", "082-245-2111", "0829-20-0001", "083-231-1111",
        "084-921-2111", "086-803-1000", "087-839-2011", "088-621-5111", "089-948-6688",
        "092-711-4111", "093-582-2102", "095-825-5151", "096-328-2111", "097-534-6111",
        "098-867-0111", "0980-52-1212", "099-224-1111", "0138-21-3111", "0985-25-2111",
        "090-0000-2265", "080-1234-5678", "080-0000-5678", "070-1234-5678", "060-1234-5678",
        "050-1234-5678", "0120-123-456", "0800-123-4567", "0570-012-345",
    ],
)  # fmt: skip
def test_numbers_are_shown_with_hyphens_where_people_expect_them(number: str) -> None:
    assert parse_telephone(number).shown == number
    assert str(parse_telephone(number)) == number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("090-1234-567", "携帯の番号は11けたです。いま10けたなので、1つ足りません。"),
        ("090-1234-56", "携帯の番号は11けたです。いま9けたなので、2つ足りません。"),
        ("090-1234-56789", "携帯の番号は11けたです。いま12けたなので、1つ多いです。"),
        ("0120-12-345", "0120の番号は10けたです。いま9けたなので、1つ足りません。"),
        ("0225-82-111", "固定電話の番号は10けたです。いま9けたなので、1つ足りません。"),
        ("0225-82-11111", "固定電話の番号は10けたです。いま11けたなので、1つ多いです。"),
        # As long as a local number, but begun with the area code: the rest is missing.
        ("0225-82", "固定電話の番号は10けたです。いま6けたなので、4つ足りません。"),
        (
            "82-111",
            "いま5けたです。6けた（市外局番 0225 を省くとき）か、0から始まる番号で入れてください。",
        ),
        ("00-1234-5678", "00で始まる番号は使えません。市外局番から入れてください。"),
        ("", "電話番号が入っていません。数字で入れてください。"),
        ("ー", "電話番号が入っていません。数字で入れてください。"),
        ("自宅0225-82-1111", "「自宅」は電話番号に使えません。数字で入れてください。"),
        ("0225-82-1111(息子)", "「息子」は電話番号に使えません。数字で入れてください。"),
    ],
)
def test_a_number_nobody_can_dial_is_refused_with_its_reason(text: str, sentence: str) -> None:
    with pytest.raises(TelephoneError) as refused:
        parse_telephone(text)
    assert str(refused.value) == sentence


def test_the_last_four_digits_of_anything() -> None:
    assert parse_telephone("090-0000-2265").last4 == "2265"
    assert last4("0225‐00‐４１８７") == "4187"
    assert last4("87") == "87"
    assert digits_of("４１-８７番") == "4187"


def test_a_number_kept_from_before_is_shown_as_far_as_it_goes() -> None:
    assert shown("") == ""
    assert shown("110") == "110"


@given(st.from_regex(r"\A0[1-9][0-9]{8}\Z|\A0[6-9]0[0-9]{8}\Z|\A[0-9]{6}\Z"))
def test_what_is_shown_reads_back(digits: str) -> None:
    try:
        number = parse_telephone(digits)
    except TelephoneError:
        return
    assert parse_telephone(number.shown) == Telephone(number.digits)


@given(st.text() | st.text("0123456789-ー−()（）+ ０９", max_size=16))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        number = parse_telephone(text)
    except TelephoneError:
        return
    assert number.digits.isascii()
    assert len(number.digits) in {10, 11}
    assert digits_of(number.shown) == number.digits
