"""The PDF: nothing off the page, nothing on anything else, every word of the report on it."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.review import service
from classroom.figures.review.monthly import monthly
from classroom.figures.review.pdf import report_paper
from classroom.figures.review.values import ReviewText
from classroom.figures.review.yearly import yearly
from classroom.kit.document import Amount, Column, Edition, Row, Section, Table
from tests.figures.review.town import MONTH, TODAY, autumn
from tests.figures.review.world import STAMP, document
from tests.papers.layout import faults
from tests.papers.reading import sheets_of, words_of_file

LONG = "暗証番号を忘れた方が多く、教室のあとの電話が追いつかなかった。A／B班の引きつぎも課題。" * 8


@pytest.fixture
def town(db: Session) -> Session:
    autumn(db)
    return db


def test_the_same_report_is_the_same_file() -> None:
    assert report_paper(document()).pdf == report_paper(document()).pdf


def test_the_yearly_sheet_is_well_set(town: Session, settings: Settings) -> None:
    service.write_review(town, (4, 2026), ReviewText(LONG, LONG, LONG, LONG), STAMP)
    made = yearly(town, settings, 2026, TODAY)
    paper = report_paper(made)
    assert paper.missing == ()
    sheets = sheets_of(paper.pdf)
    assert len(sheets) >= 4
    assert [fault for sheet in sheets for fault in faults(sheet)] == []
    words = words_of_file(paper.pdf)
    for expected in (
        made.heading,
        f"1／{len(sheets)}",
        "作成中（未確定）",
        "A／B班",
        "月ごとの教室実績",
    ):
        assert expected in words, expected
    assert PdfReader(BytesIO(paper.pdf)).metadata["/Title"] == made.title  # type: ignore[index]


def test_the_monthly_report_takes_two_pages(town: Session, settings: Settings) -> None:
    sheets = sheets_of(report_paper(monthly(town, settings, MONTH, TODAY)).pdf)
    assert len(sheets) == 2
    assert [fault for sheet in sheets for fault in faults(sheet)] == []


def test_a_long_table_breaks_over_pages_with_its_heads() -> None:
    rows = tuple(Row((f"{number}番", Amount(Decimal(number), "人"))) for number in range(150))
    table = Table("長い表", (Column("行", 60), Column("人数", 30, number=True)), rows)
    made = replace(document(), sections=(Section("long", "長い表", "表", table=table),))
    sheets = sheets_of(report_paper(made).pdf)
    assert len(sheets) == 4
    for sheet in sheets:
        assert faults(sheet) == []
        assert "人数" in "".join(run.text for run in sheet.words)


def test_each_page_says_its_day_and_its_edition() -> None:
    frozen = document().frozen(Edition(2, "令和9年4月20日", "0.1.0"))
    words = words_of_file(report_paper(frozen).pdf)
    assert "令和9年3月31日現在" in words
    assert "第2版（令和9年4月20日確定）" in words
