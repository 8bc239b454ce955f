"""The yearly sheet and the monthly report: the values of small worlds, worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from classroom.class_day.questionnaire import service as questionnaire
from classroom.class_day.questionnaire.rules import Moment, Way
from classroom.class_day.questionnaire.values import Marks, SheetDetails
from classroom.core.config import Settings
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.figures.report.tables import STOPPED_IN_ALL
from classroom.figures.review import queries, service
from classroom.figures.review.monthly import monthly
from classroom.figures.review.values import ReviewText
from classroom.figures.review.yearly import gaps, yearly
from classroom.kit.document import NONE, Document, Section, Table, shown
from classroom.planning.course.models import CourseSession
from classroom.rules.words.app import Stage
from tests import make
from tests.figures.report import months
from tests.figures.review.town import COUNTED, MONTH, TODAY, autumn
from tests.figures.review.world import STAMP, actual, wording


@pytest.fixture
def town(db: Session) -> Session:
    autumn(db)
    return db


def section(of: Document, name: str) -> Section:
    return next(one for one in of.sections if one.name == name)


def rows(of: Document, name: str) -> list[list[str]]:
    table = section(of, name).table
    assert isinstance(table, Table)
    return [[shown(cell) for cell in row.cells] for row in table.rows]


def test_the_rate_of_the_year_is_the_official_one_of_that_year(
    town: Session, settings: Settings
) -> None:
    # 3,962 ÷ 9,190 = 43.11%. On 30 September the path from 42 (R7.3.31) to 50 (R13.3.31) has come
    # 548 of 2,191 days: 42 + 8 × 0.2501 = 44.0. (43.11 − 42) ÷ (44.00 − 42) = 55.6%: C.
    made = yearly(town, settings, 2026, TODAY)
    assert made.heading == "令和8年度の登録者率は43.1%、評価はCです。"
    assert made.lead.startswith(
        "令和8年9月30日現在、参考の道筋は44.0%。目標の50%（令和12年度）まで"
    )
    # 50% of 9,190 are 4,595; 4,595 − 3,962 = 633.
    assert (
        "あと633人です。すべての教室1回（うち身分証アプリの教室1回）を開き、すべての教室と窓口で70歳以上の9人が新しく登録しました。"
        in made.lead
    )
    ours = next(row for row in rows(made, "indicators") if "登録者率" in row[0])
    # 43.11 ÷ 50 = 86.2%; 1.11 ÷ 8 = 13.9%.
    assert ours[1:] == ["42.0%", "50.0%", "44.0%", "43.1%", "R8.9.30", "86.2%", "13.9%", "C"]


def ours_by_year(made: Document) -> list[str]:
    """Return the actual values of our own rate, the line below its path."""
    found = rows(made, "years")
    return found[next(at for at, row in enumerate(found) if "登録者率" in row[0]) + 1]


def test_the_year_before_has_its_own_official_value(town: Session, settings: Settings) -> None:
    made = yearly(town, settings, 2025, TODAY)
    # 3,910 ÷ 9,190 = 42.55%; the path at the end of 令和7年度 is 43.3%: 0.55 ÷ 1.33 = 41%: D.
    assert made.on == date(2026, 3, 31)
    assert made.heading == "令和7年度の登録者率は42.5%、評価はDです。"
    assert ours_by_year(made)[:5] == ["", "実績", "42.0%", "42.5%", "—"]
    assert section(made, "classes").paragraphs == ("令和7年度は、どの教室の記録もありません。",)


def test_without_an_official_value_of_that_year_the_estimate_says_so(
    db: Session, settings: Settings
) -> None:
    autumn(db)
    made = yearly(db, settings, 2026, date(2026, 9, 29))
    # The count of 30 September is not there yet: 3,910 of 31 March, nobody since.
    assert (
        made.heading
        == "令和8年度の登録者率は42.5%（公式値＋教室・窓口）です。公式値が入ると、評価が出ます。"
    )
    assert made.figures[0].name == "登録者率（公式値＋教室・窓口）"
    assert ours_by_year(made)[1] == "実績（公式値のあとを含む）"


def test_with_no_figures_at_all_the_sheet_still_stands(db: Session, settings: Settings) -> None:
    made = yearly(db, settings, 2026, TODAY)
    assert made.heading == "令和8年度の登録者率は、まだ計算できません。"
    assert [shown(one.cell) for one in made.figures] == ["—"] * 5
    assert monthly(db, settings, MONTH, TODAY).heading.endswith("まだ計算できません。")


def test_the_whole_plan_is_shipped_with_its_numbers(db: Session, settings: Settings) -> None:
    found = queries.indicators(db, settings)
    assert [one.code for one in found] == [
        *("1-1", "1-2", "2-1", "3-1", "4-1", "5-1", "6-1", "6-2", "7-1", "8-1", "8-2"),
        *("9-1", "10-1"),
    ]
    assert not any(one.has_gaps for one in found)
    without = [one.code for one in found if one.goal.no_baseline]
    assert without == ["2-1", "7-1", "8-2", "9-1"]
    goals = {one.code: (one.goal.baseline, one.goal.target, one.unit) for one in found}
    assert goals["6-1"] == (Decimal(780464), Decimal(798000), "PV")
    assert goals["1-1"] == (Decimal("77.8"), Decimal("90.0"), "%")
    actions = queries.actions(db)
    assert list(actions) == list(range(1, 11))
    assert actions[7].steps[0].words == ("準備", "移行", "移行", "稼働", "稼働")
    assert actions[4].office == "デジタル担当部署"


def test_no_action_and_no_field_is_an_instruction(db: Session, settings: Settings) -> None:
    made = yearly(db, settings, 2026, TODAY)
    assert [one.title for one in made.sections[1:11]][::9] == [
        "（1）マイナンバーカードの普及・活用",
        "（10）テレワークの推進",
    ]
    for one in made.sections[1:11]:
        assert [each.text for each in one.written] == [""] * 4
        assert one.schedule is not None
    assert "ください" not in str([section.written for section in made.sections])
    assert gaps(made)[0].startswith("実績がない指標：（1）マイナンバーカード保有率、")
    assert len(gaps(made)) == 5


def test_the_arrows_run_as_far_as_a_word_goes_on(db: Session, settings: Settings) -> None:
    schedule = section(yearly(db, settings, 2026, TODAY), "action-9").schedule
    assert schedule is not None
    assert schedule.columns[0] == "◆R8年度"
    assert [(one.words, one.first, one.last) for one in schedule.lanes[0].spans] == [
        ("調査・検討", 0, 1),
        ("活用", 2, 4),
    ]


def test_entered_values_and_texts_stand_in_their_year_only(
    town: Session, settings: Settings
) -> None:
    details = actual(2025, 11)
    service.enter_actual(town, settings, "5-1", details, version=0, stamp=STAMP)
    text = ReviewText(issues="遅れた", next_steps="毎月")
    service.write_review(town, (5, 2025), text, STAMP)
    made = yearly(town, settings, 2025, TODAY)
    line = next(row for row in rows(made, "indicators") if "公開データ数" in row[0])
    # (11 − 9) ÷ 5 = 40%; 11 ÷ 14 = 78.6%; the path is 9.8: 2 ÷ 0.83 = 240%: A.
    assert line[1:] == ["9件", "14件", "9.8件", "11件", "R8.3.31", "78.6%", "40.0%", "A"]
    texts = [one.text for one in section(made, "action-5").written]
    assert texts == ["", "遅れた", "毎月", ""]
    assert "（5）公開データ数：総務課の集計。" in section(made, "indicators").sources
    later = yearly(town, settings, 2026, TODAY)
    assert next(r for r in rows(later, "indicators") if "公開データ数" in r[0])[4] == "—"
    data = next(row for row in rows(later, "years") if row[0] == "（5）公開データ数")
    assert data[2:] == ["9.0件", "9.8件", "10.7件", "11.5件", "12.3件", "13.2件", "14.0件"]


def test_the_name_of_the_scheme_stands_beside_the_ratings(
    town: Session, settings: Settings
) -> None:
    made = yearly(town, settings, 2026, TODAY)
    assert section(made, "indicators").note == "評価：道筋比4段階（初期設定）"
    assert made.figures[-1].how == "道筋比4段階（初期設定）"


def test_papers_give_the_next_steps_whatever_few_were_stopped(
    town: Session, settings: Settings
) -> None:
    # Three people were stopped for want of a card: too few to be told, but the steps hold.
    for made in (yearly(town, settings, 2026, TODAY), monthly(town, settings, MONTH, TODAY)):
        *steps, whole = rows(made, "blockers")
        assert [row[0] for row in steps] == ["カードと暗証番号", "スマホとID", "ご本人の都合"]
        assert {row[1] for row in steps} == {NONE}
        assert all(row[2] for row in steps)
        assert whole == [STOPPED_IN_ALL, "0人", ""]
        assert any("10月からの分は、まだ少ないため" in words for words in _said(made))


def _said(made: Document) -> list[str]:
    return [words for section in made.sections for words in section.sources]


def test_no_report_tells_how_many_people_are_of_an_age_or_a_district(
    town: Session, settings: Settings
) -> None:
    """The monthly open data has them; a year's sum beside it would tell what it hides."""
    before = _counted(town, settings)
    crowd = list(town.exec(select(Participant).order_by("id")))
    born = [who.born_on for who in crowd]
    home = key(make.district(town))
    for who, day in zip(crowd, [*born[1:], born[0]], strict=True):
        who.born_on, who.district_id = day, home
    town.commit()
    assert _counted(town, settings) == before


