"""Draws the 募集チラシ: what, when, where, and one telephone number that is read from afar."""

from collections.abc import Sequence

from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.kit.pdf.squares import draw_squares, qr
from classroom.papers.class_values import Flyer, Run
from classroom.papers.pdf.parts import (
    LEFT,
    RIGHT,
    WIDTH,
    Block,
    Fact,
    Gap,
    Words,
    draw_all,
    fitting,
    telephone_of,
)
from classroom.papers.values import hours, short_day, where, whole_day

BAND_HEIGHT = 22.0
TOP, CALL_TOP, BOTTOM = 44.0, 218.0, 285.0
WHITE, BLACK, SOFT = 1.0, 0.0, 0.3
BAND = 0.15
CODE, CODE_MARGIN = 32.0, 6.0  # four modules of white all round
DAYS_MAX = 8  # lines a run, before its days are said in one line
RUNS_MAX = 5
MORE_RUNS = "ほかの日にもあります。お電話でおたずねください。"
NO_RUNS = "いま募集している教室は、ありません。次の教室は、お電話でおたずねください。"


def flyer_paper(flyer: Flyer) -> Paper:
    canvas = new_canvas(About(f"募集チラシ {flyer.title}", "受講者の募集", flyer.office.name))
    pen = FormPen(canvas, A4)
    pen.area(0, 0, 210, BAND_HEIGHT + 8, BAND)
    band = Letters(20, WHITE, bold=True)
    pen.text(LEFT, BAND_HEIGHT - 2, f"{flyer.office.city}　スマホ教室", band, WIDTH - 50)
    free = Letters(20, WHITE, bold=True, align="right")
    pen.text(RIGHT, BAND_HEIGHT - 2, "受講者 募集", free)
    draw_all(pen, fitting(lambda scale: _blocks(flyer, scale), CALL_TOP - TOP), TOP)
    _draw_call(pen, flyer)
    canvas.showPage()
    return canvas.finish()


def _blocks(flyer: Flyer, scale: float) -> Sequence[Block]:
    fact = Letters(17 * scale, bold=True)
    blocks: list[Block] = [
        Words(flyer.title, Letters(42 * scale, bold=True), leading=1.3),
        Gap(2 * scale),
        Words(flyer.summary, Letters(17 * scale), leading=1.55),
        Gap(5 * scale),
    ]
    if len(flyer.runs) == 1:
        blocks += [*_run(flyer.runs[0], scale), Gap(3 * scale)]
    if len(flyer.runs) > 1:
        shown = enumerate(flyer.runs[:RUNS_MAX], 1)
        blocks += [_one_of(number, run, scale) for number, run in shown]
    if len(flyer.runs) > RUNS_MAX:
        blocks.append(Words(MORE_RUNS, Letters(15 * scale)))
    if not flyer.runs:
        blocks.append(Words(NO_RUNS, Letters(20 * scale)))
    elif flyer.bring:
        blocks.append(Fact("持ち物", (flyer.bring,), fact))
    return blocks


def _run(run: Run, scale: float) -> list[Block]:
    about, letters = run.about, Letters(17 * scale, bold=True)
    first = about.first
    days = _days(run)
    rows: list[Block] = [
        Fact("とき", (*days, hours(first.starts, first.ends)), Letters(20 * scale, bold=True)),
        Fact("ところ", (where(first), *_more(first.place.address)), letters),
        Fact("定員", (_seats(run),), letters),
    ]
    if run.age_min:
        age = f"{run.age_min}歳以上の方（はじめの日に）"
        rows.append(Fact("対象", (age,), letters))
    if run.apply_until:
        rows.append(Fact("しめきり", (whole_day(run.apply_until),), letters))
    return rows


def _one_of(number: int, run: Run, scale: float) -> Block:
    """Say of one run among several what tells it from the others."""
    first, count = run.about.first, len(run.about.meetings)
    day = whole_day(first.on) + (f"から（全{count}回）" if count > 1 else "")
    said = (day, hours(first.starts, first.ends), f"{where(first)}　定員{run.seats}人")
    return Fact(f"日程{number}", said, Letters(17 * scale, bold=True))


def _days(run: Run) -> tuple[str, ...]:
    meetings = run.about.meetings
    if len(meetings) == 1:
        return (whole_day(meetings[0].on),)
    count = f"（全{len(meetings)}回）"
    if len(meetings) > DAYS_MAX:
        last = short_day(meetings[-1].on)
        return (f"{whole_day(meetings[0].on)}から{last}まで{count}",)
    others = "、".join(short_day(each.on) for each in meetings[1:])
    return (f"{whole_day(meetings[0].on)}から{count}", others)


def _seats(run: Run) -> str:
    how = "多いときは抽選です" if run.is_draw else "申し込み順"
    return f"{run.seats}人（{how}）"


def _more(address: str) -> tuple[str, ...]:
    return (address,) if address else ()


def _draw_call(pen: FormPen, flyer: Flyer) -> None:
    """Say how to apply: the number huge, the office, and a code where there is an address."""
    pen.frame(LEFT - 4, CALL_TOP, WIDTH + 8, BOTTOM - CALL_TOP, grey=BLACK, thick=1.0)
    has_code = bool(flyer.address)
    room = WIDTH - (CODE + CODE_MARGIN + 2 if has_code else 0)
    number = telephone_of(flyer.office)
    said = "お申し込みは、お電話か窓口で。" if number else "お申し込みは、窓口で。"
    pen.text(LEFT, CALL_TOP + 12, said, Letters(19, bold=True), room)
    if number:
        pen.text(LEFT, CALL_TOP + 36, number, Letters(62, bold=True), room)
    pen.text(LEFT, CALL_TOP + 48, flyer.office.name, Letters(16, bold=True), room)
    pen.text(LEFT, CALL_TOP + 56, flyer.office.address, Letters(12), room)
    family = "ご家族からのお申し込みも、お受けします。スマホをお持ちでない方も、ご相談ください。"
    pen.text(LEFT, CALL_TOP + 63, family, Letters(11.5), WIDTH)
    if has_code:
        left, top = RIGHT - CODE - 2, CALL_TOP + CODE_MARGIN
        corner = (left * MM, pen.height - (top + CODE) * MM)
        draw_squares(pen.canvas, qr(flyer.address), corner, CODE * MM)
        label = Letters(9, SOFT, align="right")
        pen.text(RIGHT, top + CODE + 8.5, flyer.address, label, room)
