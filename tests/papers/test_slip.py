from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.kit.pdf.paper import MissingGlyph
from classroom.papers.pdf.slip import draw_slip
from classroom.papers.person_values import Guest, Slip
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.papers.samples import (
    NAMES,
    NOW,
    OFFICE,
    about,
    assert_apart,
    assert_inside,
    bare,
    check_file,
    guest,
    text_of,
)

WAITS: dict[str, Any] = {"status": Status.WAITLISTED, "waiting_place": 2}


def slip(who: Guest, days: int = 1, **given: object) -> Slip:
    return Slip(who, about(days, **given), OFFICE, NOW)


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_every_name_is_whole(number: int, tmp_path: Path) -> None:
    who = guest(number, companions=("佐藤 ハル",))
    paper = draw_slip(slip(who))
    (text,) = text_of(paper.pdf)
    assert bare(who.shown_name) in text
    assert bare(who.kana) in text
    assert paper.missing == ()
    assert_inside(paper.pdf, tmp_path, 210, 297, 9)


@pytest.mark.parametrize("days", [1, 4, 20])
def test_every_day_stands_on_the_one_page(days: int, tmp_path: Path) -> None:
    paper = draw_slip(slip(guest(8), days, title="はじめてのスマホ教室、電話から写真まで" * 2))
    (text,) = text_of(paper.pdf)
    assert "令和8年12月1日（火）" in text
    assert all(f"第{n}回" in text for n in range(1, days + 1) if days > 1)
    assert_inside(paper.pdf, tmp_path, 210, 297, 9)
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_it_says_all_that_the_telephone_would() -> None:
    (text,) = text_of(draw_slip(slip(guest(companions=("佐藤 ハル", "鈴木 実")))).pdf)
    for words in (
        "受付番号1000",
        "お席があります",
        "午前10時から11時30分まで",
        "矢本東市民センター研修室2",
        "スマートフォン、充電器、マイナンバーカード",
        "佐藤ハルさん、鈴木実さん",
        "0225-82-1111",
        "教室の受付とご連絡だけに使います。",
        "令和8年11月22日11:05印刷",
    ):
        assert words in text
    assert "よろしいでしょうか" not in text


def test_who_waits_reads_their_place_and_that_they_will_be_called() -> None:
    (text,) = text_of(draw_slip(slip(guest(**WAITS))).pdf)
    assert "キャンセル待ちの2番目" in text
    assert "こちらからお電話します" in text
    assert "お席があります" not in text


def test_who_is_in_a_draw_reads_that_it_is_not_decided() -> None:
    (text,) = text_of(draw_slip(slip(guest(status=Status.APPLIED))).pdf)
    assert "抽選で決めます" in text
    assert "お席があります" not in text


def test_a_name_that_cannot_be_printed_is_reported_and_the_bytes_are_the_same() -> None:
    odd = slip(guest(name="外字\ue000田"))
    paper = draw_slip(odd)
    assert paper.missing == (MissingGlyph("外字\ue000田 様", "\ue000"),)
    assert draw_slip(odd).pdf == paper.pdf


def test_the_desk_offers_it_by_a_key_and_gives_it(db: Session, signed_in: SignedIn) -> None:
    who = make.participant(db)
    line = make.enrolment(db, who, make.offering(db))
    waits = make.enrolment(db, who, make.offering(db), status=Status.WAITLISTED, waiting_number=1)
    db.commit()
    desk = signed_in(Role.RECEPTION)
    page = desk.get(f"/reception?person={who.id}")
    links = [link for link in page.select("a[data-key=P]") if "受付票" in link.text]
    assert [link["href"] for link in links] == [
        f"/enrolments/{line.id}/slip.pdf",
        f"/enrolments/{waits.id}/slip.pdf",
    ]
    assert "渡邊トシ子様" in text_of(desk.client.get(str(links[0]["href"])).data)[0]
    assert "キャンセル待ちの1番目" in text_of(desk.client.get(str(links[1]["href"])).data)[0]


def test_nobody_is_asked_to_come_to_a_class_that_was_called_off(
    db: Session, signed_in: SignedIn
) -> None:
    off = make.offering(db, status=OfferingStatus.CANCELLED, cancel_reason="大雨")
    line = make.enrolment(db, make.participant(db), off)
    db.commit()
    desk = signed_in(Role.RECEPTION)
    desk.get(f"/enrolments/{key(line)}/slip.pdf", expect=404)
    desk.get(f"/offerings/{key(off)}/invitations.pdf", expect=404)
    for page in (f"/offerings/{key(off)}", f"/offerings/{key(off)}/mailing"):
        assert not desk.get(page).select("a[href$='invitations.pdf']")


def test_there_is_none_for_what_was_cancelled(db: Session, signed_in: SignedIn) -> None:
    line = make.enrolment(db, make.participant(db), make.offering(db), status=Status.CANCELLED)
    db.commit()
    signed_in(Role.RECEPTION).get(f"/enrolments/{key(line)}/slip.pdf", expect=404)
