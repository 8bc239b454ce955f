"""People whose data was kept for the years that the city has set."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.core.journal.models import AuditEntry
from classroom.core.settings import queries as setting_queries
from classroom.core.settings import service as setting_service
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import CallTask
from classroom.office.erasing import queries, service
from classroom.rules.words.queue import CallKind
from tests import make
from tests.core.settings.test_settings import USUAL
from tests.page import PageClient

LONG_AGO = make.NOW - timedelta(days=3000)
LONG_AGO_ON = make.TODAY - timedelta(days=2990)


def someone(db: Session, kana: str, on: date | None = LONG_AGO_ON) -> Participant:
    who = make.participant(db, "", kana, created_at=LONG_AGO)
    if on is not None:
        make.enrolment(db, who, make.offering(db, on), applied_at=LONG_AGO)
    return who


def over(db: Session) -> list[str]:
    return [one.name_kana for one in queries.over(db, make.TODAY)]


def set_years(db: Session, years: int) -> None:
    setting_service.decide(
        db,
        USUAL,
        {"keep_years": years},
        version=setting_queries.version(db),
        at=make.NOW,
        by=None,
    )


def test_whoever_was_not_seen_for_the_years_is_listed_the_longest_kept_first(db: Session) -> None:
    someone(db, "イトウ", LONG_AGO_ON + timedelta(days=7))
    someone(db, "アベ")
    someone(db, "ウノ", None)
    assert over(db) == ["ウノ", "アベ", "イトウ"]
    assert queries.count_over(db, make.TODAY) == 3


def test_whatever_was_written_down_since_keeps_somebody(db: Session) -> None:
    someone(db, "アベ", make.TODAY - timedelta(days=30))
    make.participant(db, "", "イトウ")
    called = someone(db, "ウノ")
    db.add(
        CallTask(
            kind=CallKind.FOLLOW_UP,
            participant_id=key(called),
            say="お元気ですか。",
            due_on=make.TODAY,
            created_at=make.NOW,
        )
    )
    asked = someone(db, "エンドウ")
    asked.consent_on = make.TODAY
    db.flush()
    assert over(db) == []


def test_the_years_are_the_citys(db: Session) -> None:
    someone(db, "アベ")
    set_years(db, 9)
    assert over(db) == []
    set_years(db, 8)
    assert over(db) == ["アベ"]


def test_on_29_february_years_end_in_a_common_year(db: Session) -> None:
    assert queries.kept_since(db, date(2028, 2, 29)) == date(2023, 2, 28)


def test_people_are_erased_together_and_only_those_chosen(planner: PageClient, db: Session) -> None:
    gone, stays = someone(db, "アベ"), someone(db, "イトウ")
    db.commit()
    page = planner.get("/participants/over")
    assert "保存期間を過ぎた方は2人" in page.get_text()
    planner.submit(page, chosen=str(gone.id), is_sure="y")
    db.expire_all()
    assert db.get_one(Participant, gone.id).erased_at is not None
    assert db.get_one(Participant, stays.id).erased_at is None
    entry = db.exec(select(AuditEntry)).one()
    assert f'"participants": [{gone.id}]' in entry.details
    assert "period_over" in entry.details


def refused(planner: PageClient, page: BeautifulSoup, **given: str) -> BeautifulSoup:
    answer = planner.submit(page, expect=422, **given)
    assert answer is not None
    return answer


def test_nothing_is_erased_without_the_tick_and_the_choice_stays(
    planner: PageClient, db: Session
) -> None:
    who = someone(db, "アベ")
    db.commit()
    page = refused(planner, planner.get("/participants/over"), chosen=str(who.id))
    assert "確かめてから" in page.get_text()
    assert page.select_one("input[name=chosen][checked]") is not None
    page = refused(planner, page, chosen="", is_sure="y")
    assert "えらんでください" in page.get_text()


def test_who_came_back_meanwhile_is_not_erased(db: Session) -> None:
    gone, back = someone(db, "アベ"), someone(db, "イトウ")
    make.enrolment(db, back, make.offering(db, make.NEXT_WEEK))
    with pytest.raises(Refusal, match="そのあいだに"):
        service.erase_over(db, [key(gone), key(back)], at=make.NOW, today=make.TODAY)
    assert db.get_one(Participant, gone.id).erased_at is None


def test_the_desk_erases_nobody(desk: PageClient) -> None:
    assert desk.client.get("/participants/over").status_code == 403
