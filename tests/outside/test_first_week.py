"""The first week of real use by the pages of each kind: the installed program, a real browser.

The way that 準備 leads is told in test_set_up.
"""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from classroom.core import clock
from classroom.planning.course.holidays import usually_closed
from tests.browser.conftest import DESKTOP
from tests.figures.population.files import REAL
from tests.outside.installed import Place, free_port

PASSWORD = "ながい言葉を3つならべる"
CONTACT = "デジタル推進課（内線 2145）"
PURPOSE = "教室のご連絡だけに使います。よろしいですか。"


class Served:
    """The program as it is served, and a browser's window on it."""

    def __init__(self, place: Place, chromium: Browser) -> None:
        self.place, self.port = place, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.chromium = chromium

    @contextmanager
    def running(self) -> Iterator[list[str]]:
        """Serve; give what was printed. Ctrl + C ends it."""
        process = self.place.start("serve", "--port", str(self.port))
        said = list(_until_served(process))
        try:
            yield said
        finally:
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (0, "")

    def window(self) -> Page:
        """Open a browser's window in which nobody has signed in."""
        size = {"width": DESKTOP["width"], "height": DESKTOP["height"]}
        context = self.chromium.new_context(viewport=size, locale="ja-JP")  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        return context.new_page()

    def sign_in(self, login: str) -> Page:
        """Sign in in a window of one's own."""
        page = self.window()
        page.goto(f"{self.address}/sign-in")
        fill(page, login=login, password=PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.address}/")
        return page


def _until_served(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.strip()
        if "止めるときは" in line:
            return
    raise AssertionError(process.communicate()[1])


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"input[name={name}]").fill(value)


def choose_password(page: Page, link: str) -> None:
    page.goto(link)
    fill(page, password=PASSWORD)
    page.get_by_role("button", name="決めてサインインする").click()


def test_the_first_week_goes_by_pages_and_commands(
    place: Place, chromium: Browser, tmp_path: Path
) -> None:
    served = Served(place, chromium)

    # 1. Start it: the link makes the first administrator.
    with served.running() as said:
        (link,) = (line for line in said if "/setup/" in line)
        page = served.window()
        page.goto(link)
        fill(page, login="chief", name="佐々木 翔太", password=PASSWORD)
        page.get_by_role("button", name="決めてサインインする").click()
        page.wait_for_url(f"{served.address}/")

    # 2. A restart, after which no link is printed any more; settings need none.
    (place.instance / "config.toml").write_text(f'contact = "{CONTACT}"\n', encoding="utf-8")
    with served.running() as said:
        assert not any("/setup/" in line for line in said)
        page = served.sign_in("chief")
        decide(page)
        people(served, page)
        places_and_courses(page)
        figures(place, page, tmp_path)
        first_offering(page)
        the_telephone_rings(served)
        class_day(served)

        # 9. Every evening, while it is served; once a month.
        assert "控えを取りました" in place.done("db", "backup", "控え")
        assert "問題はありません" in place.done("db", "check")
        assert "書きかえはありません" in place.done("audit", "verify")


def decide(page: Page) -> None:
    """2. Settings: one in the file, fixed from outside; the words that clerks read on a page."""
    page.get_by_role("link", name="管理").click()
    page.get_by_role("link", name="設定", exact=True).click()
    expect(page.locator("main")).to_contain_text("外で固定")
    expect(page.locator("main")).to_contain_text(CONTACT)
    page.get_by_role("link", name="受付のことばを直す").click()
    page.locator("[name=purpose]").fill(PURPOSE)
    page.get_by_role("button", name="登録する").click()
    expect(page.locator("main")).to_contain_text(PURPOSE)


def people(served: Served, page: Page) -> None:
    """3. People: by the page, and by the command."""
    page.get_by_role("link", name="管理").click()
    page.get_by_role("link", name="アカウントを作る").click()
    fill(page, login="endo", name="遠藤 久美")
    page.get_by_text("担当", exact=True).click()
    page.get_by_role("button", name="登録する").click()
    page.get_by_role("button", name=re.compile("リンク")).click()
    shown = re.search(r"http://\S+/setup/[\w-]+", page.content())
    assert shown
    choose_password(served.window(), shown[0])
    said = served.place.done("staff", "add", "sato", "--role", "reception", "--name", "佐藤 進")
    link = next(line.strip() for line in said.splitlines() if "/setup/" in line)
    choose_password(served.window(), link)


