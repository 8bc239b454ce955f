from io import BytesIO

from pypdf import PdfReader
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.core.journal.models import AuditEntry
from classroom.desk.queue.models import CallTask
from classroom.rules.words.queue import CallState, Status
from tests import make
from tests.desk.queue.queues import Queue, check, queue
from tests.page import PageClient

CALL = ".callrow.is-next .call-answers"


def offered(db: Session, desk: PageClient) -> Queue:
    """Free a seat at the desk: the call to the next comes of itself."""
    made = queue(db)
    db.commit()
    page = desk.get(f"/reception?person={made.seated[0].participant_id}")
    desk.submit(page, "form[action$=cancel]")
    return made


def test_a_cancellation_at_the_desk_makes_the_call(db: Session, desk: PageClient) -> None:
    made = offered(db, desk)
    page = desk.get("/calls")
    assert page.h1 is not None
    assert page.h1.text == "かける電話は1件です。"
    assert "席を1つ取り置いています" in page.text
    assert "待ち 0" in page.text
    assert "0225-00-0000" in page.text
    assert "よい時間：午前" in page.text
    assert "まで取り置き" in page.text
    check(db, made.id)


def test_taking_the_cancellation_back_takes_the_call_away(db: Session, desk: PageClient) -> None:
    made = offered(db, desk)
    page = desk.get(f"/reception?person={made.seated[0].participant_id}")
    desk.submit(page, ".undo form")
    assert "いまかける電話はありません" in desk.get("/calls").text
    db.expire_all()
    assert made.seated[0].status is Status.ACCEPTED
    db.commit()
    check(db, made.id)


def test_the_first_button_accepts_and_the_undo_takes_it_back(db: Session, desk: PageClient) -> None:
    made = offered(db, desk)
    desk.submit(desk.get("/calls"), CALL, button="承諾")
    page = desk.get("/calls")
    assert "待ち 0さん：承諾。" in page.text
    assert "この1週間に終わった電話" in page.text
    check(db, made.id)
    db.commit()
    desk.submit(page, ".undo form")
    page = desk.get("/calls")
    assert "電話の結果を取り消しました" in page.text
    assert "かける電話は1件です" in page.text
    check(db, made.id)


def test_a_refusal_calls_the_next(db: Session, desk: PageClient) -> None:
    offered(db, desk)
    desk.submit(desk.get("/calls"), CALL, button="辞退")
    page = desk.get("/calls")
    assert "次は待ち 1さんです" in page.text
    assert [row.text for row in page.select(".callrow .name")] == ["待ち 1"]


def test_a_message_is_kept_with_its_try(db: Session, desk: PageClient) -> None:
    offered(db, desk)
    desk.submit(desk.get("/calls"), ".call-message", note="長女 千葉さんへ")
    page = desk.get("/calls")
    assert "家族に伝言1回" in page.text
    assert "長女 千葉さんへ" in page.text


def test_keys_stand_on_the_marked_call_only_by_script(db: Session, desk: PageClient) -> None:
    offered(db, desk)
    page = desk.get("/calls")
    keys = [thing["data-row-key"] for thing in page.select(".callrow [data-row-key]")]
    assert keys == ["1", "2", "3", "4"]
    assert page.select_one('script[src*="calls.js"]')


def test_two_desks_on_one_call_hear_of_each_other(db: Session, desk: PageClient) -> None:
    offered(db, desk)
    mine, other = desk.get("/calls"), desk.get("/calls")
    desk.submit(other, CALL, button="承諾")
    desk.submit(mine, CALL, button="辞退")
    assert "ほかの方が先に「承諾」を入れました" in desk.get("/calls").text


def test_a_result_that_cannot_be_read_is_told(db: Session, desk: PageClient) -> None:
    offered(db, desk)
    form = {"result": "never"}
    page = desk.get("/calls")
    row = page.select_one(CALL)
    assert row is not None
    for field in row.select("input"):
        form[str(field["name"])] = str(field["value"])
    desk.post(str(row["action"]), form)
    assert "読み取れませんでした" in desk.get("/calls").text


