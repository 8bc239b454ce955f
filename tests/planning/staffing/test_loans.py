"""The pool of telephones to lend, and teams that cannot be everywhere."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.desk.participant.rules import Device
from classroom.planning.offering import team_service
from classroom.planning.staffing import loan_queries, service
from classroom.planning.staffing.rules import Pooled, pick_phones
from classroom.planning.staffing.values import Part, PersonDetails, PhoneDetails, TeamDetails
from tests import make
from tests.page import PageClient

pools = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12).map(
    lambda seen: [Pooled(number, *flags) for number, flags in enumerate(seen)]
)


def phones(db: Session, count: int) -> list[int]:
    made = (service.create_phone(db, PhoneDetails(f"{n}番")) for n in range(1, count + 1))
    return [key(phone) for phone in made]


def lent(db: Session, course_session_id: int) -> list[str]:
    return [phone.label for phone in loan_queries.lent_to(db, course_session_id)]


@given(st.integers(0, 15), pools)
def test_no_busy_telephone_goes_while_a_free_one_stays(count: int, pool: list[Pooled]) -> None:
    picked = set(pick_phones(count, pool))
    assert len(picked) == min(count, len(pool))
    left_free = [one for one in pool if one.is_free and one.id not in picked]
    assert not (left_free and any(one.id in picked and not one.is_free for one in pool))


@given(pools)
def test_what_a_session_has_stays_with_it(pool: list[Pooled]) -> None:
    mine = {one.id for one in pool if one.is_mine and one.is_free}
    assert mine <= set(pick_phones(len(mine), pool))


def test_a_planner_keeps_the_pool(planner: PageClient, db: Session) -> None:
    assert "まだありません" in planner.get("/loan-phones").get_text()
    planner.submit(planner.get("/loan-phones/new"), label="7番", note="Pixel")
    (line,) = loan_queries.phone_lines(db, make.TODAY)
    assert (line.label, line.note, line.is_active) == ("7番", "Pixel", True)
    db.commit()
    again = planner.submit(planner.get("/loan-phones/new"), expect=422, label="7番", note="白")
    assert "もうあります" in str(again)
    assert "白" in str(again)
    mine, theirs = (planner.get(f"/loan-phones/{line.id}") for _ in range(2))
    planner.submit(theirs, note="修理中")
    answer = planner.submit(mine, expect=422, note="黒")
    assert answer is not None
    assert "修理中" in answer.get_text()
    with pytest.raises(Stale):
        service.change_phone(db, line.id, PhoneDetails("7番"), version=1)


def test_so_many_telephones_go_to_a_session_and_free_ones_are_found(
    planner: PageClient, db: Session
) -> None:
    phones(db, 4)
    first, second = (make.sessions(db, make.offering(db))[0] for _ in range(2))
    team_service.set_team(db, key(first), TeamDetails(phones=3), version=1)
    db.commit()
    page = planner.get(f"/sessions/{second.id}/team")
    assert "全部で4台。この時間に使えるのは1台です" in page.get_text()
    planner.submit(page, phones="1")
    assert lent(db, key(second)) == ["4番"]
    db.commit()
    page = planner.get(f"/sessions/{second.id}/team")
    answer = planner.submit(page, expect=422, phones="2")
    assert answer is not None
    assert "貸出スマホ1台（1番）は、10:00–11:30に矢本東で" in answer.get_text()
    assert "次に空いているのは" in answer.get_text()
    planner.submit(answer, phones="2", clash_reason="1台は終わりしだい運ぶ")
    assert lent(db, key(second)) == ["1番", "4番"]
    db.refresh(second)
    assert second.clash_reason == "1台は終わりしだい運ぶ"
    db.commit()
    more = planner.get(f"/sessions/{second.id}/team")
    assert "全部で4台です" in str(planner.submit(more, expect=422, phones="9"))
    shown = planner.get("/loan-phones").get_text()
    assert "矢本東" in shown


def test_the_page_says_how_many_people_want_to_borrow(planner: PageClient, db: Session) -> None:
    phones(db, 2)
    row = make.offering(db)
    make.enrolment(db, make.participant(db, device=Device.LOAN), row)
    make.enrolment(db, make.participant(db, "千葉 みつ", device=Device.IPHONE), row)
    (session,) = make.sessions(db, row)
    db.commit()
    text = planner.get(f"/sessions/{session.id}/team").get_text()
    assert "スマホを借りたい方が1人います" in text


def test_who_cannot_be_there_in_time_takes_a_reason(planner: PageClient, db: Session) -> None:
    teacher = key(
        service.create_person(db, Part.INSTRUCTOR, PersonDetails("遠藤 久美", "エンドウ クミ"))
    )
    (morning,) = make.sessions(db, make.offering(db))
    (noon,) = make.sessions(db, make.offering(db, starts=time(11, 45), ends=time(13)))
    (afternoon,) = make.sessions(db, make.offering(db, starts=time(13, 30), ends=time(15)))
    team_service.set_team(db, key(morning), TeamDetails((teacher,)), version=1)
    team_service.set_team(db, key(afternoon), TeamDetails((teacher,)), version=1)
    db.commit()
    page = planner.get(f"/sessions/{noon.id}/team")
    assert "移動に30分かかりますが、間は15分です" in page.get_text()
    answer = planner.submit(page, expect=422, instructors=str(teacher))
    assert answer is not None
    assert "講師の遠藤 久美さんは、11:30まで" in answer.get_text()
    with pytest.raises(Refusal, match="重なってもよい理由"):
        team_service.set_team(db, key(noon), TeamDetails((teacher,)), version=1)
    db.rollback()
    planner.submit(answer, instructors=str(teacher), clash_reason="車で送る")
    db.refresh(noon)
    assert noon.clash_reason == "車で送る"
    db.commit()
    assert "重なりあり：車で送る" in planner.get(f"/offerings/{noon.offering_id}").get_text()
    planner.submit(planner.get(f"/sessions/{noon.id}/team"), instructors=[])
    db.refresh(noon)
    assert noon.clash_reason == ""


def test_one_account_is_one_person_teaching_or_helping(db: Session) -> None:
    (mine,), (other,) = (make.sessions(db, make.offering(db)) for _ in range(2))
    teacher = make.teaching(db, mine)
    details = PersonDetails("遠藤 久美", "エンドウ クミ", staff_member_id=teacher.staff_member_id)
    helper = service.create_person(db, Part.ASSISTANT, details)
    with pytest.raises(Refusal, match="補助員の遠藤 久美さんは"):
        team_service.set_team(db, key(other), TeamDetails((), (key(helper),)), version=1)
