"""確定版: the same bytes and the same figures years later, whatever was corrected since."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from classroom.core.config import Settings
from classroom.core.errors import Refusal, Stale
from classroom.figures.review import queries, service
from classroom.figures.review.edition import (
    differences,
    digest,
    document_of,
    files_of,
    freeze,
    is_whole,
)
from classroom.figures.review.models import IndicatorActual, ReportSnapshot
from classroom.figures.review.rules import Basis, Grade, Kind, Scheme
from classroom.figures.review.values import ReviewText
from classroom.figures.review.yearly import yearly
from classroom.kit.document import shown
from classroom.rules.words.staff import Role
from tests.conftest import SignedIn
from tests.figures.report import months
from tests.figures.review.town import COUNTED, TODAY, autumn
from tests.figures.review.world import STAMP, actual, document, no_files, wording

LATER = date(2027, 5, 1)


@pytest.fixture
def town(db: Session) -> Session:
    autumn(db)
    return db


def frozen(db: Session, settings: Settings, version: int = 0) -> ReportSnapshot:
    sheet = yearly(db, settings, 2026, LATER)
    return freeze(db, sheet, files_of, note="", version=version, stamp=STAMP)


def correct_everything(db: Session, settings: Settings) -> None:
    """Change all that a sheet is made of."""
    months.official(db, COUNTED, 4_100, 9_200)
    details = actual(2026, 13, "訂正")
    service.enter_actual(db, settings, "5-1", details, version=0, stamp=STAMP)
    text = ReviewText(issues="直した課題", next_steps="取組")
    service.write_review(db, (4, 2026), text, STAMP)
    scheme = Scheme("市の基準", Basis.PROGRESS, (Grade("良", Decimal(10)), Grade("可", None)))
    service.set_scheme(db, scheme, version=0, stamp=STAMP)
    service.change_indicator(db, settings, "6-2", wording("登録者"), version=1)


def test_an_edition_stays_what_it_was_whatever_is_corrected(
    town: Session, settings: Settings
) -> None:
    row = frozen(town, settings)
    town.commit()
    before = (row.data, row.pdf, row.xlsx)
    correct_everything(town, settings)
    town.commit()
    town.expire_all()
    kept = queries.snapshot(town, row.id or 0)
    assert kept is not None
    assert (kept.data, kept.pdf, kept.xlsx) == before
    assert is_whole(kept)
    again = files_of(document_of(kept.data), STAMP)
    assert (again.pdf, again.xlsx) == (kept.pdf, kept.xlsx)
    assert document_of(kept.data).heading == "令和8年度の登録者率は43.1%、評価はCです。"


def test_a_correction_makes_the_next_edition_and_the_differences_are_told(
    town: Session, settings: Settings
) -> None:
    first = frozen(town, settings)
    correct_everything(town, settings)
    second = frozen(town, settings, version=1)
    assert (first.number, second.number) == (1, 2)
    assert first.pdf != second.pdf
    assert first.xlsx != second.xlsx
    told = {
        one.name: (shown(one.before), shown(one.after), shown(one.change))
        for one in differences(document_of(first.data), document_of(second.data))
    }
    rate = "（4）デジタル身分証アプリの登録者率（70歳以上）の"
    # 4,100 ÷ 9,200 = 44.57%; (44.57 − 42) ÷ 8 = 32%.
    assert told[f"{rate}実績"] == ("43.1%", "44.6%", "＋1.5ポイント")
    assert told[f"{rate}評価"] == ("C", "良", "")
    assert told["（4）デジタルデバイド（情報格差）対策の課題"] == ("—", "直した課題", "")
    assert told["（5）公開データ数の実績"] == ("—", "13件", "")
    assert told["評価の基準"] == ("道筋比4段階（初期設定）", "市の基準", "")
    assert "すべての教室の回数" not in told


def test_nothing_new_makes_no_edition(town: Session, settings: Settings) -> None:
    frozen(town, settings)
    with pytest.raises(Refusal, match="第1版から変わったところがない"):
        frozen(town, settings, version=1)


def test_who_did_not_know_the_newest_edition_is_told(town: Session, settings: Settings) -> None:
    frozen(town, settings)
    months.official(town, COUNTED, 4_000, 9_190)
    with pytest.raises(Stale):
        frozen(town, settings, version=0)


def test_an_edition_is_neither_changed_nor_deleted(db: Session) -> None:
    row = freeze(db, document(), no_files, note="", version=0, stamp=STAMP)
    db.commit()
    row.note = "あとから"
    with pytest.raises(RuntimeError, match="never changed"):
        db.flush()
    db.rollback()
    db.delete(row)
    with pytest.raises(RuntimeError, match="never changed"):
        db.flush()
    db.rollback()


def test_an_edition_that_was_tampered_with_is_not_shown(db: Session, signed_in: SignedIn) -> None:
    row = freeze(db, document(), no_files, note="", version=0, stamp=STAMP)
    number = row.id
    db.connection().execute(sa.update(ReportSnapshot).values(pdf=b"%PDF-1.4 other"))
    db.commit()
    viewer = signed_in(Role.VIEWER)
    for ending in ("", ".pdf", ".xlsx"):
        page = viewer.client.get(f"/review/editions/{number}{ending}")
        assert page.status_code == 409
        assert "確定したときの内容と合いません" in page.text


def test_each_period_and_kind_counts_its_own_editions(db: Session) -> None:
    for period, kind in (("2026", "yearly"), ("2025", "yearly"), ("2026-10", "monthly")):
        made = freeze(db, document(period, kind), no_files, note="", version=0, stamp=STAMP)
        assert made.number == 1
    changed = replace(document("2025"), lead="直した。")
    assert freeze(db, changed, no_files, note="訂正", version=1, stamp=STAMP).number == 2
    found = queries.editions(db, Kind.YEARLY)
    assert [(one.period, one.number) for one in found] == [("2026", 1), ("2025", 2), ("2025", 1)]


def test_the_edition_says_itself_on_its_page_and_gives_its_own_files(
    town: Session, settings: Settings, signed_in: SignedIn
) -> None:
    row = frozen(town, settings)
    town.commit()
    viewer = signed_in(Role.VIEWER)
    page = viewer.get(f"/review/editions/{row.id}")
    words = page.get_text()
    assert "第1版（確定）" in words
    assert row.pdf_digest in words
    assert digest(viewer.client.get(f"/review/editions/{row.id}.pdf").data) == row.pdf_digest
    assert digest(viewer.client.get(f"/review/editions/{row.id}.xlsx").data) == row.xlsx_digest


def test_a_corrected_value_keeps_the_one_before(db: Session, settings: Settings) -> None:
    for number, (value, source) in enumerate(((10, "速報"), (11, "確報"))):
        details = actual(2025, value, source)
        service.enter_actual(db, settings, "5-1", details, version=number, stamp=STAMP)
    assert queries.actuals(db)["5-1", 2025].value == 11
    lines = queries.actual_lines(db, "5-1")
    assert [(int(one.value), one.source, one.is_replaced) for one in lines] == [
        (11, "確報", False),
        (10, "速報", True),
    ]
    first, second = db.exec(select(IndicatorActual).order_by("id")).all()
    assert first.replaced_by_id == second.id


def test_a_value_that_another_desk_has_entered_meanwhile_is_not_overwritten(
    db: Session, settings: Settings
) -> None:
    details = actual(2025, 10, "速報")
    service.enter_actual(db, settings, "5-1", details, version=0, stamp=STAMP)
    with pytest.raises(Stale):
        service.enter_actual(db, settings, "5-1", details, version=0, stamp=STAMP)
    with pytest.raises(Refusal, match="もう入っています"):
        service.enter_actual(db, settings, "5-1", details, version=1, stamp=STAMP)


def test_our_own_rate_cannot_be_entered_by_hand(db: Session, settings: Settings) -> None:
    details = actual(2025, 45, "手入力")
    with pytest.raises(Refusal, match="システムが計算します"):
        service.enter_actual(db, settings, "4-1", details, version=0, stamp=STAMP)
    with pytest.raises(Refusal, match="令和6年度から令和9年度まで"):
        service.enter_actual(db, settings, "5-1", actual(2029, 1), version=0, stamp=STAMP)


def test_the_sheet_of_today_is_kept_with_its_day(town: Session, settings: Settings) -> None:
    sheet = yearly(town, settings, 2026, TODAY)
    row = freeze(town, sheet, no_files, note="中間", version=0, stamp=STAMP)
    assert document_of(row.data).on == TODAY
    assert document_of(row.data).standing == "第1版（令和9年4月20日確定）"
