from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlmodel import Session

from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.desk.queue.models import Enrolment
from classroom.kit.pdf.paper import MissingGlyph
from classroom.papers.certificate_rules import CertificateRule, Days, has_finished
from classroom.papers.pdf.certificate import draw_certificates
from classroom.papers.person_values import Certificates
from classroom.planning.course.models import Offering
from classroom.rules.words.attendance import Mark
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.papers.samples import (
    NAMES,
    assert_apart,
    assert_inside,
    bare,
    check_file,
    text_of,
)

SHOWN = tuple(name or kana for name, kana in NAMES)
TITLE = "デジタル身分証アプリをはじめよう"
ALL, ONCE = CertificateRule.ALL, CertificateRule.ONCE


def certificates(*names: str, title: str = TITLE, sessions: int = 3) -> Certificates:
    return Certificates(
        names, title, sessions, date(2026, 11, 22), "東松島市", "東松島市長　山田 一"
    )


@pytest.mark.parametrize("title", [TITLE, "LINE入門2（電話・文字・写真の送り方まで）" * 2])
def test_each_person_has_one_with_the_whole_name(title: str, tmp_path: Path) -> None:
    paper = draw_certificates(certificates(*SHOWN, title=title))
    texts = text_of(paper.pdf)
    for text, name in zip(texts, SHOWN, strict=True):
        assert f"{bare(name)}様" in text
        assert bare(title) in text
        assert "令和八年十一月二十二日" in text
        assert "東松島市長山田一" in text
    assert paper.missing == ()
    assert_inside(paper.pdf, tmp_path, 297, 210, 13)
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_the_number_of_days_is_said_in_kanji_where_there_are_several() -> None:
    assert "（全十二回）" in text_of(draw_certificates(certificates("𠮷田", sessions=12)).pdf)[0]
    assert "全" not in text_of(draw_certificates(certificates("𠮷田", sessions=1)).pdf)[0]


def test_three_hundred_are_found_by_their_bookmarks() -> None:
    pdf = PdfReader(BytesIO(draw_certificates(certificates(*SHOWN * 30)).pdf))
    assert len(pdf.pages) == len(pdf.outline) == 300


def test_none_at_all_is_said_and_the_bytes_are_the_same() -> None:
    nobody = draw_certificates(certificates())
    assert "お渡しする方は、まだいません" in text_of(nobody.pdf)[0]
    assert (
        draw_certificates(certificates("𠮷田")).pdf == draw_certificates(certificates("𠮷田")).pdf
    )


def test_a_name_that_cannot_be_printed_is_reported() -> None:
    paper = draw_certificates(certificates("外字\ue000田"))
    assert paper.missing == (MissingGlyph("外字\ue000田　様", "\ue000"),)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_nobody_finishes_before_the_last_day_and_who_came_always_does(
    came: int, held: int, ahead: int
) -> None:
    days, came = Days(held, ahead), min(came, held)
    for rule in CertificateRule:
        if has_finished(rule, came, days):
            assert days.is_over
            assert has_finished(rule, came, days, early=True)
    if days.is_over:
        assert has_finished(ALL, came, days) is (came == held)
        assert has_finished(ONCE, came, days) is (came > 0)


def _class(db: Session, *days: date) -> tuple[Offering, dict[str, Enrolment]]:
    """Make a class: トシ子 came always, ハル once, 実 never."""
    offering = make.offering(db, *days)
    people = {"渡邊 トシ子": len(days), "大野 ハル": 1, "佐藤 実": 0}
    lines = {name: make.enrolment(db, make.participant(db, name), offering) for name in people}
    for session in make.sessions(db, offering):
        if session.on > make.TODAY:
            continue
        for name, line in lines.items():
            db.add(
                Attendance(
                    enrolment_id=key(line),
                    course_session_id=key(session),
                    mark=Mark.LATE if people[name] >= session.number else Mark.ABSENT,
                    marked_at=make.NOW,
                )
            )
        session.closed_at = make.NOW
        db.add(session)
    db.commit()
    return offering, lines


def test_who_came_to_every_day_gets_one_when_the_class_is_over(
    db: Session, signed_in: SignedIn
) -> None:
    offering, lines = _class(db, make.TODAY - timedelta(days=7), make.TODAY)
    desk = signed_in(Role.RECEPTION)
    page = desk.get(f"/offerings/{offering.id}/mailing")
    assert "1人分・A4横・縦書き" in page.text
    (text,) = text_of(desk.client.get(f"/offerings/{offering.id}/certificates.pdf").data)
    assert "渡邊トシ子様" in text
    own = f"/enrolments/{lines['渡邊 トシ子'].id}/certificate.pdf"
    assert "渡邊トシ子様" in text_of(desk.client.get(own).data)[0]
    desk.get(f"/enrolments/{lines['大野 ハル'].id}/certificate.pdf", expect=404)


def test_before_the_last_day_they_are_printed_only_for_that_day(
    db: Session, signed_in: SignedIn
) -> None:
    offering, _ = _class(db, make.TODAY - timedelta(days=7), make.NEXT_WEEK)
    desk = signed_in(Role.RECEPTION)
    address = f"/offerings/{offering.id}/certificates.pdf"
    assert "まだいません" in text_of(desk.client.get(address).data)[0]
    assert len(text_of(desk.client.get(f"{address}?early=1").data)) == 2
    assert "これまで休んでいない2人分" in desk.get(f"/offerings/{offering.id}/mailing").text


def test_a_person_finds_their_own_among_their_papers(db: Session, signed_in: SignedIn) -> None:
    _, lines = _class(db, make.TODAY - timedelta(days=7), make.TODAY - timedelta(days=1))
    desk = signed_in(Role.RECEPTION)
    for name, count in (("渡邊 トシ子", 1), ("大野 ハル", 0)):
        papers = desk.get(f"/participants/{lines[name].participant_id}/papers")
        assert len(papers.select("a[href$='certificate.pdf']")) == count
