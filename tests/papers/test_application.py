from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from classroom.desk.participant.rules import Card, Device
from classroom.papers.pdf.application import draw_application
from classroom.papers.person_values import Applicant, Application
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.papers.samples import (
    NAMES,
    NOW,
    OFFICE,
    assert_apart,
    assert_inside,
    bare,
    check_file,
    text_of,
)


def form(**known: object) -> Application:
    return Application(Applicant(**known), OFFICE, NOW)  # type: ignore[arg-type]  # a test's facts


@pytest.mark.parametrize(("name", "kana"), NAMES)
def test_what_is_known_is_filled_in(name: str, kana: str, tmp_path: Path) -> None:
    paper = draw_application(
        form(
            name=name,
            kana=kana,
            born_on=date(1943, 3, 15),
            telephone="0225004187",
            good_times="午前中",
            district="大曲",
            address="東松島市矢本字大溜9番地1 第二コーポ203号室" * 2,
            device=Device.LOAN,
            card=Card.EXPIRED,
            needs=("車いす",),
            family_name="渡邊 一郎",
            family_relation="長男",
            family_telephone="09000001234",
        )
    )
    (text,) = text_of(paper.pdf)
    for said in (bare(name), bare(kana), "18年3月15日", "0225-00-4187", "大曲", "090-0000-1234"):
        assert said in text
    assert paper.missing == ()
    assert_inside(paper.pdf, tmp_path, 210, 297, 9)
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_a_blank_one_asks_never_for_the_number_and_says_what_it_is_for() -> None:
    (text,) = text_of(draw_application(form()).pdf)
    assert "個人番号（マイナンバー）は、書かないでください" in text
    assert "教室の受付とご連絡だけに使います。" in text
    assert "よろしいでしょうか" not in text
    assert "上の使いみちを読みました" in text
    assert "大正昭和平成年月日" in text


def test_the_same_form_gives_the_same_bytes() -> None:
    assert draw_application(form(name="𠮷田")).pdf == draw_application(form(name="𠮷田")).pdf


def test_the_papers_of_a_person_are_on_one_page(db: Session, signed_in: SignedIn) -> None:
    who = make.participant(db, telephone="0225004187")
    line = make.enrolment(db, who, make.offering(db))
    db.commit()
    desk = signed_in(Role.RECEPTION)
    shown = desk.get(f"/participants/{who.id}")
    assert shown.select_one(f"a[href='/participants/{who.id}/papers']")
    links = [str(a["href"]) for a in desk.get(f"/participants/{who.id}/papers").select(".papers a")]
    assert links == [
        f"/enrolments/{line.id}/slip.pdf",
        f"/enrolments/{line.id}/invitation.pdf",
        f"/participants/{who.id}/application.pdf",
        "/application.pdf",
    ]
    (filled,) = text_of(desk.client.get(links[2]).data)
    assert "0225-00-4187" in filled
    assert "0225-00-4187" not in text_of(desk.client.get(links[3]).data)[0]
