from sqlmodel import Session

from classroom.class_day.attendance.service import mark
from classroom.class_day.attendance.values import Press
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import Mark
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.queue import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import class_of_today
from tests.conftest import SignedIn
from tests.page import PageClient


def names(desk: PageClient, address: str) -> list[str]:
    return [found.text for found in desk.get(address).select(".cds .name")]


def test_people_stand_in_the_order_of_their_kana_and_stay_there(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    ordered = ["阿部 榮吉", "小野寺 とし", "渡邊 光子"]
    assert names(desk, f"/sessions/{today.id}") == ordered
    mark(db, today.id, today.line(1), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    db.commit()
    assert names(desk, f"/sessions/{today.id}") == ordered


def test_a_row_shows_the_decade_the_telephones_kind_and_needs(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    row = desk.get(f"/sessions/{today.id}").select_one(f"#e{today.line(0)}")
    assert row is not None
    assert "80代" in row.text
    assert "車いす" in row.text


def test_a_told_band_is_shown_as_it_was_told(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    told = make.participant(
        db, "", "イトウ トキ", told_band=ToldBand.SEVENTIES, told_band_on=make.TODAY
    )
    make.enrolment(db, told, today.offering)
    db.commit()
    page = desk.get(f"/sessions/{today.id}")
    assert "70代" in page.text
    assert "イトウ トキ" in page.text


def test_who_cancelled_is_not_expected_but_who_came_before_cancelling_stays(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    for line in today.enrolments[:2]:
        line.status, line.holds_seat = Status.CANCELLED, False
        db.add(line)
    db.commit()
    assert names(desk, f"/sessions/{today.id}") == ["阿部 榮吉", "渡邊 光子"]


def test_the_finder_works_without_the_script(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    assert names(desk, f"/sessions/{today.id}?kana=おの") == ["小野寺 とし"]
    assert "名簿にいません" in desk.get(f"/sessions/{today.id}?kana=ンゴ").text


def test_an_empty_class_says_so_and_takes_walk_ins(db: Session, desk: PageClient) -> None:
    offering = make.offering(db, make.TODAY)
    number = make.sessions(db, offering)[0].id
    db.commit()
    page = desk.get(f"/sessions/{number}")
    assert "申込の方は、まだいません。" in page.text
    assert page.select_one("form.walk-form") is not None


def test_before_the_day_only_an_absence_can_be_marked(db: Session, desk: PageClient) -> None:
    today = class_of_today(db, days=(make.NEXT_WEEK,))
    page = desk.get(f"/sessions/{today.id}")
    assert "3人が来る予定です。" in page.text
    presses = {button.get("value") for button in page.select(".cd-act button")}
    assert presses == {"excused"}


def test_there_is_no_such_session(db: Session, signed_in: SignedIn) -> None:
    for role in (Role.RECEPTION, Role.INSTRUCTOR):
        signed_in(role).get("/sessions/999", expect=404)
    db.commit()
