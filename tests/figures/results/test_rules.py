"""Periods, and how far somebody came, as the breakdowns ask after them."""

from datetime import date

import pytest

from classroom.core.errors import Refusal
from classroom.figures.results import forms
from classroom.figures.results.releases import Crowd
from classroom.figures.results.rules import (
    Measure,
    Way,
    month_period,
    offered_years,
    reaches,
    ways_of,
    year_period,
)
from classroom.rules.words.app import Stage

TODAY = date(2026, 11, 22)


def test_a_period_that_runs_on_ends_today() -> None:
    now = year_period(2026, TODAY)
    assert (now.first, now.last, now.end) == (date(2026, 4, 1), TODAY, date(2027, 3, 31))
    assert (now.label, now.fiscal_year) == ("令和8年度", 2026)
    assert now.days == "令和8年4月1日から令和8年11月22日まで"
    assert (now.months[0], now.months[-1], len(now.months)) == ("2026-04", "2026-11", 8)
    assert year_period(2025, TODAY).last == date(2026, 3, 31)


def test_months_are_named_as_one_or_from_and_to() -> None:
    february = month_period(date(2028, 2, 10), date(2028, 2, 3), date(2030, 1, 1))
    assert (february.label, february.last) == ("令和10年2月", date(2028, 2, 29))
    both = month_period(date(2025, 12, 1), date(2026, 1, 1), TODAY)
    assert both.label == "令和7年12月から令和8年1月まで"
    assert both.months == ("2025-12", "2026-01")
    whole = month_period(date(2025, 4, 1), date(2026, 3, 1), TODAY)
    assert whole.label == "令和7年度"


def test_years_are_offered_from_the_first_class_on_but_five_at_most() -> None:
    assert offered_years(None, TODAY) == (2026,)
    assert offered_years(date(2025, 1, 10), TODAY) == (2026, 2025, 2024)
    assert offered_years(date(2010, 1, 10), TODAY) == (2026, 2025, 2024, 2023, 2022)
    assert offered_years(date(2027, 6, 1), TODAY) == (2026,)


@pytest.mark.parametrize(
    ("furthest", "wanted", "does"),
    [
        ("card_linked", "card_linked", True),
        ("card_linked", "from-installed", True),
        ("card_linked", "from-card_linked", True),
        ("card_linked", "from-terms_accepted", False),
        ("none", "from-installed", False),
        ("none", "none", True),
        ("card_linked", "from-x", False),
    ],
)
def test_a_stage_is_reached_by_all_beyond_it(furthest: str, wanted: str, does: bool) -> None:  # noqa: FBT001  a table of cases
    assert reaches(furthest, wanted) is does


def test_what_became_of_people_is_asked_of_who_was_stopped_only() -> None:
    assert Way.THEN in ways_of(Measure.STOPPED)
    assert Way.THEN not in ways_of(Measure.NEWLY)


def test_a_question_written_is_read_as_the_same() -> None:
    sent = {
        "what": "stopped",
        "from": "2026-05",
        "to": "2026-10",
        "rows": "blocker",
        "cols": "then",
        "district": "3",
    }
    asked = forms.read(sent, Stage.CARD_LINKED, TODAY)
    assert forms.written(asked) == sent
    assert forms.read(forms.written(asked), Stage.CARD_LINKED, TODAY) == asked


def test_a_viewer_is_answered_with_the_fiscal_year_and_one_way() -> None:
    sent = {"what": "newly", "from": "2026-01", "to": "2026-02", "rows": "venue"}
    asked = forms.read_told(sent, Stage.CARD_LINKED, TODAY)
    assert asked == forms.Told(2025, Crowd.NEWLY, Way.VENUE)
    refusals: tuple[dict[str, str], ...] = (
        {"what": "visits"}, {"rows": "band"}, {"cols": "venue"}, {"district": "3"},
    )  # fmt: skip
    for refused in refusals:
        with pytest.raises(Refusal):
            forms.read_told(refused, Stage.CARD_LINKED, TODAY)
