"""Who has moved away or died: written down in one form, taken back, left alone from that day."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.core.journal.models import AuditEntry
from classroom.desk.participant import queries, service
from classroom.desk.participant.models import Participant
from classroom.desk.participant.values import Living, ParticipantDetails
from classroom.desk.queue.book import book
from classroom.desk.queue.call_queries import to_make
from classroom.desk.queue.draw_queries import candidates
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.promote import promote
from classroom.desk.queue.remind import remind
from classroom.desk.queue.values import Act, Asked
from classroom.papers import person_queries
from classroom.planning.course.rules import Selection
from classroom.rules.words.queue import CallKind, CallState, Channel, Status
from classroom.rules.words.residence import Residence
from tests import make
from tests.page import PageClient

ACT = Act(make.NOW)
YESTERDAY = make.TODAY - timedelta(days=1)
TOMORROW = make.TODAY + timedelta(days=1)


def leaves(db: Session, person: Participant, **how: object) -> None:
    """Write down that somebody left, as the form does."""
    living = Living(Residence.INSIDE, **how)  # type: ignore[arg-type]
    service.write_living(db, key(person), living, version=person.version, at=make.NOW)
    db.commit()


def test_it_is_written_down_in_the_card_and_taken_back(desk: PageClient, db: Session) -> None:
    person = make.participant(db)
    make.enrolment(db, person, make.offering(db, make.NEXT_WEEK))
    db.commit()
    number = person.id
    db.rollback()
    page = desk.get(f"/participants/{number}")
    here = f"form[action='/participants/{number}/living']"
    desk.submit(page, here, residence="inside", died_on=YESTERDAY.isoformat())
    after = desk.get(f"/reception?person={number}")
    assert "亡くなられました" in after.text
    assert "これからの申込1件を取り消す" in after.text
    db.expire_all()
    assert person.died_on == YESTERDAY
    entries = db.exec(select(AuditEntry)).all()
    assert any(one.action == "participant.living" and "died" in one.details for one in entries)
    db.rollback()
    card = desk.get(f"/participants/{number}")
    assert "死亡" in card.text
    desk.submit(card, f"form[action='/participants/{number}/living/undo']")
    db.expire_all()
    back = db.get_one(Participant, number)
    assert (back.died_on, back.residence) == (None, Residence.INSIDE)


def test_days_that_cannot_be_are_refused_and_nothing_typed_is_lost(
    desk: PageClient, db: Session
) -> None:
    person = make.participant(db)
    db.commit()
    page = desk.get(f"/participants/{person.id}")
    here = f"form[action='/participants/{person.id}/living']"
    again = desk.submit(page, here, 422, residence="outside", died_on=TOMORROW.isoformat())
    assert again is not None
    assert "先の日付は入れられません" in again.text
    assert TOMORROW.isoformat() in str(again)
    for living in (
        Living(moved_on=make.TODAY + timedelta(days=800)),
        Living(died_on=person.born_on - timedelta(days=1) if person.born_on else None),
    ):
        with pytest.raises(Refusal):
            service.write_living(db, key(person), living, version=person.version, at=make.NOW)


def test_all_that_is_ahead_is_cancelled_by_one_press(desk: PageClient, db: Session) -> None:
    person = make.participant(db)
    first = make.enrolment(db, person, make.offering(db, make.NEXT_WEEK))
    second = make.enrolment(db, person, make.offering(db, make.NEXT_WEEK + timedelta(days=1)))
    leaves(db, person, moved_on=make.TODAY)
    page = desk.get(f"/reception?person={person.id}")
    assert "新しい申込は受け付けません" in page.text
    desk.submit(page, f"form[action='/participants/{person.id}/bookings/cancel']")
    db.expire_all()
    assert {first.status, second.status} == {Status.CANCELLED}


def test_nobody_books_or_seats_who_has_left_but_who_will_leave_later_may_come(db: Session) -> None:
    offering = make.offering(db, make.NEXT_WEEK)
    asked = Asked(offering_id=key(offering), channel=Channel.TELEPHONE)
    person, other = make.participant(db), make.participant(db, "大野 ハル", "オオノ ハル")
    leaves(db, person, moved_on=YESTERDAY)
    leaves(db, other, moved_on=make.NEXT_WEEK + timedelta(days=1))
    with pytest.raises(Refusal, match="転出と登録されています"):
        book(db, key(person), asked, ACT)
    assert book(db, key(other), asked, ACT).status is Status.ACCEPTED
    waits = make.enrolment(
        db, person, make.offering(db), status=Status.WAITLISTED, waiting_number=1
    )
    with pytest.raises(Refusal, match="転出"):
        promote(db, key(waits), ACT)


def test_a_free_seat_is_offered_to_the_next_and_a_held_one_is_let_go(
    desk: PageClient, db: Session
) -> None:
    offering = make.offering(db, make.NEXT_WEEK, capacity=1)
    first, second = make.participant(db), make.participant(db, "大野 ハル", "オオノ ハル")
    lines = [
        make.enrolment(db, one, offering, status=Status.WAITLISTED, waiting_number=number)
        for number, one in enumerate((first, second), 1)
    ]
    offer_seats(db, key(offering), at=make.NOW)
    db.commit()
    assert [one.participant_id for one in to_make(db, make.NOW)] == [first.id]
    number = first.id
    db.rollback()
    page = desk.get(f"/participants/{number}")
    here = f"form[action='/participants/{number}/living']"
    desk.submit(page, here, residence="inside", died_on=YESTERDAY.isoformat())
    db.expire_all()
    calls = to_make(db, make.NOW)
    assert [one.enrolment_id for one in calls] == [lines[1].id]
    assert calls[0].holds_seat


def test_no_call_no_label_no_reminder_and_no_draw_for_who_has_left(
    desk: PageClient, db: Session
) -> None:
    offering = make.offering(db, make.NEXT_WEEK)
    (session,) = make.sessions(db, offering)
    left, here = make.participant(db), make.participant(db, "大野 ハル", "オオノ ハル")
    for one in (left, here):
        make.enrolment(db, one, offering)
    leaves(db, left, died_on=YESTERDAY)
    assert remind(db, key(session), at=make.NOW) == 1
    found = person_queries.guests(db, key(offering), {Status.ACCEPTED}, make.TODAY)
    assert [one.participant_id for one in found] == [here.id]
    assert person_queries.left_out(db, key(offering), {Status.ACCEPTED}, make.TODAY) == 1
    before = person_queries.guests(
        db, key(offering), {Status.ACCEPTED}, YESTERDAY - timedelta(days=1)
    )
    assert len(before) == 2
    drawn = make.offering(db, make.NEXT_WEEK, selection=Selection.DRAW)
    for one in (left, here):
        make.enrolment(db, one, drawn, status=Status.APPLIED, holds_seat=False)
    assert [one.name_kana for one in candidates(db, key(drawn), make.NOW)] == ["オオノ ハル"]
    db.commit()
    page = desk.get(f"/offerings/{offering.id}")
    assert "転出・死亡の方が1人、申し込んだままです" in page.text
    assert (
        "転出・死亡の方1人には、どの紙もつくりません"
        in desk.get(f"/offerings/{offering.id}/mailing").text
    )
    assert "転出・死亡の方の申込が残っています" in desk.get("/calls").text
    assert (
        "転出・死亡の方1人は、この名簿にのせていません" in desk.get(f"/sessions/{session.id}").text
    )


def test_a_call_made_before_they_left_is_not_to_be_made_and_comes_back_with_them(
    db: Session,
) -> None:
    person = make.participant(db)
    db.add(
        CallTask(
            kind=CallKind.FOLLOW_UP, participant_id=key(person), say="その後いかがですか",
            due_on=make.TODAY, created_at=make.NOW, state=CallState.OPEN,
        )
    )  # fmt: skip
    db.commit()
    assert len(to_make(db, make.NOW)) == 1
    leaves(db, person, moved_on=make.TODAY)
    assert to_make(db, make.NOW) == []
    leaves(db, person)
    assert len(to_make(db, make.NOW)) == 1


def test_the_list_of_people_leaves_them_out_and_says_so(desk: PageClient, db: Session) -> None:
    left = make.participant(db)
    make.participant(db, "大野 ハル", "オオノ ハル")
    leaves(db, left, died_on=YESTERDAY)
    page = desk.get("/participants/list")
    assert "受講者は1人です" in page.text
    assert "転出・死亡の方1人は、のせていません" in page.text
    shown = desk.get("/participants/list?lives=died")
    assert left.shown_name in shown.text
    assert desk.get("/participants/list?lives=moved").select_one("td .name") is None


def test_who_may_live_here_is_listed_and_asked_with_one_press(
    desk: PageClient, db: Session
) -> None:
    details = ParticipantDetails(name_kana="オオノ ハル", name="大野 ハル")
    person = service.register(db, details, at=make.NOW)
    place = key(make.district(db))
    local = service.register(
        db, ParticipantDetails(name_kana="アベ トミ", district_id=place), at=make.NOW
    )
    db.commit()
    assert (person.residence, local.residence) == (Residence.UNKNOWN, Residence.INSIDE)
    assert "市内か市外かをうかがう方が1人います" in desk.get("/participants").text
    page = desk.get("/participants/residence")
    desk.submit(page, f"form[action='/participants/{person.id}/residence']", residence="outside")
    db.expire_all()
    assert person.residence is Residence.OUTSIDE
    assert queries.count_to_ask(db, queries.RESIDENCE_TO_ASK, make.TODAY) == 0


def test_enrolments_stay_as_history(db: Session) -> None:
    person = make.participant(db)
    line = make.enrolment(db, person, make.offering(db, YESTERDAY))
    leaves(db, person, died_on=make.TODAY)
    assert db.get_one(Enrolment, key(line)).status is Status.ACCEPTED
