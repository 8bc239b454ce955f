"""Any real table with totals, subtotals and parts added gives the same figure, or a question.

Areas are drawn as towns have them (an own age profile each, some nearly empty) and as made-up
tables have them (multiples of one pattern); rows are added at any place and under any name.
"""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.figures.population.comparing import residents_by_day
from classroom.figures.population.reader import About, read_population
from classroom.figures.population.sheet import Unclear
from classroom.figures.population.totals import Line, Verdict, sort_out
from tests.figures.population.shapes import BANDS, HEADS, csv_of, row

NAMES = [
    "合計",
    "計",
    "小計",
    "総数",
    "合　計",
    "合計（人）",
    "全体",
    "市計",
    "地区計",
    "宮城県東松島市",
    "みどり",
    "中央",
    "X",
    "1",
    "その他",
    "全福寺町",
    "内町",
    "東部",
]
PARTS = ["うち外国人", "（再掲）日本人", "うち　女性", "内、外国人"]
AGED = BANDS.index("70-74歳の男性")


@st.composite
def areas(draw: st.DrawFn) -> list[list[int]]:
    """Draw the areas of a town."""
    number = draw(st.integers(1, 12))
    if draw(st.booleans()):
        pattern = draw(st.lists(st.integers(0, 5), min_size=len(BANDS), max_size=len(BANDS)))
        return [[size * n for n in pattern] for size in draw(_sizes(number))]
    most = draw(st.sampled_from([1, 3, 40, 900]))
    one = st.lists(st.integers(0, most), min_size=len(BANDS), max_size=len(BANDS))
    return draw(st.lists(one, min_size=number, max_size=number))


def _sizes(number: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 9), min_size=number, max_size=number)


def plus(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


@st.composite
def additions(draw: st.DrawFn, towns: list[list[int]]) -> list[tuple[str, list[int]]]:
    """Draw totals, subtotals of any areas or of all, and parts of one, with their names.

    A part without a word that says so can be told from an area by a total alone.
    """
    named = st.sampled_from(NAMES)
    found: list[tuple[str, list[int]]] = []
    if has_total := draw(st.booleans()):
        found.append((draw(named), plus(towns)))
    if draw(st.booleans()):
        cuts = sorted({0, len(towns), *draw(st.lists(st.integers(0, len(towns)), max_size=3))})
        found += [(draw(named), plus(towns[a:b])) for a, b in pairwise(cuts)]
    if draw(st.booleans()):
        some = draw(st.sets(st.integers(0, len(towns) - 1), min_size=1))
        found.append((draw(named), plus([towns[at] for at in some])))
    if draw(st.booleans()):
        whole = draw(st.sampled_from(towns))
        share = draw(st.integers(2, 9))
        name = draw(named if has_total and draw(st.booleans()) else st.sampled_from(PARTS))
        found.append((name, [n // share for n in whole]))
    return found


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[int]], list[tuple[str, list[int]]]]:
    """Draw the areas, and the table with the rows that were added."""
    towns = draw(areas())
    rows = [(f"町{at}", people) for at, people in enumerate(towns)]
    for name, people in draw(additions(towns)):
        rows.insert(draw(st.integers(0, len(rows))), (name, people))
    return towns, rows


@given(tables())
@settings(max_examples=300)
def test_rows_added_to_a_table_never_change_the_figure(
    drawn: tuple[list[list[int]], list[tuple[str, list[int]]]],
) -> None:
    towns, rows = drawn
    lines = [Line(at, name, tuple(people)) for at, (name, people) in enumerate(rows)]
    found = sort_out(lines, {})
    if found.unclear:
        return
    whole = [one for one in lines if found.verdicts[one.number] is Verdict.WHOLE]
    counted = whole or [one for one in lines if found.verdicts[one.number] is Verdict.AREA]
    assert plus([one.counts for one in counted] or [[0] * len(BANDS)]) == plus(towns)


@given(tables())
@settings(max_examples=60)
def test_a_whole_file_gives_the_same_70_and_over_or_a_question(
    drawn: tuple[list[list[int]], list[tuple[str, list[int]]]],
) -> None:
    towns, rows = drawn
    names: dict[str, int] = {}
    cells = [HEADS]
    for name, people in rows:
        names[name] = names.get(name, 0) + 1
        again = f"{name}{'　' * (names[name] - 1)}" if name in {"みどり", "中央"} else name
        cells.append(row(again, people))
    about = About("人口.csv", "東松島市")
    try:
        table = read_population(csv_of(cells), "042145", about)
    except Unclear:
        return
    except Exception as refused:  # noqa: BLE001  a name twice is refused, which is no figure
        assert "同じ日の同じ地域です" in str(refused)  # noqa: PT017
        return
    (day,) = residents_by_day(table.rows)
    assert day.aged == sum(sum(people[AGED:]) for people in towns)
