"""Reading lists of districts and venues, the open-data standard's 公共施設一覧 among them. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from classroom.rules.text import clean_line, nfkc

ROWS_MAX: Final = 5000
HEADS_WITHIN: Final = 10
"""A title may stand above the heads."""
NO_NAMES: Final = (
    "名前の列が見つかりません。1行目に「名称」「フリガナ」などの見出しを付けてください。"
)
NOTHING: Final = "見出しの下に、読める行がありません。ファイルを確かめてください。"
TOO_MANY: Final = f"行が多すぎます。{ROWS_MAX:,}行までに分けてください。"
OTHER_CITY: Final = "ほかの市区町村の施設だけのファイルです。この市のファイルをえらんでください。"

# Heads as the standard writes them (both its editions), and as offices do.
_VENUE: Final = {
    "city": "全国地方公共団体コード 都道府県コード又は市区町村コード 市区町村コード",
    "name": "名称 施設名 施設名称 会場名 会場 名前",
    "name_kana": "名称カナ 名称フリガナ フリガナ ふりがな カナ 施設名カナ 会場名カナ よみがな",
    "short_name": "名称通称 通称 短い名前 略称",
    "district": "地区 地区名 行政区",
    "address": "所在地連結表記 住所 所在地",
    "building": "建物名等方書 方書",
    "telephone": "電話番号 電話 連絡先",
    "capacity": "定員 収容人数 収容人員",
    "latitude": "緯度",
    "longitude": "経度",
    "access": "バリアフリー情報",
}
_DISTRICT: Final = {
    "code": "番号 行政区番号 行政区コード 地区番号 地区コード コード no",
    "name": "地区名 行政区名 地区 行政区 名称 名前 自治会名",
    "name_kana": "フリガナ ふりがな カナ 名称カナ 地区名カナ 地区カナ 行政区名カナ よみがな",
}
# Where classes are likely to be held: these are ticked in a long list.
_HALL: Final = re.compile(
    "市民センター|公民館|コミュニティ|集会所|会館|福祉センター|図書館|文化|ホール|交流|市役所|庁舎"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list, by what its columns mean; a column that is not there is blank."""

    name: str
    cells: Mapping[str, str] = field(default_factory=dict)

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def is_likely(self) -> bool:
        """Whether classes are held in buildings of such a name."""
        return _HALL.search(self.name) is not None


def read_venues(rows: Sequence[Sequence[str]], city_code: str) -> list[Listed]:
    """Return the venues of a list, each once, those of the city alone.

    Raises ValueError with the sentence to show.
    """
    found = _read(rows, _VENUE)
    ours = [one for one in found if _is_of(one.get("city"), city_code)]
    if not ours:
        raise ValueError(OTHER_CITY)
    return ours


def read_districts(rows: Sequence[Sequence[str]]) -> list[Listed]:
    """Return the districts of a list, each once. Raises ValueError with the sentence to show."""
    return _read(rows, _DISTRICT)


def _read(rows: Sequence[Sequence[str]], heads: Mapping[str, str]) -> list[Listed]:
    if len(rows) > ROWS_MAX:
        raise ValueError(TOO_MANY)
    at, columns = _head(rows, heads)
    if "name" not in columns:
        raise ValueError(NO_NAMES)
    found: dict[str, Listed] = {}
    for row in rows[at + 1 :]:
        cells = {key: clean_line(row[n]) for key, n in columns.items() if n < len(row)}
        name = cells.get("name", "")
        if name:
            found.setdefault(name, Listed(name, cells))
    if not found:
        raise ValueError(NOTHING)
    return list(found.values())


def _head(rows: Sequence[Sequence[str]], heads: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Find the row that holds most heads, and which column means what."""
    found = [_columns(row, heads) for row in rows[:HEADS_WITHIN]]
    best = max(found, key=len, default={})
    return (found.index(best) if best else 0), best


def _columns(row: Sequence[str], heads: Mapping[str, str]) -> dict[str, int]:
    plain = [_plain(cell) for cell in row]
    return {
        key: plain.index(_plain(word))
        for key, words in heads.items()
        for word in reversed(words.split())
        if _plain(word) in plain
    }


def _plain(head: str) -> str:
    return re.sub(r"[\s_()・]", "", nfkc(head)).lower()


def _is_of(code: str, city_code: str) -> bool:
    """Compare five digits: some lists leave out the sixth, which only checks the others."""
    digits = nfkc(code)
    return not digits or digits.zfill(6 if len(digits) > 5 else 5)[:5] == city_code[:5]  # noqa: PLR2004
