"""The pages of the review: what is typed is kept, what another desk wrote is shown beside it."""

from decimal import Decimal

import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.review import queries, service
from classroom.figures.review.models import PlanIndicator
from classroom.figures.review.values import ReviewText
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.review.world import STAMP
from tests.page import PageClient

YEAR = fiscal_year(make.TODAY)


def test_a_stale_review_shows_both_texts_and_loses_neither(
    planner: PageClient, db: Session
) -> None:
    page = planner.get(f"/review/{YEAR}/texts/4-1")
    service.write_review(db, (4, YEAR), ReviewText(issues="先に書いた課題"), STAMP)
    db.commit()
    answer = planner.submit(page, issues="あとから書いた課題", next_steps="次の手", expect=422)
    assert answer is not None
    words = answer.get_text()
    assert "先に書いた課題" in words
    assert "あとから書いた課題" in words
    assert "ほかの方が" in words
    planner.submit(answer, issues="あとから書いた課題")
    db.expire_all()
    assert queries.texts(db, YEAR)[4].issues == "あとから書いた課題"


def test_what_the_citys_own_list_lacks_is_filled_from_the_plan(
    planner: PageClient, db: Session, settings: Settings
) -> None:
    """As a city has it that began before the program knew the whole plan."""
    rows = [PlanIndicator(code=f"{n}-1", action=n, position=n) for n in range(1, 11)]
    rows[5] = PlanIndicator(
        code="6-1", action=6, name="公式LINE登録者数", unit="人",
        baseline=Decimal(2626), target=Decimal(5000),
    )  # fmt: skip
    rows[3].name, rows[3].computed = (
        "デジタル身分証アプリの登録者率（70歳以上）",
        "registration_rate_70",
    )
    db.add_all(rows)
    db.commit()
    page = planner.get("/review/indicators")
    assert "計画書の13の指標のうち、11がまだそろっていません" in page.get_text()
    planner.submit(page, "main form")
    db.expire_all()
    found = queries.indicators(db, settings)
    assert len(found) == 13
    assert not any(one.has_gaps for one in found)
    line = next(one for one in found if one.name == "公式LINE登録者数")
    assert line.goal.target == 5000
    assert "そろっていません" not in planner.get("/review/indicators").get_text()


def test_a_number_that_cannot_be_read_is_kept_and_explained(planner: PageClient) -> None:
    page = planner.get("/review/indicators/5-1")
    answer = planner.submit(page, target="十四", expect=422)
    assert answer is not None
    assert answer.select_one('input[name="target"][value="十四"]')
    assert "数字で入れてください" in answer.get_text()


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ({"grades-0-least": "40"}, "大きい順"),
        ({"grades-1-letter": ""}, "記号のない段階"),
        ({"grades-3-least": "10"}, "空けておいて"),
        ({"grades-0-least": "百"}, "数字で入れて"),
    ],
)
def test_a_scheme_that_cannot_rate_is_refused(
    planner: PageClient, grades: dict[str, str], said: str
) -> None:
    answer = planner.submit(planner.get("/review/rating"), expect=422, **grades)
    assert answer is not None
    assert said in answer.get_text()


def test_a_scheme_is_named_on_the_sheet_from_then_on(planner: PageClient) -> None:
    planner.submit(planner.get("/review/rating"), name="進捗評価基準（令和8年度）")
    page = planner.get(f"/review/{YEAR}")
    assert "評価：進捗評価基準（令和8年度）" in page.get_text()


def test_a_planner_freezes_a_sheet_and_a_viewer_opens_it(signed_in: SignedIn) -> None:
    planner, viewer = signed_in(Role.COORDINATOR), signed_in(Role.VIEWER)
    page = planner.get(f"/review/{YEAR}")
    asked = planner.submit(page, "main form[action$=freeze]", note="議会に提出", expect=422)
    assert asked is not None
    assert "実績がない指標：" in asked.get_text()
    assert "「課題」が空の取組：" in asked.get_text()
    planner.submit(asked, "main form[action$=freeze]", button="空いたまま確定する")
    shown = viewer.get(str(planner.location))
    assert "議会に提出" in shown.get_text()
    assert "確定する" not in viewer.get(f"/review/{YEAR}").get_text()
    asked = planner.submit(planner.get(f"/review/{YEAR}"), "main form[action$=freeze]", expect=422)
    assert asked is not None
    again = planner.submit(
        asked, "main form[action$=freeze]", button="空いたまま確定する", expect=422
    )
    assert again is not None
    assert "変わったところがない" in again.get_text()


def test_a_new_indicator_follows_those_of_its_action(
    planner: PageClient, db: Session, settings: Settings
) -> None:
    page = planner.get("/review/indicators/new")
    planner.submit(page, action="４", name="教室の回数", unit="回", baseline="40", target="60")
    found = queries.indicator(db, settings, "4-2")
    assert found is not None
    assert found.name == "教室の回数"
    assert found.goal.target == Decimal(60)


@pytest.mark.parametrize("address", ["/review/2024", "/review/2099", "/review/months/2099-01"])
def test_a_period_without_a_report_is_not_found(planner: PageClient, address: str) -> None:
    planner.get(address, expect=404)
