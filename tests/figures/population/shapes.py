"""Population files in the shapes in which cities publish them, each with what is right of it.

Two districts, 矢本 of 318 people and 鳴瀬 of 212, of 70 and over 75 and 50. Every shape is these
rows written otherwise, or a small table of its own.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types

from classroom.figures.population.values import Answers
from tests.figures.population import files

ON = date(2026, 4, 1)
AGES = [*(f"{first}-{first + 4}歳" for first in range(0, 85, 5)), "85歳以上"]
BANDS = [f"{ages}の{sex}" for ages in AGES for sex in ("男性", "女性")]
LEAD = ["全国地方公共団体コード", "地域コード", "地方公共団体名", "調査年月日", "地域名"]
HEADS = [*LEAD, "総人口", "男性", "女性", *BANDS]
Cells = list[list[str]]


def counts(size: int) -> list[int]:
    """Return the bands of a place that is so many times the pattern 1 to 5."""
    return [size * (at % 5 + 1) for at in range(len(BANDS))]


def row(name: str, people: Sequence[int], day: str = "2026-04-01") -> list[str]:
    """Write a row of the standard table."""
    men, women = sum(people[::2]), sum(people[1::2])
    return ["042145", "", "東松島市", day, name, *map(str, (men + women, men, women, *people))]


YAMOTO, NARUSE = counts(3), counts(2)
BOTH = [a + b for a, b in zip(YAMOTO, NARUSE, strict=True)]
FOREIGN = counts(1)


def table(*more: list[str], day: str = "2026-04-01") -> Cells:
    """Return the two districts, and rows below them."""
    return [HEADS, row("矢本", YAMOTO, day), row("鳴瀬", NARUSE, day), *more]


def headed(change: Callable[[str], str], cells: Cells | None = None) -> Cells:
    """Return a table with its heads written otherwise."""
    found = cells or table()
    return [[change(head) for head in found[0]], *found[1:]]


def without(*heads: str) -> Cells:
    """Return the table without these columns."""
    keep = [at for at, head in enumerate(HEADS) if head not in heads]
    return [[cells[at] for at in keep] for cells in table()]


def book(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    """Write sheets as an Excel file; what looks like a number is one."""
    out = openpyxl.Workbook()
    out.remove(out.active)
    for name, cells in sheets:
        sheet = out.create_sheet(name)
        for line in cells:
            sheet.append([_typed(cell) for cell in line])
    content = io.BytesIO()
    out.save(content)
    return content.getvalue()


def _typed(cell: Any) -> Any:
    if isinstance(cell, str) and cell.isdecimal() and not cell.startswith("0"):
        return int(cell)
    return None if cell == "" else cell


@dataclass(frozen=True, slots=True)
class Shape:
    """A file, and what is right: residents of 70 and over, or a part of the sentence.

    `asked` is what is asked before `answers` are given; `refused` the one sentence of a file that
    cannot be read.
    """

    name: str
    content: bytes
    aged: int = 125
    on: date = ON
    asked: str = ""
    refused: str = ""
    answers: Answers = field(default_factory=Answers)
    file_name: str = "人口.csv"
    taken: str = ""


def csv_of(cells: Cells) -> bytes:
    return files.written(cells).encode("utf-8-sig")


MONTH = dict.fromkeys(("2025年4月", "令和7年4月", "202504"), "月とだけ")


def _days() -> list[Shape]:
    april = date(2025, 4, 1)
    written = {
        "2025年4月1日時点": april,
        "令和7年4月1日現在": april,
        "令和7年4月末現在": date(2025, 4, 30),
        "2025年4月": april,
        "令和7年4月": april,
        "202504": april,
        "20250401": april,
        "45748": april,
        "2025-04-01T00:00:00": april,
        "2025-04-01T00:00:00+09:00": april,
        "2025/4/1 0:00:00": april,
        "２０２５．４．１": april,
        "R7.4.1": april,
        "4/30/2025": date(2025, 4, 30),
    }
    return [
        Shape(f"day {text}", csv_of(table(day=text)), on=day, taken=MONTH.get(text, ""))
        for text, day in written.items()
    ]


def _single_years() -> Cells:
    ages = [f"{age}歳" for age in range(100)] + ["100歳以上"]
    heads = [f"{age}の{sex}" for age in ages for sex in ("男性", "女性")]
    line = ["042145", "東松島市", "2026-04-01", "", "202", "101", "101", *["1"] * 202]
    return [
        [
            "全国地方公共団体コード",
            "地方公共団体名",
            "調査年月日",
            "地域名",
            "総人口",
            "男性",
            "女性",
            *heads,
        ],
        line,
    ]


def _two_rows() -> Cells:
    over = ["地区名", "総数", "", ""]
    under = ["", "計", "男", "女"]
    for age in AGES:
        over += [age, "", ""]
        under += ["計", "男", "女"]
    lines = []
    for name, people in (("矢本", YAMOTO), ("鳴瀬", NARUSE), ("合　計", BOTH)):
        men, women = people[::2], people[1::2]
        line = [name, *map(str, (sum(people), sum(men), sum(women)))]
        for man, woman in zip(men, women, strict=True):
            line += [str(man + woman), str(man), str(woman)]
        lines.append(line)
    return [
        ["東松島市の人口", "", "令和8年4月1日現在"],
        over,
        under,
        *lines,
        ["※住民基本台帳による"],
    ]


def _sex_above() -> Cells:
    over = ["地区名", "総人口", "男", "", *[""] * (len(AGES) - 1), "女", *[""] * len(AGES)]
    under = ["", "", "総数", *AGES, "総数", *AGES]
    lines = []
    for name, people in (("矢本", YAMOTO), ("鳴瀬", NARUSE)):
        men, women = people[::2], people[1::2]
        both = (sum(people), sum(men), *men, sum(women), *women)
        lines.append([name, *map(str, both)])
    return [["令和8年4月1日現在"], over, under, *lines]


def _english(head: str) -> str:
    named = {
        "全国地方公共団体コード": "municipalityCode", "地域コード": "areaCode",
        "地方公共団体名": "municipalityName", "調査年月日": "surveyDate", "地域名": "areaName",
        "総人口": "totalPopulation", "男性": "male", "女性": "female",
    }  # fmt: skip
    if head in named:
        return named[head]
    ages, _, sex = head.partition("の")
    word = {"男性": "Male", "女性": "Female"}[sex]
    first = ages.removesuffix("歳以上").removesuffix("歳").replace("-", "To")
    return f"population{first}{'AndOver' if '以上' in ages else ''}{word}"


def _nested() -> Cells:
    """Two districts of two towns each, with their totals above them, and the city's first."""
    towns = {"赤井": [5, 1], "大塩": [2, 7], "小野": [3, 4], "宮戸": [1, 2]}
    people = {
        name: [a * (at % 3 + 1) + b * (at % 4) for at in range(len(BANDS))]
        for name, (a, b) in towns.items()
    }

    def plus(*names: str) -> list[int]:
        return [sum(one) for one in zip(*(people[name] for name in names), strict=True)]

    return [
        HEADS,
        row("市計", plus(*towns)),
        row("矢本地区", plus("赤井", "大塩")),
        row("赤井", people["赤井"]),
        row("大塩", people["大塩"]),
        row("鳴瀬地区", plus("小野", "宮戸")),
        row("小野", people["小野"]),
        row("宮戸", people["宮戸"]),
    ]


