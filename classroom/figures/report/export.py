"""The figures for other programs: JSON by the contract, and CSV that Excel opens."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from classroom.figures.nowcast.values import Nowcast
from classroom.figures.official.values import Official
from classroom.figures.registrations.rules import BAND_CODES
from classroom.figures.registrations.values import Classes
from classroom.figures.report.story import OURS, basis_said
from classroom.figures.report.values import Estimate, Kpi, YearRate
from classroom.rules.fiscal_year import fiscal_year_label
from classroom.rules.rate import rounded
from classroom.rules.text_file import csv_file
from classroom.rules.words.app import LADDER, Blocker, Hurdle, Stage
from classroom.rules.words.rate import PLAN_AND_OURS, Basis

HIDDEN = "秘匿"
OFFICIAL = Basis.OFFICIAL.label
Row = tuple[str, str, str, str, str]


def as_json(kpi: Kpi) -> str:
    """Return the figures under the keys that other programs rely on.

    What is not told to who may not see people is null for them: see `results.releases`.
    """
    return json.dumps(figures(kpi), ensure_ascii=False, indent=2)


def figures(kpi: Kpi) -> dict[str, Any]:
    """Return the figures as plain values. Rates have one decimal, half up."""
    results = kpi.classes
    by_band = {line.band: line.newly_registered for line in results.bands}
    return {
        "on": kpi.on.isoformat(),
        "fiscal_year": kpi.fiscal_year,
        "baseline": _year_rate(kpi.baseline),
        "target": _year_rate(kpi.target),
        "path": [_year_rate(point) for point in kpi.path],
        "official": _official(kpi.official),
        "estimate": _estimate(kpi.estimate),
        "nowcast": _nowcast(kpi.nowcast),
        "nowcast_missing": kpi.nowcast_missing or None,
        "progress": _rate(kpi.progress),
        "attainment": _rate(kpi.attainment),
        "missing_to_target": kpi.missing_to_target,
        "missing_basis": _basis(kpi),
        "classes": {
            "attended_70plus": results.attended,
            "newly_registered_70plus": results.newly_registered,
            "already_70plus": results.already if results.is_already_told else None,
            "funnel": _funnel(results),
            "blockers": _blockers(results),
            "by_band": dict.fromkeys(BAND_CODES) if results.is_told else by_band,
        },
    }


def _funnel(results: Classes) -> dict[str, int | None]:
    if not results.is_told:
        return dict(results.funnel)
    return {stage.value: results.funnel.get(stage.value) for stage in LADDER}


def _blockers(results: Classes) -> dict[str, int | None]:
    return dict.fromkeys(Blocker) if results.is_told else dict(results.blockers)


def as_csv(kpi: Kpi) -> bytes:
    """Return the figures as a table, in UTF-8 with BOM and CRLF as Excel and the data sets want."""
    heads = ("項目", "内訳", "値", "単位", "基準日・出典")
    return csv_file((heads, *_rows(kpi)))


def _rows(kpi: Kpi) -> Iterator[Row]:
    on = kpi.on.isoformat()
    baseline, target = kpi.baseline, kpi.target
    yield ("基準値", fiscal_year_label(baseline.fiscal_year), _text(baseline.rate), "%", "計画")
    yield ("目標値", fiscal_year_label(target.fiscal_year), _text(target.rate), "%", "計画")
    for point in kpi.path:
        year = fiscal_year_label(point.fiscal_year)
        yield ("参考の道筋", f"{year}末", _text(point.rate), "%", "基準値と目標値を結ぶ直線")
    if kpi.official:
        yield from _official_rows(kpi.official)
    if kpi.estimate:
        yield from _estimate_rows(kpi.estimate, on)
    yield from _nowcast_rows(kpi)
    day = kpi.headline.on.isoformat() if kpi.headline else on
    basis = basis_said(kpi)
    yield ("進捗率", basis, _text(kpi.progress), "%", day)
    yield ("達成率", basis, _text(kpi.attainment), "%", day)
    if kpi.official and basis != OFFICIAL:
        day_given = kpi.official.registered_on.isoformat()
        yield ("進捗率", OFFICIAL, _text(kpi.official_progress), "%", day_given)
        yield ("達成率", OFFICIAL, _text(kpi.official_attainment), "%", day_given)
    missing = "" if kpi.missing_to_target is None else str(kpi.missing_to_target)
    yield ("目標までの人数", basis, missing, "人", day)
    yield from _class_rows(kpi)


def _official_rows(official: Official) -> Iterator[Row]:
    source = f"{official.registered_on.isoformat()} {official.source}"
    yield ("公式値", "登録者率（70歳以上）", _text(official.rate), "%", source)
    yield ("公式値", "登録者", str(official.registered), "人", source)
    residents = f"{official.population_on.isoformat()} {official.source}"
    yield ("公式値", "70歳以上の住民", str(official.population), "人", residents)


def _estimate_rows(estimate: Estimate, on: str) -> Iterator[Row]:
    name = PLAN_AND_OURS if estimate.starts_from_plan_rate else OURS
    yield (name, "登録者率（70歳以上）", _text(estimate.rate), "%", on)
    yield (name, "登録者", str(estimate.registered), "人", on)
    source = f"{estimate.population_on.isoformat()} {estimate.population_source}"
    yield (name, "70歳以上の住民", str(estimate.population), "人", source)


def _nowcast_rows(kpi: Kpi) -> Iterator[Row]:
    found, on = kpi.nowcast, kpi.on.isoformat()
    if found is None:
        yield ("推計", "登録者率（70歳以上）", "", "%", kpi.nowcast_missing)
        return
    yield ("推計", "登録者率（70歳以上）", _text(found.rate), "%", on)
    yield ("推計", "幅の下（10のうち8つが入る）", _text(found.low), "%", on)
    yield ("推計", "幅の上（10のうち8つが入る）", _text(found.high), "%", on)
    yield ("推計", "登録者", str(found.registered), "人", on)


def _class_rows(kpi: Kpi) -> Iterator[Row]:
    results = kpi.classes
    period = f"{results.first.isoformat()}から{kpi.on.isoformat()}まで"
    yield ("教室実績（70歳以上）", "受講した方", str(results.attended), "人", period)
    yield ("教室実績（70歳以上）", "新しく登録した方", str(results.newly_registered), "人", period)
    already = results.already if results.is_already_told else None
    yield ("教室実績（70歳以上）", "来る前から登録済みの方", _people(already), "人", period)
    for stage, count in _funnel(results).items():
        yield ("登録の段階", Stage(stage).label, _people(count), "人", period)
    if results.is_told:
        yield from _hurdle_rows(results, period)
        return
    for blocker, stopped in results.blockers.items():
        yield ("登録を止めたもの", Blocker(blocker).label, _people(stopped), "人", period)
    for line in results.bands:
        yield ("新しく登録した方の年代", line.label, str(line.newly_registered), "人", period)


def _hurdle_rows(results: Classes, period: str) -> Iterator[Row]:
    yield ("登録を止めたもの", "すべて", str(results.stopped), "人", period)
    for kind in Hurdle:
        count = results.hurdles.get(kind.value)
        yield ("登録を止めたもの", kind.label, _people(count), "人", period)
    for words in results.how_told:
        yield ("数え方", words, "", "", "")


def _people(count: int | None) -> str:
    return HIDDEN if count is None else str(count)


def _text(rate: Decimal | None) -> str:
    return "" if rate is None else str(rounded(rate))


def _rate(rate: Decimal | None) -> float | None:
    return None if rate is None else float(rounded(rate))


def _year_rate(point: YearRate) -> dict[str, Any]:
    return {"fiscal_year": point.fiscal_year, "rate": _rate(point.rate)}


def _official(value: Official | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        "rate": _rate(value.rate),
        "registered": value.registered,
        "population": value.population,
        "registered_on": value.registered_on.isoformat(),
        "population_on": value.population_on.isoformat(),
        "source": value.source,
    }


def _nowcast(value: Nowcast | None) -> dict[str, Any] | None:
    if value is None:
        return None
    rates = {"rate": value.rate, "low": value.low, "high": value.high}
    return {name: _rate(rate) for name, rate in rates.items()} | {"on": value.on.isoformat()}


def _basis(kpi: Kpi) -> dict[str, str] | None:
    """Return which figure 「あと n人」 and the progress are of, and its day."""
    head = kpi.headline
    return {"figure": head.basis.value, "on": head.on.isoformat()} if head else None


def _estimate(value: Estimate | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        "rate": _rate(value.rate),
        "registered": value.registered,
        "population": value.population,
        "starts_from_plan_rate": value.starts_from_plan_rate,
        **({"population_of": value.population_of} if value.population_of else {}),
    }
