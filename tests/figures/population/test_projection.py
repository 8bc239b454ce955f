"""Projections: read in two forms, kept beside the counts, never a denominator."""

import io
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from classroom.core.errors import Refusal
from classroom.figures.population import queries, service
from classroom.figures.population.projection import read_projection
from classroom.figures.population.reader import read_population
from classroom.figures.population.sheet import Unreadable
from classroom.figures.population.values import ProjectedDay, ProjectionTable
from tests import make
from tests.figures.population import files
from tests.page import PageClient

OWN = "042145"
SMALL = '年月日,70歳以上,65～69歳,備考\n2030-10-01,"9,390",2532,\n令和13年10月1日,9428人,,\n'


def read(text: str) -> ProjectionTable:
    return read_projection(text.encode(), OWN)


def test_the_small_form_is_read() -> None:
    table = read(SMALL)
    assert [(row.on, row.aged, row.from_65_to_69) for row in table.rows] == [
        (date(2030, 10, 1), 9_390, 2_532),
        (date(2031, 10, 1), 9_428, None),
    ]
    assert table.unused == ("備考",)


def test_the_columns_of_the_small_form_stand_in_any_order() -> None:
    assert read("70歳以上人口,年月日\n9390,2030/10/1\n").rows[0].aged == 9_390


def test_the_standard_heads_are_read_and_rounding_is_borne() -> None:
    cells = files.table()
    cells[1][cells[0].index("男性")] = "57490"
    table = read(files.written(cells[:2]))
    (row,) = table.rows
    assert (row.on, row.municipality_code, row.aged) == (date(2025, 1, 1), "132071", 24_145)
    assert row.from_65_to_69 == 3_097 + 3_232
    with pytest.raises(Unreadable):
        read_population(files.written(cells[:2]).encode(), OWN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("年,人\n2030,1\n", "見出しの行が見つかりません"),
        ("年月日,70歳以上\n", "推計の行がありません"),
        ("年月日,70歳以上\n2030-02-30,1\n", "2行目の「年月日」"),
        ("年月日,70歳以上\n2030-10-01,多数\n", "2行目の「70歳以上」：人数として読めません"),
        ("年月日,70歳以上,65-69歳\n2030-10-01,1,？\n", "「65-69歳」：人数として"),
        ("年月日,70歳以上\n2030-10-01,1\n2030-10-01,2\n", "3行目の「年月日」：同じ日が2回"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(text)


def test_the_newest_projection_of_a_day_holds_until_it_is_undone(db: Session) -> None:
    first = read("年月日,70歳以上\n2030-10-01,9000\n2031-10-01,9100\n")
    service.import_projection(db, first, "first.csv", make.NOW, None)
    second = service.import_projection(db, read(SMALL), "second.csv", make.NOW, None)
    held = [(day.on.year, day.aged, day.source) for day in queries.projected(db, OWN)]
    assert held == [(2030, 9_390, "second.csv"), (2031, 9_428, "second.csv")]
    service.undo_import(db, second.id or 0, at=make.NOW, by=None)
    assert queries.projected(db, OWN)[0] == ProjectedDay(
        date(2030, 10, 1), 9_000, None, "first.csv"
    )
    service.import_again(db, second.id or 0, at=make.NOW, by=None)
    assert [day.aged for day in queries.projected(db, OWN)] == [9_390, 9_428]
    assert queries.projected(db, "132071") == []
    assert queries.denominator(db, OWN, date(2040, 1, 1)) is None


def test_counts_of_a_day_to_come_are_sent_to_the_projection() -> None:
    table = read_population(files.changed(2, "調査年月日", "2040/1/1"), OWN)
    with pytest.raises(Refusal, match="令和22年1月1日は、まだ来ていない日です"):
        service.refuse_days_to_come(table, date(2039, 12, 31))
    service.refuse_days_to_come(table, date(2040, 1, 1))


def send(page: PageClient, content: bytes, kind: str, expect: int = 303) -> str:
    form = page.get("/population")
    sent = page.submit(
        form, "form[enctype]", expect, kind=kind, file=(io.BytesIO(content), "推計.csv")
    )
    return sent.get_text() if sent else page.location or ""


def test_a_projection_is_looked_at_kept_and_undone_on_its_page(
    planner: PageClient, db: Session
) -> None:
    page = planner.get(send(planner, SMALL.encode(), "projection"))
    assert "使わない列：備考" in page.get_text()
    planner.submit(page)
    page = planner.get("/population")
    assert "2日分の将来推計人口を取り込みました" in page.get_text()
    assert [day.aged for day in queries.projected(db, OWN)] == [9_390, 9_428]
    db.rollback()
    planner.submit(page, "main form[action$='/undo']")
    assert queries.projected(db, OWN) == []


def test_a_count_of_a_day_to_come_keeps_the_choice(planner: PageClient) -> None:
    later = make.TODAY + timedelta(days=30)
    content = files.changed(2, "調査年月日", later.isoformat())
    assert "まだ来ていない日です" in send(planner, content, "residents", 422)
