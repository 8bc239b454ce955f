from classroom.figures.outlook.comparison import NO_HELPER, TOO_FEW, comparisons, ratio_of, rows
from tests.figures.outlook.worlds import held


def test_what_differs_by_more_than_chance_is_ranked_by_its_share() -> None:
    good = [held(10, 9, course="個別", venue="甲")] * 6
    poor = [held(10, 4, course="一斉", venue="甲")] * 9
    course = comparisons(poor + good)[0]
    assert course.differs
    assert [group.name for group in course.groups] == ["個別", "一斉"]
    assert "「個別」" in course.sentence
    assert "理由までは" in course.sentence


def test_what_chance_could_do_is_not_ranked() -> None:
    # 62% and 57% of 60 people each: more classes come first, though their share is less.
    first = [held(10, 6, venue="甲")] * 5 + [held(10, 7, venue="甲")]
    second = [held(5, 3, venue="乙")] * 10 + [held(5, 2, venue="乙")] * 2
    venue = comparisons(first + second)[1]
    assert not venue.differs
    assert [group.name for group in venue.groups] == ["乙", "甲"]
    assert venue.sentence == "違いは偶然でも起こる大きさです。どれがよいとは言えません。"


def test_few_records_are_shown_without_a_share_and_last() -> None:
    many, few = [held(10, 6, course="甲")] * 6, [held(10, 10, course="乙")] * 4
    course = comparisons(many + few)[0]
    assert [(group.name, group.share is None) for group in course.groups] == [
        ("甲", False),
        ("乙", True),
    ]
    shown = list(rows(course, published=False))
    assert (shown[1].share, shown[1].bar) == (TOO_FEW, None)
    assert shown[1].fresh == "40人"
    assert course.sentence == "比べられる相手の記録が、まだ足りません。"


def test_a_published_row_shows_no_people_and_no_share_that_tells_of_a_few() -> None:
    hardly = [held(10, 1, course="甲")] * 4 + [held(10, 0, course="甲")] * 4
    usual = [held(10, 6, course="乙")] * 8
    course = comparisons(hardly + usual)[0]
    shown = {row.name: row for row in rows(course, published=True)}
    assert shown["甲"].share == "秘匿"  # 4 of 80 registered
    assert shown["乙"].share == "60%"
    assert {row.fresh + row.newly for row in shown.values()} == {""}


def test_a_ratio_is_named_by_its_upper_bound() -> None:
    named = [ratio_of(held(0, 0, came=came, helpers=2)) for came in (6, 7, 12, 13)]
    assert named == ["3人まで", "6人まで", "6人まで", "6人より多い"]
    assert ratio_of(held(3, 1, helpers=0)) == NO_HELPER


def test_no_classes_compare_to_nothing() -> None:
    assert [part.groups for part in comparisons([])] == [(), (), ()]
