"""The monthly file: who is counted where, and that the file as it stands gives nobody away."""

import csv
import random
from datetime import date
from io import BytesIO, StringIO

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppRegistration
from classroom.core.config import Settings
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.figures.opendata import queries, service
from classroom.figures.opendata.monthly import AGED_TOTAL, EVERYONE, EVERYWHERE, HEADS, HIDDEN_MARK
from classroom.figures.opendata.rules import AGED, Measure
from classroom.figures.opendata.service import Encoding
from classroom.figures.registrations.rules import NO_DISTRICT
from classroom.figures.report import service as figures
from classroom.rules.words.app import Stage
from classroom.rules.words.bands import AgeGroup, ToldBand
from tests import make
from tests.figures.opendata.attacker import Cell, intervals, recovered, sums_of
from tests.figures.report.months import came, class_on, reached

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def counted(db: Session, month: date, measure: Measure = Measure.ATTENDED) -> dict[Cell, int]:
    found = queries.month_counts(db, month, Stage.CARD_LINKED).counts[measure]
    return {(age.value, place): people for (age, place), people in found.items()}


def test_somebody_who_comes_three_times_in_a_month_is_one_person(db: Session) -> None:
    who = make.participant(db, born_on=date(1950, 1, 1))
    for day in (3, 10, 17):
        came(db, who, class_on(db, date(2026, 6, day)))
    came(db, who, class_on(db, date(2026, 7, 1)))
    assert counted(db, JUNE) == {("70代", NO_DISTRICT): 1}
    assert counted(db, JULY) == {("70代", NO_DISTRICT): 1}
    assert counted(db, date(2026, 5, 1)) == {}


def test_who_turns_70_between_two_months_moves_up(db: Session) -> None:
    where = make.district(db, "大曲")
    who = make.participant(db, born_on=date(1956, 7, 31), district_id=where.id)
    came(db, who, class_on(db, date(2026, 6, 3)))
    came(db, who, class_on(db, date(2026, 7, 3)))
    assert counted(db, JUNE) == {("60代", "大曲"): 1}
    assert counted(db, JULY) == {("70代", "大曲"): 1}


@pytest.mark.parametrize(
    ("told", "told_on", "group"),
    [
        (ToldBand.SEVENTIES, date(2026, 5, 1), "70代"),
        (ToldBand.SEVENTIES, date(2018, 5, 1), "70代"),
        (ToldBand.SIXTIES, date(2026, 5, 1), "60代"),
        (ToldBand.SIXTIES, date(2010, 5, 1), "70代"),
        (ToldBand.UNDER_60, date(2026, 5, 1), "59歳以下"),
        (ToldBand.FROM_85, date(2026, 5, 1), "80代"),
        (ToldBand.UNKNOWN, date(2026, 5, 1), "年代のわからない方"),
    ],
)
def test_a_told_age_counts_as_what_is_sure(
    db: Session, told: ToldBand, told_on: date, group: str
) -> None:
    came(
        db,
        make.participant(db, told_band=told, told_band_on=told_on),
        class_on(db, date(2026, 6, 3)),
    )
    assert counted(db, JUNE) == {(group, NO_DISTRICT): 1}


def test_newly_registered_is_counted_once_where_it_first_happened(db: Session) -> None:
    where = class_on(db, date(2026, 6, 3))
    who = make.participant(db, born_on=date(1944, 1, 1))
    reached(db, who, Stage.CARD_LINKED, date(2026, 6, 3), where)
    db.add(
        AppRegistration(
            participant_id=key(who),
            stage=Stage.OPENED_ALONE,
            reached_on=date(2026, 7, 8),
            recorded_at=make.NOW,
        )
    )
    at_counter = make.participant(db, born_on=date(1944, 1, 1))
    reached(db, at_counter, Stage.CARD_LINKED, date(2026, 7, 9))
    before = make.participant(db, born_on=date(1944, 1, 1))
    reached(db, before, Stage.ALREADY, date(2026, 7, 9))
    reached(db, before, Stage.CARD_LINKED, date(2026, 7, 9))
    only_installed = make.participant(db, born_on=date(1944, 1, 1))
    reached(db, only_installed, Stage.INSTALLED, date(2026, 7, 9))
    assert counted(db, JUNE, Measure.NEWLY) == {("80代", NO_DISTRICT): 1}
    assert counted(db, JULY, Measure.NEWLY) == {("80代", NO_DISTRICT): 1}


def test_two_records_that_are_merged_are_one_person(db: Session) -> None:
    pair = [make.participant(db, born_on=date(1950, 1, 1)) for _ in range(2)]
    for who in pair:
        came(db, who, class_on(db, date(2026, 6, 3)))
        reached(db, who, Stage.CARD_LINKED, date(2026, 6, 3))
    assert counted(db, JUNE) == {("70代", NO_DISTRICT): 2}
    make.merge(db, pair[0], pair[1])
    assert counted(db, JUNE) == {("70代", NO_DISTRICT): 1}
    assert counted(db, JUNE, Measure.NEWLY) == {("70代", NO_DISTRICT): 1}