def _counted(db: Session, settings: Settings) -> list[Section]:
    """Return the sections that count people, of both reports; the outlook reckons with ages."""
    made = (yearly(db, settings, 2026, TODAY), monthly(db, settings, MONTH, TODAY))
    reckoned = {"effort", "outlook", "assumptions"}
    return [one for each in made for one in each.sections if one.name not in reckoned]


def test_months_add_up_to_the_year(town: Session, settings: Settings) -> None:
    *by_month, whole = rows(yearly(town, settings, 2026, TODAY), "months")
    assert [row[0] for row in by_month][::6] == ["令和8年4月", "令和8年10月"]
    assert by_month[6] == ["令和8年10月", "1回", "1回", "12人", "12人", "9人"]
    assert whole == ["合計", "1回", "1回", "", "12人", "9人"]


def test_who_turns_70_within_the_year_has_a_line_so_that_months_add_up(
    town: Session, settings: Settings
) -> None:
    where = months.class_on(town, date(2026, 5, 11))
    for number in range(6):
        who = months.came(town, make.participant(town, born_on=date(1956, 8, number + 1)), where)
        months.reached(town, who, Stage.CARD_LINKED, where.on, where)
    *by_month, turned, whole = rows(yearly(town, settings, 2026, TODAY), "months")
    assert by_month[1][-2:] == ["0人", "0人"]
    assert turned == ["この間に70歳になった方", "", "", "", "6人", "6人"]
    assert whole[-2:] == ["18人", "15人"]


