"""Parts of other features that a report carries: what the target takes, and where the rate leads.

A further feature adds its sections here: a function from a day's figures to sections.
"""

from collections.abc import Iterator
from decimal import Decimal

from sqlmodel import Session

from classroom.class_day.questionnaire import results as questionnaire
from classroom.class_day.questionnaire.values import QuestionnaireResults, ShownTopic
from classroom.core.config import Settings
from classroom.figures.outlook import story
from classroom.figures.outlook.figures import outlook
from classroom.figures.outlook.values import Fan, Outlook
from classroom.figures.report.story import plain
from classroom.figures.report.values import Kpi
from classroom.kit.document import (
    Column,
    Row,
    Section,
    Table,
    number,
    people,
)
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label, start_of
from classroom.rules.words.questionnaire import SATISFIED

SHEET, QUESTION_SHEET = "見込み", "アンケート"


def outlook_of(db: Session, settings: Settings, kpi: Kpi) -> Outlook:
    """Return the outlook of the day that a report is about."""
    return outlook(db, settings, kpi)


def outlook_sections(found: Outlook, kpi: Kpi) -> Iterator[Section]:
    """Return what the target takes and where the rate leads, side by side.

    Without a class to reckon from, the lead would be guesswork: then there is none.
    """
    goal = plain(kpi.target.rate)
    effort = tuple(Row((name, words)) for name, words in story.effort(found))
    columns = (Column("項目", 44), Column("値", 42, number=True))
    yield Section(
        name="effort",
        title=f"{goal}%に届くには",
        sheet=SHEET,
        paragraphs=() if effort else (story.too_few(found) or story.lead(found),),
        table=Table(f"{goal}%に届くのに必要な教室", columns, effort) if effort else None,
        half=True,
        sources=("教室だけで届かせる場合。（ ）は8割の確からしさの幅。",) if effort else (),
    )
    if found.fan and found.pace.classes:
        yield _fan_section(found, found.fan)


def _fan_section(found: Outlook, fan: Fan) -> Section:
    points = [one for one in fan.points if one.on == end_of(fiscal_year(one.on))]
    rows = tuple(
        Row(
            (
                fiscal_year_label(fiscal_year(one.on)),
                *(number(Decimal(each), 1, "%") for each in (one.p10, one.p50, one.p90)),
            )
        )
        for one in points
    )
    columns = (
        Column("年度末", 26),
        Column("低め", 20, number=True),
        Column("まん中", 20, number=True),
        Column("高め", 20, number=True),
    )
    return Section(
        name="outlook",
        title=f"{fiscal_year_label(found.target_year)}末までの見込み",
        sheet=SHEET,
        paragraphs=tuple(filter(None, (story.reach_sentence(found),))),
        table=Table("年度末ごとの登録者率の見込み", columns, rows),
        half=True,
        sources=(f"{story.lead(found)}低めから高めまでに8割が入ります。",),
    )


def assumption_section(found: Outlook) -> Iterator[Section]:
    """Return what the outlook assumes, each value with where it is from."""
    if found.fan is None or not found.pace.classes:
        return
    columns = (
        Column("前提", 56),
        Column("値", 26, number=True),
        Column("もと", 20),
        Column("何から", 78),
    )
    rows = tuple(
        Row((one.key.label, story.value(one), one.kind.label, one.source))
        for one in found.assumptions
    )
    yield Section(
        name="assumptions",
        title="見込みの前提",
        sheet="見込みの前提",
        table=Table("見込みの前提と、その値", columns, rows),
        sources=tuple(story.sources(found)),
    )


def questionnaire_sections(db: Session, kpi: Kpi) -> Iterator[Section]:
    """Return what the questionnaires of the year say, published; nothing where there are none."""
    found = questionnaire.results(db, start_of(kpi.fiscal_year), kpi.on)
    if not found.sheets:
        return
    seen = questionnaire.shown(found, published=True)
    rows = [row for row in map(_topic_row, seen.topics) if row]
    left_out = len(seen.topics) - len(rows)
    about = (
        f"{wareki(found.first)}から{wareki(found.last)}までのアンケート{found.sheets:,}枚"
        f"（教室{found.sessions:,}回）。同じ方の前と後の答え（1〜4）の平均をくらべています。"
    )
    hidden = f"ほかの{left_out}の内容は、人数が少ないため秘匿です。" if left_out else ""
    yield Section(
        name="confidence",
        title="アンケート：できることの変化",
        sheet=QUESTION_SHEET,
        paragraphs=(f"{questionnaire.headline(found, seen.together)}。",),
        table=Table("前と後の答えの平均", _TOPIC_COLUMNS, tuple(rows)) if rows else None,
        half=True,
        sources=(f"{about}{hidden}",),
    )
    if found.asked:
        yield _satisfaction_section(found, seen.satisfaction)


_TOPIC_COLUMNS = (
    Column("内容", 40),
    Column("人数", 15, number=True),
    Column("前", 14, number=True),
    Column("後", 14, number=True),
    Column("変化", 16, number=True),
)


def _topic_row(topic: ShownTopic) -> Row | None:
    """Return a topic's change; nothing where a part of it is hidden or nobody answered twice."""
    if topic.change is None or topic.change.whole is None:
        return None
    whole = topic.change.whole
    before, after, mean = (
        Decimal(each) for each in (whole.mean_before, whole.mean_after, whole.mean)
    )
    return Row(
        (
            topic.topic,
            people(topic.change.pairs),
            number(before, 1, ""),
            number(after, 1, ""),
            number(mean, 1, "", sign=True),
        )
    )


def _satisfaction_section(found: QuestionnaireResults, counts: tuple[int | None, ...]) -> Section:
    rows = [Row((name, people(n))) for name, n in zip(SATISFIED, counts, strict=True)]
    columns = (Column("答え", 46), Column("人数", 20, number=True))
    return Section(
        name="satisfaction",
        title="アンケート：教室はどうでしたか",
        sheet=QUESTION_SHEET,
        table=Table(
            "満足度の答え", columns, (*rows[::-1], Row(("合計", people(found.asked)), "sum")), bar=1
        ),
        chart="bar",
        half=True,
        sources=("同じアンケートの答え。5人に満たない数と、そこから逆算できる数は秘匿です。",),
    )
