"""The keyboard contract of the reception desk, with real keys that are counted one by one."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, TABLET, People
from tests.browser.keys import at_the_desk, chosen
from tests.browser.test_four_moments import is_accessible

RETURNING_MOST, NEW_MOST = 6, 45


class TestSomeoneWhoWasHereBefore:
    def test_four_digits_and_enter_twice(self, people: People) -> None:
        clerk, page, keys = at_the_desk(people)
        clerk.picture("call-1-empty")
        keys.type("4187")
        expect(page.locator(".hit").first).to_contain_text("4187")
        clerk.picture("call-2-found")
        keys.press("Enter")
        chosen(page, "トシ子")
        clerk.picture("call-3-person")
        keys.press("Enter")
        expect(page.locator(".undo")).to_contain_text("の席を取りました")
        clerk.picture("call-4-booked")
        assert keys.pressed == 6 <= RETURNING_MOST

    def test_two_kana_and_enter_twice(self, people: People) -> None:
        _, page, keys = at_the_desk(people)
        keys.type("とめ")
        keys.press("Enter")
        expect(page.locator(".pick.is-next button").first).to_be_focused()
        keys.press("Enter")
        expect(page.locator(".undo")).to_be_visible()
        assert keys.pressed == 4 <= RETURNING_MOST

    def test_the_list_narrows_with_every_key(self, people: People) -> None:
        _, page, keys = at_the_desk(people)
        said = page.locator("#q-hint")
        keys.type("わた")
        expect(said).to_contain_text("20人より多くいます")
        keys.type("なべとしこ")
        expect(said).to_contain_text("人みつかりました")
        expect(page.locator(".hit", has_text="トシ子").first).to_be_visible()
        expect(page.locator(".hit", has_text="マサオ")).to_have_count(0)

    def test_a_couple_takes_one_key_more(self, people: People) -> None:
        clerk, page, keys = at_the_desk(people)
        keys.type("4187")
        keys.press("Enter")
        chosen(page, "トシ子")
        keys.press("b")
        expect(page.locator("[name=with]").first).to_be_checked()
        clerk.picture("couple")
        keys.press("Enter")
        expect(page.locator(".undo")).to_contain_text("2人分")
        expect(page.locator(".books")).to_contain_text("一緒に：渡邊 正夫さん")
        assert keys.pressed == 7

    def test_another_day_is_m_and_enter_and_u_takes_it_back(self, people: People) -> None:
        clerk, page, keys = at_the_desk(people)
        keys.type("4187")
        keys.press("Enter")
        chosen(page, "トシ子")
        keys.press("Enter")
        expect(page.locator(".undo")).to_be_visible()
        before = page.locator(".books").inner_text()
        keys.press("m")
        expect(page.locator(".movebar")).to_be_visible()
        expect(page.locator(".pick.is-next button").first).to_be_focused()
        clerk.picture("move")
        is_accessible(page)
        keys.press("Enter")
        expect(page.locator(".undo")).to_contain_text("から変えて")
        assert keys.pressed == 8
        keys.press("u")
        expect(page.locator(".undo")).to_contain_text("元の日にもどしました")
        assert page.locator(".books").inner_text() == before

    def test_cancelling_is_c_and_one_key_for_the_reason(self, people: People) -> None:
        clerk, page, keys = at_the_desk(people)
        keys.type("4187")
        keys.press("Enter")
        chosen(page, "トシ子")
        keys.press("Enter")
        expect(page.locator(".undo")).to_be_visible()
        keys.press("c")
        expect(page.get_by_role("dialog")).to_be_visible()
        clerk.picture("cancel")
        is_accessible(page)
        keys.press("2")
        expect(page.locator(".undo")).to_contain_text("を取り消しました")
        assert keys.pressed == 8
        keys.press("u")
        expect(page.locator(".undo")).to_contain_text("元にもどしました")


class TestSomeoneNew:
    def test_kana_telephone_birth_date_consent_and_seat(self, people: People) -> None:
        clerk, page, keys = at_the_desk(people)
        keys.type("ぜぜ よしえ")
        clerk.picture("new-1-not-found")
        keys.press("F2")
        expect(page.locator("[name=telephone]")).to_be_focused()
        expect(page.locator("[name=name_kana]")).to_have_value("ゼゼ ヨシエ")
        keys.type("000931")
        keys.press("Tab")
        keys.type("s180315")
        expect(page.locator("output[for=born_on]")).to_contain_text("昭和18年3月15日")
        keys.press("F4")
        expect(page.locator("[name=consented]")).to_be_checked()
        clerk.picture("new-2-filled")
        keys.press("Control+Enter")
        expect(page.locator("h1")).to_contain_text("ゼゼ ヨシエ")
        expect(page.locator(".undo")).to_contain_text("の席を取りました")
        clerk.picture("new-3-done")
        assert keys.pressed == 24 <= NEW_MOST

    def test_the_same_without_any_key_of_ours(self, people: People) -> None:
        """Tab and the space bar alone, the whole number, and the kana typed into their field."""
        _, page, keys = at_the_desk(people)
        page.goto(f"{page.url}/new")
        expect(page.locator("[name=name_kana]")).to_be_focused()
        keys.type("ぜぜ よしえ")
        keys.press("Tab")
        keys.type("0225000931")
        keys.press("Tab")
        keys.type("s180315")
        while not page.locator("[name=consented]").evaluate("it => it === document.activeElement"):
            keys.press("Tab")
        keys.press("Space", "Tab", "Enter")
        expect(page.locator(".undo")).to_contain_text("の席を取りました")
        assert keys.pressed <= NEW_MOST

    def test_who_may_be_the_same_is_shown_while_typing(self, people: People) -> None:
        clerk, page, keys = at_the_desk(people)
        keys.press("F2")
        expect(page.locator("[name=name_kana]")).to_be_focused()
        keys.type("わたなべ としこ")
        keys.press("Tab", "Tab")
        keys.type("s180315")
        expect(page.locator(".likely a")).to_contain_text("トシ子")
        clerk.picture("likely")
        is_accessible(page)

    def test_a_couple_on_one_landline_is_no_double_but_may_come_together(
        self, people: People
    ) -> None:
        clerk, page, keys = at_the_desk(people)
        keys.press("F2")
        expect(page.locator("[name=name_kana]")).to_be_focused()
        keys.type("わたなべ はなえ")
        keys.press("Tab")
        keys.type("004187")
        expect(page.locator(".family")).to_contain_text("渡邊 正夫さん")
        expect(page.locator(".likely")).to_have_count(0)
        clerk.picture("family")
        is_accessible(page)

    @pytest.mark.parametrize("size", [DESKTOP, TABLET], ids=["desktop", "tablet"])
    def test_tab_goes_as_one_reads(self, people: People, size: dict[str, int]) -> None:
        """Down the form first, then down the column beside it; in a row from left to right."""
        clerk, page, keys = at_the_desk(people, size)
        keys.press("F2")
        expect(page.locator("[name=name_kana]")).to_be_focused()
        clerk.picture(f"new-{size['width']}")
        places = []
        while (place := page.evaluate(WHERE_IN_FORM)) is not None:
            places.append(place)
            keys.press("Tab")
        assert len(places) > 8
        for before, after in pairwise(places):
            is_further_down = after["top"] >= before["top"] - 1
            is_next_column = after["left"] > before["right"]
            assert is_further_down or is_next_column, (before, after)
        names = [place["name"] for place in places]
        wanted = ["name_kana", "telephone", "born_on", "pick", "consented"]
        assert [name for name in names if name in wanted] == wanted


# The focus within the form, as a place on the page; null once it has left the form.
WHERE_IN_FORM = """() => {
  const thing = document.activeElement;
  if (!thing.closest("form.newform")) return null;
  const box = thing.getBoundingClientRect();
  const pane = thing.closest(".pane");
  const top = box.bottom + pane.scrollTop + window.scrollY;
  return {name: thing.name ?? "", top, left: box.left, right: box.right};
}"""


class TestKeyList:
    def test_a_question_mark_shows_the_keys_of_the_screen(self, people: People) -> None:
        clerk, page, keys = at_the_desk(people)
        keys.type("4187")
        keys.press("Enter")
        chosen(page, "トシ子")
        keys.press("?")
        shown = page.get_by_role("dialog")
        expect(shown).to_contain_text("この画面で使えるキー")
        for words in ("新しい方", "検索へもどる", "開講を番号でえらぶ", "直す"):
            expect(shown).to_contain_text(words)
        clerk.picture("keys")
        is_accessible(page)
        keys.press("Escape")
        expect(shown).to_have_count(0)

    def test_a_number_chooses_a_row_and_enter_books_it(self, people: People) -> None:
        _, page, keys = at_the_desk(people)
        keys.type("4187")
        keys.press("Enter")
        chosen(page, "トシ子")
        title = page.locator(".pick").nth(1).locator(".pick-what b").inner_text()
        keys.press("2", "Enter")
        expect(page.locator(".undo")).to_contain_text(re.sub(r"（全.+", "", title))
        assert keys.pressed == 7

    def test_in_a_field_of_the_desk_enter_only_goes_back_to_the_row(self, people: People) -> None:
        _, page, keys = at_the_desk(people)
        keys.type("4187")
        keys.press("Enter")
        chosen(page, "トシ子")
        page.locator("[name=proxy]").focus()
        keys.type("長女")
        keys.press("Enter")
        expect(page.locator(".pick.is-next button").first).to_be_focused()
        keys.press("Enter")
        expect(page.locator(".books")).to_contain_text("代理：長女")
