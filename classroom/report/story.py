"""What the figures say, in the sentences that screen and paper share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from classroom.app_registration.rules import LADDER, STAGE_LABELS, Blocker, Stage
from classroom.report.export import FEW, shown
from classroom.report.rules import rounded
from classroom.report.values import Classes, Kpi
from classroom.rules.era import era_year_label, wareki
from classroom.rules.fiscal_year import end_of, fiscal_year_label

NONE_SINCE = "そのあと教室や窓口で登録した方の記録は、まだありません。"


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the five named figures: its name, when, the number, its unit, and how it came."""

    kind: str
    name: str
    when: str
    number: str
    unit: str
    how: str


@dataclass(frozen=True, slots=True)
class Line:
    """A count of people, its share of a whole, and how long its bar is (0 to 1)."""

    name: str
    people: str
    share: str = ""
    length: float = 0
    kind: str = ""
    note: str = ""


def headline(kpi: Kpi) -> tuple[str, str]:
    """Return the sentence of the page in two parts, each of which stays on a line."""
    actual, target = kpi.actual, plain(kpi.target.rate)
    if actual is None:
        return ("登録者率は、まだ計算できません。", "")
    estimated = "" if kpi.official else "推計"
    first = f"登録者率は{estimated}{rounded(actual.rate)}%。"
    if kpi.missing_to_target:
        return (first, f"{target}%まで、あと{kpi.missing_to_target:,}人です。")
    return (first, f"目標の{target}%に届いています。")


def lead(kpi: Kpi) -> str:
    """Return what must be known to read the sentence rightly."""
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
            + (f"そのあと教室と窓口で{newly:,}人が登録しました。" if newly else NONE_SINCE)
        )
    return (
        f"{month_day(official.registered_on)}現在の公式値です。"
        + (f"そのあと教室と窓口で{newly:,}人が登録し、" if newly else NONE_SINCE)
        + f"{month_day(kpi.on)}の推計は{rounded(estimate.rate)}%です。"
    )


