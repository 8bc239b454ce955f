from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from classroom.papers.pdf.invitation import draw_invitations
from classroom.papers.person_values import Invitations
from classroom.rules.words.queue import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.papers.samples import (
    NOW,
    OFFICE,
    about,
    assert_apart,
    assert_inside,
    bare,
    check_file,
    guests,
    text_of,
)


def letters(people: int, days: int = 1) -> Invitations:
    return Invitations(guests(people), about(days), OFFICE, NOW)


@pytest.mark.parametrize("days", [1, 3, 20])
def test_each_person_has_a_page_with_the_whole_name(days: int, tmp_path: Path) -> None:
    sent = letters(10, days)
    paper = draw_invitations(sent)
    texts = text_of(paper.pdf)
    assert len(texts) == 10
    for text, guest in zip(texts, sent.guests, strict=True):
        assert bare(guest.shown_name) + "様" in text
        assert str(guest.enrolment_id) in text
    assert paper.missing == ()
    assert_inside(paper.pdf, tmp_path, 210, 297, 9)
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_the_way_and_the_telephone_are_told() -> None:
    (text,) = text_of(draw_invitations(letters(1)).pdf)
    for said in (
        "令和8年12月1日（火）",
        "午前10時から11時30分まで",
        "東松島市矢本字大溜9番地1",
        "駐車場があります（40台）",
        "電話0225-82-1111",
        "令和8年11月22日",
    ):
        assert said in text


def test_three_hundred_are_found_by_their_bookmarks() -> None:
    pdf = PdfReader(BytesIO(draw_invitations(letters(300)).pdf))
    assert len(pdf.pages) == len(pdf.outline) == 300


def test_a_class_of_nobody_has_a_page_that_says_so() -> None:
    assert "お渡しする方は、まだいません" in text_of(draw_invitations(letters(0)).pdf)[0]


def test_the_same_letters_give_the_same_bytes() -> None:
    assert draw_invitations(letters(2)).pdf == draw_invitations(letters(2)).pdf


def test_only_who_has_a_seat_is_invited(db: Session, signed_in: SignedIn) -> None:
    place = make.venue(db, address="矢本字大溜9", telephone="0225001234", parking=20)
    days = make.NEXT_WEEK, make.NEXT_WEEK + timedelta(days=7)
    offering = make.offering(db, *days, place=place)
    seat = make.enrolment(db, make.participant(db, telephone="0225004187"), offering)
    late = make.participant(db, "大野 ハル", "オオノ ハル")
    waits = make.enrolment(db, late, offering, status=Status.WAITLISTED, waiting_number=1)
    db.commit()
    desk = signed_in(Role.RECEPTION)
    (page,) = text_of(desk.client.get(f"/offerings/{offering.id}/invitations.pdf").data)
    assert "渡邊トシ子様" in page
    assert "4187" not in page
    assert "駐車場があります（20台）" in page
    assert "会場の電話は0225-00-1234です" in page
    assert text_of(desk.client.get(f"/enrolments/{seat.id}/invitation.pdf").data)[0]
    desk.get(f"/enrolments/{waits.id}/invitation.pdf", expect=404)
