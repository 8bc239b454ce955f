"""What an import replaces stays; it can be taken back, and taken in again."""

import io
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, func, select

from classroom.core.errors import Refusal
from classroom.figures.official import service as official
from classroom.figures.official.values import OfficialDetails
from classroom.figures.population import history, queries, service
from classroom.figures.population.comparing import compared
from classroom.figures.population.day_table import laid_out
from classroom.figures.population.models import Population, PopulationReplaced
from classroom.figures.population.rules import is_large
from classroom.figures.population.values import PopulationRow
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.population.world import DAY, OWN, csv_of, rows, take
from tests.page import PageClient

EARLIER = DAY - timedelta(days=30)


def undo(db: Session, number: int) -> None:
    service.undo_import(db, number, at=make.NOW, by=None)


def aged(db: Session) -> int | None:
    found = queries.denominator(db, OWN, make.TODAY)
    return found.residents if found else None


def kept(db: Session) -> Counter[PopulationRow]:
    """Return every row of every import, whether it holds or not."""
    found: Counter[PopulationRow] = Counter()
    for kind in (Population, PopulationReplaced):
        for row in db.exec(select(kind)):
            found[PopulationRow(*(getattr(row, name) for name in PopulationRow.__slots__))] += 1
    return found


def held(db: Session) -> Counter[PopulationRow]:
    return Counter(queries.rows_of_day(db, OWN, DAY) + queries.rows_of_day(db, OWN, EARLIER))


def test_what_an_import_replaces_stays_and_comes_back_when_it_is_undone(db: Session) -> None:
    first = take(db, rows(), name="first.csv")
    second = take(db, rows(more=7), name="second.csv")
    assert aged(db) == 227
    assert sum(kept(db).values()) == 40
    undo(db, second)
    assert aged(db) == 220
    assert sum(kept(db).values()) == 40
    assert {row.population_import_id for row in db.exec(select(Population))} == {first}


def test_an_undone_import_is_taken_in_again_as_a_new_one(db: Session) -> None:
    take(db, rows())
    second = take(db, rows(more=7))
    undo(db, second)
    again = service.import_again(db, second, at=make.NOW, by=None)
    assert aged(db) == 227
    assert again.id != second
    with pytest.raises(Refusal, match="もう取り消してあります"):
        undo(db, second)
    undo(db, again.id or 0)
    assert aged(db) == 220


def test_an_import_that_a_newer_one_replaced_cannot_be_undone(db: Session) -> None:
    first = take(db, rows(), rows(EARLIER), name="first.csv")
    second = take(db, rows(EARLIER, more=3), name="second.csv")
    with pytest.raises(Refusal, match="に入れかわっています。先にそちらを"):
        undo(db, first)
    undo(db, second)
    undo(db, first)
    assert aged(db) is None
    assert db.exec(select(func.count(col(Population.id)))).one() == 0


def test_only_what_was_undone_is_taken_in_again(db: Session) -> None:
    number = take(db, rows())
    with pytest.raises(Refusal, match="取り消していません"):
        service.import_again(db, number, at=make.NOW, by=None)
    with pytest.raises(Refusal, match="この取り込みはありません"):
        undo(db, number + 1)


def test_any_order_of_imports_and_undoing_loses_no_row(db: Session) -> None:
    """Three imports of two days: undone from the newest on, each step is the state before it."""
    states, numbers = [Counter[PopulationRow]()], []
    for more, days in enumerate(([DAY], [EARLIER, DAY], [EARLIER])):
        numbers.append(take(db, *(rows(on, more) for on in days)))
        states.append(held(db))
    everything = kept(db)
    for number, before in zip(reversed(numbers), reversed(states[:-1]), strict=True):
        undo(db, number)
        assert held(db) == before
        assert kept(db) == everything


def test_the_list_says_what_each_import_said_and_replaced(db: Session) -> None:
    take(db, rows(), name="first.csv")
    take(db, rows(more=7), name="second.csv")
    second, first = history.imports(db)
    assert [(count.aged, count.holds) for count in second.counts + first.counts] == [
        (227, True),
        (220, False),
    ]
    assert [(day.on, day.file_name) for day in second.replaced] == [(DAY, "first.csv")]
    assert (second.can_be_undone, first.can_be_undone) == (True, False)


def test_areas_and_bands_add_up_to_the_denominator(db: Session) -> None:
    take(db, rows(more=7, whole=True))
    areas, bands = queries.by_area(db, OWN, make.TODAY), queries.by_band(db, OWN, make.TODAY)
    assert [(area.area, area.residents, area.aged, area.from_65_to_69) for area in areas] == [
        ("矢本", 500, 200, 100),
        ("宮戸", 57, 27, 10),
    ]
    assert sum(area.aged for area in areas) == aged(db)
    assert sum(band.residents for band in bands if band.age_from >= 70) == aged(db)
    assert queries.by_area(db, OWN, EARLIER) == []
    assert queries.by_band(db, OWN, EARLIER) == []


counts = st.integers(min_value=0, max_value=400)