def five(kpi: Kpi) -> list[Figure]:
    """Return the five named figures; a dash where there is none yet."""
    official, estimate, actual = kpi.official, kpi.estimate, kpi.actual
    base, goal = plain(kpi.baseline.rate), plain(kpi.target.rate)
    day = month_day(kpi.actual_on)
    return [
        Figure(
            "main",
            "公式値",
            month_day(official.registered_on) if official else "",
            _number(official.rate if official else None),
            "%",
            f"{official.registered:,}人 ÷ {official.population:,}人"
            if official
            else "まだ入っていません",
        ),
        Figure(
            "est",
            "推計値",
            month_day(kpi.on),
            _number(estimate.rate if estimate else None),
            "%",
            _estimate_how(kpi),
        ),
        Figure(
            "",
            "参考の道筋との差",
            day,
            _signed(actual.rate - kpi.path_now) if actual else "—",
            "ポイント",
            f"道筋は {rounded(kpi.path_now)}%",
        ),
        Figure(
            "",
            "進捗率",
            f"{base}→{goal}の間",
            _number(kpi.progress),
            "%",
            f"（{rounded(actual.rate)}−{base}）÷（{goal}−{base}）" if actual else "",
        ),
        Figure(
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
    start = "計画の率" if kpi.estimate.starts_from_plan_rate else "公式"
    return f"{start}のあと、＋{kpi.estimate.newly_registered:,}人"


def funnel(kpi: Kpi) -> list[Line]:
    """Return how far people came this year, against those who were not yet registered."""
    results = kpi.classes
    most = max(1, results.attended, results.fresh, *results.funnel.values())
    lines = [
        Line("受講した70歳以上の方", _people(results.attended), length=results.attended / most),
        Line(
            "うち、来る前から登録済み",
            _people(results.attended_already),
            length=results.attended_already / most,
            kind="q",
        ),
    ]
    if before := results.attended_registered_before:
        lines.append(Line("うち、前の年度に登録", _people(before), length=before / most, kind="q"))
    fresh = results.fresh
    name = "まだ登録していなかった方"
    if results.fresh_at_counter:
        name += f"（窓口だけの{results.fresh_at_counter:,}人も）"
    lines.append(Line(name, _people(fresh), "100%" if fresh else "", fresh / most, "ink"))
    return [*lines, *_stage_lines(kpi, fresh, most)]


def _stage_lines(kpi: Kpi, fresh: int, most: int) -> Iterator[Line]:
    for stage in LADDER:
        count = kpi.classes.funnel[stage.value]
        is_key = stage.value == kpi.registered_stage
        name = f"{STAGE_NAMES[stage]}（＝登録）" if is_key else STAGE_NAMES[stage]
        share = f"{round(count * 100 / fresh)}%" if fresh else ""
        yield Line(name, _people(count), share, count / most, "key" if is_key else "")


def blockers(results: Classes, *, published: bool) -> list[Line]:
    """Return what stopped people, the most frequent first, each with what should happen next."""
    counts = {name: count for name, count in results.blockers.items() if count}
    cells = shown(counts, published=published)
    most = max([count for count in cells.values() if count], default=1)
    return [
        Line(
            Blocker(name).label,
            _people(cells[name]),
            length=(cells[name] or 0) / most,
            kind="wait",
            note=Blocker(name).next_action,
        )
        for name in sorted(counts, key=lambda name: -counts[name])
    ]


def effort(kpi: Kpi) -> list[tuple[str, str]]:
    """Return what it takes to reach the target by classes alone, as a sum one can follow."""
    if kpi.missing_by_estimate is None:
        return [("残り", "人口か公式値が入ると出ます")]
    rows = [("推計での残り", f"{kpi.missing_by_estimate:,}人")]
    found = kpi.effort
    if not kpi.missing_by_estimate:
        return rows
    if found is None:
        held = kpi.classes.sessions_held
        return [
            *rows,
            ("今年度の教室", f"{held:,}回"),
            ("必要な回数", "教室の記録がふえると出ます"),
        ]
    end = end_of(kpi.target.fiscal_year)
    return [
        *rows,
        ("今年度の教室", f"{kpi.classes.sessions_held:,}回"),
        ("教室1回あたりの新しい登録", f"{rounded(found.per_session)}人"),
        ("教室だけで届かせるなら", f"{found.sessions:,}回"),
        (f"{era_year_label(end)}{end.month}月まで", f"{found.months}か月"),
        ("いま、1か月あたり", f"{rounded(found.sessions_a_month_now)}回"),
        ("必要なのは、1か月あたり", f"{rounded(found.sessions_a_month)}回"),
    ]


def takes(kpi: Kpi) -> tuple[str, str] | None:
    """Return the classes a month that are needed and those there are; None if it can't be said."""
    if kpi.effort is None:
        return None
    needed = kpi.effort.sessions_a_month.to_integral_value(ROUND_CEILING)
    return (str(needed), str(rounded(kpi.effort.sessions_a_month_now)))


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table of people: its name and its cells as they may be shown."""

    name: str
    cells: tuple[str, ...]


def bands(results: Classes, *, published: bool) -> list[TableLine]:
    """Return class results by age band: attended, already registered, newly registered."""
    used = [
        line for line in results.bands if line.attended or line.already or line.newly_registered
    ]
    rows = used or [line for line in results.bands if line.band[0].isdigit()][:5]
    columns = [
        shown({line.band: line.attended for line in rows}, published=published),
        shown({line.band: line.already for line in rows}, published=published),
        shown({line.band: line.newly_registered for line in rows}, published=published),
    ]
    return [
        TableLine(line.label, tuple(_people(column[line.band]) for column in columns))
        for line in rows
    ]


def districts(results: Classes, *, published: bool) -> list[TableLine]:
    """Return class results by district: attended, newly registered."""
    columns: list[Mapping[str, int | None]] = [
        shown({line.name: line.attended for line in results.districts}, published=published),
        shown(
            {line.name: line.newly_registered for line in results.districts}, published=published
        ),
    ]
    return [
        TableLine(line.name, tuple(_people(column[line.name]) for column in columns))
        for line in results.districts
    ]


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of the table behind the chart; empty where there is no such value."""

    when: str
    official: str
    estimate: str
    path: str


def chart_table(kpi: Kpi) -> list[ChartRow]:
    """Return the figures of the chart in the order of their days."""
    rows = [
        (
            end_of(point.fiscal_year),
            ChartRow(f"{_year(point.fiscal_year)}末", "", "", str(rounded(point.rate))),
        )
        for point in (kpi.baseline, *kpi.path)
    ]
    rows += [
        (
            count.registered_on,
            ChartRow(wareki(count.registered_on), str(rounded(count.rate)), "", ""),
        )
        for count in kpi.officials
    ]
    if kpi.estimate:
        rows.append((kpi.on, ChartRow(wareki(kpi.on), "", str(rounded(kpi.estimate.rate)), "")))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


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
            f"推計値：（{start} ＋ {wareki(estimate.since)}より後に教室・窓口で登録した"
            f"70歳以上の方）÷ 70歳以上の住民 {estimate.population:,}人"
            f"（{wareki(estimate.population_on)}現在、{estimate.population_source}）。"
        )
    stage = STAGE_LABELS[Stage(kpi.registered_stage)]
    lines.append(
        f"教室実績：{wareki(kpi.classes.first)}から{wareki(kpi.on)}まで。「{stage}」まで進んだ方を登録と数えます。"
        f"年齢は{wareki(kpi.on)}の満年齢（誕生日で数える）。同じ方を2回数えません。"
    )
    lines.append("参考の道筋：計画の基準値と目標値を結ぶ直線です。計画に年ごとの目標はありません。")
    if unknown := kpi.classes.age_unknown:
        lines.append(f"70歳以上かどうかわからない方{unknown:,}人は、教室実績に入れていません。")
    return lines


STAGE_NAMES = {
    Stage.INSTALLED: "アプリを導入した",
    Stage.CARD_LINKED: "カードを読み取れた",
    Stage.TERMS_ACCEPTED: "ミニアプリの規約に同意した",
    Stage.OPENED_ALONE: "自分で開けた",
}


def plain(rate: Decimal) -> str:
    """Return a rate of the plan as people say it: 42, 43.3."""
    text = str(rounded(rate))
    return text.removesuffix(".0")


def month_day(day: date) -> str:
    """Return 9月30日."""
    return f"{day.month}月{day.day}日"


def _number(rate: Decimal | None) -> str:
    return "—" if rate is None else str(rounded(rate)).replace("-", "−")


def _signed(points: Decimal) -> str:
    shown_points = rounded(points)
    sign = "＋" if shown_points > 0 else "−" if shown_points < 0 else "±"
    return f"{sign}{abs(shown_points)}"


def _people(count: int | None) -> str:
    return FEW if count is None else f"{count:,}人"


def _year(year: int) -> str:
    return fiscal_year_label(year)
