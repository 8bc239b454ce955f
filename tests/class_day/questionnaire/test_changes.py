"""The arithmetic of answers: pairs, intervals, what chance does, and what a viewer may see."""

import math
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.class_day.questionnaire.results import (
    change,
    headline,
    hidden_parts,
    shown,
    topic_results,
)
from classroom.class_day.questionnaire.rules import (
    mean_interval,
    names_in,
    sign_test,
    t_quantile,
    t_share,
)
from classroom.class_day.questionnaire.values import Given, QuestionnaireResults

DAY = date(2026, 10, 1)
steps = st.one_of(st.none(), st.integers(1, 4))
answers = st.lists(
    st.builds(
        Given,
        st.tuples(st.sampled_from(["enrolment", "sheet"]), st.integers(1, 12)),
        st.tuples(st.integers(0, 2).map(lambda n: DAY + timedelta(days=n)), st.integers(1, 2)),
        st.sampled_from(["電話", "写真"]),
        steps,
        steps,
    ),
    max_size=40,
    unique_by=lambda one: (one.person, one.order, one.topic),
)


def results(topics: list[Given], liked: tuple[int, int, int, int]) -> QuestionnaireResults:
    found, together = topic_results(topics)
    return QuestionnaireResults(DAY, DAY, len(topics), 1, found, together, liked, 0)


@pytest.mark.parametrize(
    ("freedom", "share", "t"),
    # Student (1908) in today's tables, two-sided 80 and 95 per cent.
    [(1, 0.975, 12.706), (2, 0.975, 4.303), (9, 0.975, 2.262), (9, 0.9, 1.383), (30, 0.975, 2.042)],
)
def test_students_t_is_that_of_the_tables(freedom: int, share: float, t: float) -> None:
    assert t_quantile(share, freedom) == pytest.approx(t, abs=0.0006)
    assert t_share(t, freedom) == pytest.approx(share, abs=0.0002)


def test_ten_people_by_hand() -> None:
    """Differences 1,1,1,1,1,1,0,0,2,-1: mean 0.7, squares about it 6.1, spread 0.8233.

    95 per cent: 2.262 × 0.8233 ÷ √10 = 0.589. Signs: 7 up, 1 down; chance (8 + 1) × 2 ÷ 256.
    """
    pairs = [(1, 2)] * 3 + [(2, 3)] * 3 + [(3, 3)] * 2 + [(1, 3), (4, 3)]
    found = change(pairs)
    assert found is not None
    assert (found.improved, found.same, found.worse) == (7, 2, 1)
    assert found.mean == pytest.approx(0.7)
    assert found.within_95 is not None
    assert found.within_95 == pytest.approx((0.111, 1.289), abs=0.001)
    assert found.by_chance == pytest.approx(18 / 256)
    assert not found.is_few
    assert found.certainty == "偶然でも起こる程度の差です。"


def test_one_pair_has_no_interval_and_no_pair_is_nothing() -> None:
    assert mean_interval([1], 0.8) is None
    assert change([]) is None
    found = change([(1, 4)])
    assert found is not None
    assert found.within_80 is None
    assert found.certainty == "10人に満たないので、参考です。"


@given(st.integers(0, 12), st.integers(0, 12))
def test_the_sign_test_counts_every_way_the_signs_can_fall(up: int, down: int) -> None:
    n, larger = up + down, max(up, down)
    ways = [math.comb(n, k) for k in range(n + 1) if max(k, n - k) >= larger]
    assert sign_test(up, down) == pytest.approx(min(1.0, sum(ways) / 2**n))
    assert sign_test(up, down) == sign_test(down, up)


@given(st.lists(st.integers(-3, 3), min_size=2, max_size=30))
def test_the_wider_interval_holds_the_narrower_and_the_mean(differences: list[int]) -> None:
    narrow, wide = mean_interval(differences, 0.8), mean_interval(differences, 0.95)
    assert narrow is not None
    assert wide is not None
    mean = sum(differences) / len(differences)
    low, high = narrow
    assert wide[0] <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= wide[1]


@given(answers, st.randoms())
def test_the_order_of_sheets_changes_nothing(given_answers: list[Given], random: object) -> None:
    mixed = list(given_answers)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis' own Random
    assert topic_results(mixed) == topic_results(given_answers)


