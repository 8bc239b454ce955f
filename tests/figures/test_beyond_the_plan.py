"""After 令和12年度, the year of the target, every page still opens and says what has ended."""

from datetime import date, datetime

import pytest
from sqlmodel import Session

from classroom.core import clock
from classroom.rules import months
from classroom.rules.words.staff import Role
from classroom.tools.demo import fill
from tests.conftest import SignedIn

PAGES = (
    *("/", "/kpi", "/kpi.json", "/kpi.csv", "/kpi.xlsx", "/kpi.pdf", "/results", "/outlook"),
    *("/outlook.pdf", "/review", "/open-data", "/calendar", "/calendar/list", "/renewal"),
    *("/population", "/official-counts"),
)


@pytest.mark.parametrize("day", [date(2031, 5, 12), date(2032, 2, 16)], ids=str)
def test_every_page_opens_after_the_year_of_the_target(
    db: Session, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, day: date
) -> None:
    at = datetime.combine(day, datetime.min.time().replace(hour=10), clock.TOKYO)
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(clock, "today", lambda: day)
    fill(db, today=day, at=at)
    db.commit()
    planner = signed_in(Role.COORDINATOR)
    with planner.client.session_transaction() as cookie:
        cookie["seen"] = at.timestamp()
    month = f"/review/months/{months.later(day, -1):%Y-%m}"
    for page in (*PAGES, "/review/2031", "/review/2031.pdf", month):
        assert planner.client.get(page).status_code == 200, page
    outlook = planner.get("/outlook").get_text()
    assert "目標の年度が終わったため、先の見込みはありません。" in outlook
    assert "目標の年度は終わりました" in outlook
    assert "記録がふえると出ます" not in outlook
    assert "目標の年度（令和12年度）が終わったため" in planner.get("/kpi").get_text()
