"""From an empty folder to the first printed 出席簿, as 準備 leads: each press is counted.

Told twice: by someone who does it in one go, and by someone who signs out after every step.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from classroom.core import clock
from classroom.planning.course.holidays import usually_closed
from tests.figures.population.files import REAL
from tests.outside.installed import Place
from tests.outside.test_first_week import PASSWORD, Served, choose_password
from tests.papers.reading import words_of_file

AXE = Axe()
# What one who does not know the program may press in a quarter of an hour.
PRESSES_MAX, FIELDS_MAX = 50, 30
FACILITIES = (
    "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,所在地_連結表記,緯度,経度,電話番号\n"
    "042145,1,東松島市,矢本東市民センター,ヤモトヒガシシミンセンター,宮城県東松島市矢本字大林1,38.42,141.21,0225-00-0101\n"
    "042145,2,東松島市,大曲市民センター,オオマガリシミンセンター,宮城県東松島市大曲字堰の内1,38.41,141.22,0225-00-0102\n"
)


class Beginner:
    """The first administrator at a screen, whose presses and typed fields are counted."""

    def __init__(self, served: Served, link: str) -> None:
        self.served, self.page = served, served.window()
        self.presses = self.fields = self.pictures = 0
        self.page.goto(link)
        self.type(login="chief", name="佐々木 翔太", password=PASSWORD)
        self.press("button", "決めてサインインする")
        self.page.wait_for_url(f"{served.address}/")

    def press(self, role: str, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        place = self.page.locator("main, dialog[open]").get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
        place.first.click()
        self.presses += 1
        self.page.wait_for_load_state()

    def type(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"[name='{name.replace('__', '-')}']").fill(value)
        self.fields += len(values)

    def go(self, name: str) -> None:
        """Press a place of the bar."""
        bar = self.page.get_by_role("navigation", name="主な画面")
        bar.get_by_role("link", name=name, exact=True).click()
        self.presses += 1
        self.page.wait_for_load_state()

    def picture(self, name: str) -> None:
        """Look at the page as those who cannot see it do, and keep it where that is asked for."""
        found = AXE.run(self.page)
        assert found.violations_count == 0, found.generate_report()
        self.pictures += 1
        folder = os.environ.get("TEST_PICTURES")
        if folder:
            path = Path(folder) / f"setup-{self.pictures:02}-{name}.png"
            self.page.screenshot(path=path, full_page=True)

    def expect_done(self, count: int) -> None:
        """Go back to the list, which must know by itself what is done."""
        self.go("準備")
        expect(self.page.locator("h1")).to_have_text(f"準備は11のうち{count}つ済みました。")

    def leave(self) -> None:
        """Sign out, and come back another time."""
        self.page.context.close()
        self.page = self.served.sign_in("chief")
        self.presses += 1
        self.fields += 2


@contextmanager
def begun(place: Place, chromium: Browser) -> Iterator[Beginner]:
    served = Served(place, chromium)
    with served.running() as said:
        (link,) = (line for line in said if "/setup/" in line)
        yield Beginner(served, link)


def city(me: Beginner) -> None:
    me.press("link", "連絡先を入れる")
    me.picture("city")
    me.type(contact="デジタル推進課（内線 2145）")
    me.press("button", "登録する")


def staff(me: Beginner) -> None:
    me.press("link", "アカウントを作る")
    me.type(login="sato", name="佐藤 進")
    me.page.get_by_text("受付", exact=True).last.click()
    me.press("button", "登録する")
    me.press("button", "パスワードを決めるリンクを作る")
    me.picture("staff-link")
    shown = re.search(r"http://\S+/setup/[\w-]+", me.page.content())
    assert shown
    choose_password(me.served.window(), shown[0])
    me.go("準備")


def places(me: Beginner, folder: Path) -> None:
    me.press("link", "地区を足す")
    for number, (name, kana) in enumerate((("矢本", "やもと"), ("大曲", "オオマガリ"))):
        me.type(**{f"rows__{number}__name": name, f"rows__{number}__name_kana": kana})
    me.picture("districts")
    me.press("button", "まとめて登録する")
    listed = folder / "公共施設一覧.csv"
    listed.write_text(FACILITIES, encoding="utf-8-sig")
    me.press("link", "会場を足す")
    me.page.get_by_text("CSVから会場を読む").click()
    me.page.locator("input[name=file]").set_input_files(listed)
    me.press("button", "下の表に読みこむ")
    me.type(rows__0__capacity="３０", rows__1__capacity="24")
    me.page.locator("[name='rows-1-district_id']").select_option(label="大曲")
    me.picture("venues")
    me.press("button", "まとめて登録する")


def courses(me: Beginner) -> None:
    me.press("link", "標準の講座から選ぶ")
    me.picture("courses")
    me.press("button", re.compile("すべて取り入れる"))
    expect(me.page.locator("h1")).to_contain_text("すべて取り入れました")


def teachers(me: Beginner) -> None:
    me.press("link", "講師を足す")
    me.type(name="遠藤 久美", name_kana="エンドウ クミ")
    me.press("button", "登録する")


def population(me: Beginner, folder: Path) -> None:
    own = folder / "人口.csv"
    own.write_text(REAL.read_text("utf-8-sig").replace("132071", "042145"), encoding="utf-8")
    me.press("link", "人口を取り込む")
    me.page.locator("input[name=file]").set_input_files(own)
    me.press("button", "中身を確かめる")
    me.press("button", "取り込む")


def official(me: Beginner) -> None:
    me.press("link", "公式値を入れる")
    me.type(registered_on="R8.9.30", registered="10210", population="24203", source="宮城県提供")
    me.press("button", re.compile("登録する"))


def records(me: Beginner) -> None:
    me.press("link", "日を入れる")
    me.type(records_from="R8.4.1")
    me.press("button", "登録する")
    me.press("button", "この数え方に直す")


def offering(me: Beginner) -> None:
    me.press("link", "開講をつくる")
    me.press("link", re.compile("デジタル身分証アプリ"))
    me.type(first_on=_open_day().isoformat(), count="1", starts="10:00")
    me.page.locator("select[name=place]").select_option(index=1)
    me.press("button", "下書きをつくる")
    me.go("準備")
    me.press("link", "下書きを開く")
    me.press("button", "受付を始める")
    expect(me.page.locator("main")).to_contain_text("受付中")


def _open_day() -> date:
    days = (clock.today() + timedelta(days=n) for n in range(7, 40))
    return next(day for day in days if not usually_closed()(day) and day.weekday() < 5)


def booking(me: Beginner) -> None:
    """Take the first booking, as the telephone rings."""
    me.go("受付")
    me.page.keyboard.press("F2")
    expect(me.page.locator("h1")).to_have_text("新しい方")
    expect(me.page.locator("body")).to_contain_text("よろしいでしょうか")
    me.type(name_kana="タカサキ ヨシエ", telephone="0225-00-4187", born_on="s180315")
    me.page.locator("input[name=consented]").check()
    me.page.keyboard.press("Control+Enter")
    me.presses += 2
    expect(me.page.locator("h1")).to_contain_text("タカサキ")
    expect(me.page.locator(".books")).to_contain_text("確定")
    me.picture("booked")


def printed(me: Beginner) -> None:
    """Print the first 出席簿; what is printed holds who was booked."""
    form = me.page.locator("form[action$='/sheet']")
    with me.page.expect_response(lambda answer: ".pdf" in answer.url) as answered:
        form.get_by_role("button").click()
    me.presses += 1
    paper = me.page.context.request.get(answered.value.url).body()
    assert "タカサキ" in words_of_file(paper)
    me.page.goto(f"{me.served.address}/start")


def backup(me: Beginner) -> None:
    me.press("button", "控えを取る")
    expect(me.page.locator("body")).to_contain_text("控えを取りました")


def the_story(me: Beginner, folder: Path, between: Callable[[], None]) -> None:
    """Do every step; after each the list must know how many are done."""
    me.picture("first-sign-in")
    steps: list[Callable[[], None]] = [
        lambda: city(me),
        lambda: staff(me),
        lambda: places(me, folder),
        lambda: courses(me),
        lambda: teachers(me),
        lambda: population(me, folder),
        lambda: official(me),
        lambda: records(me),
        lambda: offering(me),
    ]
    for count, step in enumerate(steps):
        if count:
            between()
            me.expect_done(count)
            me.picture(f"{count}-done")
        step()
    between()
    booking(me)
    between()
    me.expect_done(9)
    printed(me)
    me.expect_done(10)
    between()
    me.go("準備")
    backup(me)
    expect(me.page.locator("h1")).to_have_text("準備はすべて済みました。")
    me.picture("finished")


def test_an_empty_folder_becomes_a_first_printed_sheet_in_few_presses(
    place: Place, chromium: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with begun(place, chromium) as me:
        the_story(me, tmp_path, between=lambda: None)
        me.press("button", "しまう")
        expect(me.page.locator("h1")).to_contain_text("今日の教室はありません")
        bar = me.page.get_by_role("navigation", name="主な画面")
        expect(bar.get_by_role("link", name="準備")).to_have_count(0)
        me.go("管理")
        me.page.get_by_role("link", name="準備", exact=True).click()
        expect(me.page.locator("h1")).to_have_text("準備はすべて済みました。")
        with capsys.disabled():
            print(f"\n準備: {me.presses} presses, {me.fields} fields typed")  # noqa: T201
        assert me.presses <= PRESSES_MAX
        assert me.fields <= FIELDS_MAX
        assert list((place.instance / "backups").glob("*.backup"))


def test_whoever_leaves_after_each_step_goes_on_where_they_were(
    place: Place, chromium: Browser, tmp_path: Path
) -> None:
    with begun(place, chromium) as me:
        the_story(me, tmp_path, between=me.leave)
