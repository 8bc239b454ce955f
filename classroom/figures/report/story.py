"""What the figures say, in the sentences that screen and paper share."""

from datetime import date, timedelta
from decimal import Decimal

from classroom.figures.registrations.values import Classes, Held
from classroom.figures.report.values import Kpi
from classroom.figures.results.releases import published_day
from classroom.kit.document import PlainFigure
from classroom.rules.era_calendar import era_year_label, wareki
from classroom.rules.fiscal_year import fiscal_year_label
from classroom.rules.rate import rounded
from classroom.rules.words.app import Stage

PATH = "参考の道筋：計画の基準値と目標値を結ぶ直線です。計画に年ごとの目標はありません。"
NONE_SINCE = "そのあとすべての教室と窓口で登録した方の記録は、まだありません。"


def headline(kpi: Kpi) -> tuple[str, str]:
    """Return the sentence of the day in two parts: the rate, and how far it is to the target.

    It is the estimate's, or the official figure's on its very day.
    """
    actual, target = kpi.estimate or kpi.official, plain(kpi.target.rate)
    if actual is None:
        return ("70歳以上の登録者率は、まだ計算できません。", "")
    is_official = kpi.official is not None and kpi.official.registered_on == kpi.on
    word = "" if is_official else "推計"
    first = f"{day_said(kpi.on)}、70歳以上の登録者率は{word}{rounded(actual.rate)}%。"
    missing = kpi.missing_to_target if is_official else kpi.missing_by_estimate
    if missing:
        return (first, f"{target}%まで、あと{missing:,}人。")
    return (first, f"目標の{target}%に届いています。")


def of_whom(kpi: Kpi) -> str:
    """Say whose residents stand below the line, where they are another municipality's."""
    whose = kpi.estimate.population_of if kpi.estimate else ""
    return f"分母は{whose}の人口です（ためしの値）。" if whose else ""


def lead(kpi: Kpi) -> str:
    """Return what must be known to read the sentence rightly."""
    return of_whom(kpi) + _lead(kpi)


def _lead(kpi: Kpi) -> str:
    official, estimate = kpi.official, kpi.estimate
    if estimate is None:
        plan = f"計画は{_year(kpi.baseline.fiscal_year)}の{plain(kpi.baseline.rate)}%から"
        goal = f"{_year(kpi.target.fiscal_year)}の{plain(kpi.target.rate)}%です。"
        return f"{plan}{goal}70歳以上の人口か公式値を入れると、ここに率が出ます。"
    newly = estimate.newly_registered
    if official is None:
        return (
            f"公式値がまだないため、計画の{plain(kpi.baseline.rate)}%"
            f"（{_year(kpi.baseline.fiscal_year)}末）から出発した推計です。"
            + (f"そのあとすべての教室と窓口で{newly:,}人が登録しました。" if newly else NONE_SINCE)
        )
    return f"公式値は{month_day(official.registered_on)}現在の{rounded(official.rate)}%です。" + (
        f"そのあとすべての教室と窓口で{newly:,}人が登録しました。" if newly else NONE_SINCE
    )


def five(kpi: Kpi) -> list[PlainFigure]:
    """Return the five named figures; a dash where there is none yet."""
    official, estimate, actual = kpi.official, kpi.estimate, kpi.actual
    base, goal = plain(kpi.baseline.rate), plain(kpi.target.rate)
    day = month_day(kpi.actual_on)
    return [
        PlainFigure(
            "main",
            "公式値",
            month_day(official.registered_on) if official else "",
            _number(official.rate if official else None),
            "%",
            f"{official.registered:,}人 ÷ {official.population:,}人"
            if official
            else "まだ入っていません",
        ),
        PlainFigure(
            "est",
            "推計値",
            month_day(kpi.on),
            _number(estimate.rate if estimate else None),
            "%",
            _estimate_how(kpi),
        ),
        PlainFigure(
            "",
            "参考の道筋との差",
            day,
            _signed(actual.rate - kpi.path_now) if actual else "—",
            "ポイント",
            f"道筋は {rounded(kpi.path_now)}%",
        ),
        PlainFigure(
            "",
            "進捗率",
            f"{base}→{goal}の間",
            _number(kpi.progress),
            "%",
            f"（{rounded(actual.rate)}−{base}）÷（{goal}−{base}）" if actual else "",
        ),
        PlainFigure(
            "",
            "達成率",
            f"{goal}に対して",
            _number(kpi.attainment),
            "%",
            f"{rounded(actual.rate)} ÷ {goal}" if actual else "",
        ),
    ]


