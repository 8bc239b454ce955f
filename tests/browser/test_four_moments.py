"""The four moments that decide whether we have won, done by four people at real screens.

1. The telephone rings.  2. Class day.  3. The class ends.  4. The first of the month.
"""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, TABLET, People
from tests.browser.keys import Keys
from tests.programs import require_tool

AXE = Axe()


def is_accessible(page: Page) -> None:
    """Fail on any violation of WCAG that axe can find."""
    found = AXE.run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_telephone_rings_and_it_is_someone_who_was_here_before(people: People) -> None:
    clerk = people("uketsuke", DESKTOP)
    page, keys = clerk.page, Keys(clerk.page)
    clerk.picture("1-today")
    is_accessible(page)

    # Four digits, Enter, Enter.
    keys.press("/")
    expect(page.locator("#q")).to_be_focused()
    keys.type("4187")
    expect(page.locator(".hit").first).to_contain_text("4187")
    clerk.picture("1-search")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("トシ子")
    expect(page.locator(".pick.is-next")).to_be_visible()
    clerk.picture("1-desk")
    is_accessible(page)
    keys.press("Enter")
    expect(page.locator(".undo")).to_contain_text("の席を取りました")
    expect(page.locator(".books")).to_contain_text("確定")
    clerk.picture("1-booked")


def test_the_telephone_rings_and_it_is_someone_new(people: People) -> None:
    clerk = people("uketsuke", DESKTOP)
    page, keys = clerk.page, Keys(clerk.page)
    keys.press("F2")
    expect(page.locator("h1")).to_have_text("新しい方")
    page.locator("[name=name_kana]").focus()
    keys.type("ﾀｶｻｷ ﾖｼｴ")
    keys.press("Tab")
    keys.type("000931")
    keys.press("Tab")
    keys.type("s180315")
    expect(page.locator("output[for=born_on]")).to_contain_text("昭和18年3月15日")
    expect(page.locator("output[for=born_on]")).to_contain_text("83歳")
    page.locator("[name=consented]").focus()
    keys.press("Space")
    clerk.picture("1-new")
    is_accessible(page)
    page.locator("[name=born_on]").focus()
    keys.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("タカサキ")
    expect(page.locator(".books")).to_contain_text("確定")


def test_class_day_and_the_class_ends(people: People) -> None:
    teacher = people("koushi", TABLET)
    page = teacher.page
    teacher.picture("2-today")
    page.get_by_role("link", name="当日受付").first.click()
    before = came(page)
    page.get_by_role("button", name="来ました").first.click()
    expect(page.locator("h1")).to_contain_text(f"{before + 1}人来ました")
    teacher.picture("2-class-day")
    is_accessible(page)

    # Someone who did not apply.
    page.get_by_label("お名前のカナ").fill("いとう とき")
    page.get_by_text("80代", exact=True).last.click()
    page.get_by_text("Android", exact=True).last.click()
    page.get_by_role("button", name="加えて受付する").click()
    expect(page.locator("h1")).to_contain_text(f"{before + 2}人来ました")
    assert "0225-00" not in page.content(), "an instructor sees no telephone"

    # Afterwards: the furthest stage, one press a person; who stopped gets a reason.
    page.get_by_role("button", name="教室を終える").click()
    confirm = page.get_by_role("dialog").get_by_role("button", name=re.compile("終える"))
    if confirm.count():
        confirm.click()
    expect(page.locator("h1")).to_contain_text(f"出席{before + 2}人のうち")
    walked_in = page.locator(".af", has_text="イトウ トキ")
    walked_in.get_by_role("button", name="導入").click()
    reason = walked_in.get_by_role("combobox")
    reason.select_option("pin_forgotten")
    expect(walked_in).to_contain_text("市民課で再設定")
    teacher.picture("3-after")
    is_accessible(page)


def test_the_first_of_the_month(people: People) -> None:
    chief = people("etsuran", DESKTOP)
    page = chief.page
    page.get_by_role("link", name="実績").first.click()
    expect(page.locator("h1")).to_contain_text("70歳以上の登録者率は推計43.")
    expect(page.locator("h1")).to_contain_text("50%まで、あと6")
    chief.picture("4-kpi")
    is_accessible(page)
    assert "渡邉" not in page.content(), "the section head sees no person"
    paper = page.context.request.get(f"{chief.address}/kpi.pdf")
    assert paper.ok
    assert paper.body().startswith(b"%PDF")
    require_tool("pdftotext")


def came(page: Page) -> int:
    """Return how many have come, as the heading says."""
    found = re.search(r"(\d+)\s*人来ました", page.locator("h1").inner_text())
    return int(found[1]) if found else 0
