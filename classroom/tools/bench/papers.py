"""Measurements of papers, each beside its floor: the same words by a bare canvas, same fonts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter

from classroom.class_day.attendance.codes import code_of
from classroom.class_day.attendance.pdf import draw_attendance_sheet
from classroom.class_day.attendance.sheet import AttendanceSheet, SheetRow
from classroom.class_day.printed.page_ids import page_id
from classroom.class_day.printed.rules import SheetKind
from classroom.kit.handout.document import read
from classroom.kit.handout.library import shipped, slugs
from classroom.kit.handout.pdf import draw_handout
from classroom.kit.pdf.canvas import PaperCanvas
from classroom.kit.pdf.fonts import load
from classroom.kit.pdf.paper import A4, About
from classroom.papers.class_values import (
    Checklist,
    Order,
    Pack,
    Questionnaire,
    Roster,
    RosterPart,
    RosterRow,
    Tag,
    TagSheet,
)
from classroom.papers.pdf.pack import draw_pack
from classroom.papers.pdf.roster import draw_roster
from classroom.papers.pdf.tags import draw_tags
from classroom.tools.bench.figures import Figures
from classroom.tools.bench.pdf import Draw, words_of, write
from classroom.tools.demo.people import FAMILIES, MEN, WOMEN

TITLE, VENUE = "はじめてのスマホ教室", "矢本東市民センター"
ON, AT = date(2026, 12, 1), datetime(2026, 11, 22, 2, 5, tzinfo=UTC)
ABOUT = About(TITLE, "測定")
PAGES_OF_HANDOUT = 40
NAMES_A_PAGE = 20
KEY = "for the bench"
STATUS = Path("/proc/self/status")  # Linux
KILOBYTES = 1024  # in a megabyte


@dataclass(frozen=True, slots=True)
class PaperMeasure:
    """One kind of paper: `make` gives a drawing with other people each time."""

    name: str
    what: str
    target: str
    tries: int
    make: Callable[[Random], Draw]

    def run(self, tries: int) -> Figures:
        """Draw it and its floor in turn, each as often as it takes but not more than `tries`."""
        load()
        random = Random(self.name)  # noqa: S311  who is drawn needs no secrecy
        seconds, floor = [], []
        for number in range(-1, min(tries, self.tries)):
            draw = self.make(random)
            words = words_of(draw, ABOUT)
            took, least = _timed(partial(_draw, draw)), _timed(partial(write, words))
            if number >= 0:  # the first of each warms up
                seconds.append(took)
                floor.append(least)
        return Figures(self.name, self.what, self.target, seconds, sum(seconds), floor)


def _draw(draw: Draw) -> bytes:
    canvas = PaperCanvas(BytesIO(), A4, about=ABOUT)
    draw(canvas)
    return canvas.finish().pdf


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _people(random: Random, count: int) -> list[tuple[str, str]]:
    given = (*MEN, *WOMEN)
    pairs = [(random.choice(FAMILIES), random.choice(given)) for _ in range(count)]
    return [(f"{one[0]} {two[0]}", f"{one[1]} {two[1]}") for one, two in pairs]


def _sheet(random: Random, count: int) -> AttendanceSheet:
    rows = tuple(
        SheetRow(number, name, kana, "80代", "iPhone", is_first_time=number % 4 == 0)
        for number, (name, kana) in enumerate(_people(random, count), 1)
    )
    return AttendanceSheet(
        title=TITLE,
        course_name="スマホの基本操作",
        code="S-01",
        session_label="第1回／全3回",
        on=ON,
        starts=time(10),
        ends=time(12),
        venue=VENUE,
        room="研修室2",
        instructors=("佐々木 一郎",),
        assistants=("千葉 花子",),
        rows=rows,
        printed_at=AT,
        page_ids=tuple(
            page_id(random.randrange(10_000), page + 1, 1, KEY)
            for page in range(-(-count // NAMES_A_PAGE))
        ),
    )


def _draw_sheet(count: int) -> Callable[[Random], Draw]:
    def make(random: Random) -> Draw:
        sheet = _sheet(random, count)
        return lambda canvas: draw_attendance_sheet(canvas, sheet)

    return make


def _draw_roster(random: Random) -> Draw:
    rows = tuple(
        RosterRow(name, kana, "80–84歳", "矢本東", "iPhone", "", f"090-1234-{number:04}")
        for number, (name, kana) in enumerate(_people(random, 2000))
    )
    roster = Roster(
        title=TITLE,
        about=VENUE,
        order=Order.KANA,
        parts=(RosterPart("", rows),),
        has_telephones=True,
        has_districts=True,
        printed_at=AT,
    )
    return lambda canvas: draw_roster(canvas, roster)


def _tags(random: Random, count: int) -> TagSheet:
    tags = tuple(
        Tag(name, kana, code_of(random.randrange(100_000), KEY))
        for name, kana in _people(random, count)
    )
    return TagSheet(title=TITLE, on=ON, tags=tags, sheet="card10", city="東松島市")


def _draw_tags(random: Random) -> Draw:
    sheet = _tags(random, 200)
    return lambda canvas: draw_tags(canvas, sheet)


def _draw_pack(random: Random) -> Draw:
    asked = tuple(
        Questionnaire(
            kind=kind,
            title=TITLE,
            on=ON,
            venue=VENUE,
            statements=("画面をつけたり、消したりする", "写真や文字を大きくする"),
            page_ids=(page_id(random.randrange(10_000), 1, 1, KEY),),
        )
        for kind in (SheetKind.BEFORE, SheetKind.AFTER)
    )
    pack = Pack(
        title=TITLE,
        on=ON,
        sheet=_sheet(random, 12),
        tags=_tags(random, 12),
        questionnaires=asked,
        handouts=(read(shipped(slugs()[0]) or ""),),
        checklist=Checklist(
            title=TITLE,
            on=ON,
            starts=time(10),
            ends=time(12),
            venue=VENUE,
            people=12,
            loans=2,
            has_wifi=True,
            handout="",
        ),
    )
    return lambda canvas: draw_pack(canvas, pack)


def _draw_handout(random: Random) -> Draw:
    """Draw handouts, in another order each time, until there are forty pages."""
    chosen = random.sample(slugs(), len(slugs()))

    def draw(canvas: PaperCanvas) -> None:
        for slug in chosen:
            if len(canvas.pages) < PAGES_OF_HANDOUT:
                draw_handout(canvas, read(shipped(slug) or ""))

    return draw


PAPER_MEASURES = {
    measure.name: measure
    for measure in (
        PaperMeasure("sheet-30", "30人の出席簿", "1.5倍", 40, _draw_sheet(30)),
        PaperMeasure("sheet-300", "300人の出席簿", "1.2倍", 15, _draw_sheet(300)),
        PaperMeasure("roster-2000", "2,000人の名簿", "p50 150", 11, _draw_roster),
        PaperMeasure("pack", "12人のクラスパック", "", 9, _draw_pack),
        PaperMeasure("handout-40", "40ページの配布資料", "", 5, _draw_handout),
        PaperMeasure("tags-200", "QRつきの名札200枚", "", 7, _draw_tags),
    )
}


def growth() -> float | None:
    """Return by how many MB a process grows that draws each of them; None where no one can tell."""
    if not STATUS.exists():
        return None
    load()
    before = _peak()
    for measure in PAPER_MEASURES.values():
        _draw(measure.make(Random(measure.name)))  # noqa: S311  who is drawn needs no secrecy
    return _peak() - before


def _peak() -> float:
    """Return the most memory this process has had, in MB."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", STATUS.read_text(), re.MULTILINE)
    return int(found[1]) / KILOBYTES if found else 0
