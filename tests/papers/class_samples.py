"""Papers of a class over the names that are hard to print."""

from datetime import date, time
from typing import Any

from classroom.class_day.attendance.codes import code_of
from classroom.class_day.printed.page_ids import page_id
from classroom.class_day.printed.rules import SheetKind
from classroom.papers.class_values import (
    Checklist,
    Flyer,
    Order,
    Questionnaire,
    Roster,
    RosterPart,
    RosterRow,
    Run,
    Tag,
    TagSheet,
)
from tests.papers.samples import NAMES, NOW, OFFICE, about

TITLE = "はじめてのスマホ教室 春の部"
ON = date(2026, 12, 1)
STATEMENTS = (
    "画面をつけたり、消したりする",
    "画面を上下に動かして、見たいところまで行く。行きすぎたら戻る",
    "写真や文字を大きくする",
)


def roster_row(number: int, *, for_desk: bool = True) -> RosterRow:
    """Return the next of the hard names."""
    name, kana = NAMES[number % len(NAMES)]
    return RosterRow(
        name or kana,
        kana if name else "",
        ("75–79歳", "90歳以上", "80代", "")[number % 4],
        ("大曲", "矢本東地区コミュニティ")[number % 2] if for_desk else "",
        ("iPhone", "Android", "らくらく")[number % 3],
        ("", "補聴器", "補聴器・車いす・大きな字・つえ・段差")[number % 3],
        f"090-1234-{number:04}" if for_desk else "",
    )


def roster(count: int, order: Order = Order.KANA, *, for_desk: bool = True) -> Roster:
    """Return a 名簿 of so many people, in three parts unless it is by kana."""
    rows = tuple(roster_row(number, for_desk=for_desk) for number in range(count))
    parts = (
        [("", rows)] if order is Order.KANA else [(f"第{n + 1}部", rows[n::3]) for n in range(3)]
    )
    return Roster(
        title=TITLE,
        about="令和8年12月1日（火） 10:00〜11:30　矢本東市民センター　研修室2",
        order=order,
        parts=tuple(RosterPart(heading, found) for heading, found in parts if found),
        has_telephones=for_desk,
        has_districts=for_desk,
        printed_at=NOW,
    )


def tag_sheet(count: int, sheet: str = "card10") -> TagSheet:
    """Return so many 名札."""
    people = (NAMES[number % len(NAMES)] for number in range(count))
    tags = (
        Tag(name or kana, kana if name else "", code_of(number, "key"))
        for number, (name, kana) in enumerate(people, 1)
    )
    return TagSheet(title=TITLE, on=ON, tags=tuple(tags), sheet=sheet, city="東松島市")


def flyer(runs: int, days: int, **given: Any) -> Flyer:
    """Return a flyer of so many runs of so many days."""
    made: dict[str, Any] = {
        "title": TITLE,
        "summary": "電話のかけ方から、写真、地図まで。大きな字の資料で、ゆっくり進みます。" * 2,
        "bring": "スマートフォン、充電器、めがね",
        "runs": tuple(
            Run(about=about(days), seats=12, age_min=65, apply_until=ON) for _ in range(runs)
        ),
        "office": OFFICE,
    }
    return Flyer(**{**made, **given})


def questionnaire(count: int, kind: SheetKind) -> Questionnaire:
    """Return an アンケート of so many statements."""
    pages = -(-count // 10)
    return Questionnaire(
        kind=kind,
        title=TITLE,
        on=ON,
        venue="矢本東市民センター",
        statements=tuple(STATEMENTS[number % 3] for number in range(count)),
        page_ids=tuple(page_id(42, page + 1, 1, "key") for page in range(pages)),
    )


def checklist(**given: Any) -> Checklist:
    """Return the list of a class in a venue without Wi-Fi."""
    made: dict[str, Any] = {
        "title": TITLE,
        "on": ON,
        "starts": time(10),
        "ends": time(12),
        "venue": "矢本東市民センター　研修室2",
        "people": 12,
        "loans": 3,
        "has_wifi": False,
        "handout": "スマホの基本操作",
    }
    return Checklist(**{**made, **given})