@given(answers)
def test_every_person_of_a_topic_is_a_pair_or_a_half_or_empty(given_answers: list[Given]) -> None:
    topics, together = topic_results(given_answers)
    for topic in topics:
        mine = [one for one in given_answers if one.topic == topic.topic]
        people = {one.person for one in mine if one.before or one.after}
        pairs = topic.change.pairs if topic.change else 0
        assert pairs + topic.only_before + topic.only_after == len(people)
        if topic.change:
            assert topic.change.improved + topic.change.same + topic.change.worse == pairs
            assert -3 <= topic.change.mean <= 3
    most = max((topic.change.pairs for topic in topics if topic.change), default=0)
    assert (together.pairs if together else 0) >= most


@given(answers)
def test_a_stranger_changes_no_topic_but_their_own(given_answers: list[Given]) -> None:
    stranger = Given(("sheet", 99), (DAY, 1), "ほかの質問", 1, 4)
    with_stranger, _ = topic_results([*given_answers, stranger])
    alone, _ = topic_results(given_answers)
    assert tuple(topic for topic in with_stranger if topic.topic != "ほかの質問") == alone


def test_a_persons_first_answer_and_last_answer_are_the_pair() -> None:
    who = ("enrolment", 7)
    series = [
        Given(who, (DAY + timedelta(days=7), 2), "電話", 3, 4),
        Given(who, (DAY, 1), "電話", 1, None),
    ]
    ((topic,), _) = topic_results(series)
    assert topic.change is not None
    assert (topic.change.mean_before, topic.change.mean_after) == (1, 4)


def test_a_person_counts_once_over_all_topics() -> None:
    one = [Given(("sheet", 1), (DAY, 1), topic, 1, 3) for topic in ("ア", "イ", "ウ")]
    two = [Given(("sheet", 2), (DAY, 1), "ア", 3, 3)]
    _, together = topic_results([*one, *two])
    assert together is not None
    assert (together.pairs, together.mean, together.improved) == (2, 1.0, 1)


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_no_hidden_part_can_be_had_back_from_the_whole(counts: list[int]) -> None:
    """An attacker tries every table that agrees with what is shown: each small part varies."""
    hidden = sorted(hidden_parts(counts))
    small = [place for place, count in enumerate(counts) if 0 < count < 5]
    assert set(small) <= set(hidden)
    rest = sum(counts[place] for place in hidden)
    tables = [one for one in product(range(rest + 1), repeat=len(hidden)) if sum(one) == rest]
    for place in small:
        possible = {table[hidden.index(place)] for table in tables}
        assert len(possible) >= min(5, rest + 1)


def test_a_viewer_sees_no_topic_of_few_people_nor_a_mean_that_tells_a_part() -> None:
    few = [Given(("sheet", n), (DAY, 1), "少ない", 1, 2) for n in range(4)]
    small = [Given(("sheet", n), (DAY, 1), "多い", 2, 3 if n else 1) for n in range(20)]
    found = shown(results([*few, *small], (1, 2, 8, 9)), published=True)
    many, few_topic = found.topics
    assert few_topic.is_hidden
    assert few_topic.change is None
    assert many.change is not None
    assert None in many.change.parts
    assert many.change.whole is None
    assert (many.only_before, many.only_after) == (None, None)
    assert found.satisfaction[0] is None
    assert headline(results([*few, *small], (1, 2, 8, 9)), found.together).startswith("アンケート")
    everything = shown(results([*few, *small], (1, 2, 8, 9)), published=False)
    assert everything.satisfaction == (1, 2, 8, 9)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("とてもよかったです。", []),
        ("電話は0225-82-1111です", ["電話番号のような数字"]),
        ("０９０１２３４５６７８まで", ["電話番号のような数字"]),
        ("2026年10月1日の教室", []),
        ("菅原さんに教わった", ["「菅原」"]),
        ("菅原 とめ", ["「とめ」", "「菅原」", "「菅原とめ」"]),
    ],
)
def test_numbers_and_names_in_words_are_found(text: str, found: list[str]) -> None:
    assert names_in(text, ["菅原 とめ", "林 一"]) == found