def _estimate_how(kpi: Kpi) -> str:
    if kpi.estimate is None:
        return "人口がまだ入っていません"
    if whose := kpi.estimate.population_of:
        return f"分母は{whose}の人口"
    start = "計画の率" if kpi.estimate.starts_from_plan_rate else "公式"
    return f"{start}のあと、＋{kpi.estimate.newly_registered:,}人"


def sources(kpi: Kpi) -> list[str]:
    """Return where each figure is from, and by which age rule it counts."""
    lines: list[str] = []
    if kpi.official:
        lines.append(
            f"公式値：登録者は{wareki(kpi.official.registered_on)}、住民は"
            f"{wareki(kpi.official.population_on)}現在（{kpi.official.source}）。"
        )
    if kpi.estimate:
        estimate = kpi.estimate
        start = (
            f"計画の{plain(kpi.baseline.rate)}% × 住民"
            if estimate.starts_from_plan_rate
            else "公式の登録者"
        )
        lines.append(
            f"推計値：（{start} ＋ {wareki(estimate.since)}より後にすべての教室と窓口で登録した"
            f"70歳以上の方）÷ 70歳以上の住民 {estimate.population:,}人"
            f"（{wareki(estimate.population_on)}現在、{estimate.population_source}）。"
        )
    stage = Stage(kpi.registered_stage).label
    if kpi.classes.is_told:
        lines += _how_told(kpi, stage)
        lines.append(PATH)
        return lines
    lines.append(
        f"教室実績：{wareki(kpi.classes.first)}から{wareki(kpi.on)}までの、{held_words(kpi.classes)}。「{stage}」まで進んだ方を登録と数えます。"
        f"年齢は{wareki(kpi.on)}の満年齢（誕生日で数える）。同じ方を2回数えません。"
    )
    lines.append(PATH)
    if unknown := kpi.classes.age_unknown:
        lines.append(f"70歳以上かどうかわからない方{unknown:,}人は、教室実績に入れていません。")
    return lines


def _how_told(kpi: Kpi, stage: str) -> tuple[str, ...]:
    """Say how people are counted for who may not see them."""
    span = f"{wareki(kpi.classes.first)}から{wareki(published_day(kpi.on))}まで"
    return (
        f"教室実績：{span}の、{held_words(kpi.classes)}。「{stage}」まで進んだ方を登録と数えます。",
        *kpi.classes.how_told,
    )


def held_words(results: Classes | Held) -> str:
    """Say how many classes were held, and which: すべての教室44回（うち身分証アプリの教室12回）."""
    held = results.sessions if isinstance(results, Held) else results.sessions_held
    app = results.of_app if isinstance(results, Held) else results.app_sessions_held
    return f"すべての教室{held:,}回（うち身分証アプリの教室{app:,}回）"


def plain(rate: Decimal) -> str:
    """Return a rate of the plan as people say it: 42, 43.3."""
    text = str(rounded(rate))
    return text.removesuffix(".0")


def day_said(day: date) -> str:
    """Return 令和8年10月末, or 令和8年11月22日 within a month."""
    is_last = (day + timedelta(days=1)).month != day.month
    return f"{era_year_label(day)}{day.month}月末" if is_last else wareki(day)


def month_day(day: date) -> str:
    """Return 9月30日."""
    return f"{day.month}月{day.day}日"


def _number(rate: Decimal | None) -> str:
    return "—" if rate is None else str(rounded(rate)).replace("-", "−")


def _signed(points: Decimal) -> str:
    shown_points = rounded(points)
    sign = "＋" if shown_points > 0 else "−" if shown_points < 0 else "±"
    return f"{sign}{abs(shown_points)}"


def _year(year: int) -> str:
    return fiscal_year_label(year)
