"""The database's answer about an age is the rule's answer, for anybody on any day."""

from datetime import date

import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlmodel import Session, col

from classroom.desk.participant.models import Participant
from classroom.figures.registrations.ages import age_class, is_aged
from classroom.figures.registrations.rules import BAND_CODES, UNKNOWN_AGE, YOUNG
from classroom.rules.age import age_on, band_of, is_at_least
from classroom.rules.words.bands import Band, ToldBand
from tests import make

born = st.dates(date(1925, 1, 1), date(2010, 1, 1)) | st.sampled_from(
    [date(1956, 2, 28), date(1956, 2, 29), date(1956, 3, 1), date(1936, 2, 29)]
)
told = st.tuples(st.sampled_from(list(ToldBand)), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
on = st.dates(date(2020, 1, 1), date(2040, 1, 1)) | st.sampled_from(
    [date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29)]
)
Person = tuple[date | None, ToldBand | None, date | None]
persons = st.lists(
    st.tuples(born, st.none(), st.none())
    | told.map(lambda given: (None, *given))
    | st.just((None, None, None)),
    min_size=1,
    max_size=12,
)


def by_rule(person: Person, on: date) -> int:
    aged = is_at_least(70, *person, on)
    if aged is None:
        return UNKNOWN_AGE
    born, told, _ = person
    band = (band_of(age_on(born, on)) if born else told or Band.UNKNOWN).value
    return BAND_CODES.index(band if band in BAND_CODES else Band.UNKNOWN.value) if aged else YOUNG


@tries(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(persons, on)
def test_the_database_answers_as_the_rule_does(db: Session, people: list[Person], on: date) -> None:
    fields = ("born_on", "told_band", "told_band_on")
    named = {"name_kana": "ア", "kana_key": "ア", "sort_key": "ア", "created_at": make.NOW}
    rows = [{**named, **dict(zip(fields, one, strict=True))} for one in people]
    db.connection().execute(sa.insert(Participant), rows)
    day = sa.bindparam("on", on, type_=sa.Date())
    wanted = sa.select(age_class(day), is_aged(day)).order_by(col(Participant.id))
    found = [tuple(line) for line in db.connection().execute(wanted)]
    db.rollback()
    assert found == [(by_rule(one, on), is_at_least(70, *one, on) is True) for one in people]
