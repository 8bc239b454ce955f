"""What the words at the head of a column mean: whose people, which ages, which sex."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from classroom.figures.population.rules import AGE_UNKNOWN, PopulationSex
from classroom.rules.text import fold_dashes, nfkc


class Field(StrEnum):
    """What a column other than the ages can hold."""

    CODE = "code"
    AREA_CODE = "area_code"
    MUNICIPALITY = "municipality"
    ON = "on"
    AREA = "area"
    TOTAL = "total"
    MALE = "male"
    FEMALE = "female"


OLDEST: Final = 999
"""Stands for "and over"."""

NAMES: Final[dict[Field, tuple[str, ...]]] = {
    Field.CODE: (
        "全国地方公共団体コード",
        "都道府県コード又は市区町村コード",
        "都道府県コードまたは市区町村コード",
        "地方公共団体コード",
        "市区町村コード",
        "市町村コード",
        "団体コード",
        "自治体コード",
    ),
    Field.AREA_CODE: (
        "地域コード", "地区コード", "町丁目コード", "町字コード", "町丁コード", "町コード",
        "大字コード", "行政区コード",
    ),
    Field.MUNICIPALITY: ("地方公共団体名", "市区町村名", "市町村名", "自治体名", "団体名"),
    Field.ON: (
        "調査年月日", "年月日", "調査日", "基準日", "基準年月日", "調査時点", "時点", "現在日",
        "集計日", "集計年月日", "統計日", "日付", "年月", "調査年月", "基準年月", "集計年月",
        "対象年月", "対象年月日", "人口基準日", "公表年月日",
    ),
    Field.AREA: (
        "地域名", "地域", "地区名", "地区", "行政区", "行政区名", "町名", "町", "町丁名", "町丁",
        "町丁目", "町丁目名", "町字名", "町字", "町名字名", "町大字名", "町大字", "大字名", "大字",
        "大字町名", "大字町丁目", "字名", "字", "小字名", "丁目", "町丁字名", "町丁字", "町丁字等",
        "自治会", "自治会名", "町内会", "町内会名", "町会", "町会名", "区名", "区", "学区",
        "学区名", "小学校区", "小学校区名", "中学校区", "中学校区名", "地区町名", "町村名",
        "地域地区名", "集落名", "部落名", "区域名", "区域", "支所名", "旧町村名",
    ),
    Field.TOTAL: ("総人口", "人口総数", "総数", "人口"),
    Field.MALE: ("男性", "男", "男性人口", "男性の人口"),
    Field.FEMALE: ("女性", "女", "女性人口", "女性の人口"),
}  # fmt: skip
_SEX: Final = {"男": PopulationSex.MALE, "女": PopulationSex.FEMALE}
_TOGETHER: Final = re.compile(r"男女計|男女合計|男女総数|総数|総計|合計|計|総")
_NOISE: Final = re.compile(r"[の・:/,、\[\]()【】「」|]|人口|住民|階級|区分|年齢(?!不)")
_EITHER: Final = r"男女計|男女合計|男女総数|総数|総計|合計|計|男性?計?|男子|女性?計?|女子"
_YEARS: Final = r"(?:歳|才|さい)?"
_RANGE: Final = (
    rf"(?P<first>\d+){_YEARS}(?:-|から)(?P<last>\d+){_YEARS}"
    rf"|(?P<over>\d+)(?:{_YEARS}以上|{_YEARS}\+|歳-|才-)"
    rf"|(?P<under>\d+){_YEARS}未満"
    rf"|(?P<year>\d+)(?P<named>歳|才)?"
    r"|(?P<unknown>(?:年齢)?(?:不詳|不明)者?)"
)
_AGES: Final = re.compile(rf"(?P<before>{_EITHER})?(?:{_RANGE})(?P<after>{_EITHER})?")


@dataclass(frozen=True, slots=True)
class Ages:
    """A range of ages, both ends included; `sex` is None for men and women together."""

    first: int
    last: int
    sex: PopulationSex | None


def field_of(head: str) -> Field | None:
    """Return what a column holds other than ages; None for ages and for what nobody knows."""
    plain = plain_head(head)
    if known := _BY_NAME.get(re.sub("[・、/]", "", plain)) or _BY_ENGLISH.get(_english(head)):
        return known
    bare = _NOISE.sub("", plain)
    if not bare:
        return Field.TOTAL if "人口" in plain else None
    rest = _TOGETHER.sub("", bare)
    if rest == bare and "人口" not in plain:
        return None
    return {
        "": Field.TOTAL, "男": Field.MALE, "男性": Field.MALE,
        "女": Field.FEMALE, "女性": Field.FEMALE,
    }.get(rest)  # fmt: skip


def ages_of(head: str) -> Ages | None:
    """Return the ages of a column: 0-4歳の男性, 男0～4歳, 0～4歳（男）, male_0_4; None if none."""
    found = _AGES.fullmatch(_NOISE.sub("", _in_japanese(head) or plain_head(head)))
    if found is None or (found["before"] and found["after"]):
        return None
    either = found["before"] or found["after"]
    if found["year"] and not (either or found["named"]):
        return None  # a bare number may be anything
    return Ages(*_range(found), _SEX.get(either[0]) if either else None)


def plain_head(head: str) -> str:
    """Fold widths, dashes and 〜; drop blanks and the unit: what two ways of writing share."""
    folded = fold_dashes(nfkc(head)).replace("〜", "-").replace("~", "-")
    return re.sub(r"\s|\(人\)|\[人\]|_", "", folded)


def _range(found: re.Match[str]) -> tuple[int, int]:
    if found["first"]:
        return int(found["first"]), int(found["last"])
    if found["over"]:
        return int(found["over"]), OLDEST
    if found["under"]:
        return 0, int(found["under"]) - 1
    if found["year"]:
        return int(found["year"]), int(found["year"])
    return AGE_UNKNOWN, AGE_UNKNOWN


_BY_NAME: Final[dict[str, Field]] = {
    plain_head(name): field for field, names in NAMES.items() for name in names
}
_BY_ENGLISH: Final[dict[str, Field]] = {
    name: field
    for field, names in {
        Field.CODE: (
            "municipality code", "city code", "local government code", "lg code",
            "local public entity code", "standard area code",
        ),
        Field.AREA_CODE: ("area code", "district code", "region code", "town code"),
        Field.MUNICIPALITY: (
            "municipality name", "municipality", "city name", "city", "local government name",
            "local public entity name",
        ),
        Field.ON: (
            "date", "survey date", "as of", "as of date", "reference date", "base date",
            "investigation date", "year month day",
        ),
        Field.AREA: (
            "area name", "area", "district", "district name", "region", "region name", "town",
            "town name",
        ),
        Field.TOTAL: ("total population", "population", "total", "population total"),
        Field.MALE: (
            "male", "male population", "population male", "men", "total male", "male total",
        ),
        Field.FEMALE: (
            "female", "female population", "population female", "women", "total female",
            "female total",
        ),
    }.items()
    for name in names
}  # fmt: skip
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_SAYS_NOTHING: Final = frozenset(
    (
        "population",
        "pop",
        "age",
        "ages",
        "aged",
        "year",
        "years",
        "old",
        "yrs",
        "of",
        "the",
        "number",
        "count",
        "residents",
        "people",
        "persons",
        "to",
        "from",
        "and",
        "or",
    )
)
_ENGLISH_SEX: Final = {
    **dict.fromkeys(("male", "males", "men", "man", "m"), "男"),
    **dict.fromkeys(("female", "females", "women", "woman", "f"), "女"),
    **dict.fromkeys(("total", "both", "all"), "計"),
}
_AND_OVER: Final = frozenset({"over", "above", "plus", "older", "up", "more", "+"})
_NOT_KNOWN: Final = frozenset({"unknown", "unspecified"})


def is_english(head: str) -> bool:
    """Tell a head in English words from one in Japanese, a number or nothing."""
    return head.isascii() and any(letter.isalpha() for letter in head)


def _english(head: str) -> str:
    return " ".join(_words(head)) if is_english(head) else ""


def _words(head: str) -> list[str]:
    apart = _HUMP.sub(" ", head).replace("+", " + ")
    return [word.lower() for word in re.split(r"[^A-Za-z0-9+]+", apart) if word]


def _in_japanese(head: str) -> str:
    """Write the ages of an English head in Japanese; nothing where it is another head."""
    if not is_english(head):
        return ""
    words = [word for word in _words(head) if word not in _SAYS_NOTHING]
    sexes = [_ENGLISH_SEX[word] for word in words if word in _ENGLISH_SEX]
    numbers = [word for word in words if word.isdecimal()]
    rest = {word for word in words if word not in _ENGLISH_SEX and not word.isdecimal()}
    if len(sexes) > 1 or rest - _AND_OVER - _NOT_KNOWN:
        return ""
    if rest & _NOT_KNOWN and not numbers:
        return "不詳" + "".join(sexes)
    if len(numbers) not in {1, 2}:
        return ""
    return "-".join(numbers) + ("歳以上" if rest else "歳") + "".join(sexes)
