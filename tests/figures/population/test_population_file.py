"""Reading 地域・年齢別人口 in all its real variants, and refusing what does not add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.population.comparing import residents_by_day
from classroom.figures.population.municipality import municipality_code
from classroom.figures.population.reader import read_population
from classroom.figures.population.sheet import Unreadable
from classroom.figures.population.values import Problem
from tests.figures.population import files

OWN = "042145"
KNOWN = {date(2025, 1, 1): 24_145, date(2025, 2, 1): 24_144}
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


def aged(content: bytes) -> dict[date, int]:
    days = residents_by_day(read_population(content, OWN).rows)
    return {day.on: day.aged for day in days if day.on in KNOWN}


def problems(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as refused:
        read_population(content, OWN)
    return refused.value.problems


def thousands() -> list[list[str]]:
    return [
        [f"{int(cell):,}" if n > 5 and cell.isdigit() else cell for n, cell in enumerate(row)]
        for row in files.table()
    ]


def with_days(form: str) -> str:
    cells = files.table()
    for row in cells[1:]:
        year, month, day = map(int, row[4].split("/"))
        row[4] = form.format(y=year, m=month, d=day, r=year - 2018)
    return files.written(cells)


def full_width() -> str:
    cells = files.table()
    cells[0] = [head.replace("-", "～").translate(FULL_WIDTH) for head in cells[0]]
    return files.written([[c.translate(FULL_WIDTH) for c in row] for row in cells])


def with_title() -> str:
    return files.written([["昭島市の人口", ""], [], *files.table()])


def without_codes() -> str:
    return files.written([row[2:] for row in files.table()])


def with_more_columns() -> str:
    rows = files.table()
    ends = [["KEY_CODE", "フリガナ", "", ""], *([["1", "ア", "", ""]] * (len(rows) - 1))]
    return files.written([[*row, *end] for row, end in zip(rows, ends, strict=True)])


REAL = files.REAL.read_bytes()
TEXT = REAL.decode("utf-8-sig")
VARIANTS = {
    "as published": REAL,
    "without BOM": TEXT.encode(),
    "CP932": TEXT.encode("cp932"),
    "UTF-16 from Excel, tabs": files.written(files.table(), "\t").encode("utf-16"),
    "tabs": files.written(files.table(), "\t").encode(),
    "LF": TEXT.replace("\r\n", "\n").encode(),
    "columns reversed": files.written([row[::-1] for row in files.table()]).encode(),
    "thousands separators": files.written(thousands()).encode(),
    "ISO days": with_days("{y}-{m:02}-{d:02}").encode(),
    "和暦 days": with_days("令和{r}年{m}月{d}日").encode(),
    "R7.1.1": with_days("R{r}.{m}.{d}").encode(),
    "Excel's times": with_days("{y}/{m}/{d} 0:00").encode(),
    "full width": full_width().encode(),
    "wave dashes": TEXT.replace("-", "〜").encode(),
    "46 columns": files.written(files.newer_edition()).encode(),
    "46 columns, shuffled": files.written(
        [[row[n] for n in (3, *range(3), *range(4, 45))] for row in files.newer_edition()]
    ).encode(),
    "last column missing": files.written([row[:-1] for row in files.table()]).encode(),
    "empty columns": files.written([[*row, "", ""] for row in files.table()]).encode(),
    "trailing blank lines": (TEXT + "\r\n,,,,\r\n\r\n").encode(),
    "a title above": with_title().encode(),
    "no code columns": without_codes().encode(),
    "columns we do not need": with_more_columns().encode(),
    "dashes for none": TEXT.replace(",0,0,58040", ",-,－,58040").encode(),
    "blanks for none": TEXT.replace(",0,0,58040", ",,,58040").encode(),
    "quotes": "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in files.table()).encode(),
    "不詳者": TEXT.replace("年齢不詳の男性", "不詳者の男性").encode(),
}


@pytest.mark.parametrize("content", VARIANTS.values(), ids=VARIANTS.keys())
def test_every_variant_gives_the_same_residents_of_70_and_over(content: bytes) -> None:
    assert aged(content) == KNOWN


@given(st.integers())
def test_the_order_of_columns_does_not_matter(seed: int) -> None:
    assert aged(files.shuffled(seed)) == KNOWN


def test_a_file_without_codes_is_the_citys_own() -> None:
    rows = read_population(without_codes().encode(), OWN).rows
    assert {row.municipality_code for row in rows} == {OWN}


@pytest.mark.parametrize(
    "head", ["70歳代の男性", "70代の男性", "70〜歳の男性", "高齢者（65歳以上）"]
)
def test_an_unknown_age_head_is_refused_by_name(head: str) -> None:
    (problem, *_) = problems(files.renamed("70-74歳の男性", head))
    assert (problem.row, problem.column) == (1, head)
    assert problem.what.startswith(f"「{head}」という列は読めません")


def test_ages_that_are_left_out_are_named() -> None:
    cells = files.table()
    at = cells[0].index("40-44歳の男性")
    content = files.written([row[:at] + row[at + 1 :] for row in cells]).encode()
    (problem,) = problems(content)
    assert problem.sentence == "1行目の「40-44歳の男性」：この年齢の列がありません。"


def test_ages_counted_twice_are_named() -> None:
    (problem, *_) = problems(files.renamed("85-89歳の女性", "85歳以上の女性"))
    assert problem.column == "90-94歳の女性"
    assert "「85歳以上の女性」と年齢が重なっています" in problem.what


def test_bands_that_do_not_part_at_70_are_refused() -> None:
    cells = files.table()
    heads = cells[0]
    at = heads.index("65-69歳の男性")
    heads[at] = "65-74歳の男性"
    del_at = heads.index("70-74歳の男性")
    content = files.written([row[:del_at] + row[del_at + 1 :] for row in cells]).encode()
    (problem,) = problems(content)
    assert problem.column == "65-74歳の男性"
    assert "70歳で分かれていません" in problem.what


def test_the_same_meaning_twice_is_refused() -> None:
    (problem, *_) = problems(files.renamed("備考", "男"))
    assert (problem.column, problem.what[:6]) == ("男", "同じ意味の列")


@pytest.mark.parametrize(
    ("head", "value", "said"),
    [
        ("男性", "57487", "57,487人ですが、年齢ごとの男性をたすと57,486人です。"),
        ("総人口", "115633", "115,633人ですが、男性と女性をたすと115,632人です。"),
        ("70-74歳の女性", "X", "「X」は人数として読めません。"),
        ("70-74歳の女性", "-5", "「-5」は人数として読めません。"),
        ("総人口", "", "空です。人数を入れてください。"),
        ("調査年月日", "2025/2/30", "2025年2月30日はありません。2025年2月は28日までです。"),
        ("調査年月日", "", "空です。日付を入れてください。"),
        ("都道府県コード又は市区町村コード", "999999", "市区町村のコードとして読めません。"),
        ("地域名", "あ" * 61, "60文字までにしてください。"),
    ],
)
def test_what_cannot_be_read_names_its_row_and_column(head: str, value: str, said: str) -> None:
    (problem, *_) = problems(files.changed(2, head, value))
    assert (problem.row, problem.column, problem.what) == (2, head, said)


def test_a_band_that_was_changed_is_found_by_its_total() -> None:
    (problem,) = problems(files.changed(4, "75-79歳の男性", "0"))
    assert (problem.row, problem.column) == (4, "男性")


def test_the_same_day_twice_is_refused() -> None:
    cells = files.table()
    (problem,) = problems(files.written([*cells, cells[1]]).encode())
    assert problem.sentence == "8行目の「調査年月日」：2行目と同じ日の同じ地域です。"


def test_unquoted_thousands_are_explained() -> None:
    broken = TEXT.replace("115632", "115,632").encode()
    assert any("3桁区切り" in problem.what for problem in problems(broken))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "見出しの行が見つかりません"),
        (b"PK\x03\x04", "Excelのファイルとして読めません"),
        (b"\x81\xff\xfe\x00\xff", "文字を読めません"),
        ("氏名,電話\r\n山田,090".encode(), "見出しの行が見つかりません"),
        (files.written(files.table()[:1]).encode(), "人口の行がありません"),
        (files.renamed("総人口", "世帯の数"), "この列がありません"),
    ],
)
def test_another_file_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    assert said in problems(content)[0].sentence


def test_the_refusal_says_how_many_more_there_are() -> None:
    with pytest.raises(Unreadable, match="ほかにも5か所あります。何も取り込んでいません。"):
        read_population(TEXT.replace("2025/", "2025/13/").encode(), OWN)


def test_areas_are_added_up_only_where_there_is_no_row_for_the_whole_city() -> None:
    cells = files.table()[:2]
    area = [*cells[1]]
    area[1], area[5] = "0001", "緑町"
    whole_and_area = read_population(files.written([*cells, area]).encode(), OWN).rows
    assert residents_by_day(whole_and_area)[0].aged == 24_145
    other = [*files.table()[2]]
    other[1], other[4], other[5] = "0002", area[4], "田中町"
    areas_only = read_population(files.written([cells[0], area, other]).encode(), OWN).rows
    assert residents_by_day(areas_only)[0].aged == 24_145 + 24_144


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("042145", "042145"),
        ("42145", "042145"),
        ("04214", "042145"),
        ("13207", "132071"),
        ("１３２０７１", "132071"),
        ("132072", None),
        ("昭島", None),
        ("", None),
    ],
)
def test_a_municipality_code_is_put_right_or_refused(written: str, code: str | None) -> None:
    assert municipality_code(written) == code


def test_columns_that_are_not_needed_are_named() -> None:
    table = read_population(with_more_columns().encode(), OWN)
    assert {"KEY_CODE", "フリガナ", "備考"} <= set(table.unused)
    assert "" not in table.unused


@pytest.mark.parametrize(
    "head", ["外国人人口", "その他の性", "住民数", "高齢者人口", "日本人", "施設入所者の人数"]
)
def test_a_head_that_could_hide_people_is_refused_by_name(head: str) -> None:
    (problem, *_) = problems(files.renamed("備考", head))
    assert problem.column == head
    assert problem.what.startswith(f"「{head}」という列は読めません。")


@pytest.mark.parametrize(
    "head", ["世帯数", "人口密度", "65歳以上の割合", "高齢化率", "平均年齢", "地域名_カナ", "URL"]
)
def test_a_head_that_counts_nobody_is_left_out(head: str) -> None:
    assert head in read_population(files.renamed("備考", head), OWN).unused
