"""Last fiscal year's 進捗管理シート of the fictitious town, frozen, and this year's texts begun."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from sqlmodel import Session

from classroom.core.clock import TOKYO
from classroom.core.config import Settings
from classroom.figures.review import queries, service
from classroom.figures.review.edition import files_of, freeze
from classroom.figures.review.monthly import monthly
from classroom.figures.review.rules import Measure
from classroom.figures.review.values import ActualDetails, ReviewText, Stamp
from classroom.figures.review.yearly import yearly
from classroom.rules import months
from classroom.rules.fiscal_year import end_of, fiscal_year

SAMPLE = "見本（架空の値）"
LAST_ACTUALS = {
    "1-1": "79.2",
    "1-2": "9120",
    "2-1": "6.0",
    "3-1": "11.0",
    "5-1": "10",
    "6-1": "783500",
    "6-2": "2980",
    "7-1": "0",
    "8-1": "0",
    "8-2": "62.0",
    "9-1": "8.0",
    "10-1": "104",
}
NOW_ACTUALS = {
    "1-1": "80.4",
    "1-2": "4610",
    "2-1": "14.0",
    "3-1": "15.0",
    "5-1": "11",
    "6-1": "402300",
    "6-2": "3420",
    "7-1": "3",
    "8-1": "1",
    "8-2": "68.0",
    "9-1": "18.0",
    "10-1": "56",
}
LAST_YEAR = {
    1: (
        "商業施設と市民センターで申請を受け付けた（6回、214人）。",
        "仕事のある方が窓口の時間に来られない。",
        "夜間と日曜の受付を月1回ずつ開く。",
    ),
    2: (
        "オンラインで出せる手続きを洗い出し、12の手続きを始めた。",
        "添付書類のある手続きの準備が進まない。",
        "添付書類のいらない手続きから、月に3つずつ始める。",
    ),
    3: (
        "市税の2科目で、スマートフォン決済を始めた。",
        "使用料は、課ごとに納付書の形がちがう。",
        "納付書をそろえ、使用料にも広げる。",
    ),
    4: (
        "スマホ教室を開き、窓口でも登録を手伝った。",
        "暗証番号を忘れて登録まで進めない方が多かった。矢本の外では、申込をお断りした回もあった。",
        "市民課と組んで、教室の日に暗証番号の再設定を受け付ける。宮戸・野蒜の市民センターでも毎月開く。",
    ),
    5: (
        "公開データを1件ふやした（合計10件）。",
        "公開の手順を知る職員が1人だけで、更新が遅れた。",
        "イベント一覧を毎月出す。担当を2人にする。",
    ),
    6: (
        "ホームページの防災のページを作り直した。",
        "LINE登録の案内が窓口だけにとどまった。",
        "スマホ教室の資料に、公式LINEの登録のしかたを入れる。",
    ),
    7: (
        "業務ごとの移行計画を作り、事業者と契約した。",
        "移行の時期が年度末に重なっている。",
        "3つの業務から順に移す。",
    ),
    8: (
        "全職員向けの研修を2回開いた（参加211人）。",
        "欠席した職員の受け直しに時間がかかった。",
        "動画で受けられるようにする。",
    ),
    9: (
        "議事録作成を2つの課で試した。",
        "使ってよい場面の決まりがなかった。",
        "利用の決まりを作り、全課に広げる。",
    ),
    10: (
        "端末を30台そろえ、決まりを作った。",
        "窓口の課では使える日が限られる。",
        "会議のない日を先に決めて使う。",
    ),
}
OPINION = (4, "教室に来られない方への働きかけも考えてほしい（推進委員会）。")
THIS_YEAR = (4, "教室のあと、途中で止まった方への電話が追いついていない。")


def fill_review(db: Session, planner: int, *, today: date, at: datetime) -> None:
    """Enter fictitious values, write last year's review, and freeze it and last month's report.

    To be called when the year's classes and figures are there.
    """
    settings = Settings(instance=Path(), database_url="", secret_key="")
    last, stamp = fiscal_year(today) - 1, Stamp(at, planner)
    _enter(db, settings, LAST_ACTUALS, end_of(last), stamp)
    for action, (done, issues, steps) in LAST_YEAR.items():
        said = f"{OPINION[1]}（見本）" if action == OPINION[0] else ""
        text = ReviewText(f"{done}（見本）", f"{issues}（見本）", f"{steps}（見本）", said)
        service.write_review(db, (action, last), text, stamp)
    action, issues = THIS_YEAR
    text = ReviewText(issues=f"{issues}（見本・作成中）")
    service.write_review(db, (action, last + 1), text, stamp)
    half = date(last + 1, 9, 30)
    if half <= today:
        _enter(db, settings, NOW_ACTUALS, half, stamp)
    frozen_on = min(end_of(last) + timedelta(days=20), today)
    sheet = yearly(db, settings, last, frozen_on)
    when = Stamp(datetime.combine(frozen_on, time(10), TOKYO), planner)
    freeze(db, sheet, files_of, note="議会に提出（見本）", version=0, stamp=when)
    before = months.later(today, -1)
    report = monthly(db, settings, before, months.last_of(before))
    freeze(db, report, files_of, note="", version=0, stamp=stamp)


def _enter(
    db: Session, settings: Settings, values: Mapping[str, str], on: date, stamp: Stamp
) -> None:
    """Enter the values of a fiscal year as of a day: of what is counted in a year, up to it."""
    year = fiscal_year(on)
    flow = Measure.YEAR if on == end_of(year) else Measure.RUNNING
    for one in queries.indicators(db, settings):
        if one.code in values:
            measure = flow if one.is_flow else Measure.STOCK
            details = ActualDetails(year, Decimal(values[one.code]), SAMPLE, on, measure)
            service.enter_actual(db, settings, one.code, details, version=0, stamp=stamp)