def test_who_was_erased_is_counted_nowhere(db: Session) -> None:
    who = came(db, make.participant(db), class_on(db, date(2026, 6, 3)))
    db.execute(sa.delete(Enrolment).where(col(Enrolment.participant_id) == who.id))
    db.execute(sa.delete(Participant).where(col(Participant.id) == who.id))
    assert counted(db, JUNE) == {}


def crowd(db: Session, people: int = 60) -> None:
    """Let a crowd come to classes of June and July, and a part of it register."""
    draw = random.Random(people)  # noqa: S311  a fictitious town
    places = [make.district(db, name) for name in ("矢本東", "大曲", "赤井")]
    days = [date(2026, 6, 3), date(2026, 6, 17), date(2026, 7, 8)]
    classes = [class_on(db, day) for day in days]
    for _ in range(people):
        born = date(draw.randrange(1930, 1966), 1, 1)
        district = draw.choice([*places, None])
        who = make.participant(db, born_on=born, district_id=district.id if district else None)
        for where in draw.sample(classes, draw.randint(1, 2)):
            came(db, who, where)
        if draw.random() < 0.5:
            reached(db, who, Stage.CARD_LINKED, draw.choice(days))
    db.commit()


def test_the_months_add_up_to_what_the_report_says(db: Session, settings: Settings) -> None:
    crowd(db)
    months = [date(2026, number, 1) for number in range(4, 8)]
    newly = sum(
        people
        for month in months
        for (age, _), people in counted(db, month, Measure.NEWLY).items()
        if age in AGED
    )
    # Nobody of the crowd has a birthday in between.
    results = figures.kpi(db, settings, date(2026, 7, 31)).classes
    assert newly == results.newly_registered > 0


def file_of(db: Session, settings: Settings, month: date) -> list[list[str]]:
    content = service.month_table(db, settings, month).content()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file_stands_the_attack(db: Session, settings: Settings) -> None:
    crowd(db)
    for month in (JUNE, JULY):
        rows = file_of(db, settings, month)
        counts = queries.month_counts(db, month, Stage.CARD_LINKED).counts
        for measure in Measure:
            mine = [row for row in rows if row[3] == measure]
            table = {(age, place): int(n) if n else None for _, _, _, _, place, age, n, _ in mine}
            assert None in table.values()
            assert not {n for n in table.values() if n is not None} & {1, 2, 3, 4}
            real = counts[measure]
            told = {
                (EVERYONE, EVERYWHERE): sum(real.values()),
                (AGED_TOTAL, EVERYWHERE): sum(n for (a, _), n in real.items() if a in AGED),
            }
            for known in ({}, told):
                assert not recovered(sums_of(table, known))
                for cell, (least, most) in intervals(sums_of(table, known)).items():
                    assert most > least, cell


def test_the_file_is_a_long_table(db: Session, settings: Settings) -> None:
    crowd(db)
    rows = file_of(db, settings, JUNE)
    assert tuple(rows[0]) == HEADS
    places, ages = 1 + 3 + 1, 2 + len(AgeGroup)
    assert len(rows) == 1 + len(Measure) * places * ages
    assert {tuple(row[:3]) for row in rows[1:]} == {("042145", "宮城県東松島市", "2026-06")}
    assert {(row[6] == "", row[7]) for row in rows[1:]} == {(True, HIDDEN_MARK), (False, "")}


def test_pandas_reads_it_with_numbers_as_numbers(db: Session, settings: Settings) -> None:
    crowd(db)
    content = service.month_table(db, settings, JUNE).content()
    frame = pd.read_csv(BytesIO(content), dtype={HEADS[0]: str})
    assert list(frame.columns) == list(HEADS)
    assert frame["人数"].dtype.kind == "f"
    assert (frame["人数"].isna() == (frame["秘匿"] == HIDDEN_MARK)).all()
    assert set(frame[HEADS[0]]) == {"042145"}


def test_a_districts_name_outside_cp932_is_replaced_and_told(
    db: Session, settings: Settings
) -> None:
    make.district(db, "𠮷田")
    table = service.month_table(db, settings, JUNE)
    assert [one.letter for one in table.replaced] == ["𠮷"]
    assert "吉田" in table.content(Encoding.CP932).decode("cp932")
    assert table.file_name() == "042145_smartphone_class_202606.csv"


@pytest.mark.parametrize(
    ("text", "today", "month"),
    [
        (None, date(2026, 11, 22), date(2026, 10, 1)),
        ("", date(2026, 1, 31), date(2025, 12, 1)),
        ("2026-04", date(2026, 11, 22), date(2026, 4, 1)),
    ],
)
def test_a_month_is_one_that_is_over(text: str | None, today: date, month: date) -> None:
    assert service.closed_month(text, today) == month


@pytest.mark.parametrize("text", ["2026-11", "2027-01", "2026-13", "先月", "2026-10-05"])
def test_a_month_that_is_not_over_or_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="月"):
        service.closed_month(text, date(2026, 11, 22))