def test_a_hold_that_ran_out_has_a_button_to_the_next(db: Session, desk: PageClient) -> None:
    made = offered(db, desk)
    (call,) = made.calls()
    call.hold_until = make.NOW
    db.commit()
    page = desk.get("/calls")
    assert "取り置きの期限切れ" in page.text
    desk.submit(page, "form[action$=pass-on]")
    page = desk.get("/calls")
    assert "待ちの順番はそのままです" in page.text
    assert "期限切れ。順番はそのまま" in page.text
    assert [row.text for row in page.select(".callrow .name")] == ["待ち 1"]
    check(db, made.id)


def test_the_offering_says_who_is_being_called(db: Session, desk: PageClient) -> None:
    made = offered(db, desk)
    page = desk.get(f"/offerings/{made.id}")
    assert "1人に電話で案内中" in page.text
    assert "うち1席は案内中" in page.text


def test_a_planner_calls_off_and_makes_the_calls(db: Session, planner: PageClient) -> None:
    made = queue(db)
    db.commit()
    page = planner.get(f"/offerings/{made.id}/cancel")
    planner.submit(page, "main form[method=post]", reason="講師の都合により")
    page = planner.get(f"/offerings/{made.id}")
    assert "5人のうち0人に伝えました" in page.text
    assert page.select_one("form[action$=cancel-calls]") is None
    page = planner.get("/calls")
    assert "かける電話は5件です" in page.text
    assert "（理由：講師の都合により）" in page.text


def test_the_reminders_are_made_on_the_offering(db: Session, desk: PageClient) -> None:
    made = queue(db)
    db.commit()
    desk.submit(desk.get(f"/offerings/{made.id}"), "form[action$=reminders]")
    page = desk.get("/calls")
    assert "前日の電話を2人分" in page.text
    assert "あとでかける電話" in page.text


def test_a_free_seat_without_a_call_is_told_and_offered(db: Session, desk: PageClient) -> None:
    made = queue(db)
    made.offering.capacity += 1
    db.commit()
    page = desk.get("/calls")
    assert "まだ案内していない空席" in page.text
    desk.submit(page, "form[action$=offers]")
    page = desk.get("/calls")
    assert "「かける電話」に1人分" in page.text
    assert "まだ案内していない空席" not in page.text
    desk.submit(desk.get(f"/offerings/{made.id}"), "form[action$=reminders]")
    check(db, made.id)


def test_the_paper_has_who_the_number_and_boxes(db: Session, desk: PageClient) -> None:
    offered(db, desk)
    answer = desk.client.get("/calls.pdf")
    (page,) = PdfReader(BytesIO(answer.data)).pages
    text = page.extract_text()
    for words in ("電話連絡票", "待ち 0 様", "0225-00-0000", "承諾", "辞退", "留守", "家族に伝言"):
        assert words in text
    assert "電話連絡票" in answer.headers["Content-Disposition"] or "filename*" in str(
        answer.headers["Content-Disposition"]
    )


def test_the_audit_log_has_neither_names_nor_numbers(db: Session, desk: PageClient) -> None:
    offered(db, desk)
    desk.submit(desk.get("/calls"), ".call-message", note="長女 千葉さんへ")
    entries = db.exec(select(AuditEntry)).all()
    assert entries
    for entry in entries:
        for words in ("待ち", "千葉", "0225"):
            assert words not in entry.details


def test_each_call_ends_once(db: Session, desk: PageClient) -> None:
    made = offered(db, desk)
    (call,) = made.calls()
    db.commit()
    address = f"/calls/{key(call)}/pass-on"
    page = desk.get("/calls")
    desk.submit(page, CALL, button="承諾")
    form = page.select_one(CALL)
    assert form is not None
    tokens = {str(f["name"]): str(f["value"]) for f in form.select("input")}
    tokens["operation_id"] = "00000000-0000-4000-8000-000000000000"
    desk.post(address, tokens)
    assert "ほかの方が先に" in desk.get("/calls").text
    db.expire_all()
    assert db.get_one(CallTask, key(call)).state is CallState.DONE
