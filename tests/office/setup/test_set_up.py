"""準備: the list knows by itself what is done, whatever way it was done."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.office.setup.queries import setup
from classroom.office.setup.values import Step
from classroom.planning.staffing.models import Instructor
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from classroom.web.pages import new_operation_id
from tests import make
from tests.conftest import POSTGRESQL, SignedIn
from tests.figures.population.world import figures_world
from tests.page import PageClient
from tests.page_rules import text_of


@pytest.fixture
def admin(signed_in: SignedIn) -> PageClient:
    return signed_in(Role.ADMIN)


def done(db: Session, settings: Settings) -> set[Step]:
    return {line.step for line in setup(db, settings).lines if line.is_done}


def test_the_first_administrator_sees_what_is_to_be_done(admin: PageClient) -> None:
    page = admin.get("/")
    assert "今日の教室はありません" not in text_of(page)
    titles = [heading.text.split()[0] for heading in page.select(".setup h2")]
    assert titles == [step.label for step in Step]
    for step in Step:
        assert step.why in text_of(page)
    assert len(page.select(".setup .btn-solid")) == 1


def test_nobody_else_sees_it(desk: PageClient, planner: PageClient) -> None:
    for browser in (desk, planner):
        page = browser.get("/")
        assert page.select_one(".setup") is None
        assert "準備" not in text_of(page.select_one(".nav") or BeautifulSoup("", "html5lib"))


def test_each_step_is_done_by_what_there_is(db: Session, settings: Settings) -> None:
    found = {Step.CITY}  # the test city's settings name who is asked
    assert done(db, settings) == found
    make.staff(db, Role.ADMIN)
    make.district(db)
    make.course(db, is_active=False)
    assert done(db, settings) == found
    make.staff(db, Role.RECEPTION)
    venue, course = make.venue(db), make.course(db)
    found |= {Step.STAFF, Step.PLACES, Step.COURSES}
    assert done(db, settings) == found
    db.add(Instructor(name="遠藤 久美", name_kana="エンドウ クミ"))
    db.flush()
    figures_world(db)
    found |= {Step.TEACHERS, Step.POPULATION, Step.OFFICIAL}
    assert done(db, settings) == found
    offering = make.offering(db, course_id=key(course), place=venue, status=Status.DRAFT)
    assert done(db, settings) == found
    offering.status = Status.OPEN
    db.add(offering)
    db.flush()
    found |= {Step.OFFERING}
    assert done(db, settings) == found


def test_only_an_administrator_takes_a_backup(
    anyone: PageClient, planner: PageClient, settings: Settings
) -> None:
    token = planner.get("/account").select_one("input[name=csrf_token]")
    assert token is not None
    form = {"csrf_token": token["value"], "operation_id": new_operation_id()}
    planner.post("/start/backup", form, expect=403)
    anyone.post("/start/backup", form, expect=400)
    assert not (settings.instance / "backups").exists()


def test_the_first_sheet_is_printed_from_its_line(
    admin: PageClient, db: Session, settings: Settings
) -> None:
    make.offering(db)
    db.commit()
    assert Step.PRINT not in done(db, settings)
    db.rollback()
    admin.submit(admin.get("/start"), ".setup form[action$='/sheet']")
    assert str(admin.location).endswith(".pdf")
    assert Step.PRINT in done(db, settings)


@pytest.mark.skipif(POSTGRESQL is not None, reason="pg_dump may not be installed")
def test_a_backup_is_taken_from_its_line_and_can_be_read(
    admin: PageClient, db: Session, settings: Settings
) -> None:
    page = admin.get("/start")
    for _ in range(2):  # the same press sent twice
        admin.submit(page, ".setup form[action$='/backup']")
        assert admin.location == "/start"
    (file,) = (settings.instance / "backups").glob("*.backup")
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT count(*) FROM staff_member").fetchone() == (1,)
    assert Step.BACKUP in done(db, settings)


def test_a_draft_is_opened_from_its_line(admin: PageClient, db: Session) -> None:
    offering = make.offering(db, status=Status.DRAFT)
    db.commit()
    page = admin.get("/start")
    assert f"/offerings/{key(offering)}" in str(page.select_one(".setup"))
    assert "下書きがあります" in text_of(page)


def test_another_city_s_residents_are_not_ours(db: Session, settings: Settings) -> None:
    figures_world(db)
    assert Step.POPULATION not in done(db, replace(settings, city_code="042021"))


def test_it_is_put_away_and_found_again(admin: PageClient) -> None:
    page = admin.get("/")
    admin.submit(page, "main .head form")
    assert admin.location == "/"
    home = admin.get("/")
    assert "今日の教室はありません" in text_of(home)
    assert "準備" not in [link.text for link in home.select(".nav a")]
    page = admin.get("/start")
    assert "準備" in [link.text for link in page.select(".subnav a")]
    admin.submit(page, "main .head form")
    assert admin.get("/").select_one(".setup") is not None


def test_on_a_day_with_classes_the_day_comes_first(admin: PageClient, db: Session) -> None:
    make.offering(db, make.TODAY)
    db.commit()
    page = admin.get("/")
    assert page.select_one(".setup") is None
    assert "準備" in [link.text for link in page.select(".nav a")]
