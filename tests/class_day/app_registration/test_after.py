from bs4 import BeautifulSoup, Tag
from sqlmodel import Session, select

from classroom.class_day.app_registration import service
from classroom.class_day.app_registration.models import AppOutcome
from classroom.class_day.attendance.service import mark
from classroom.class_day.attendance.values import Press
from classroom.core.db import key
from classroom.desk.queue.values import Act
from classroom.planning.course.models import CourseSession
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import ClassOfToday, class_of_today
from tests.conftest import SignedIn
from tests.page import PageClient


def everyone_came(db: Session) -> ClassOfToday:
    today = class_of_today(db)
    for number in range(3):
        mark(db, today.id, today.line(number), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    db.commit()
    return today


def after(desk: PageClient, today: ClassOfToday) -> BeautifulSoup:
    return desk.get(f"/sessions/{today.id}/after")


def form_of(today: ClassOfToday, number: int = 0) -> str:
    return f"#p{key(today.people[number])} form"


def row(page: BeautifulSoup, today: ClassOfToday, number: int = 0) -> Tag:
    found = page.select_one(form_of(today, number))
    assert found is not None
    return found


def filled(page: BeautifulSoup, today: ClassOfToday, number: int = 0) -> list[str]:
    pressed = row(page, today, number).select(".stg.on")
    return [str(button.contents[0]).strip() for button in pressed]


def test_one_press_on_the_furthest_stage_fills_all_before_it(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    page = after(desk, today)
    assert "出席3人のうち、0人が登録できました。" in page.text
    assert "未入力 3人" in page.text
    desk.submit(page, form_of(today), button="規約同意")
    page = after(desk, today)
    assert filled(page, today) == ["導入", "カード読取", "規約同意"]
    assert "出席3人のうち、1人が登録できました。" in page.text
    assert "未入力 2人" in page.text
    assert "理由なし 1人" in page.text


def test_pressing_the_last_filled_takes_it_back_and_an_earlier_one_what_follows(
    db: Session, desk: PageClient
) -> None:
    today = everyone_came(db)
    desk.submit(after(desk, today), form_of(today), button="自分で開けた")
    desk.submit(after(desk, today), form_of(today), button="自分で開けた")
    assert filled(after(desk, today), today) == ["導入", "カード読取", "規約同意"]
    desk.submit(after(desk, today), form_of(today), button="導入")
    assert filled(after(desk, today), today) == ["導入"]


def test_the_same_press_on_two_screens_is_one_press(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    first, second = after(desk, today), after(desk, today)
    desk.submit(first, form_of(today), button="カード読取")
    desk.submit(second, form_of(today), button="カード読取")
    assert filled(after(desk, today), today) == ["導入", "カード読取"]


def test_what_another_device_entered_is_not_overwritten(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    first, second = after(desk, today), after(desk, today)
    desk.submit(first, form_of(today), button="規約同意")
    desk.submit(second, form_of(today), button="前から")
    page = after(desk, today)
    assert "ほかの端末で入っています" in page.text
    assert filled(page, today) == ["導入", "カード読取", "規約同意"]


def test_who_stopped_gets_a_reason_with_what_is_next(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    page = after(desk, today)
    assert row(page, today).select_one("select") is None
    desk.submit(page, form_of(today), button="まだ")
    page = after(desk, today)
    assert "止まった理由を1つ" in page.text
    desk.submit(page, form_of(today), blocker="no_card", button="理由を登録")
    page = after(desk, today)
    assert "申請のしかたを案内" in row(page, today).text
    assert "理由なし" not in page.text
    desk.submit(page, form_of(today), button="自分で開けた")
    assert row(after(desk, today), today).select_one("select") is None


def test_who_came_with_the_app_is_not_counted_as_ours(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    desk.submit(after(desk, today), form_of(today), button="前から")
    page = after(desk, today)
    assert "前から登録済み" in row(page, today).text
    assert "0人が登録できました" in page.text
    assert all(button.has_attr("disabled") for button in row(page, today).select(".stg"))
    desk.submit(page, form_of(today), button="前から")
    assert "未入力 3人" in after(desk, today).text


def test_stages_of_an_earlier_day_are_filled_and_stay(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    who = key(today.people[0])
    service.reach(
        db, who, Stage.CARD_LINKED, Act(make.NOW, today.clerk), session=None, on=make.TODAY
    )
    db.commit()
    page = after(desk, today)
    assert filled(page, today) == ["導入", "カード読取"]
    assert "0人が登録できました" in page.text
    assert len(row(page, today).select(".stg.on[disabled]")) == 2
    token = {
        name: str(row(page, today).select_one(f"[name={name}]")["value"])  # type: ignore[index]
        for name in ("csrf_token", "operation_id")
    }
    desk.post(f"/sessions/{today.id}/people/{who}/app", {**token, "back": "card_linked"})
    page = after(desk, today)
    assert "ここでは取り消せません" in page.text
    assert filled(page, today) == ["導入", "カード読取"]


def test_only_those_who_came_are_listed(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    assert "来た方は、まだいません。" in after(desk, today).text
    mark(db, today.id, today.line(0), Press(Mark.LEFT_EARLY), Act(make.NOW, today.clerk))
    mark(db, today.id, today.line(1), Press(Mark.ABSENT), Act(make.NOW, today.clerk))
    db.commit()
    assert [found.text for found in after(desk, today).select(".afs .name")] == ["阿部 榮吉"]


def test_a_class_of_another_subject_does_not_ask_for_stages(db: Session, desk: PageClient) -> None:
    today = class_of_today(db, course_id=key(make.course(db, teaches_app=False)))
    mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    db.commit()
    page = after(desk, today)
    assert "1人が出席しました。" in page.text
    assert "未入力" not in page.text
    desk.submit(page, form_of(today), button="カード読取")
    assert filled(after(desk, today), today) == ["導入", "カード読取"]


def test_the_memo_is_kept_and_a_stale_one_loses_nothing(
    db: Session, desk: PageClient, signed_in: SignedIn
) -> None:
    today = everyone_came(db)
    make.teaching(db, today.session)
    teacher = signed_in(Role.INSTRUCTOR)
    first, second = after(desk, today), after(teacher, today)
    desk.submit(first, "form.walk-form", memo="Wi-Fiが遅かった。")
    page = teacher.submit(second, "form.walk-form", expect=422, memo="机が足りない。")
    assert page is not None
    assert "いまの登録" in page.text
    assert "Wi-Fiが遅かった。" in page.text
    assert "机が足りない。" in page.text
    teacher.submit(page, "form.walk-form", memo="Wi-Fiが遅く、机が足りない。")
    db.expire_all()
    stored = db.get(CourseSession, today.id)
    assert stored is not None
    assert stored.memo == "Wi-Fiが遅く、机が足りない。"


def test_the_memo_takes_no_my_number(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    page = desk.submit(
        after(desk, today), "form.walk-form", expect=422, memo="番号は1234 5678 9012"
    )
    assert page is not None
    assert "マイナンバーは登録できません" in page.text


def test_nonsense_is_refused_in_words(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    desk.submit(after(desk, today), form_of(today), button="まだ")
    page = after(desk, today)
    desk.submit(page, form_of(today), blocker="lazy", button="理由を登録")
    assert "読み取れませんでした" in after(desk, today).text
    assert db.exec(select(AppOutcome)).one().blocker is None


def test_another_reason_can_be_chosen_and_sends_to_the_memo(db: Session, desk: PageClient) -> None:
    today = everyone_came(db)
    desk.submit(after(desk, today), form_of(today), button="まだ")
    page = after(desk, today)
    (choice,) = row(page, today).select("option[value=other]")
    assert choice.text.strip() == "K　その他"
    assert "A–K" in page.text
    desk.submit(page, form_of(today), blocker="other", button="理由を登録")
    assert "理由をメモで確かめる" in after(desk, today).text
    assert db.exec(select(AppOutcome)).one().blocker is Blocker.OTHER
