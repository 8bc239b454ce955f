"""A place's telephone number gets the city's own area code, as a participant's does."""

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from classroom.core.config import Settings
from classroom.planning.place.models import Venue
from tests import make
from tests.office.settings.test_pages import decided
from tests.page import PageClient


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("0225", ("82-1111", "0225821111")),
        ("022", ("211-1111", "0222111111")),
        ("022", ("090-0000-1234", "09000001234")),
    ],
)
def test_a_local_number_of_a_venue_is_completed_by_the_setting(
    planner: PageClient,
    db: Session,
    engine: Engine,
    settings: Settings,
    code: str,
    number: tuple[str, str],
) -> None:
    made = make.venue(db)
    db.commit()
    decided(engine, settings, area_code=code)
    page = planner.get(f"/venues/{made.id}")
    planner.submit(page, telephone=number[0])
    db.expire_all()
    assert db.exec(select(Venue.telephone)).one() == number[1]


def test_a_number_that_is_local_elsewhere_only_is_refused(
    planner: PageClient, db: Session, engine: Engine, settings: Settings
) -> None:
    made = make.venue(db)
    db.commit()
    decided(engine, settings, area_code="022")
    page = planner.submit(planner.get(f"/venues/{made.id}"), expect=422, telephone="82-1111")
    assert page is not None
    assert "7けた（市外局番 022 を省くとき）" in page.text
