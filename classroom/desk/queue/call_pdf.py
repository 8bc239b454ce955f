"""Draws the 電話連絡票: large numbers, what to say, boxes to tick beside the telephone."""

from collections.abc import Sequence
from dataclasses import replace

from classroom.core import clock
from classroom.desk.queue.call_values import Call, PrintedList
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.rules.era_calendar import wareki, weekday
from classroom.rules.telephone import shown
from classroom.rules.words.queue import CallResult

A_PAGE = 6
LEFT, RIGHT, TOP, PITCH = 15.0, 195.0, 34.0, 41.0
SAY_LEFT = 92.0
BOX, BOX_PITCH = 5.0, 25.8
FACTS_ROWS, FACTS_PITCH = 3, 3.7
SOFT, STRONG, THIN, SHADE = 0.30, 0.35, 0.70, 0.92
SAY_SIZES = (11.0, 10.5, 10.0, 9.0, 8.0, 7.0)
SAY_ROOM = 22.0
LEADING = 1.4

TITLE = Letters(19, bold=True)
LINE = Letters(10.5)
DAY = Letters(12, align="right")
NUMBER = Letters(11, bold=True, align="centre")
KIND = Letters(9.5, bold=True)
KANA = Letters(8.5, SOFT)
NAME = Letters(17, fixed=True)
HALF_NAME = Letters(9.5, fixed=True)
LEAST_NAME = 9.0
TELEPHONE = Letters(21, bold=True, fixed=True)
FACTS = Letters(9)
FACTS_SIZES = (9.0, 8.0, 7.0, 6.0, 5.0, 4.5)
HOLD = Letters(10, bold=True, align="right")
BOX_WORD = Letters(11)
PRINTED = Letters(9, SOFT, align="right")
HELP = "結果に ✓ をつけ、あとで画面に入れてください。使い終わったら、電話番号ごと裁断してください。"

HELP_OF_LIST = "結果に ✓ をつけてください。使い終わったら、電話番号ごと裁断してください。"


def call_list(sheet: PrintedList) -> Paper:
    """Draw the day's calls, six a page, at least one page."""
    day = clock.local(sheet.printed_at).date()
    about = About(f"電話連絡票 {wareki(day)}", "この日にかける電話")
    canvas = new_canvas(about)
    pen = FormPen(canvas, A4)
    pages = [sheet.calls[at : at + A_PAGE] for at in range(0, len(sheet.calls), A_PAGE)] or [()]
    for number, calls in enumerate(pages):
        _draw_head(pen, sheet)
        for row, call in enumerate(calls):
            _draw_call(pen, call, number * A_PAGE + row + 1, TOP + row * PITCH, sheet.about)
        if not calls:
            pen.text(
                LEFT,
                TOP + 12,
                "電話をかける方はいません。" if sheet.about else "今日かける電話はありません。",
                LINE,
            )
        _draw_foot(pen, sheet, f"{number + 1}／{len(pages)}枚")
        canvas.showPage()
    return canvas.finish()


def _draw_head(pen: FormPen, sheet: PrintedList) -> None:
    day = clock.local(sheet.printed_at).date()
    pen.text(LEFT, 21, "電話連絡票", TITLE)
    pen.text(RIGHT, 21, f"{wareki(day)}（{weekday(day)}）　{len(sheet.calls)}件", DAY)
    help_ = HELP_OF_LIST if sheet.about else HELP
    help_ += f"転出・死亡の{sheet.left_out}人は除きました。" if sheet.left_out else ""
    pen.text(LEFT, 29, help_, LINE, RIGHT - LEFT)
    pen.across(TOP - 1.5, LEFT, RIGHT, grey=STRONG, thick=0.4)


