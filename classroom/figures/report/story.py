"""What the figures say, in the sentences that screen and paper share."""

from datetime import date, timedelta
from decimal import Decimal

from classroom.figures.nowcast.values import Nowcast
from classroom.figures.registrations.values import Classes, Held
from classroom.figures.report.values import Estimate, Kpi
from classroom.figures.results.releases import published_day
from classroom.kit.document import PlainFigure
from classroom.rules.era_calendar import era_year_label, wareki
from classroom.rules.fiscal_year import fiscal_year_label
from classroom.rules.rate import number_text, rounded
from classroom.rules.words.app import Stage
from classroom.rules.words.rate import PLAN_AND_OURS, Basis

OURS = Basis.ESTIMATE.label
_HOW = (
    "推計は、いちばん新しい公式値に、そのあと教室と窓口で登録した市民の数を足し、さらに"
    "「記録にない増減」を加えたものです。記録にない増減は、ご自分で登録した方、70歳になった方、"
    "亡くなった方や転出した方の差し引きで、この1〜2年の公式値から分かる歩み"
    "（まだ登録していない方に対する割合）が続くとみます。"
)
_HOW_WIDE = (
    "幅は、人の出入りの偶然と、同じやり方で前の公式値を言い当てたときの外れ方から決めます。"
    "歩みの変わらない模擬の町では、10のうちおよそ8つで、次の公式値がこの幅に入りました。"
)
_NOT_TOLD = (
    "公式値のあとにキャンペーンや登録の整理があったときは当たりません。「特別な期間」に入れると、"
    "人数が分かれば足し、分からなければ推計を出さずに次の公式値を待ちます。"
)
NOWCAST_EXPLAINED = (_HOW, _HOW_WIDE, _NOT_TOLD)
PATH = "参考の道筋：計画の基準値と目標値を結ぶ直線です。計画に年ごとの目標はありません。"
NONE_SINCE = "そのあとすべての教室と窓口で登録した方の記録は、まだありません。"


def headline(kpi: Kpi) -> tuple[str, ...]:
    """Return the sentence of the day in two parts: the rate, and how far it is to the target."""
    head = kpi.headline
    if kpi.is_ahead:
        return (f"{day_said(kpi.on)}は、まだ来ていません。", "見込みは「目標まで」で見られます。")
    if head is None:
        return ("70歳以上の登録者率は、まだ計算できません。", "")
    return (f"{day_said(head.on)}、70歳以上の登録者率は{rate_said(kpi)}。", missing_said(kpi))


def rate_said(kpi: Kpi) -> str:
    """Return the figure of the day with its name: 推計43.3%, 43.1%（…）."""
    head = kpi.headline
    if head is None:
        return "まだ計算できません"
    if head.basis is Basis.NOWCAST:
        return f"推計{rounded(head.rate)}%"
    is_plain = head.basis is Basis.OFFICIAL and head.on == kpi.on
    return f"{rounded(head.rate)}%" + ("" if is_plain else f"（{basis_said(kpi)}）")


def basis_said(kpi: Kpi) -> str:
    """Name the figure that stands first; without an official count it begins at the plan's rate."""
    head = kpi.headline
    if head is None:
        return ""
    from_plan = head.basis is Basis.ESTIMATE and kpi.official is None
    return PLAN_AND_OURS if from_plan else head.basis.label


def missing_said(kpi: Kpi) -> str:
    """Say how many people are missing: the one 「あと n人」 of a day."""
    target = plain(kpi.target.rate)
    if kpi.missing_to_target is None:
        return ""
    if kpi.missing_to_target:
        return f"{target}%まで、あと{kpi.missing_to_target:,}人。"
    return f"目標の{target}%に届いています。"


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
            f"（{_year(kpi.baseline.fiscal_year)}末）に、教室・窓口で登録した方を足しています。"
            + (f"そのあとすべての教室と窓口で{newly:,}人が登録しました。" if newly else NONE_SINCE)
        )
    return (
        f"公式値は{month_day(official.registered_on)}現在の{rounded(official.rate)}%です。"
        + (f"そのあとすべての教室と窓口で{newly:,}人が登録しました。" if newly else NONE_SINCE)
        + range_said(kpi)
    )


