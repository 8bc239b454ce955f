"""Last fiscal year's 進捗管理シート of the fictitious town, frozen, and this year's texts begun."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from sqlmodel import Session

from classroom.core.clock import TOKYO
from classroom.core.config import Settings
from classroom.figures.review import service
from classroom.figures.review.edition import files_of, freeze
from classroom.figures.review.monthly import monthly
from classroom.figures.review.values import ActualDetails, ReviewText, Stamp
from classroom.figures.review.yearly import yearly
from classroom.rules import months
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label

SAMPLE = "見本（架空の値）"
ACTUALS = (("5-1", "10"), ("6-1", "2980"), ("8-1", "0"))
LAST_YEAR = (
    (
        "4-1",
        "暗証番号を忘れて登録まで進めない方が多かった。矢本の外では教室の回数が少なく、申込をお断りした回もあった。（見本）",
        "市民課と組んで、教室の日に暗証番号の再設定を受け付ける。宮戸・野蒜の市民センターでも毎月開く。（見本）",
    ),
    (
        "5-1",
        "公開の手順を知る職員が1人だけで、更新が遅れた。（見本）",
        "イベント一覧を毎月出す。担当を2人にする。（見本）",
    ),
    (
        "6-1",
        "登録の案内が窓口だけにとどまった。（見本）",
        "スマホ教室の資料に、公式LINEの登録のしかたを入れる。（見本）",
    ),
)
THIS_YEAR = (
    "4-1",
    "教室のあと、途中で止まった方への電話が追いついていない。（見本・作成中）",
    "",
)


def fill_review(db: Session, planner: int, *, today: date, at: datetime) -> None:
    """Enter fictitious values, write last year's review, and freeze it and last month's report.

    To be called when the year's classes and figures are there.
    """
    settings = Settings(instance=Path(), database_url="", secret_key="")
    last, stamp = fiscal_year(today) - 1, Stamp(at, planner)
    for code, value in ACTUALS:
        source = f"{SAMPLE}、{fiscal_year_label(last)}末"
        details = ActualDetails(last, Decimal(value), source)
        service.enter_actual(db, settings, code, details, version=0, stamp=stamp)
    for code, issues, steps in LAST_YEAR:
        service.write_review(db, settings, (code, last), ReviewText(issues, steps), stamp)
    code, issues, steps = THIS_YEAR
    service.write_review(db, settings, (code, last + 1), ReviewText(issues, steps), stamp)
    frozen_on = min(end_of(last) + timedelta(days=20), today)
    sheet = yearly(db, settings, last, frozen_on)
    when = Stamp(datetime.combine(frozen_on, time(10), TOKYO), planner)
    freeze(db, sheet, files_of, note="議会に提出（見本）", version=0, stamp=when)
    before = months.later(today, -1)
    report = monthly(db, settings, before, months.last_of(before))
    freeze(db, report, files_of, note="", version=0, stamp=stamp)
