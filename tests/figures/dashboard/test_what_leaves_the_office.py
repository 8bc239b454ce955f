"""Beside the monthly open data, no paper tells how many people are of a district or an age.

The monthly file has people by district and age, month by month, and hides small counts. A sum since
April, or of a year, of the same people would tell by subtraction what it hides. So the papers count
people for the whole city only: in two worlds that differ in nothing but who lives where and is how
old, all of 70 and over, they are the same to the byte.
"""

import random
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from classroom.core.config import Settings
from classroom.desk.participant.models import Participant
from classroom.figures.dashboard.pdf import board_paper
from classroom.figures.dashboard.service import board
from classroom.figures.report import export
from classroom.figures.report import service as figures
from classroom.figures.report.workbook import kpi_workbook
from classroom.rules.words.app import Blocker, Stage
from tests import make
from tests.figures.report import months

ON = date(2026, 10, 31)
Document = Callable[[Session, Settings], bytes]
DOCUMENTS: dict[str, Document] = {
    "one A4": lambda db, settings: (
        board_paper(board(db, settings, ON, published=True), "東松島市").pdf
    ),
    "CSV": lambda db, settings: export.as_csv(figures.kpi(db, settings, ON, published=True)),
    "JSON": lambda db, settings: export.as_json(
        figures.kpi(db, settings, ON, published=True)
    ).encode(),
    "workbook": lambda db, settings: kpi_workbook(
        figures.kpi(db, settings, ON, published=True), "東松島市", make.NOW
    ),
}


@pytest.fixture
def crowd(db: Session) -> Session:
    """Give a year in which forty people of three districts came and half of them registered."""
    places = [make.district(db, name) for name in ("矢本東", "大曲", "宮戸")]
    months.official(db, date(2026, 4, 1), 3_962, 9_190)
    where = [months.class_on(db, date(2026, month, 10)) for month in range(5, 11)]
    for number in range(40):
        who = make.participant(
            db, born_on=date(1932 + number // 2, 3, 1), district_id=places[number % 3].id
        )
        session = where[number % 6]
        months.came(db, who, session)
        if number % 2:
            months.reached(db, who, Stage.CARD_LINKED, session.on, session)
        else:
            months.stopped(db, who, list(Blocker)[number % 7], session)
    db.commit()
    return db


def shuffle(db: Session) -> None:
    """Let the same people live elsewhere and be of another age."""
    people = list(db.exec(select(Participant).order_by("id")))
    lives = [(person.district_id, person.born_on) for person in people]
    random.Random(7).shuffle(lives)  # noqa: S311  a fictitious city
    for person, (district, born_on) in zip(people, lives, strict=True):
        person.district_id, person.born_on = district, born_on
        db.add(person)
    db.commit()


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_it_is_the_same_whoever_lives_where_and_is_how_old(
    crowd: Session, settings: Settings, document: Document
) -> None:
    before = document(crowd, settings)
    shuffle(crowd)
    assert document(crowd, settings) == before


def test_what_stays_in_the_office_does_tell(crowd: Session, settings: Settings) -> None:
    """The test above is worth something: the same figures, not published, are others then."""
    before = export.as_csv(figures.kpi(crowd, settings, ON))
    shuffle(crowd)
    assert export.as_csv(figures.kpi(crowd, settings, ON)) != before
