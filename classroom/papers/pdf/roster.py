"""Draws the 名簿: everyone of a class on few pages, names large, one line a person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from classroom.core import clock
from classroom.kit.pdf.canvas import Line, PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.papers.class_values import Order, Roster, RosterRow
from classroom.papers.pdf.parts import LEFT, RIGHT, SOFT, STRONG, THIN
from classroom.rules.era_calendar import wareki

TOP, PITCH, A_PAGE = 40.0, 8.4, 28
PADDING = 1.2
SHADE = 0.955
FIVE = 5
BASE = 5.9  # below the upper edge of a row
KANA_BASE, NAME_BASE = 2.9, 7.2

TITLE = Letters(19, bold=True)
ABOUT = Letters(10.5)
PART = Letters(12, bold=True)
COLUMN = Letters(8.5, SOFT)
NAME = Letters(12.5, fixed=True)
KANA = Letters(7, SOFT)
CELL = Letters(10)
TELEPHONE = Letters(11, fixed=True)
NUMBER = Letters(9.5, SOFT, fixed=True, align="right")
LEAST_NAME, LEAST_CELL, NAME_OF_TWO_LINES = 8.5, 8.0, 7.5
TWO_LINES, TWO_BELOW_KANA = (3.9, 7.2), (5.2, 7.9)
FOOT = Letters(9, SOFT)
PAGE = Letters(11, bold=True, align="right")
EMPTY = "申込の方は、まだいません。"
GOES_ON = "（続き）"
PRIVATE = "個人情報です。使い終わったら裁断してください。"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list, in mm; `words` says what of a person stands in it."""

    heading: str
    left: float
    width: float
    letters: Letters
    words: Callable[[RosterRow], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a person with a number, or a heading."""

    number: int = 0
    person: RosterRow | None = None
    heading: str = ""


def roster_paper(roster: Roster) -> Paper:
    """Draw a 名簿, 28 lines a page."""
    canvas = new_canvas(About(f"名簿 {roster.title}", f"{roster.order_label}の名簿"))
    draw_roster(canvas, roster)
    return canvas.finish()


def draw_roster(canvas: PaperCanvas, roster: Roster) -> None:
    """Draw a 名簿 on pages of this canvas, at least one."""
    pen, columns = FormPen(canvas, A4), tuple(_columns(roster))
    pages = _pages(list(_rows(roster)))
    for number, rows in enumerate(pages, 1):
        _draw_head(pen, roster, columns)
        _draw_ground(pen, rows)
        _draw_people(pen, columns, rows)
        if not roster.count:
            pen.text(LEFT, TOP + 8, EMPTY, ABOUT)
        _draw_foot(pen, roster, f"{number}／{len(pages)}枚")
        canvas.showPage()


def _columns(roster: Roster) -> Iterator[Column]:
    names = 50.0 if roster.has_telephones else 62.0
    yield Column("氏名（フリガナ）", LEFT + 9, names, NAME, lambda row: row.name)
    left = LEFT + 9 + names
    wanted: list[tuple[str, float, Letters, Callable[[RosterRow], str]]] = [
        ("年代", 21.0, CELL, lambda row: row.band),
        ("スマホ", 18.0, CELL, lambda row: row.device),
    ]
    if roster.has_districts and roster.order is not Order.DISTRICT:
        wanted.append(("地区", 19.0, CELL, lambda row: row.district))
    if roster.has_telephones:
        wanted.append(("電話", 30.0, TELEPHONE, lambda row: row.telephone))
    wanted.append(("気をつけること", 0, CELL, lambda row: row.needs))
    for heading, width, letters, words in wanted:
        yield Column(heading, left, width or RIGHT - left, letters, words)
        left += width


def _rows(roster: Roster) -> Iterator[Row]:
    number = 0
    for part in roster.parts:
        if part.heading:
            yield Row(heading=f"{part.heading}　{len(part.rows)}人")
        for person in part.rows:
            number += 1
            yield Row(number, person)


def _pages(rows: list[Row]) -> list[list[Row]]:
    """Fill pages; a heading never stands last, and is said again where its part goes on."""
    pages: list[list[Row]] = [[]]
    heading = ""
    for row in rows:
        page = pages[-1]
        if len(page) >= A_PAGE or (row.heading and len(page) >= A_PAGE - 1):
            again = heading and not row.heading
            pages.append([Row(heading=heading + GOES_ON)] if again else [])
        pages[-1].append(row)
        heading = row.heading or heading
    return pages


def _draw_head(pen: FormPen, roster: Roster, columns: Sequence[Column]) -> None:
    x = LEFT + pen.text(LEFT, 20, "名簿", TITLE) + 4
    pen.text(x, 20, roster.title, PART, RIGHT - x)
    count = f"{roster.order_label}　{roster.count}人"
    taken = pen.text(RIGHT, 28, count, Letters(10.5, align="right"))
    pen.text(LEFT, 28, roster.about, ABOUT, RIGHT - LEFT - taken - 4)
    pen.text(LEFT + 7, TOP - 1.8, "番", Letters(8.5, SOFT, align="right"))
    for column in columns:
        room = column.width - PADDING
        pen.text(column.left + PADDING, TOP - 1.8, column.heading, COLUMN, room)
    pen.across(TOP, LEFT, RIGHT, grey=STRONG, thick=0.35)


def _draw_ground(pen: FormPen, rows: Sequence[Row]) -> None:
    """Shade every other row, write the headings, and rule the lines, each in one go."""
    people = [TOP + at * PITCH for at, row in enumerate(rows) if at % 2 and row.person]
    pen.areas([(LEFT, top, RIGHT - LEFT, PITCH) for top in people], SHADE)
    heavy = {at for at, row in enumerate(rows) if row.heading or (at + 1) % FIVE == 0}
    for grey, places in ((STRONG, heavy), (THIN, set(range(len(rows))) - heavy)):
        lines = [(LEFT, TOP + (at + 1) * PITCH, RIGHT) for at in sorted(places)]
        pen.across_many(lines, grey=grey, thick=0.18)
    for at, row in enumerate(rows):
        if row.heading:
            pen.text(LEFT, TOP + at * PITCH + BASE, row.heading, PART, RIGHT - LEFT)
            if not row.heading.endswith(GOES_ON):
                pen.canvas.bookmark(row.heading)


def _draw_people(pen: FormPen, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Write the page column by column: a text object each, for a list may have 2,000 people."""
    people = [(at, row.number, row.person) for at, row in enumerate(rows) if row.person]
    tops = {at: pen.height - (TOP + at * PITCH) * MM for at, _, _ in people}
    numbers = [_number(tops[at], number) for at, number, _ in people]
    pen.canvas.write_many(numbers, NUMBER.fonts, NUMBER.grey)
    names, *others = columns
    left = (names.left + PADDING) * MM
    kana = [
        (left, tops[at] - KANA_BASE * MM, who.kana, _fit(who.kana, KANA, names))
        for at, _, who in people
        if who.kana
    ]
    pen.canvas.write_many(kana, KANA.fonts, KANA.grey)
    lines = [line for at, _, who in people for line in _name(left, tops[at], who, names)]
    pen.canvas.write_many(lines, NAME.fonts, NAME.grey)
    for column in others:
        cells = [line for at, _, who in people for line in _cell(column, tops[at], who)]
        pen.canvas.write_many(cells, column.letters.fonts, column.letters.grey)


def _number(top: float, number: int) -> Line:
    words = str(number)
    right = (LEFT + 7) * MM - NUMBER.fonts.width(words, NUMBER.size)
    return right, top - BASE * MM, words, NUMBER.size


def _name(left: float, top: float, who: RosterRow, column: Column) -> Iterator[Line]:
    """Set a name on one line, or in two where it would become too small."""
    base = NAME_BASE if who.kana else BASE
    size = _fit(who.name, NAME, column)
    if size >= LEAST_NAME:
        yield left, top - base * MM, who.name, size
        return
    places = TWO_BELOW_KANA if who.kana else TWO_LINES
    for y, part in zip(places, NAME.fonts.halves(who.name), strict=True):
        yield left, top - y * MM, part, min(NAME_OF_TWO_LINES, _fit(part, NAME, column))


def _cell(column: Column, top: float, who: RosterRow) -> Iterator[Line]:
    """Set what stands in a cell on one line, or on two smaller ones."""
    words = column.words(who)
    left, size = (column.left + PADDING) * MM, _fit(words, column.letters, column)
    if size >= LEAST_CELL:
        yield left, top - BASE * MM, words, size
    elif words:
        for y, part in zip(TWO_LINES, column.letters.fonts.halves(words), strict=True):
            yield left, top - y * MM, part, min(LEAST_CELL, _fit(part, column.letters, column))


def _fit(words: str, letters: Letters, column: Column) -> float:
    return letters.fonts.fit(words, letters.size, (column.width - 2 * PADDING) * MM, least=0)


def _draw_foot(pen: FormPen, roster: Roster, page: str) -> None:
    printed = clock.local(roster.printed_at)
    words = f"{wareki(printed.date())} {printed:%H:%M} 印刷　{PRIVATE}"
    taken = pen.text(RIGHT, 287, page, PAGE)
    pen.text(LEFT, 287, words, FOOT, RIGHT - LEFT - taken - 4)
