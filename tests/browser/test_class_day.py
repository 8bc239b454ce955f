"""Class day at real screens: two tablets at once, a scanner that types, the keys after class."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance import service as attendance
from classroom.class_day.attendance.codes import code_of
from classroom.class_day.attendance.models import Attendance, ClassOperation
from classroom.class_day.attendance.values import Press
from classroom.core import clock
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import How, Mark
from classroom.rules.words.staff import Role
from tests import make
from tests.browser.conftest import DESKTOP, TABLET, People, Person
from tests.browser.test_four_moments import is_accessible

NAMES = (
    ("阿部 榮吉", "アベ エイキチ"),
    ("伊藤 トキ", "イトウ トキ"),
    ("遠藤 ハル", "エンドウ ハル"),
    ("大友 清", "オオトモ キヨシ"),
    ("小野寺 とし", "オノデラ トシ"),
    ("菅野 みつ", "カンノ ミツ"),
    ("佐々木 勝", "ササキ マサル"),
    ("髙橋 𠮷江", "タカハシ ヨシエ"),
    ("千葉 ツヤ", "チバ ツヤ"),
    ("津田 正", "ツダ タダシ"),
    ("三浦 サダ", "ミウラ サダ"),
    ("渡邊 光子", "ワタナベ ミツコ"),
)
SECRET = "for tests only"
# One line a person, in 五十音 order: what was reached and why it stopped there.
RESULTS = ("4", "4", "2 A", "4", "M", "4", "H", "1 F", "4", "C", "3 J", "4")


class Class:
    """A class of today with twelve people, made apart from the demo year's."""

    def __init__(self, db: Session) -> None:
        offering = make.offering(db, clock.today(), capacity=14)
        self.people = [key(make.participant(db, name, kana)) for name, kana in NAMES]
        found = [db.get_one(Participant, number) for number in self.people]
        self.lines = [key(make.enrolment(db, person, offering)) for person in found]
        self.id = key(make.sessions(db, offering)[0])
        self.by = key(make.staff(db, Role.RECEPTION))
        db.commit()

    def everyone_came(self, db: Session) -> None:
        """Check everyone in."""
        for line in self.lines:
            attendance.mark(db, self.id, line, Press(Mark.PRESENT), Act(clock.now(), self.by))
        db.commit()

    def open(self, person: Person, page: str = "") -> Page:
        """Open the class, or its page after class."""
        person.page.goto(f"{person.address}/sessions/{self.id}{page}")
        return person.page


def top_of(row: Locator) -> float:
    """Return where a row stands on the screen, in pixels."""
    box = row.bounding_box()
    assert box is not None
    return box["y"]


@pytest.fixture
def today(db: Session) -> Class:
    return Class(db)


def test_a_check_in_on_one_tablet_is_seen_on_the_other(people: People, today: Class) -> None:
    door, desk = people("uketsuke", DESKTOP), people("uketsuke", TABLET)
    here, there = today.open(door), today.open(desk)
    marked = there.locator(f"#e{today.lines[6]}")
    marked.get_by_role("button", name="来ました").focus()
    before = top_of(marked)
    there.locator("#name_kana").evaluate("field => { field.value = 'いとう' }")

    here.locator(f"#e{today.lines[0]}").get_by_role("button", name="来ました").click()
    row = there.locator(f"#e{today.lines[0]}")
    expect(row).to_contain_text("出席")
    expect(there.locator("h1")).to_contain_text("1人来ました")
    expect(marked.get_by_role("button", name="来ました")).to_be_focused()
    assert abs(top_of(marked) - before) < 1, "the row in hand stays where it was"
    assert there.locator("#name_kana").input_value() == "いとう", "what is half typed stays"

    # And back: taken back there, by its key.
    row.focus()
    there.keyboard.press("u")
    expect(here.locator("h1")).to_contain_text("まだどなたも来ていません")
    door.picture("class-day-1280")
    desk.picture("class-day-820")


def test_a_tablet_asks_once_every_three_seconds_however_much_is_pressed(
    people: People, today: Class
) -> None:
    door = people("uketsuke", DESKTOP)
    door.page.clock.install()
    page = today.open(door)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for number, line in enumerate(today.lines[:4], start=1):
        page.locator(f"#e{line}").get_by_role("button", name="来ました").click()
        expect(page.locator("h1")).to_contain_text(f"{number}人来ました")
    for _ in range(2):
        asked.clear()
        with page.expect_response("**/state"):
            page.clock.run_for(3_000)
        page.wait_for_load_state("networkidle")
        assert len([address for address in asked if address.endswith("/state")]) == 1


def test_the_end_of_a_class_is_seen_on_the_other_tablet(people: People, today: Class) -> None:
    door, desk = people("uketsuke", DESKTOP), people("uketsuke", TABLET)
    here, there = today.open(door), today.open(desk)
    here.locator(f"#e{today.lines[0]}").get_by_role("button", name="来ました").click()
    here.get_by_role("button", name="教室を終える").click()
    expect(here.locator("h1")).to_contain_text("出席1人のうち")
    expect(there.locator("h1")).to_contain_text("1人が出席しました")
    expect(there.get_by_role("link", name="結果を入れる")).to_be_visible()


def test_results_on_one_tablet_are_seen_on_the_other(
    people: People, today: Class, db: Session
) -> None:
    today.everyone_came(db)
    one, two = people("uketsuke", DESKTOP), people("uketsuke", TABLET)
    here, there = today.open(one, "/after"), today.open(two, "/after")
    here.locator(f"#p{today.people[0]}").get_by_role("button", name="カード読取").click()
    expect(there.locator(f"#p{today.people[0]} .stg.on")).to_have_count(2)
    two.picture("after-820")