def _draw_call(pen: FormPen, call: Call, place: int, top: float, about: str) -> None:
    pen.area(LEFT, top, 9, 7, SHADE)
    pen.text(LEFT + 4.5, top + 5.2, str(place), NUMBER)
    pen.text(LEFT + 12, top + 4.9, about or call.kind.label, KIND)
    if call.hold_until is not None:
        until = clock.local(call.hold_until)
        words = f"取り置き {until.month}/{until.day}（{weekday(until.date())}）{until:%H:%M}まで"
        pen.text(RIGHT, top + 4.9, words, HOLD)
    room = SAY_LEFT - LEFT - 6
    pen.text(LEFT, top + 11.2, call.name_kana, KANA, room)
    _draw_name(pen, f"{call.shown_name} 様", top, room)
    number = _number(call.telephone) or "電話番号なし"
    pen.text(LEFT, top + 26.6, number, TELEPHONE, room)
    lines, letters = _facts(call, room)
    pitch = FACTS_PITCH * FACTS_ROWS / max(len(lines), FACTS_ROWS)
    for row, words in enumerate(lines):
        pen.text(LEFT, top + 31.2 + row * pitch, words, letters, room)
    _draw_say(pen, call.say, top)
    _draw_boxes(pen, call, top)
    pen.across(top + PITCH - 1.2, LEFT, RIGHT, grey=THIN, thick=0.2)


def _draw_name(pen: FormPen, name: str, top: float, room: float) -> None:
    """Write a name on one line, or on two where it would become small."""
    fonts = NAME.fonts
    if fonts.fit(name, NAME.size, room * MM, least=0) >= LEAST_NAME:
        pen.text(LEFT, top + 18.2, name, NAME, room)
        return
    for down, part in zip((15.0, 18.9), fonts.halves(name), strict=True):
        pen.text(LEFT, top + down, part, HALF_NAME, room)


def _facts(call: Call, room: float) -> tuple[Sequence[str], Letters]:
    """Return what helps to reach someone, the most helpful first, as lines of the room (mm).

    What is too much for the room is set smaller, for a name or a number must not be cut off.
    """
    family = (call.family_relation, call.family_name, _number(call.family_telephone))
    known = (
        ("ご一緒", "、".join(call.companions)),
        ("よい時間", call.good_times),
        ("ご家族", " ".join(filter(None, family))),
        ("ほかの番号", _number(call.telephone2)),
        ("これまで", call.tried),
    )
    facts = [f"{label}：{value}" for label, value in known if value]
    if len(facts) <= FACTS_ROWS:
        return facts, FACTS
    for size in FACTS_SIZES:
        lines = wrap("　".join(facts), size, room * MM)
        if len(lines) * size <= FACTS_ROWS * FACTS.size:
            break
    return lines, replace(FACTS, size=size)


def _number(digits: str) -> str:
    return shown(digits) if digits else ""


def _draw_say(pen: FormPen, say: str, top: float) -> None:
    """Write what to say, as large as its place allows."""
    room = (RIGHT - SAY_LEFT) * MM
    for size in SAY_SIZES:
        lines = wrap(say, size, room)
        pitch = size * LEADING / MM
        if len(lines) * pitch <= SAY_ROOM:
            break
    for number, line in enumerate(lines):
        pen.text(SAY_LEFT, top + 11.2 + number * pitch, line, Letters(size), RIGHT - SAY_LEFT)


def _draw_boxes(pen: FormPen, call: Call, top: float) -> None:
    base = top + PITCH - 3.6
    words = [found for each in CallResult if (found := call.kind.word(each))]
    for number, found in enumerate(words):
        left = SAY_LEFT + number * BOX_PITCH
        _draw_box(pen, left, base - BOX + 0.9)
        pen.text(left + BOX + 1.5, base, found, BOX_WORD, BOX_PITCH - BOX - 4)


def _draw_box(pen: FormPen, left: float, top: float) -> None:
    for y in (top, top + BOX):
        pen.across(y, left, left + BOX, grey=0, thick=0.3)
    for x in (left, left + BOX):
        pen.down(x, top, top + BOX, grey=0, thick=0.3)


def _draw_foot(pen: FormPen, sheet: PrintedList, page: str) -> None:
    printed = clock.local(sheet.printed_at)
    pen.text(LEFT, 288, sheet.contact, LINE)
    pen.text(RIGHT, 288, f"{wareki(printed.date())} {printed:%H:%M} 印刷　{page}", PRINTED)
