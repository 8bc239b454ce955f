"""A roster as a clerk keeps it, from the file to the list of whom to ask; what is left goes."""

import io
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, TABLET, People, Person
from tests.browser.test_four_moments import is_accessible

PHONE = {"width": 390, "height": 844}
ROSTER: list[list[Any]] = [
    ["令和8年度 スマホ教室 申込者名簿"],
    ["No", "氏名（ふりがな）", "生年月日", "電話番号", "", "備考"],
    ["", "", "", "自宅", "携帯", ""],
    [1, "試験 花子（しけん はなこ）", "昭和二十年五月三日", "0225-99-0401", "090-0000-0401", ""],
    [2, "試験 太郎\nしけん たろう", "15/1/2", "〃", "", ""],
    [3, "試験 春", "S18.3.15", "0225-99-0403", "", "読みが分からない"],
    [4, "試験2", "", "0225-99-0404", "", ""],
    [5, "試験 夏／ｼｹﾝ ﾅﾂ", "S15.7.7", "0225-99-0405", "", "申込を取り消された"],
    *([number] for number in range(6, 20)),
    ["", "合　計", "5人"],
    ["※ 欠席の方には、前の日までに電話すること"],
]


def roster() -> bytes:
    book = openpyxl.Workbook()
    for row in ROSTER:
        book.active.append(row)
    book.active.merge_cells("D2:E2")
    book.active.row_dimensions[8].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_clerks_roster_becomes_people_and_the_rest_is_taken_home(
    people: People, tmp_path: Path
) -> None:
    planner = people("tantou", DESKTOP)
    page, kept = planner.page, tmp_path / "uploads"
    page.goto(f"{planner.address}/imports")
    planner.picture("rosters-1-choose")
    page.locator("#file-participants").set_input_files(
        {"name": "名簿.xlsx", "mimeType": "application/octet-stream", "buffer": roster()}
    )
    page.get_by_role("button", name="中身を確かめる").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("読めない行が2行あります")
    expect(page.get_by_text("Excelでかくれている行が1行あります（8行目）。")).to_be_visible()
    for size, name in ((TABLET, "tablet"), (PHONE, "phone"), (DESKTOP, "desktop")):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        planner.picture(f"rosters-2-preview-{name}")
    is_accessible(page)

    page.get_by_role("button", name="すべて昭和として読む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("読めない行が1行あります")
    assert len(list(kept.iterdir())) == 1, "asking for another reading is no leaving"
    page.get_by_label("この行を除く").check()
    page.get_by_label("かくれている行を除く").check()
    planner.picture("rosters-3-ticked")
    page.get_by_role("button", name="取り込む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("除いた2行を、持ち帰ってください。")
    expect(page.get_by_text("3人を登録しました。")).to_be_visible()
    planner.picture("rosters-4-left-out")
    is_accessible(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="除いた行の一覧").click()
    assert "試験2" in str(
        openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes())).active["D3"].value
    )

    assert not _asked_for_the_reading(planner)
    assert not list(kept.iterdir())


def _asked_for_the_reading(planner: Person) -> int:
    """Write down the reading that was asked for; give how many wait still."""
    page = planner.page
    page.goto(f"{planner.address}/participants/kana")
    expect(page.locator("form.kana-ask")).to_have_count(1)
    planner.picture("rosters-5-kana")
    is_accessible(page)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    planner.picture("rosters-5-kana-phone")
    page.get_by_label("試験 春さんのフリガナ").fill("しけん はる")
    page.get_by_role("button", name="確かめた").click()
    expect(page.get_by_text("「シケン ハル」にしました")).to_be_visible()
    planner.picture("rosters-6-none")
    return page.locator("form.kana-ask").count()


def test_a_file_goes_when_the_clerk_goes_elsewhere(people: People, tmp_path: Path) -> None:
    planner = people("tantou", DESKTOP)
    page = planner.page
    page.goto(f"{planner.address}/imports")
    page.locator("#file-participants").set_input_files(
        {"name": "名簿.xlsx", "mimeType": "application/octet-stream", "buffer": roster()}
    )
    page.get_by_role("button", name="中身を確かめる").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("読めない行")
    assert len(list((tmp_path / "uploads").iterdir())) == 1
    page.goto(f"{planner.address}/participants")
    page.wait_for_load_state("networkidle")
    assert not list((tmp_path / "uploads").iterdir())
