"""The list of people as an Excel file, with the heads that our own import reads back."""

from datetime import datetime
from typing import Final

from classroom.class_day.people.values import Listed
from classroom.kit.workbook.book import Book, Cell, Grid, Number
from classroom.rules.age import band_of
from classroom.rules.era import wareki
from classroom.rules.telephone import shown

_COLUMNS: Final = (
    *(("氏名", 16), ("フリガナ", 20), ("生年月日", 17), ("年齢", 7), ("年代", 10)),
    *(("電話番号", 15), ("電話番号2", 15), ("地区", 12), ("住所", 28), ("スマホ", 9)),
    *(
        ("アプリ", 12),
        ("止めたもの", 18),
        ("最後に来た日", 17),
        ("承諾日", 17),
        ("確かめること", 24),
        *(("市内・市外", 9), ("転出日", 17), ("死亡日", 17)),
    ),
)


def people_book(people: list[Listed], about: str, city: str, at: datetime) -> bytes:
    """Write a person a row below what they were looked for by."""
    book = Book("受講者の一覧", about, city)
    leaf = book.leaf("受講者", landscape=True)
    heads, widths = zip(*_COLUMNS, strict=True)
    title = f"受講者の一覧　{len(people):,}人　{about}"
    placed = leaf.table(Grid(title, heads, widths, tuple(map(_row, people))))
    leaf.repeat(placed)
    return book.content(at)


def _row(one: Listed) -> tuple[Cell, ...]:
    told = one.told_band.label if one.told_band and one.told_band.is_known else ""
    band = told if one.age is None else band_of(one.age).label
    return (
        one.name,
        one.name_kana,
        wareki(one.born_on) if one.born_on else "",
        Number.of(one.age, "歳") if one.age is not None else "",
        band,
        shown(one.telephone) if one.telephone else "",
        shown(one.telephone2) if one.telephone2 else "",
        one.district,
        one.address,
        one.device.label,
        one.stage.label,
        one.blocker.label if one.blocker else "",
        wareki(one.came_on) if one.came_on else "",
        wareki(one.agreed_on) if one.agreed_on else "",
        "、".join(lack.label for lack in one.lacks),
        one.residence.label,
        wareki(one.moved_on) if one.moved_on else "",
        wareki(one.died_on) if one.died_on else "",
    )