def places_and_courses(page: Page) -> None:
    """4. Places and courses: districts and venues, the catalogue, instructors."""
    page.get_by_role("link", name="講座", exact=True).click()
    page.get_by_role("link", name="地区", exact=True).click()
    page.get_by_role("link", name="地区を足す").first.click()
    fill(page, name="大曲", name_kana="オオマガリ", code="1")
    page.get_by_role("button", name="登録する").click()
    page.get_by_role("link", name="会場", exact=True).click()
    page.get_by_role("link", name="会場を足す").first.click()
    fill(page, name="大曲市民センター", short_name="大曲", name_kana="オオマガリシミンセンター")
    page.locator("input[name=capacity]").fill("30")
    page.get_by_role("button", name="登録する").click()
    page.get_by_role("link", name="講座", exact=True).first.click()
    page.get_by_role("link", name="講座を足す").first.click()
    fill(page, title="デジタル身分証アプリ", short_title="身分証", code="ID-101")
    fill(page, minutes="90", capacity="12")
    page.locator("input[name=teaches_app]").check()
    page.get_by_role("button", name="登録する").click()
    page.get_by_role("link", name="講座", exact=True).first.click()
    page.get_by_role("link", name=re.compile("講師")).first.click()
    page.get_by_role("link", name="講師を足す").click()
    fill(page, name="遠藤 久美", name_kana="エンドウ クミ")
    page.get_by_role("button", name="登録する").click()


def figures(place: Place, page: Page, folder: Path) -> None:
    """5. Population by the page and by the command; the last official figure by both."""
    page.get_by_role("link", name="実績", exact=True).first.click()
    page.get_by_role("link", name="人口", exact=True).click()
    cells = REAL.read_text("utf-8-sig").replace("132071", "042145")
    own = folder / "人口.csv"
    own.write_text(cells, encoding="utf-8")
    page.locator("input[name=file]").set_input_files(own)
    page.get_by_role("button", name="中身を確かめる").click()
    page.get_by_role("button", name="取り込む").click()
    expect(page.locator("h1")).to_contain_text("6日分")
    assert "6日分の人口を取り込みました" in place.done("import", "population", str(own))
    page.get_by_role("link", name="公式値", exact=True).click()
    fill(page, registered_on="R8.9.30", registered="10210", population="24203", source="宮城県提供")
    page.get_by_role("button", name=re.compile("登録する")).click()
    expect(page.locator("body")).to_contain_text("10,210人")
    place.done("official", "add", "--on", "R8.10.31", "--registered", "10300",
               "--population", "24210", "--source", "宮城県提供")  # fmt: skip


def first_offering(page: Page) -> None:
    """6. The first offering begins today; 受付を始める opens it."""
    today, now = clock.today(), clock.local(clock.now())
    page.get_by_role("link", name="予定表", exact=True).first.click()
    page.get_by_role("link", name="開講をつくる").first.click()
    if page.locator("input[name=first_on]").count() == 0:
        page.get_by_role("link", name=re.compile("デジタル身分証アプリ")).first.click()
    fill(page, first_on=today.isoformat(), count="2", starts=f"{min(now.hour, 21)}:00")
    page.locator("select[name=place]").select_option(index=1)
    page.get_by_role("button", name="下書きをつくる").click()
    if usually_closed()(today):  # holidays are left out, and this class is to be today
        page.locator("input[name=sessions-0-on]").fill(today.isoformat())
        page.get_by_role("button", name="登録する").click()
    else:
        page.get_by_role("link", name="やめる").click()
    page.get_by_role("button", name="受付を始める").first.click()
    expect(page.locator("main")).to_contain_text("受付中")


def the_telephone_rings(served: Served) -> None:
    """7. The telephone rings: someone new, who is told what the record is for."""
    page = served.sign_in("sato")
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("F2")
    expect(page.locator("h1")).to_have_text("新しい方")
    expect(page.locator("body")).to_contain_text(PURPOSE)
    fill(page, name_kana="タカサキ ヨシエ", telephone="0225-00-4187", born_on="s180315")
    page.locator("input[name=consented]").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("タカサキ")
    page.goto(served.address)
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("4187")
    expect(page.locator(".hit").first).to_contain_text("4187")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("タカサキ")


def class_day(served: Served) -> None:
    """8. Class day: who came, who came without an application, and one press a person after it."""
    page = served.sign_in("endo")
    page.get_by_role("link", name="当日受付").first.click()
    page.get_by_label("お名前のカナ").fill("いとう とき")
    page.get_by_text("80代", exact=True).last.click()
    page.get_by_text("Android", exact=True).last.click()
    page.get_by_role("button", name="加えて受付する").click()
    expect(page.locator("h1")).to_contain_text("1人来ました")
    page.get_by_role("button", name="教室を終える").click()
    confirm = page.get_by_role("dialog").get_by_role("button", name=re.compile("終える"))
    if confirm.count():
        confirm.click()
    walked_in = page.locator(".af", has_text="イトウ トキ")
    walked_in.get_by_role("button", name="導入").click()
    expect(page.locator("h1")).to_contain_text("出席1人")
