"""Reading the settings for their pages, and what a change of them does to the figures."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.settings import queries
from classroom.core.settings.rules import Group
from classroom.core.settings.values import Settings, definitions
from classroom.desk.participant.models import Participant
from classroom.figures.registrations.queries import first_record
from classroom.figures.report.service import kpi
from classroom.figures.report.values import Kpi
from classroom.office.settings.values import Effect, Line, Past, Section
from classroom.rules.age import AgeRule
from classroom.rules.era_calendar import wareki
from classroom.rules.months import first_of
from classroom.rules.rate import rounded
from classroom.rules.words.rate import Basis

AGE = 70
RECORDS = "records_from"


def sections(db: Session, settings: Settings) -> list[Section]:
    """Return every setting as it is in force, by what is decided together."""
    last = {change.name: change for change in reversed(queries.history(db, limit=1000))}
    lines = [
        Line(
            definition=one,
            value=getattr(settings, name),
            is_fixed=name in settings.fixed or one.is_outside,
            changed=last.get(name),
            proposed=_proposed(db) if name == RECORDS and settings.records_from is None else "",
        )
        for name, one in definitions().items()
    ]
    return [
        Section(group, tuple(line for line in lines if line.definition.group is group))
        for group in Group
    ]


def _proposed(db: Session) -> str:
    first = first_record(db)
    if first is None:
        return "まだ記録がありません。教室を使い始める日を入れてください。"
    return (
        f"いちばん古い記録は{wareki(first)}です。その月のはじめからすべて入れてあるなら、"
        f"{wareki(first_of(first))}にします。"
    )


def section(db: Session, settings: Settings, group: Group) -> Section:
    return next(one for one in sections(db, settings) if one.group is group)


def version(db: Session, section: Section) -> int:
    """Return the number of the newest change of any setting of a section."""
    return queries.version_of(db, [line.definition.name for line in section.lines])


def history(db: Session, name: str | None) -> list[Past]:
    known = definitions()
    found = queries.history(db, name=name)
    return [Past(known[one.name], one) for one in found if one.name in known]


def effects(db: Session, before: Settings, after: Settings, today: date) -> list[Effect]:
    """Return the figures of today before and after; those of ages only where their rule changes."""
    pairs = zip(_figures(kpi(db, before, today)), _figures(kpi(db, after, today)), strict=True)
    found = [Effect(name, old, new) for (name, old), (_, new) in pairs]
    if before.age_rule is not after.age_rule:
        counts = (_of_age(db, one.age_rule, today) for one in (before, after))
        found.append(Effect(f"きょう{AGE}歳以上として申し込める方", *(f"{n}人" for n in counts)))
    return found


def _figures(found: Kpi) -> Iterator[tuple[str, str]]:
    estimate, now = found.estimate, found.path_now
    nowcast = found.nowcast
    yield "登録者率の推計", f"{rounded(nowcast.rate)}%" if nowcast else "—"
    yield Basis.ESTIMATE.label, f"{rounded(estimate.rate)}%" if estimate else "—"
    yield "率の分母（70歳以上の人口）", f"{estimate.population:,}人" if estimate else "—"
    yield "今年度の教室で新しく登録した方", f"{found.classes.newly_registered:,}人"
    yield "計画の道筋での、いまの率", f"{rounded(now)}%"
    progress, reached = found.progress, found.attainment
    yield "進捗率", "—" if progress is None else f"{rounded(progress)}%"
    yield "達成率", "—" if reached is None else f"{rounded(reached)}%"
    missing = found.missing_to_target
    yield "目標まであと", "—" if missing is None else f"{missing:,}人"


def _of_age(db: Session, rule: AgeRule, today: date) -> int:
    day = today + timedelta(days=1) if rule is AgeRule.LAW else today
    # Of those born on 29 February the year begins on 1 March, so no day of ours is lost here.
    leap = (day.month, day.day) == (2, 29)
    latest = date(day.year - AGE, 2, 28) if leap else day.replace(year=day.year - AGE)
    wanted = sa.select(sa.func.count()).where(
        col(Participant.born_on) <= latest,
        col(Participant.erased_at).is_(None),
        col(Participant.merged_into_id).is_(None),
    )
    return int(db.connection().execute(wanted).scalar_one())
