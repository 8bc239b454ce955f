"""The pages of merging: finding the other record, comparing, making one, taking back."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from classroom.core.db import key
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Draw, Enrolment
from classroom.rules.words.app import Stage
from classroom.rules.words.queue import Status
from tests import make
from tests.desk.merging import worlds
from tests.page import PageClient


def two(db: Session) -> tuple[Participant, Participant]:
    kept = make.participant(db, telephone="0225004187", note="午前中に")
    gone = make.participant(db, "渡辺 トシ子", "ワタナベ トシ", telephone="09000001111")
    return kept, gone


def test_the_likely_record_is_offered_and_others_are_searched(
    db: Session, desk: PageClient
) -> None:
    kept, gone = two(db)
    other = make.participant(db, "大野 ハル", "オオノ ハル", born_on=None)
    db.commit()
    page = desk.get(f"/participants/{kept.id}/merge?q=おお")
    assert "生年月日が同じで、フリガナが似ている" in page.text
    links = [a["href"] for a in page.select("td a")]
    assert links == [f"/participants/{kept.id}/merge/{n.id}" for n in (gone, other)]
    desk.get("/participants/999/merge", expect=404)


def test_both_are_shown_beside_each_other_and_made_one_by_choice(
    db: Session, desk: PageClient
) -> None:
    kept, gone = two(db)
    make.enrolment(db, gone, make.offering(db))
    worlds.stage(db, gone, Stage.INSTALLED, 3)
    db.commit()
    page = desk.get(f"/participants/{kept.id}/merge/{gone.id}")
    assert "生年月日が同じで、フリガナが似ている" in page.text
    for words in ("0225-00-4187", "090-0000-1111", "導入（", "申込1件"):
        assert words.replace("申込1件", "1件") in page.text
    sides: dict[str, Any] = {"side-name": "gone", "side-telephone": "kept"}
    desk.submit(page, **sides)
    assert desk.location == f"/participants/{kept.id}"
    db.expire_all()
    now = db.get_one(Participant, kept.id)
    assert (now.name, now.telephone, now.telephone2) == (
        "渡辺 トシ子",
        "0225004187",
        "09000001111",
    )
    assert [line.participant_id for line in db.exec(select(Enrolment))] == [kept.id]
    db.rollback()
    desk.get(f"/participants/{gone.id}", expect=303)
    assert desk.location == f"/participants/{kept.id}"
    for gone_page in (f"/participants/{gone.id}/edit", f"/participants/{kept.id}/merge/{gone.id}"):
        desk.get(gone_page, expect=404)


def test_it_is_taken_back_from_the_bar_and_from_the_list(
    db: Session, desk: PageClient, planner: PageClient
) -> None:
    one, other = (key(record) for record in two(db))
    db.commit()
    for browser, page_of in ((desk, f"/participants/{one}"), (planner, "/merges")):
        desk.submit(desk.get(f"/participants/{one}/merge/{other}"))
        page = browser.get(page_of)
        browser.submit(page, "form[action$='/undo']")
        db.expire_all()
        assert db.get_one(Participant, other).merged_into_id is None
        db.rollback()
        desk.get(f"/participants/{one}")
    assert "にもどした" in planner.get("/merges").text


def test_what_changed_meanwhile_is_seen_before_anything_is_merged(
    db: Session, desk: PageClient
) -> None:
    kept, gone = two(db)
    db.commit()
    page = desk.get(f"/participants/{kept.id}/merge/{gone.id}")
    gone.note, gone.version = "別の机のメモ", 2
    db.add(gone)
    db.commit()
    again = desk.submit(page, expect=422, **{"side-name": "gone"})
    assert again is not None
    assert "ほかの方が" in again.text
    assert "別の机のメモ" in again.text
    chosen = again.select_one("[name=side-name][value=gone]")
    assert chosen is not None
    assert chosen.has_attr("checked")
    desk.submit(again)
    assert db.exec(select(ParticipantMerge)).one().gone_id == gone.id


def test_what_cannot_be_merged_has_no_button(db: Session, desk: PageClient) -> None:
    kept, gone = two(db)
    offering = make.offering(db)
    for who in (kept, gone):
        make.enrolment(db, who, offering, status=Status.APPLIED)
    draw: dict[str, Any] = {"seats": 1, "seed_source": "", "entries": "", "digest": "0" * 64}
    db.add(Draw(offering_id=key(offering), closed_at=make.NOW, **draw))
    db.commit()
    page = desk.get(f"/participants/{kept.id}/merge/{gone.id}")
    assert "抽選のあとで" in page.text
    assert "1つにまとめる" not in page.text
    assert "抽選のあとで" in str(desk.submit(page, expect=422))


def test_too_late_to_take_back_is_said_where_it_was_asked(
    db: Session, desk: PageClient, planner: PageClient
) -> None:
    kept, gone = two(db)
    db.commit()
    desk.submit(desk.get(f"/participants/{kept.id}/merge/{gone.id}"))
    page = planner.get("/merges")
    row = db.exec(select(ParticipantMerge)).one()
    row.merged_at -= timedelta(days=31)
    db.add(row)
    db.commit()
    planner.submit(page, "form[action$='/undo']")
    assert "30日を過ぎた" in planner.get(planner.location or "").text
    assert "まとめた記録はありません" in planner.get("/merges").text
