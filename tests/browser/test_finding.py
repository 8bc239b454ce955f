"""One search from every page, by its key; and people by what is known of them, as a clerk goes."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, People
from tests.browser.keys import Keys
from tests.browser.test_four_moments import is_accessible


def test_a_slash_leads_from_any_page_to_the_search_of_everything(people: People) -> None:
    head = people("tantou", DESKTOP)
    page, keys = head.page, Keys(head.page)
    page.goto(f"{head.address}/kpi")
    keys.press("/")
    page.wait_for_url("**/search")
    expect(page.locator("#q")).to_be_focused()
    keys.type("やもと")
    expect(page.locator("#h-venues")).to_be_visible()
    is_accessible(page)
    head.picture("search")
    keys.press("ArrowDown", "Enter")
    page.wait_for_url(re.compile("/(participants|offerings|calendar)/"))


def test_where_the_page_has_its_own_search_another_slash_leads_on(people: People) -> None:
    clerk = people("uketsuke", DESKTOP)
    page, keys = clerk.page, Keys(clerk.page)
    page.goto(f"{clerk.address}/")
    keys.press("/")
    page.wait_for_url("**/reception")
    expect(page.locator("#q")).to_be_focused()
    keys.press("/")
    page.wait_for_url("**/search")


def test_conditions_are_chosen_put_together_and_taken_off(people: People) -> None:
    clerk = people("uketsuke", DESKTOP)
    page = clerk.page
    page.goto(f"{clerk.address}/participants")
    page.get_by_role("link", name="条件でさがす").click()
    page.get_by_label("80–84歳").check()
    page.get_by_label("まだ", exact=True).check()
    page.get_by_role("button", name="この条件でさがす").click()
    expect(page.locator("h1")).to_contain_text("条件に合う方は")
    assert "band=80-84" in page.url
    assert "stage=none" in page.url
    is_accessible(page)
    clerk.picture("people")
    page.get_by_role("link", name="最後に来た日").click()
    assert "sort=came" in page.url
    page.locator(".takeaway summary").click()
    is_accessible(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Excelで受け取る").click()
    assert got.value.suggested_filename.startswith("受講者の一覧")
    page.locator(".chip", has_text="アプリ：まだ").click()
    assert "stage" not in page.url
    assert "sort=came" in page.url