@given(before=counts, after=counts, whole_before=st.booleans(), whole_after=st.booleans())
def test_differences_add_up_in_every_table(
    before: int,
    after: int,
    *,
    whole_before: bool,
    whole_after: bool,
) -> None:
    old, new = rows(EARLIER, before, whole=whole_before), rows(DAY, after, whole=whole_after)
    change = compared(new, old, replaces=False)
    assert not change.gaps
    assert sum(area.aged.difference for area in change.areas) == after - before
    bands = [band for band in change.bands if not band.ages.startswith("65")]
    assert sum(band.count.difference for band in bands) == after - before
    assert change.has_large or not is_large(10 + before, 10 + after)
    page = laid_out(new, old, "", make.NOW, ())
    assert sum(area.aged for area in page.areas) == page.residents.aged
    assert all(sum(area.bands) == area.aged for area in page.areas)
    assert sum(band.men + band.women for band in page.bands[1:]) == page.residents.aged


def test_bands_of_two_editions_are_compared_where_both_begin() -> None:
    old = [row for row in rows(EARLIER) if row.area == "矢本"]
    new = [
        PopulationRow(DAY, OWN, row.municipality, "01", "矢本", row.sex, age, row.residents)
        for row in old
        for age in ((75, 80) if row.age_from == 75 else (row.age_from,))
    ]
    found = compared(new, old, replaces=False).bands
    assert [(band.ages, band.count.before, band.count.after) for band in found] == [
        ("65〜69歳", 100, 100),
        ("70〜74歳", 100, 100),
        ("75歳以上", 100, 200),
    ]


def test_areas_that_do_not_add_up_are_said_with_both_numbers() -> None:
    wrong = [*rows(whole=True)]
    wrong[0] = PopulationRow(*[*(getattr(wrong[0], n) for n in PopulationRow.__slots__[:-1]), 60])
    gaps = compared(wrong, [], replaces=False).gaps
    assert [(gap.ages, gap.whole, gap.areas) for gap in gaps] == [
        ("総人口", 555, 550),
        ("0〜59歳", 115, 110),
    ]


@pytest.mark.parametrize(
    ("before", "after", "large"),
    [(200, 220, False), (200, 221, True), (100, 120, False), (100, 121, True), (0, 21, True)],
)
def test_large_is_over_a_tenth_and_over_twenty_people(
    before: int, after: int, *, large: bool
) -> None:
    assert is_large(before, after) is large
    assert is_large(after, before) is (abs(after - before) > 20 and 10 * (after - before) > after)


def test_an_import_is_undone_and_taken_in_again_on_its_page(
    planner: PageClient, db: Session
) -> None:
    take(db, rows(), name="first.csv")
    number = take(db, rows(more=7), name="second.csv")
    db.commit()
    page = planner.get("/population")
    assert "「first.csv」を入れかえ" in page.get_text()
    planner.submit(page, f"form[action$='/{number}/undo']")
    page = planner.get("/population")
    assert "220人" in page.get_text()
    assert page.select_one(".undo form") is not None
    planner.submit(page, f"main form[action$='/{number}/again']")
    assert "227人" in planner.get("/population").get_text()
    planner.post(f"/population/imports/{number}/undo", {}, 400)


def test_a_day_is_shown_by_area_and_sex_beside_the_day_before(
    planner: PageClient, db: Session
) -> None:
    take(db, rows(EARLIER), name="first.csv")
    take(db, rows(more=7), name="second.csv")
    db.commit()
    words = planner.get(f"/population/days/{OWN}/{DAY}").get_text(" ")
    assert "70歳以上は227人です" in words
    assert "＋7人" in words
    planner.get(f"/population/days/{OWN}/2000-01-01", expect=404)
    planner.get(f"/population/days/{OWN}/x", expect=404)


def test_a_viewer_sees_no_list_of_imports(signed_in: SignedIn) -> None:
    signed_in(Role.VIEWER).get("/population", expect=403)


def test_the_preview_tells_large_changes_gaps_unused_columns_and_the_rate(
    planner: PageClient, db: Session
) -> None:
    take(db, rows(EARLIER), name="first.csv")
    details = OfficialDetails(EARLIER, EARLIER, 110, 220, "県")
    official.add_official(db, details, at=make.NOW, by=None, today=make.TODAY)
    db.commit()
    day = rows(more=30, whole=True)
    wrong = [row for row in day if row.area != "矢本"]
    content = csv_of(wrong, more_heads=("世帯数", "備考"))
    form = planner.get("/population")
    planner.submit(form, "form[enctype]", file=(io.BytesIO(content), "人口.csv"))
    words = " ".join(planner.get(planner.location or "").get_text(" ").split())
    assert "大きく変わっています。確かめてください" in words
    assert "50.0% → 44.0%" in words  # 110 ÷ 220, 110 ÷ 250
    assert "使わない列：世帯数、備考" in words
    assert "地域をたしても、市全体の行と合わない日があります" in words
    assert "総人口 580 80 −500" in words
    assert "70〜74歳 110 140 ＋30 大きい" in words
    assert "矢本 200 なし −200 大きい" in words
