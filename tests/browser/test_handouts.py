"""Writing a handout beside its pages, and reading one on a small screen or four times as large."""

import pytest
from playwright.sync_api import Page, expect

from classroom.planning.material.rules import tidy
from tests.browser.conftest import DESKTOP, People
from tests.browser.keys import Keys
from tests.browser.test_four_moments import is_accessible

PHONE = {"width": 320, "height": 700}  # 1280 pixels at 400 %


def typed(page: Page) -> str:
    return page.locator("#source").input_value()


def no_sideways(page: Page) -> None:
    """Look whether anything makes the page wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.evaluate("document.documentElement.clientWidth")


def test_the_pages_follow_the_typing_and_ctrl_s_saves(people: People) -> None:
    planner = people("tantou", DESKTOP)
    page, keys = planner.page, Keys(planner.page)
    page.goto(f"{planner.address}/handouts/maps")
    expect(page.locator(".handout-sheet").first).to_be_visible()
    expect(page.get_by_role("button", name="見てみる")).to_be_hidden()
    planner.picture("7-handout-editor")
    is_accessible(page)

    text = typed(page)
    page.locator("#source").fill(text.replace("東松島市 スマホ教室", "東松島市の地図の会"))
    expect(page.locator(".sheets")).to_contain_text("東松島市の地図の会")
    page.get_by_label("アンドロイド").check()
    expect(page.locator("#preview")).to_contain_text("（アンドロイド版）")
    expect(page.locator(".sheets")).to_contain_text("第1版（")

    page.locator("#source").focus()
    keys.press("Tab")
    expect(page.locator("#note")).to_be_focused()
    keys.type("chizu")
    keys.press("Control+s")
    expect(page.locator(".undo")).to_contain_text("第1版を保存しました")
    assert "東松島市の地図の会" in typed(page)
    expect(page.locator("#draft")).to_be_hidden()


def test_a_problem_is_told_while_typing_with_the_way_to_its_line(people: People) -> None:
    planner = people("tantou", DESKTOP)
    page = planner.page
    page.goto(f"{planner.address}/handouts/maps")
    before = typed(page)
    page.locator("#source").fill(before.replace("view top", "view topp", 1))
    problem = page.locator("#preview [data-line]")
    expect(problem).to_contain_text("もしかして「top」ですか。")
    expect(page.locator(".sheets.is-old")).to_be_visible()
    is_accessible(page)
    problem.click()
    chosen = page.evaluate(
        "(() => { const f = document.getElementById('source');"
        " return f.value.slice(f.selectionStart, f.selectionEnd); })()"
    )
    assert chosen.strip() == "view topp"
    page.locator("#source").fill(before)
    expect(page.locator(".sheets.is-old")).to_have_count(0)
    expect(page.locator("#preview .notice-stop")).to_have_count(0)


def test_what_was_typed_and_not_saved_is_offered_again(people: People) -> None:
    planner = people("tantou", DESKTOP)
    page = planner.page
    page.goto(f"{planner.address}/handouts/maps")
    text = typed(page).replace("東松島市 スマホ教室", "書きかけの教室")
    page.locator("#source").fill(text)
    expect(page.locator(".sheets")).to_contain_text("書きかけの教室")
    page.goto(f"{planner.address}/handouts")
    is_accessible(page)
    page.goto(f"{planner.address}/handouts/maps")
    expect(page.locator("#draft")).to_be_visible()
    is_accessible(page)
    page.get_by_role("button", name="書きかけを出す").click()
    assert tidy(typed(page)) == tidy(text)
    expect(page.locator("#draft")).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="捨てる").click()
    page.reload()
    expect(page.locator("#draft")).to_be_hidden()


@pytest.mark.parametrize("where", ["/courses/1/handout", "/handouts/maps", "/handouts/words"])
def test_at_four_times_the_size_nothing_needs_scrolling_sideways(
    people: People, where: str
) -> None:
    planner = people("tantou", PHONE)
    page = planner.page
    page.goto(f"{planner.address}{where}")
    expect(page.locator("h1")).to_be_visible()
    no_sideways(page)
    is_accessible(page)
    planner.picture(f"7-small-{where.rpartition('/')[2]}")


def test_a_handouts_page_prints_without_the_bars(people: People) -> None:
    planner = people("tantou", DESKTOP)
    page = planner.page
    page.goto(f"{planner.address}/courses/1/handout")
    page.emulate_media(media="print")
    for hidden in (".top", ".keys", ".head .acts"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.locator(".handout").evaluate("(e) => getComputedStyle(e).fontSize") == "21.3333px"
    expect(page.locator(".handout-version")).to_contain_text("配布資料の版：配布版")
    assert page.evaluate("document.documentElement.lang") == "ja"
