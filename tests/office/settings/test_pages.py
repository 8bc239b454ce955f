"""設定 in the browser: explained, changed at once, asked about where figures move, remembered."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from classroom.core.config import Settings
from classroom.core.db import for_writing
from classroom.core.journal.models import AuditEntry
from classroom.core.settings import queries, service
from classroom.core.settings.values import definitions
from classroom.rules.words.staff import Role
from classroom.web.database import Runtime
from tests import make
from tests.conftest import SignedIn
from tests.figures.population.world import figures_world
from tests.page import PageClient
from tests.page_rules import text_of


@pytest.fixture
def admin(signed_in: SignedIn) -> PageClient:
    return signed_in(Role.ADMIN)


def decided(engine: Engine, settings: Settings, **wanted: object) -> None:
    """Let another process decide something."""
    with Session(for_writing(engine)) as db:
        version = queries.version(db)
        service.decide(db, settings, wanted, version=version, at=make.NOW, by=None)  # type: ignore[arg-type]  # by name
        db.commit()


def test_every_setting_is_shown_with_what_it_decides(admin: PageClient) -> None:
    words = text_of(admin.get("/settings"))
    for one in definitions().values():
        assert one.label in words
        assert one.about in words


def test_a_change_is_on_the_next_page_and_in_the_history(
    admin: PageClient, desk: PageClient, db: Session
) -> None:
    page = admin.get("/settings/city")
    admin.submit(page, city_name="登米市", telephone="")
    assert admin.location == "/settings"
    assert "登米市" in str(desk.get("/").select_one(".brand"))
    words = text_of(admin.get("/settings/history?name=city_name"))
    assert "佐々木 翔太" in words
    assert re.search("東松島市.*登米市", words)
    entry = db.exec(select(AuditEntry).where(AuditEntry.action == "settings.save")).one()
    assert "city_name" in entry.details
    assert "登米市" not in entry.details


def test_what_another_process_decided_is_in_force_at_once(
    app: Flask, settings: Settings, engine: Engine, desk: PageClient
) -> None:
    assert "登米市" not in str(desk.get("/"))
    decided(engine, settings, city_name="登米市", practice=True)
    page = str(desk.get("/"))
    assert "登米市" in page
    assert "練習用" in page
    assert "登米市" in str(PageClient(app.test_client()).get("/sign-in"))


def test_settings_cost_a_page_no_statement_of_their_own(
    desk: PageClient, statements: list[str]
) -> None:
    desk.get("/account")
    statements.clear()
    desk.get("/account")
    about = [one for one in statements if "setting_change" in one]
    assert len(about) == 1
    assert "staff_member" in about[0]


@pytest.fixture
def statements(engine: Engine) -> list[str]:
    """Return a list that grows by every statement put to the database."""
    found: list[str] = []

    def note(*given: object) -> None:
        found.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    return found


@pytest.mark.parametrize(
    ("group", "typed", "said"),
    [
        ("city", {"city_code": "4214"}, "042145 のような6けた"),
        ("city", {"contact": "  "}, "空のままにはできません"),
        ("plan", {"target_rate": "40"}, "基準の率"),
        ("plan", {"target_year": "12"}, "令和6年度 のように"),
        ("plan", {"age_rule": "moon"}, "ひとつえらんで"),
        ("papers", {"label_sheet": "9x9"}, "2x5・2x6"),
        ("papers", {"apply_address": "うちのページ"}, "https://www.example.jp/"),
        ("papers", {"apply_address": "javascript:alert(1)"}, "https://www.example.jp/"),
        ("papers", {"apply_address": "https://x.jp/" + "a" * 300}, "300文字まで"),
        ("screen", {"idle_minutes": "0"}, "1から"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_typed_is_lost(
    admin: PageClient, db: Session, group: str, typed: dict[str, str], said: str
) -> None:
    page = admin.get(f"/settings/{group}")
    answer = admin.submit(page, expect=422, **typed)
    assert answer is not None
    assert said in text_of(answer)
    for name, value in typed.items():
        field = answer.select_one(f"input[name={name}]")
        if field is not None and field.get("type") == "text":
            assert field["value"] == value.strip()
    assert queries.version(db) == 0


def test_figures_are_shown_before_and_after_and_nothing_moves_until_it_is_said(
    admin: PageClient, db: Session
) -> None:
    figures_world(db)
    db.commit()
    page = admin.get("/settings/plan")
    asked = admin.submit(page, expect=200, registered_stage="opened_alone", target_rate="55")
    assert asked is not None
    words = text_of(asked)
    assert "数字が変わります" in words
    assert re.search("カード読取.*自分で開けた", words)
    assert re.search("目標の率.*50%.*55%", words)
    assert re.search("今年度の教室で新しく登録した方", words)
    assert queries.version(db) == 0
    db.rollback()
    admin.submit(asked)
    assert queries.stored(db) == {"registered_stage": "opened_alone", "target_rate": "55"}


def test_a_figure_after_is_the_figure_that_then_stands(admin: PageClient, db: Session) -> None:
    figures_world(db)
    db.commit()
    asked = admin.submit(admin.get("/settings/plan"), expect=200, target_rate="60")
    assert asked is not None
    rows = {
        row.th.text: row.select("td")[-1].text for row in asked.select("tr") if row.th and row.td
    }
    admin.submit(asked)
    kpi = admin.client.get("/kpi.json").json
    assert kpi is not None
    assert rows["達成率"].rstrip("%") in str(kpi)


def test_the_age_rule_says_whom_it_lets_in(admin: PageClient, db: Session) -> None:
    tomorrow = make.TODAY.replace(year=make.TODAY.year - 70)
    make.participant(db, born_on=tomorrow.fromordinal(tomorrow.toordinal() + 1))
    db.commit()
    asked = admin.submit(admin.get("/settings/plan"), expect=200, age_rule="birthday")
    row = next(r for r in asked.select("tr") if "申し込める方" in r.text) if asked else None
    assert row is not None
    assert [cell.text for cell in row.select("td")] == ["1人", "0人"]


def test_a_seen_question_does_not_let_another_change_through(
    admin: PageClient, db: Session
) -> None:
    asked = admin.submit(admin.get("/settings/plan"), expect=200, target_rate="55")
    assert asked is not None
    again = admin.submit(asked, expect=200, target_rate="65")
    assert again is not None
    assert "65%" in text_of(again)
    assert queries.version(db) == 0


def test_what_somebody_else_changed_meanwhile_is_shown_beside(
    admin: PageClient, db: Session, engine: Engine, settings: Settings
) -> None:
    page = admin.get("/settings/city")
    decided(engine, settings, contact="総務課")
    answer = admin.submit(page, expect=422, contact="市民課")
    assert answer is not None
    assert re.search("担当の課.*総務課.*市民課", text_of(answer))
    admin.submit(answer)
    assert queries.stored(db)["contact"] == "市民課"


def test_what_is_fixed_from_outside_is_said_and_left_alone(
    app: Flask, admin: PageClient, db: Session, settings: Settings, engine: Engine
) -> None:
    fixed = replace(settings, city_name="石巻市", fixed=frozenset({"city_name"}))
    app.extensions["classroom"] = Runtime(fixed, engine)
    page = admin.get("/settings/city")
    assert page.select_one("input[name=city_name]") is None
    assert "外で固定" in text_of(page)
    form = {"contact": "総務課", "city_name": "栗原市"}
    token = {str(tag["name"]): tag["value"] for tag in page.select("main form [type=hidden]")}
    rest = {"city_code": "042145", "area_code": "0225", "telephone": "", "office_address": ""}
    admin.post("/settings/city", {**token, **rest, **form})
    assert "city_name" not in queries.stored(db)
    assert queries.stored(db)["contact"] == "総務課"


def test_a_page_that_is_no_group_is_not_there(admin: PageClient) -> None:
    for path in ("/settings/outside", "/settings/moon", "/settings/history?name=moon"):
        admin.get(path, expect=404)
