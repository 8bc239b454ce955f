"""Draws the 抽選記録: all that anyone needs to run the draw again, and what came out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from classroom.core import clock
from classroom.desk.queue.draw_rules import FIRST_TIME_WEIGHT, LOST_BEFORE_WEIGHT
from classroom.desk.queue.draw_values import Applicant, Record
from classroom.kit.pdf.canvas import PaperCanvas, draw_page_number, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.rules.era_calendar import wareki, weekday
from classroom.rules.words.queue import DrawOutcome

LEFT, RIGHT, TOP, BOTTOM = 20.0, 190.0, 22.0, 278.0
FACT_LEFT, FACT_PITCH = 58.0, 8.0
HEAD_ROOM, SECTION_GAP = 9.0, 5.0
ENTRY_COLUMNS, ENTRY_PITCH = 6, 5.4
RESULT_PITCH = 6.4
SOFT, STRONG, THIN, SHADE = 0.30, 0.35, 0.70, 0.92

TITLE = Letters(20, bold=True)
COPY = Letters(11, align="right")
SUBJECT = Letters(13, bold=True)
SECTION = Letters(12.5, bold=True)
LABEL = Letters(10.5, SOFT)
FACT = Letters(11.5)
CODE = Letters(10, fixed=True)
WORDS = 10.5
LEAST = 7.5
SLACK = 1e-6  # of a line: what rounding takes away
ENTRY = Letters(10, fixed=True)
RESULT = Letters(11, fixed=True)
RESULT_WON = Letters(11, bold=True, fixed=True)
METHOD = f"""\
1. 締め切った名簿は、1行に1件の申込を「受付番号,口数,組」の順に書いたものです。組は、ご一緒の方の\
うち最も小さい受付番号です（お一人なら自分の番号）。口数は、初めての方が{FIRST_TIME_WEIGHT}倍、\
この1年の抽選で席がなかった方が{LOST_BEFORE_WEIGHT}倍で、ご一緒の方は多いほうの口数になります。
2. 照合番号は、名簿の各行の終わりに改行（LF）をつけた文字列の SHA-256 です。名簿を締め切ったときに\
決まり、1文字でも変わると別の番号になります。
3. 組ごとに、1から口数までの番号 k について「照合番号|抽選の数字|組|k」の SHA-256 を求め、16進数で\
最も小さいものをその組の札とします。
4. 札の小さい組から順に席を決めます。席が足りない組は待ちになり、入れる次の組に席を回します。\
締め切りのあとに取り消した方は、順番だけを記します。"""


class Flow:
    """Draws from the top down, and goes on with a new page where the room ends."""

    def __init__(self, canvas: PaperCanvas) -> None:
        self.canvas, self.pen, self.y = canvas, FormPen(canvas, A4), TOP

    def need(self, room: float) -> None:
        """Begin a new page unless so many mm are left on this one."""
        if self.y + room > BOTTOM:
            self.canvas.showPage()
            self.y = TOP

    def columns(self, cells: Sequence[tuple[str, Letters]], count: int, pitch: float) -> None:
        """Write cells down each column, as many pages as it takes."""
        width = (RIGHT - LEFT) / count
        left = list(cells)
        while left:
            self.need(pitch)
            fitting = max(1, int((BOTTOM - self.y) / pitch + SLACK))
            rows = min(fitting, -(-len(left) // count))
            page, left = left[: rows * count], left[rows * count :]
            for number, (words, letters) in enumerate(page):
                x = LEFT + number // rows * width
                y = self.y + (number % rows + 1) * pitch - 1.4
                self._write(x, y, words, letters, width - 2)
            self.y += rows * pitch

    def _write(self, x: float, y: float, words: str, letters: Letters, room: float) -> None:
        """Write a cell on its line, or on two small ones where it would become smaller still."""
        if letters.fonts.fit(words, letters.size, room * MM, least=0) >= LEAST:
            self.pen.text(x, y, words, letters, room)
            return
        small = replace(letters, size=LEAST)
        for up, part in zip((2.4, -0.5), letters.fonts.halves(words), strict=True):
            self.pen.text(x, y - up, part, small, room)


def draw_record(record: Record, contact: str, *, with_names: bool = False) -> Paper:
    """Draw the record of a draw; with names for the office, else by numbers to be shown."""
    kind = "職員用（氏名あり）" if with_names else "公開用（番号のみ）"
    about = About(f"抽選記録 {record.code}", f"{record.title}の抽選の記録、{kind}", contact)
    canvas = new_canvas(about, foot=draw_page_number)
    flow = Flow(canvas)
    _draw_head(flow, record, kind)
    _draw_facts(flow, record, contact, with_names=with_names)
    if record.is_drawn:
        _draw_results(flow, record, with_names=with_names)
    _draw_method(flow)
    _draw_entries(flow, record)
    canvas.showPage()
    return canvas.finish()


def _draw_head(flow: Flow, record: Record, kind: str) -> None:
    flow.pen.text(LEFT, flow.y, "抽選記録", TITLE)
    flow.pen.text(RIGHT, flow.y, kind, COPY)
    subject = f"{record.title}（{record.code}）"
    flow.pen.text(LEFT, flow.y + 9, subject, SUBJECT, RIGHT - LEFT)
    day = f"{wareki(record.on)}（{weekday(record.on)}）　{record.venue}"
    flow.pen.text(LEFT, flow.y + 16, day, FACT, RIGHT - LEFT)
    flow.y += 20


def _draw_facts(flow: Flow, record: Record, contact: str, *, with_names: bool) -> None:
    digest = record.digest
    facts = [
        ("抽選の席", f"{record.seats}席（申込 {len(record.applicants)}人）"),
        ("名簿の締め切り", _instant(record.closed_at)),
        ("数字の決め方", record.seed_source),
        ("抽選の数字", f"「{record.seed}」" if record.is_drawn else "（まだ決まっていません）"),
        ("抽選した日時", _instant(record.drawn_at) if record.drawn_at else "（まだです）"),
        ("名簿の照合番号", digest),
        ("担当", f"{contact}　{record.by}" if with_names else contact),
    ]
    for label, words in facts:
        flow.pen.area(LEFT, flow.y, FACT_LEFT - LEFT - 2, FACT_PITCH, SHADE)
        flow.pen.text(LEFT + 2, flow.y + 5.5, label, LABEL)
        letters = CODE if words == digest else FACT
        flow.pen.text(FACT_LEFT, flow.y + 5.5, words, letters, RIGHT - FACT_LEFT)
        flow.y += FACT_PITCH
        flow.pen.across(flow.y, LEFT, RIGHT, grey=THIN, thick=0.2)


def _draw_results(flow: Flow, record: Record, *, with_names: bool) -> None:
    won, waits = record.of(DrawOutcome.WON), record.of(DrawOutcome.WAITS)
    _draw_section(flow, f"結果　当選 {len(won)}人・待ち {len(waits)}人")
    drawn = sorted(record.applicants, key=lambda each: each.place or 0)
    cells = [
        (
            _result(each, with_names=with_names),
            RESULT_WON if each.outcome is DrawOutcome.WON else RESULT,
        )
        for each in drawn
    ]
    flow.columns(cells, 2 if with_names else 3, RESULT_PITCH)


def _result(each: Applicant, *, with_names: bool) -> str:
    outcome = each.outcome.label if each.outcome else ""
    place = f"{each.waiting_place}番" if each.waiting_place else ""
    name = f"　{each.shown_name}" if with_names else ""
    return f"{each.place}位　{each.enrolment_id}番　{outcome}{place}{name}"


def _draw_method(flow: Flow) -> None:
    _draw_section(flow, "方法")
    for words in METHOD.splitlines():
        lines = wrap(words, WORDS, (RIGHT - LEFT) * MM)
        flow.need(len(lines) * 5.2 + 1)
        for line in lines:
            flow.y += 5.2
            flow.pen.text(LEFT, flow.y - 1.2, line, Letters(WORDS), RIGHT - LEFT)
        flow.y += 1


def _draw_entries(flow: Flow, record: Record) -> None:
    _draw_section(flow, "締め切った名簿（受付番号,口数,組）")
    cells = [(line, ENTRY) for line in record.entries.splitlines()]
    flow.columns(cells, ENTRY_COLUMNS, ENTRY_PITCH)


def _draw_section(flow: Flow, words: str) -> None:
    flow.need(HEAD_ROOM + SECTION_GAP + 2 * RESULT_PITCH)
    flow.y += SECTION_GAP
    flow.pen.text(LEFT, flow.y + 5, words, SECTION)
    flow.pen.across(flow.y + 7, LEFT, RIGHT, grey=STRONG, thick=0.4)
    flow.y += HEAD_ROOM


def _instant(at: datetime) -> str:
    shown = clock.local(at)
    return f"{wareki(shown.date())}（{weekday(shown.date())}）{shown:%H:%M:%S}"