def range_said(kpi: Kpi) -> str:
    """Say the range of 推計; nothing where there is none."""
    if kpi.nowcast is None:
        return ""
    return f"推計の幅は{span_said(kpi.nowcast)}です（10のうち8つが入る幅）。"


def span_said(nowcast: Nowcast) -> str:
    return f"{rounded(nowcast.low)}〜{rounded(nowcast.high)}%"


def why_no_nowcast(kpi: Kpi) -> str:
    """Return why there is no 推計, where a reader would look for one."""
    is_said = kpi.nowcast is None and kpi.official and kpi.official.registered_on != kpi.on
    return kpi.nowcast_missing if is_said and not kpi.is_ahead else ""


def five(kpi: Kpi) -> list[PlainFigure]:
    """Return the five named figures; a dash where there is none yet."""
    official, head = kpi.official, kpi.headline
    base, goal = plain(kpi.baseline.rate), plain(kpi.target.rate)
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
        _ours(kpi),
        PlainFigure(
            "",
            "参考の道筋との差",
            month_day(head.on) if head else "",
            _signed(head.rate - kpi.path_now) if head else "—",
            "ポイント",
            f"道筋は {rounded(kpi.path_now)}%",
        ),
        PlainFigure(
            "",
            "進捗率",
            f"{base}→{goal}の間",
            _number(kpi.progress),
            "%",
            _of_official(kpi, kpi.official_progress),
        ),
        PlainFigure(
            "",
            "達成率",
            f"{goal}に対して",
            _number(kpi.attainment),
            "%",
            _of_official(kpi, kpi.official_attainment),
        ),
    ]


def _ours(kpi: Kpi) -> PlainFigure:
    """Return 推計 with its range; the estimate where there is none."""
    found, estimate, day = kpi.nowcast, kpi.estimate, month_day(kpi.on)
    if found is None:
        name = PLAN_AND_OURS if estimate and estimate.starts_from_plan_rate else OURS
        rate = _number(estimate.rate if estimate else None)
        return PlainFigure("est", name, day, rate, "%", _estimate_how(kpi))
    beside = f"、教室・窓口だけなら{_number(estimate.rate)}%" if estimate else ""
    return PlainFigure("est", "推計", day, _number(found.rate), "%", f"{span_said(found)}{beside}")


def _of_official(kpi: Kpi, value: Decimal | None) -> str:
    head = kpi.headline
    if head is None:
        return ""
    is_same = head.basis is Basis.OFFICIAL or value is None
    return f"{basis_said(kpi)}で" + ("" if is_same else f"（公式値では{_number(value)}%）")


def _estimate_how(kpi: Kpi) -> str:
    if kpi.estimate is None:
        return "人口がまだ入っていません"
    if whose := kpi.estimate.population_of:
        return f"分母は{whose}の人口"
    start = "計画の率" if kpi.estimate.starts_from_plan_rate else "公式値"
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
        lines.append(estimate_source(kpi, kpi.estimate))
    if kpi.nowcast:
        lines.append(nowcast_source(kpi.nowcast))
    elif why := why_no_nowcast(kpi):
        lines.append(f"推計はありません：{why}")
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


def estimate_source(kpi: Kpi, estimate: Estimate) -> str:
    name, start = OURS, "公式の登録者"
    if estimate.starts_from_plan_rate:
        name, start = PLAN_AND_OURS, f"計画の{plain(kpi.baseline.rate)}% × 住民"
    return (
        f"{name}：（{start} ＋ {wareki(estimate.since)}より後にすべての教室と窓口で登録した"
        f"70歳以上の方）÷ 70歳以上の住民 {estimate.population:,}人"
        f"（{wareki(estimate.population_on)}現在、{estimate.population_source}）。"
        "年をとる、亡くなる、転出する、ご自分で登録する動きは入っていません。"
    )


def nowcast_source(found: Nowcast) -> str:
    pace = _signed(found.pace)
    return (
        f"推計：公式値に、そのあと教室と窓口で登録した{found.ours:,}人と、記録にない増減"
        f"（公式値{found.counts_used}つから逆算、年{pace}ポイント）を足しました。"
        f"幅は{span_said(found)}。次の公式値が入れば、それに替わります。"
    )


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
    return "—" if rate is None else number_text(rate, 1)


def _signed(points: Decimal) -> str:
    return number_text(points, 1, sign=True)


def _year(year: int) -> str:
    return fiscal_year_label(year)
