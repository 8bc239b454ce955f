"""What stands in the cells of イベント一覧: facts of an event by name, and how each is written."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Final

from classroom.figures.opendata.rules import address_parts, reading_of
from classroom.figures.opendata.values import City, Event
from classroom.planning.course.rules import Selection
from classroom.rules.text import harmless_cell

Fact = str | int | float | date | time | None

_FIELDS: Final = """
code number prefecture city municipality id title title_kana starts_on ends_on starts ends when_note
description fee contact telephone organiser venue address place_code place_prefecture place_city
place_town place_rest room latitude longitude parking capacity apply_until apply_how url note
"""
FIELDS: Final = frozenset(_FIELDS.split())
FORMATS: Final = {
    "text": re.compile(r".*", re.DOTALL),
    "katakana": re.compile(r"[ァ-ヶー・　 ]+"),
    "code": re.compile(r"\d{6}"),
    "id": re.compile(r"[0-9A-Za-z]+"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "time": re.compile(r"\d{2}:\d{2}"),
    "integer": re.compile(r"\d+"),
    "decimal": re.compile(r"-?\d+\.\d{6}"),
    "telephone": re.compile(r"[0-9()-]{10,15}"),
    "url": re.compile(r"https?://\S+"),
}
FREE: Final = "無料"


def facts(event: Event, city: City, number: int) -> Mapping[str, Fact]:
    """Return everything that the columns of an edition may ask for; `number` counts the rows."""
    town, rest = address_parts(event.address, city.prefecture, city.name)
    return {
        "code": city.code,
        "number": number,
        "prefecture": city.prefecture,
        "city": city.name,
        "municipality": f"{city.prefecture}{city.name}",
        "id": event.id,
        "title": event.public_title,
        "title_kana": reading_of(event.title),
        "starts_on": event.on,
        "ends_on": event.on,
        "starts": event.starts,
        "ends": event.ends,
        "when_note": _when_note(event),
        "description": description(event),
        "fee": FREE,
        "contact": city.contact,
        "telephone": city.telephone,
        "organiser": city.name,
        "venue": event.venue,
        "address": full_address(event, city),
        "place_code": city.code if event.address else "",
        "place_prefecture": city.prefecture if event.address else "",
        "place_city": city.name if event.address else "",
        "place_town": town,
        "place_rest": rest,
        "room": event.room,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "parking": f"{event.parking}台" if event.parking else "",
        "capacity": event.capacity,
        "apply_until": event.apply_until,
        "apply_how": _apply_how(event, city),
        "url": city.apply_address,
        "note": event.public_note,
    }


def written(fact: Fact) -> str:
    """Write a fact as the data sets want it; typed text is made harmless for spreadsheets."""
    match fact:
        case None:
            return ""
        case time():
            return fact.strftime("%H:%M")
        case date():
            return fact.isoformat()
        case float():
            return f"{fact:.6f}"
        case int():
            return str(fact)
        case _:
            return harmless_cell(fact)


def description(event: Event) -> str:
    """Say what the class is about, for whom, and what to bring."""
    who = f"対象：{event.age_min}歳以上の方。" if event.age_min else ""
    bring = f"持ち物：{event.bring}" if event.bring else ""
    about = event.summary or f"{event.title}の教室です。"
    return "　".join(part for part in (about, who, bring) if part)


def full_address(event: Event, city: City) -> str:
    """Return the address from the prefecture on; empty where it is not known."""
    if not event.address or event.address.startswith(city.prefecture):
        return event.address
    town, rest = address_parts(event.address, city.prefecture, city.name)
    return f"{city.prefecture}{city.name}{town}{rest}"


def _when_note(event: Event) -> str:
    return f"全{event.count}回の{event.number}回目" if event.count > 1 else ""


def _apply_how(event: Event, city: City) -> str:
    telephone = f"電話（{city.telephone}）" if city.telephone else "電話"
    draw = "。申込が多いときは抽選です" if event.selection is Selection.DRAW else ""
    return f"{telephone}または窓口{draw}"