def scan(page: Page, code: str) -> None:
    """Type as a wedge scanner does: every key at once, then Enter."""
    page.wait_for_load_state()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def test_a_scanner_that_types_checks_people_in_wherever_the_focus_is(
    people: People, today: Class, db: Session
) -> None:
    door = people("uketsuke", DESKTOP)
    page = today.open(door)
    codes = [code_of(line, SECRET) for line in today.lines]

    scan(page, codes[0])  # nowhere
    expect(page.locator("h1")).to_contain_text("1人来ました")
    expect(page.locator(f"#e{today.lines[0]}")).to_be_focused()
    expect(page.locator(".undo")).to_contain_text("阿部 榮吉さんを受付しました")
    door.picture("scan-1280")

    page.locator("#q").focus()  # in the finder
    scan(page, codes[7])
    expect(page.locator("h1")).to_contain_text("2人来ました")
    expect(page.locator("#q")).to_have_value("")

    page.locator("#name_kana").fill("イトウ")  # in the form of who did not apply
    scan(page, codes[8].lower())
    expect(page.locator("h1")).to_contain_text("3人来ました")
    expect(page.locator("#name_kana")).to_have_value("イトウ")

    for code in codes[9:11]:  # two people one right after the other
        scan(page, code)
    expect(page.locator("h1")).to_contain_text("5人来ました")

    scan(page, codes[0])  # a second time
    expect(page.locator(".notices")).to_contain_text("阿部 榮吉さんは、すでに受付しています（")
    scan(page, code_of(99_999, "another city"))
    expect(page.locator(".notices")).to_contain_text("カナでさがしてください")
    expect(page.locator("h1")).to_contain_text("5人来ました")
    how = db.exec(select(Attendance.how).where(Attendance.course_session_id == today.id)).all()
    assert list(how) == [How.QR] * 5


def test_a_scan_after_class_presses_nothing(people: People, today: Class, db: Session) -> None:
    today.everyone_came(db)
    page = today.open(people("uketsuke", DESKTOP), "/after")
    page.keyboard.press("ArrowDown")
    scan(page, code_of(today.lines[0], SECRET))
    expect(page.locator(".notices")).to_contain_text("当日受付の画面でしてください")
    expect(page.locator(".stg.on")).to_have_count(0)
    assert not db.exec(select(AppOutcome).where(AppOutcome.course_session_id == today.id)).all()


def test_the_camera_reads_a_tag_where_the_browser_can(people: People, today: Class) -> None:
    door = people("uketsuke", TABLET)
    code = code_of(today.lines[3], SECRET)
    # Chromium on this machine reads no codes by itself: stand in for the tablet's own.
    door.page.add_init_script(
        f"""
        window.BarcodeDetector = class {{
          async detect() {{ return [{{ rawValue: "{code}" }}]; }}
        }};
        navigator.mediaDevices.getUserMedia = async () =>
          Object.assign(document.createElement("canvas"), {{ width: 640, height: 480 }})
            .captureStream(5);
        HTMLMediaElement.prototype.play = async () => undefined;
        """
    )
    page = today.open(door)
    page.get_by_role("button", name="カメラで読む").click()
    expect(page.get_by_role("dialog")).to_contain_text("大友 清さんを受付しました")
    door.picture("camera-820")
    is_accessible(page)
    page.get_by_role("button", name="とじる").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("1人来ました")


def test_twelve_people_are_entered_after_class_with_keys_alone(
    people: People, today: Class, db: Session
) -> None:
    today.everyone_came(db)
    clerk = people("uketsuke", DESKTOP)
    page = today.open(clerk, "/after")
    is_accessible(page)
    pressed = ["ArrowDown", *(letter for result in RESULTS for letter in result.split())]
    for letter in pressed:
        page.keyboard.press(letter)
    expect(page.locator(".af-left")).to_contain_text("全員入りました")
    expect(page.locator("h1")).to_contain_text("8人が登録できました")
    assert len(pressed) == 16, "one to begin, one a line, and one more for whoever stopped halfway"
    clerk.picture("after-1280")

    outcomes = select(AppOutcome.participant_id, AppOutcome.blocker).where(
        AppOutcome.course_session_id == today.id, col(AppOutcome.blocker).is_not(None)
    )
    assert dict(db.exec(outcomes).all()) == {
        today.people[2]: "pin_forgotten",
        today.people[6]: "family",
        today.people[7]: "storage",
        today.people[9]: "no_card",
        today.people[10]: "no_time",
    }
    through = select(AppRegistration.participant_id).where(
        AppRegistration.course_session_id == today.id, AppRegistration.stage == "opened_alone"
    )
    assert len(db.exec(through).all()) == 6
    made = select(ClassOperation).where(ClassOperation.course_session_id == today.id)
    operations = db.exec(made).all()
    assert len(operations) == 15
    assert {bool(re.fullmatch(r"PC-[0-9a-f]{4}", each.device)) for each in operations} == {True}
    assert all(each.received_at - each.at < timedelta(minutes=5) for each in operations)


def test_every_target_on_class_day_is_large_enough_for_a_finger(
    people: People, today: Class, db: Session
) -> None:
    tablet = people("uketsuke", TABLET)
    for address in ("", "/after"):
        if address:
            today.everyone_came(db)
        page = today.open(tablet, address)
        targets = page.locator("button:visible, a:visible, select:visible, label.choice:visible")
        boxes = targets.evaluate_all(
            "all => all.filter(e => !e.classList.contains('skip')).map(e => {"
            "const box = e.getBoundingClientRect();"
            "return [e.textContent.trim().slice(0, 12), box.width, box.height]; })"
        )
        small = [box for box in boxes if box[1] and min(box[1:]) < 44]
        assert not small
