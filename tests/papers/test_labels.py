from pathlib import Path

import pytest
from sqlmodel import Session

from classroom.papers.pdf.labels import PADDING, draw_labels
from classroom.papers.person_values import Labels
from classroom.rules.label_sheet import LABEL_SHEETS
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.papers.samples import assert_apart, bare, check_file, guests, text_of, words_of

ADDRESS = "宮城県東松島市矢本字大溜9番地1　矢本第二コーポラス壱番館 203号室"


@pytest.mark.parametrize("name", LABEL_SHEETS)
@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_every_word_stays_on_its_label(name: str, address: str, tmp_path: Path) -> None:
    sheet = LABEL_SHEETS[name]
    people = guests(40, address=address)
    paper = draw_labels(Labels(people, sheet))
    pages = words_of(paper.pdf, tmp_path)
    assert len(pages) == -(-40 // sheet.count)
    assert paper.missing == ()
    corners = [sheet.corner(place) for place in range(sheet.count)]
    for page in pages:
        for word in page:
            assert any(
                left + PADDING - 0.1 <= word.left
                and word.right <= left + sheet.width - PADDING + 0.1
                and top <= word.top
                and word.bottom <= top + sheet.height
                for left, top in corners
            ), word
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)
    text = "".join(text_of(paper.pdf))
    assert all(bare(guest.shown_name) + "様" in text for guest in people)


def test_a_sheet_that_was_begun_is_used_up(tmp_path: Path) -> None:
    sheet = LABEL_SHEETS["2x6"]
    first, second = words_of(draw_labels(Labels(guests(11), sheet, 3)).pdf, tmp_path)
    second_row = sheet.corner(2)[1]
    assert min(word.top for word in first) > second_row
    assert max(word.bottom for word in second) < second_row
    (nobody,) = text_of(draw_labels(Labels((), sheet)).pdf)
    assert "まだいません" in nobody


def test_the_page_of_the_class_leads_to_them(db: Session, signed_in: SignedIn) -> None:
    offering = make.offering(db)
    make.enrolment(db, make.participant(db, address=ADDRESS), offering)
    db.commit()
    desk = signed_in(Role.RECEPTION)
    form = desk.get(f"/offerings/{offering.id}/mailing").select_one("form[action$='labels.pdf']")
    assert form is not None
    for start in ("1", "１２", "", "たくさん", "9999"):
        answer = desk.client.get(f"{form['action']}?to=accepted&start={start}")
        assert "渡邊トシ子様" in text_of(answer.data)[0]
    assert "まだいません" in text_of(desk.client.get(f"{form['action']}?to=waiting").data)[0]
