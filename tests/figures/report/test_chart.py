"""The chart's geometry: everything inside the picture, no words on other words."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from classroom.figures.nowcast.values import Nowcast
from classroom.figures.official.values import Official
from classroom.figures.registrations.values import Classes
from classroom.figures.report.chart import SCREEN, Size, rate_chart
from classroom.figures.report.labels import Box
from classroom.figures.report.values import Estimate, Kpi, YearRate
from classroom.rules.rate import yearly_path

NOTHING = Classes(date(2026, 4, 1), 0, 0, 0, 0, 0, 0, 0, 0, 0, {}, {}, (), ())
PLAN = ((2024, Decimal(42)), (2030, Decimal(50)))
EMPTY = Kpi(
    on=date(2026, 11, 25),
    fiscal_year=2026,
    baseline=YearRate(*PLAN[0]),
    target=YearRate(*PLAN[1]),
    path=tuple(YearRate(*point) for point in yearly_path(*PLAN)),
    path_now=Decimal(44),
    official=None,
    officials=(),
    estimate=None,
    progress=None,
    attainment=None,
    missing_to_target=None,
    registered_stage="card_linked",
    classes=NOTHING,
    newly=(),
)
PAPER = Size(510, 210, 9.5)
rates = st.decimals(0, 100, places=2)
days = st.dates(date(2024, 1, 1), date(2033, 1, 1))


def official(day: date, rate: Decimal) -> Official:
    return Official(rate, 1, 1, day, day, "県")


def estimate(rate: Decimal) -> Estimate:
    return Estimate(rate, 1, 1, False, 0, EMPTY.on, EMPTY.on, "県")  # noqa: FBT003


@st.composite
def kpis(draw: st.DrawFn) -> Kpi:
    on = draw(days)
    counted = sorted(draw(st.lists(days, max_size=6, unique=True)))
    counts = tuple(official(day, draw(rates)) for day in counted if day <= on)
    value = draw(st.none() | rates)
    return replace(
        EMPTY,
        on=on,
        officials=counts,
        official=counts[-1] if counts else None,
        estimate=None if value is None else estimate(value),
    )


@tries(max_examples=40, deadline=None)
@given(kpis(), st.sampled_from([SCREEN, PAPER]))
def test_everything_lies_inside_the_picture(kpi: Kpi, size: Size) -> None:
    chart = rate_chart(kpi, size)
    around = chart.plot
    assert Box(0, 0, size.width, size.height).holds(around)
    roomy = Box(around.left - 1, around.top - 1, around.right + 1, around.bottom + 1)
    for x, y in (*chart.official, *chart.estimate, *chart.path):
        assert roomy.holds(Box(x, y, x, y))
    for label in chart.labels:
        assert roomy.holds(label.box)


@tries(max_examples=40, deadline=None)
@given(kpis(), st.sampled_from([SCREEN, PAPER]))
def test_no_words_lie_on_other_words(kpi: Kpi, size: Size) -> None:
    labels = rate_chart(kpi, size).labels
    assert not [pair for pair in combinations(labels, 2) if pair[0].box.overlaps(pair[1].box)]


def test_the_figures_of_the_day_are_written_beside_their_points() -> None:
    counts = (official(date(2026, 3, 31), Decimal("42.6")), official(EMPTY.on, Decimal("43.1")))
    on = EMPTY.on + timedelta(days=30)
    chart = rate_chart(
        replace(
            EMPTY, on=on, officials=counts, official=counts[1], estimate=estimate(Decimal("43.7"))
        )
    )
    words = {label.kind: [text for *_, text in label.rows] for label in chart.labels}
    assert words["official"] == ["公式 43.1%", "11月25日"]
    assert words["estimate"] == ["公式値＋教室・窓口 43.7%", "12月25日"]
    assert words["goal"] == ["目標 50.0%（令和12年度）"]
    assert words["baseline"] == ["42.0%（計画）"]
    assert "公式値は令和8年11月25日に43.1%。" in chart.description


def test_the_range_of_the_day_is_drawn_and_said() -> None:
    count = official(date(2026, 9, 30), Decimal("43.1"))
    low, high = Decimal("43.2"), Decimal("43.8")
    found = Nowcast(
        rate=Decimal("43.5"),
        low=low,
        high=high,
        on=EMPTY.on,
        registered=3_998,
        population=9_190,
        ours=9,
        pace=Decimal(1),
        counts_used=2,
    )
    kpi = replace(EMPTY, officials=(count,), official=count, nowcast=found)
    chart = rate_chart(kpi)
    (x, below), (same, above) = chart.spread
    assert x == same == chart.estimate[-1][0]
    assert above < chart.estimate[-1][1] < below
    assert "推計は令和8年11月25日に43.5%、幅は43.2〜43.8%。" in chart.description
    words = {label.kind: [text for *_, text in label.rows] for label in chart.labels}
    assert words["estimate"] == ["推計 43.5%（43.2〜43.8%）", "11月25日"]
    assert rate_chart(replace(kpi, is_ahead=True)).estimate == ()


def test_higher_rates_lie_higher_and_later_days_to_the_right() -> None:
    chart = rate_chart(EMPTY)
    assert [x for x, _ in chart.path] == sorted(x for x, _ in chart.path)
    assert [y for _, y in chart.path] == sorted((y for _, y in chart.path), reverse=True)
    assert chart.path[-1][1] == chart.goal


def test_the_years_are_written_side_by_side() -> None:
    for size in (SCREEN, PAPER):
        ticks = rate_chart(EMPTY, size).years
        assert [tick.text for tick in ticks][:2] == ["令和6年度末", "7年度末"]
        gaps = [right.at - left.at for left, right in pairwise(ticks)]
        assert min(gaps) >= size.letters * 5
