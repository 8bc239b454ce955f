from sqlmodel import Session

from tests import make
from tests.desk.queue.applicants import LOTTERY, Applied, applied
from tests.page import PageClient

CLOSE = "form[action$='/draw']"
RUN = "form[action$='/draw/result']"


def page_of(made: Applied) -> str:
    made.db.commit()
    return f"/offerings/{made.id}/draw"


def test_a_planner_closes_the_list_and_draws(db: Session, planner: PageClient) -> None:
    url = page_of(applied(db))
    page = planner.get(url)
    assert "抽選の申込は5人です。" in page.text
    planner.submit(page, CLOSE, seed_source=LOTTERY)
    page = planner.get(url)
    assert "名簿を締め切りました。抽選はこれからです。" in page.text
    assert LOTTERY in page.text
    planner.submit(page, RUN, seed="0483")
    page = planner.get(url)
    assert "2人が当選しました。" in page.text
    assert "待ちの方" in page.text
    assert planner.client.get("/calls").text.count("data-call") == 5


def test_what_is_missing_is_asked_for_and_nothing_lost(db: Session, planner: PageClient) -> None:
    url = page_of(applied(db))
    page = planner.submit(planner.get(url), CLOSE, expect=422, seats="2")
    assert page is not None
    assert "数字の決め方を、先に決めて入れてください。" in page.text
    page = planner.submit(planner.get(url), CLOSE, expect=422, seats="9", seed_source=LOTTERY)
    assert page is not None
    assert "空いている席は2席です" in page.text
    assert page.select_one(f"input[value='{LOTTERY}']")


def test_no_number_no_draw(db: Session, planner: PageClient) -> None:
    made = applied(db)
    made.close()
    page = planner.submit(planner.get(page_of(made)), RUN, expect=422)
    assert page is not None
    assert "抽選の数字を入れてください" in page.text


def test_the_closing_is_taken_back_by_its_undo(db: Session, planner: PageClient) -> None:
    url = page_of(applied(db))
    planner.submit(planner.get(url), CLOSE, seed_source=LOTTERY)
    planner.submit(planner.get(url), ".undo form")
    assert "抽選の申込は5人です。" in planner.get(url).text


def test_two_planners_draw_once(db: Session, planner: PageClient) -> None:
    made = applied(db)
    made.close()
    url = page_of(made)
    mine, other = planner.get(url), planner.get(url)
    planner.submit(other, RUN, seed="0483")
    page = planner.submit(mine, RUN, expect=422, seed="9999")
    assert page is not None
    assert "ほかの方が先に行いました" in page.text
    assert "0483" in page.text


def test_the_desk_sees_the_draw_but_does_not_run_it(db: Session, desk: PageClient) -> None:
    page = desk.get(page_of(applied(db)))
    assert "締め切りは、担当が行います" in page.text
    assert not page.select(CLOSE)


def test_nobody_has_applied_yet(db: Session, planner: PageClient) -> None:
    assert "抽選の申込は、まだありません" in planner.get(page_of(applied(db, people=0))).text


def test_the_offering_leads_to_its_draw(db: Session, desk: PageClient) -> None:
    made = applied(db)
    db.commit()
    page = desk.get(f"/offerings/{made.id}")
    assert page.select_one(f"a[href='/offerings/{made.id}/draw']")
    ordered = make.offering(db)
    db.commit()
    assert not desk.get(f"/offerings/{ordered.id}").select("a[href$='/draw']")


def test_the_record_is_for_planners(db: Session, planner: PageClient) -> None:
    made = applied(db)
    made.close()
    answer = planner.client.get(f"{page_of(made)}.pdf?names=1")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    planner.get("/offerings/999/draw.pdf", expect=404)
