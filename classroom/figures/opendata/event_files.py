"""The list of classes as files: CSV of an edition, JSON, iCalendar."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from classroom.figures.opendata.event_cells import (
    FORMATS,
    FREE,
    description,
    facts,
    full_address,
    written,
)
from classroom.figures.opendata.values import City, Edition, Event, Unfit

LINE_OCTETS = 75
ZONE = "Asia/Tokyo"
_JAPAN = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def event_rows(edition: Edition, events: Sequence[Event], city: City) -> list[list[str]]:
    rows = [[column.head for column in edition.columns]]
    for number, event in enumerate(events, 1):
        known = facts(event, city, number)
        rows.append([written(known.get(column.field)) for column in edition.columns])
    return rows


def unfit(edition: Edition, rows: Sequence[Sequence[str]]) -> list[Unfit]:
    """Return what somebody should fill in before publishing; `rows` as `event_rows` gives them."""
    return [
        found for place in range(len(edition.columns)) for found in _unfit(edition, rows, place)
    ]


def _unfit(edition: Edition, rows: Sequence[Sequence[str]], place: int) -> Iterator[Unfit]:
    column = edition.columns[place]
    cells = [row[place] for row in rows[1:]]
    empty = sum(not cell for cell in cells)
    if column.is_required and empty:
        yield Unfit(column.head, empty, "必須の列が空です")
    wrong = sum(bool(cell) and not FORMATS[column.format].fullmatch(cell) for cell in cells)
    if wrong:
        yield Unfit(column.head, wrong, "書き方が定義と違います")


def as_json(events: Sequence[Event], city: City) -> str:
    """Return the events for other programs; times are the wall clock's in Japan."""
    return json.dumps(
        {
            "city_code": city.code,
            "city": f"{city.prefecture}{city.name}",
            "time_zone": ZONE,
            "events": [_as_dict(event, city) for event in events],
        },
        ensure_ascii=False,
        indent=2,
    )


def _as_dict(event: Event, city: City) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "status": event.status.value,
        "note": event.public_note,
        "planned_on": event.planned_on.isoformat() if event.planned_on else None,
        "description": description(event),
        "on": event.on.isoformat(),
        "starts": event.starts.strftime("%H:%M"),
        "ends": event.ends.strftime("%H:%M"),
        "number": event.number,
        "count": event.count,
        "venue": event.venue,
        "room": event.room,
        "address": full_address(event, city),
        "latitude": event.latitude,
        "longitude": event.longitude,
        "capacity": event.capacity,
        "age_min": event.age_min,
        "apply_until": event.apply_until.isoformat() if event.apply_until else None,
        "fee": FREE,
        "contact": city.contact,
        "telephone": city.telephone,
    }


def as_calendar(events: Sequence[Event], city: City, at: datetime, *, name: str = "") -> bytes:
    """Return the events as an iCalendar file (RFC 5545), made at an instant.

    A class keeps its UID when it is moved or cancelled, so calendars that have it follow.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_escaped(city.name)}//classroom//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name or f'{city.name} スマホ教室')}",
        # A calendar that follows the address asks again after an hour.
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *_JAPAN,
    ]
    for event in events:
        lines += _event_lines(event, city, at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event_lines(event: Event, city: City, at: datetime) -> Iterator[str]:
    place = "　".join(part for part in (event.venue, event.room, full_address(event, city)) if part)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}-{city.code}@classroom"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID={ZONE}:{_local(event.on, event.starts)}"
    yield f"DTEND;TZID={ZONE}:{_local(event.on, event.ends)}"
    yield f"SEQUENCE:{event.changes}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield f"SUMMARY:{_escaped(event.public_title)}"
    yield f"DESCRIPTION:{_escaped(description(event))}"
    yield f"LOCATION:{_escaped(place)}"
    if event.latitude is not None and event.longitude is not None:
        yield f"GEO:{event.latitude:.6f};{event.longitude:.6f}"
    yield f"CONTACT:{_escaped(f'{city.contact} {city.telephone}'.strip())}"
    if city.apply_address:
        yield f"URL:{city.apply_address}"
    yield "END:VEVENT"


def _local(on: date, clock_time: time) -> str:
    return f"{on:%Y%m%d}T{clock_time:%H%M%S}"


def _escaped(text: str) -> str:
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text.replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """Break a line after 75 octets at most, never inside a character."""
    parts, part, room = [], b"", LINE_OCTETS
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > room:
            parts.append(part)
            part, room = b"", LINE_OCTETS - 1
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