def test_questionnaires_stand_in_the_sheet_once_the_year_is_over(
    town: Session, settings: Settings
) -> None:
    names = {one.name for one in yearly(town, settings, 2026, TODAY).sections}
    assert not names & {"confidence", "satisfaction"}
    (number,) = town.exec(select(CourseSession.id)).all()
    for mark in (1, 2, 2, 3, 3, 3):
        marks = (Marks("カメラ", mark, 4),)
        sheet = SheetDetails(Moment.AFTER, Way.PAPER, marks, satisfaction=4)
        questionnaire.add_sheet(town, number or 0, sheet, at=STAMP.at, by=None)
    running = yearly(town, settings, 2026, TODAY)
    assert "confidence" not in {one.name for one in running.sections}, "the year runs on"
    made = yearly(town, settings, 2026, date(2027, 3, 31))
    # Six people, from (1+2+2+3+3+3) ÷ 6 = 2.33 to 4.
    assert rows(made, "confidence") == [["カメラ", "6人", "2.3", "4.0", "＋1.7"]]
    assert rows(made, "satisfaction")[0] == ["とてもよかった", "6人"]
    assert rows(made, "satisfaction")[-1] == ["合計", "6人"]


def test_an_indicator_that_is_put_away_leaves_the_sheet(town: Session, settings: Settings) -> None:
    away = replace(wording(), is_active=False)
    service.change_indicator(town, settings, "5-1", away, version=1)
    made = yearly(town, settings, 2026, TODAY)
    assert not [row for row in rows(made, "indicators") if "公開データ数" in row[0]]


def test_the_month_says_what_happened_and_what_comes(town: Session, settings: Settings) -> None:
    made = monthly(town, settings, MONTH, TODAY)
    # (3,962 + 9) ÷ 9,190 = 43.21%; 4,595 − 3,971 = 624.
    assert (
        made.heading == "令和8年10月の登録者率は43.2%（公式値＋教室・窓口）。50%まで、あと624人。"
    )
    assert f"公式値は令和8年{COUNTED.month}月30日の43.1%です。" in made.lead
    assert rows(made, "counts")[:3] == [
        ["すべての教室", "1回", "1回"],
        ["うち、身分証アプリの教室", "1回", "1回"],
        ["来た方", "12人", NONE],
    ]
    assert section(made, "next").title == "次の月（令和8年11月）のすべての教室"
    assert section(made, "next").paragraphs == ("予定はまだありません。",)


def test_a_month_without_classes_says_so(town: Session, settings: Settings) -> None:
    made = monthly(town, settings, date(2026, 8, 1), TODAY)
    assert made.on == date(2026, 8, 31)
    assert made.lead.endswith("令和8年8月は、どの教室の記録もありません。")
