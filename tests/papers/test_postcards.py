from pathlib import Path

import pytest
from sqlmodel import Session

from classroom.papers.pdf.postcard import draw_postcards
from classroom.papers.person_values import Message, Postcards
from classroom.rules.words.queue import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.papers.samples import (
    OFFICE,
    about,
    assert_apart,
    assert_inside,
    bare,
    check_file,
    guests,
    text_of,
)

ADDRESS = "東松島市矢本字大溜9番地1　第二コーポ 203号室"
WAITS = {"status": Status.WAITLISTED, "waiting_place": 3}


@pytest.mark.parametrize("message", Message)
@pytest.mark.parametrize("days", [1, 12])
def test_each_person_has_two_sides_with_the_whole_name(
    message: Message, days: int, tmp_path: Path
) -> None:
    given = {"address": ADDRESS} | ({} if message is Message.INVITATION else WAITS)
    cards = Postcards(message, guests(10, **given), about(days), OFFICE)
    paper = draw_postcards(cards)
    texts = text_of(paper.pdf)
    assert len(texts) == 20
    for number, guest in enumerate(cards.guests):
        front, back = texts[2 * number : 2 * number + 2]
        assert bare(guest.shown_name) + "様" in front
        assert bare(ADDRESS) in front
        assert bare(OFFICE.address) in front
        assert bare(guest.shown_name) + "様" in back
        assert "0225-82-1111" in back
        assert "令和8年12月1日（火）" in back
        assert ("待ちの3番目" in back) is (message is not Message.INVITATION)
    assert paper.missing == ()
    assert_inside(paper.pdf, tmp_path, 100, 148, 5)
    assert_apart(draw_postcards(cards).pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_the_side_that_anyone_can_read_has_no_address_and_no_telephone_of_the_person() -> None:
    cards = Postcards(Message.INVITATION, guests(1, address=ADDRESS), about(), OFFICE)
    assert "第二コーポ" not in text_of(draw_postcards(cards).pdf)[1]


def test_a_lost_draw_is_said_and_that_they_wait() -> None:
    cards = Postcards(Message.LOST, guests(1, **WAITS), about(), OFFICE)
    back = text_of(draw_postcards(cards).pdf)[1]
    assert "抽選の結果、お席をご用意できませんでした" in back
    assert "席が空いたら、お電話します" in back


def test_a_card_to_nobody_says_so() -> None:
    (text,) = text_of(draw_postcards(Postcards(Message.LOST, (), about(), OFFICE)).pdf)
    assert "お渡しする方は、まだいません" in text


def test_who_waits_gets_the_card_of_who_waits(db: Session, signed_in: SignedIn) -> None:
    offering = make.offering(db)
    make.enrolment(db, make.participant(db), offering)
    late = make.participant(db, "大野 ハル", "オオノ ハル", address=ADDRESS)
    make.enrolment(db, late, offering, status=Status.WAITLISTED, waiting_number=1)
    db.commit()
    desk = signed_in(Role.RECEPTION)
    address = f"/offerings/{offering.id}/postcards.pdf?message="
    front, back = text_of(desk.client.get(f"{address}waiting").data)
    assert "大野ハル様" in front
    assert "待ちの1番目" in back
    assert "渡邊トシ子様" in text_of(desk.client.get(f"{address}invitation").data)[0]
    desk.get(f"{address}sold-out", expect=404)