def _aged(cells: Cells, *names: str) -> int:
    first = HEADS.index("70-74歳の男性")
    return sum(int(n) for line in cells[1:] if line[4] in names for n in line[first:])


def _kept_back(with_whole: bool) -> Cells:  # noqa: FBT001  one of two tables
    hidden = row("宮戸", counts(0))
    hidden[5:] = ["x"] * len(hidden[5:])
    return table(hidden, *([row("市計", [n + 1 for n in BOTH])] if with_whole else []))


def _rest() -> list[Shape]:
    off = list(BOTH)
    off[0] += 1
    swapped = headed(_sex_first)
    takamatsu = [
        [cell.replace("042145", "372013").replace("東松島市", "高松市") for cell in line]
        for line in table(day="11/1/2018")
    ]
    november = date(2018, 11, 1)
    single = csv_of(_single_years())
    census = [["国勢調査 人口等基本集計"], *table()]
    women = [h for h in HEADS if h.endswith("の女性")]
    return [
        Shape("the standard", csv_of(table())),
        *(
            Shape(f"total {name}", csv_of(table(row(name, BOTH))), taken="市全体の行とみました")
            for name in (
                "合計（人）",
                "全体",
                "合　計",
                "市計",
                "宮城県東松島市",
                "総計",
                "全市",
                "計",
                "全地区",
                "Total",
                "総数（人）",
                "【合計】",
            )
        ),
        Shape("total above", csv_of([HEADS, row("全市域", BOTH), *table()[1:]])),
        Shape(
            "total under a name of its own",
            csv_of(_renamed(_nested(), "市計", "みんな")),
            aged=_aged(_nested(), "市計"),
        ),
        Shape(
            "nested totals",
            csv_of(_nested()),
            aged=_aged(_nested(), "市計"),
            taken="ほかの行の合計なので",
        ),
        Shape(
            "nested totals without the city's",
            csv_of([_nested()[0], *_nested()[2:]]),
            aged=_aged(_nested(), "市計"),
            taken="「矢本地区」",
        ),
        Shape("one area and its total", csv_of([*table()[:2], row("計", YAMOTO)]), aged=75),
        Shape(
            "うち外国人",
            csv_of([*table()[:2], row("うち外国人", FOREIGN)]),
            aged=75,
            taken="内数なので",
        ),
        Shape(
            "うち外国人 below the total",
            csv_of(table(row("合計", BOTH), row("（うち外国人）", FOREIGN))),
        ),
        Shape(
            "日本人 and 外国人 below the total",
            csv_of(table(row("合計", BOTH), row("日本人", counts(4)), row("外国人", FOREIGN))),
        ),
        Shape(
            "外国人 beside a total without them",
            csv_of(table(row("合計", BOTH), row("外国人", FOREIGN))),
            asked="合計や内数なのか",
            answers=Answers(rows={"外国人": False}),
        ),
        Shape(
            "外国人 counted apart",
            csv_of(table(row("合計", BOTH), row("外国人", FOREIGN))),
            aged=150,
            asked="合計や内数なのか",
            answers=Answers(rows={"外国人": True}),
        ),
        Shape(
            "an unknown name that chance could have made",
            csv_of(table(row("みどり", BOTH))),
            asked="「みどり」（530人）",
            answers=Answers(rows={"みどり": False}),
        ),
        Shape("total off by one", csv_of(table(row("合計", off)))),
        Shape(
            "total that is another's",
            csv_of(table(row("合計", counts(9)))),
            asked="「合計」",
            answers=Answers(rows={"合計": False}),
        ),
        Shape("previous month", csv_of(table(row("合計", BOTH), row("前月", counts(5))))),
        Shape(
            "changes with minus signs",
            csv_of(table(row("合計", BOTH), ["", "", "", "", "前月比", "-3", "△2", "-1"])),
        ),
        Shape(
            "kept back, with the city's row",
            csv_of(_kept_back(with_whole=True)),
            aged=133,
            taken="伏せてある",
        ),
        Shape(
            "kept back, without", csv_of(_kept_back(with_whole=False)), refused="市全体の行もある表"
        ),
        Shape(
            "notes, blank rows and units",
            csv_of(
                [
                    ["東松島市 地域・年齢別人口"],
                    [],
                    table()[0],
                    ["", "", "", "", "", *["（人）"] * 39],
                    *table()[1:],
                    [],
                    ["宮戸"],
                    ["※外国人を含む。"],
                    ["資料：市民課（令和8年4月1日）"],
                ]
            ),
        ),
        Shape("heads again on the next page", csv_of([*table()[:2], HEADS, table()[2]])),
        Shape("an Excel file", book(("人口", table())), file_name="人口.xlsx"),
        Shape(
            "an Excel file of two days",
            book(("R8.4.1", without("調査年月日")), ("R8.3.1", without("調査年月日"))),
            file_name="人口.xlsx",
        ),
        Shape(
            "the same day in two sheets",
            book(("地区", table()), ("写し", table())),
            file_name="人口.xlsx",
        ),
        Shape("two days in one sheet", csv_of([*table(), *table(day="2026-03-01")[1:]])),
        Shape(
            "two sheets that differ",
            book(("地区", table()), ("古い", table()[:2])),
            refused="ちがう人数があります",
            file_name="人口.xlsx",
        ),
        Shape(
            "11/1/2018",
            csv_of(takamatsu),
            on=november,
            asked="どちらの数字が月か",
            answers=Answers(month_first=True, other_city=True),
        ),
        Shape(
            "11/1/2018 and the month in the file's name",
            csv_of(takamatsu),
            on=november,
            file_name="0066_201811.csv",
            asked="高松市の人口です",
            answers=Answers(other_city=True),
        ),
        Shape(
            "no column of days",
            csv_of(without("調査年月日")),
            asked="調査年月日の列がありません",
            answers=Answers(on=ON),
        ),
        Shape(
            "the day in the title",
            csv_of([["令和8年4月1日現在（令和8年4月9日作成）"], *without("調査年月日")]),
        ),
        Shape("single years", single, aged=62),
        Shape("heads 男0～4歳", csv_of(swapped)),
        Shape("heads 0～4歳（男）", csv_of(headed(_in_brackets))),
        Shape("heads in two rows", csv_of(_two_rows())),
        Shape(
            "heads in two rows of an Excel file", book(("人口", _two_rows())), file_name="人口.xlsx"
        ),
        Shape("men's and women's ages under one head", csv_of(_sex_above())),
        Shape("English keys", csv_of(headed(_english))),
        *(
            Shape(f"area {head}", csv_of(_renamed(table(), "地域名", head)))
            for head in (
                "地区名",
                "行政区",
                "町名",
                "町丁名",
                "町字名",
                "大字名",
                "自治会",
                "なまえ",
            )
        ),
        Shape("65歳以上 beside its bands", csv_of(_with_aged())),
        Shape(
            "thousands and full-width digits",
            csv_of(
                [
                    HEADS,
                    *(
                        [*line[:5], f"{int(line[5]):,}", *(n.translate(_WIDE) for n in line[6:])]
                        for line in table()[1:]
                    ),
                ]
            ),
        ),
        Shape(
            "ages down the rows",
            csv_of(
                [
                    ["町別年齢別（5歳刻み）人口表", "", "", "", "平成21年1月1日"],
                    ["", "", "本町", "堺町"],
                    ["0～4", "男", "12", "3"],
                    ["", "女", "9", "4"],
                ]
            ),
            refused="年齢が行にならぶ表です",
        ),
        Shape(
            "single ages down the rows",
            csv_of(
                [["年齢", "男", "女", "計"], *([f"{age}歳", "1", "1", "2"] for age in range(100))]
            ),
            refused="年齢が行にならぶ表です",
        ),
        Shape("a census table", csv_of(census), refused="国勢調査の表です"),
        Shape("men alone", csv_of(without(*women)), refused="男性の列だけの表です"),
        Shape(
            "men and women in rows",
            csv_of(
                [
                    ["地区", "男女別", "総数", *AGES],
                    *(
                        [name, sex, "1", *["1"] * 18]
                        for name in ("矢本", "鳴瀬")
                        for sex in ("男", "女")
                    ),
                ]
            ),
            refused="男女が行に分かれている表です",
        ),
        Shape(
            "neither men nor women",
            csv_of([["地区", "総数", *AGES], ["矢本", "18", *["1"] * 18]]),
            refused="男女の列に分かれていない表です",
        ),
        Shape(
            "English words of no standard",
            csv_of(
                [
                    ["Ward", "Age group A", "Age group B", "Male quota", "Female quota"],
                    ["Yamoto", "1", "2", "3", "4"],
                ]
            ),
            refused="英語の見出しを読めません",
        ),
        Shape(
            "no day that can be read",
            csv_of(table(day="四月")),
            refused="「四月」は日付として読めません",
        ),
        Shape(
            "another city's",
            csv_of(
                [
                    [c.replace("042145", "132071").replace("東松島市", "昭島市") for c in line]
                    for line in table()
                ]
            ),
            asked="昭島市の人口です",
            answers=Answers(other_city=True),
        ),
        Shape(
            "another city's without codes",
            csv_of([["高松市 年齢別人口"], *[line[3:] for line in table()]]),
            refused="「高松市」とあります",
        ),
        Shape(
            "a prefecture's file",
            csv_of(
                [
                    *table(),
                    *(
                        [c.replace("042145", "042021").replace("東松島市", "石巻市") for c in line]
                        for line in table()[1:]
                    ),
                ]
            ),
        ),
    ]


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _sex_first(head: str) -> str:
    ages, _, sex = head.partition("の")
    return f"{sex[0]}{ages.replace('-', '～')}" if sex in {"男性", "女性"} else head


def _in_brackets(head: str) -> str:
    ages, _, sex = head.partition("の")
    return f"{ages.replace('-', '～')}（{sex[0]}）" if sex in {"男性", "女性"} else head


def _renamed(cells: Cells, old: str, new: str) -> Cells:
    return [[new if cell == old else cell for cell in line] for line in cells]


def _with_aged() -> Cells:
    first = HEADS.index("65-69歳の男性")
    return [
        [*HEADS, "65歳以上の男性", "65歳以上の女性", "（再掲）65歳以上"],
        *(
            [
                *line,
                *(str(sum(map(int, line[first + sex :: 2]))) for sex in (0, 1)),
                str(sum(map(int, line[first:]))),
            ]
            for line in table()[1:]
        ),
    ]


SHAPES = [*_days(), *_rest()]
