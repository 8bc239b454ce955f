from datetime import date, timedelta

from bs4 import BeautifulSoup
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Status
from tests import make
from tests.page import PageClient

DESK = "/reception"
BOOK = "form[action$=bookings]"


def status_of(db: Session, person: Participant, offering: Offering) -> Status:
    db.expire_all()
    wanted = select(Enrolment).where(
        Enrolment.participant_id == person.id, Enrolment.offering_id == offering.id
    )
    status = db.exec(wanted).one().status
    db.commit()  # SQLite: let the desk write again
    return status


def words(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ", strip=True).split()) for found in page.select(selector)]


def test_the_empty_desk_asks_whom_it_is_about(desk: PageClient) -> None:
    page = desk.get(DESK)
    assert "どなたの受付ですか" in page.text
    assert page.select_one("#q[autofocus]")
    assert page.select_one('a[data-key="F2"]')


def test_four_digits_open_the_first_who_has_them(db: Session, desk: PageClient) -> None:
    make.participant(db, telephone="0225004187")
    make.participant(db, "渡邊 正夫", "ワタナベ マサオ", telephone="0225004187")
    make.participant(db, "髙橋 勇", "タカハシ イサム", telephone="0225008813")
    db.commit()
    page = desk.get(f"{DESK}?q=4187")
    assert "2人みつかりました" in page.text
    assert words(page, "a.hit .name") == ["渡邊 トシ子", "渡邊 正夫"]
    assert words(page, "a.hit[aria-current=true] .name") == ["渡邊 トシ子"]
    assert "トシコ" in page.h1.text  # type: ignore[union-attr]  # the page client saw it


def test_while_typing_only_the_list_is_sent(db: Session, desk: PageClient) -> None:
    make.participant(db)
    db.commit()
    answer = desk.client.get(f"{DESK}?q=わた", headers={"X-Requested-With": "fetch"})
    text = answer.get_data(as_text=True)
    assert "<html" not in text
    assert 'id="hits"' in text
    assert "渡邊 トシ子" in text


def test_a_hit_says_by_which_class_one_remembers_the_person(db: Session, desk: PageClient) -> None:
    person = make.participant(db)
    make.enrolment(db, person, make.offering(db, date(2020, 10, 14)))
    db.commit()
    assert "前回 10/14 身分証アプリ" in desk.get(f"{DESK}?q=トシコ").text
    make.enrolment(db, person, make.offering(db, make.NEXT_WEEK))
    db.commit()
    assert "次 " in words(desk.get(f"{DESK}?q=トシコ"), ".hit-note")[0]


def test_nobody_found_offers_to_register(desk: PageClient) -> None:
    page = desk.get(f"{DESK}?q=ゼゼ")
    assert "みつかりませんでした" in page.text
    assert page.select_one("main a.btn-solid[href*='/reception/new']")


def test_an_unknown_person_is_not_found(desk: PageClient) -> None:
    desk.get(f"{DESK}?person=999", expect=404)


def test_the_marked_row_books_and_the_undo_gives_the_seat_back(
    db: Session, desk: PageClient
) -> None:
    person, offering = make.participant(db), make.offering(db)
    db.commit()
    page = desk.get(f"{DESK}?person={person.id}")
    assert page.select_one(f"{BOOK} .pick.is-next button[autofocus]")
    desk.submit(page, BOOK, button="申し込む")
    page = desk.get(str(desk.location))
    assert "の席を取りました" in page.text
    assert status_of(db, person, offering) is Status.ACCEPTED
    assert not page.select(f"{BOOK} button")
    desk.submit(page, ".undo form")
    assert "を取り消しました" in desk.get(f"{DESK}?person={person.id}").text
    assert status_of(db, person, offering) is Status.CANCELLED
    assert db.get_one(Offering, key(offering)).seats_taken == 0


def test_a_cancellation_can_be_taken_back(db: Session, desk: PageClient) -> None:
    person, offering = make.participant(db), make.offering(db)
    make.enrolment(db, person, offering)
    db.commit()
    url = f"{DESK}?person={person.id}"
    desk.submit(desk.get(url), "form[action$=cancel]")
    desk.submit(desk.get(url), ".undo form")
    assert "元にもどしました" in desk.get(url).text
    assert status_of(db, person, offering) is Status.ACCEPTED


def test_a_full_offering_offers_the_queue(db: Session, desk: PageClient) -> None:
    person, offering = make.participant(db), make.offering(db, capacity=1)
    make.enrolment(db, make.participant(db, "佐藤 実", "サトウ ミノル"), offering)
    db.commit()
    page = desk.get(f"{DESK}?person={person.id}")
    desk.submit(page, BOOK, button="待ちに入る")
    page = desk.get(str(desk.location))
    assert "待ち1番に入りました" in page.text
    assert "待ち 1番" in page.text


def test_a_seat_that_went_meanwhile_is_told_and_nothing_is_lost(
    db: Session, desk: PageClient
) -> None:
    person, offering = make.participant(db), make.offering(db, capacity=1)
    db.commit()
    page = desk.get(f"{DESK}?person={person.id}")
    make.enrolment(db, make.participant(db, "佐藤 実", "サトウ ミノル"), offering)
    db.commit()
    desk.submit(page, BOOK, button="申し込む")
    page = desk.get(str(desk.location))
    assert "最後の席は、いま別の受付で入りました" in page.text
    assert "待ちに入る" in page.text


def test_who_is_too_young_sees_why(db: Session, desk: PageClient) -> None:
    person = make.participant(db, born_on=make.TODAY - timedelta(days=365 * 50))
    make.offering(db, age_min=65)
    db.commit()
    page = desk.get(f"{DESK}?person={person.id}")
    assert "65歳以上の方が対象です" in page.text
    assert not page.select(f"{BOOK} button")


def test_the_next_in_the_queue_is_named_when_a_seat_is_freed(db: Session, desk: PageClient) -> None:
    offering = make.offering(db, capacity=1)
    holder, waiting = make.participant(db), make.participant(db, "佐藤 実", "サトウ ミノル")
    make.enrolment(db, holder, offering)
    make.enrolment(db, waiting, offering, status=Status.WAITLISTED, waiting_number=1)
    db.commit()
    desk.submit(desk.get(f"{DESK}?person={holder.id}"), "form[action$=cancel]")
    assert "待ちの1番は佐藤 実さんです" in desk.get(f"{DESK}?person={holder.id}").text


def test_more_than_six_offerings_wait_behind_a_link(db: Session, desk: PageClient) -> None:
    person = make.participant(db)
    for days in range(8):
        make.offering(db, make.TODAY + timedelta(days=days + 1))
    db.commit()
    page = desk.get(f"{DESK}?person={person.id}")
    assert len(page.select(".pick")) == 6
    assert "あと2件" in page.text
    assert len(desk.get(f"{DESK}?person={person.id}&all=1").select(".pick")) == 8


def test_an_offering_one_came_from_stands_first(db: Session, desk: PageClient) -> None:
    person = make.participant(db)
    make.offering(db)
    wanted = make.offering(db, make.TODAY + timedelta(days=60))
    db.commit()
    page = desk.get(f"{DESK}?person={person.id}&offering={wanted.id}")
    first = page.select_one(".pick.is-next button[name=pick]")
    assert first is not None
    assert first["value"] == str(wanted.id)


def test_a_booking_without_its_offering_is_no_error_of_ours(db: Session, desk: PageClient) -> None:
    person, _ = make.participant(db), make.offering(db)
    db.commit()
    page = desk.get(f"{DESK}?person={person.id}")
    desk.submit(page, BOOK, expect=400)


def test_the_offering_shows_its_people_its_queue_and_its_papers(
    db: Session, desk: PageClient
) -> None:
    offering = make.offering(db, make.NEXT_WEEK, make.NEXT_WEEK + timedelta(days=7), capacity=1)
    holder, waiting = make.participant(db), make.participant(db, "佐藤 実", "サトウ ミノル")
    held = make.enrolment(db, holder, offering)
    make.enrolment(db, waiting, offering, status=Status.WAITLISTED, waiting_number=1)
    db.commit()
    page = desk.get(f"/offerings/{offering.id}")
    assert "席は満席です。待ちが1人います。" in words(page, "#h-s")
    assert "第2回" in page.text
    offered = {paper.text for paper in page.select(".papers b")}
    assert {"出席簿", "参加のご案内", "はがき・宛名・修了証"} <= offered
    assert not page.select("form[action$=status]")
    desk.submit(page, "form[action$=promote]")
    assert "いま空いた席はありません" in desk.get(f"/offerings/{offering.id}").text
    cancel(db, key(held), why="本人から・入院", act=Act(make.NOW))
    db.commit()
    desk.submit(desk.get(f"/offerings/{offering.id}"), "form[action$=promote]")
    page = desk.get(f"/offerings/{offering.id}")
    assert "席は満席です。" in words(page, "#h-s")
    assert "入院" in page.text
    assert status_of(db, waiting, offering) is Status.ACCEPTED


def test_who_declines_is_taken_from_the_queue(db: Session, desk: PageClient) -> None:
    offering, person = make.offering(db, capacity=1), make.participant(db)
    make.enrolment(db, person, offering, status=Status.WAITLISTED, waiting_number=1)
    db.commit()
    desk.submit(desk.get(f"/offerings/{offering.id}"), "form[action$=decline]")
    assert "辞退にしました" in desk.get(f"/offerings/{offering.id}").text
    assert status_of(db, person, offering) is Status.DECLINED


def test_a_planner_moves_an_offering_on(db: Session, planner: PageClient) -> None:
    offering = make.offering(db)
    db.commit()
    page = planner.get(f"/offerings/{offering.id}")
    assert "受付を終える" in page.text
    assert "中止にする" in page.text
    assert "まだ申込はありません" in page.text


def test_an_unknown_offering_is_not_found(desk: PageClient) -> None:
    desk.get("/offerings/999", expect=404)
