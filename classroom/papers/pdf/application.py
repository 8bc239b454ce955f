"""Draws the 申込書: large boxes, words to circle, and what the answers are used for.

It has no place for the 個人番号, and says that it is not wanted (番号法第20条).
"""

from collections.abc import Iterable

from classroom.desk.participant.rules import NEED_LABELS, Card, Device
from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.fonts import chain
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, About, Paper
from classroom.papers.pdf.parts import (
    LEFT,
    RIGHT,
    SHADE,
    SOFT,
    STRONG,
    WIDTH,
    draw_foot,
    fitted_name,
    telephone_of,
)
from classroom.papers.person_values import Applicant, Application
from classroom.papers.values import Office
from classroom.rules.era_calendar import Era, to_era
from classroom.rules.telephone import shown

HEAD, TOP = 24.0, 37.0
LABEL = 40.0
INSIDE = LEFT + LABEL
ROOM = WIDTH - LABEL
BOX, TICK_GAP = 4.6, 1.8
PADDING = 3.0
KANA_ROW, NAME_ROW, ROW, TALL_ROW = 10.0, 17.0, 14.5, 21.5

TITLE = Letters(24, bold=True)
CLASS = Letters(13)
LABEL_LETTERS = Letters(13, bold=True)
SMALL = Letters(10, SOFT)
WRITTEN = Letters(17)
CHOICE = Letters(13.5)
PURPOSE_SIZE = 11.5
DAY_LINE = "申込日　令和　　　年　　　月　　　日"
NOT_WANTED = "個人番号（マイナンバー）は、書かないでください。"
AGREED = "上の使いみちを読みました。申し込みます。"
ERAS = (Era.TAISHO, Era.SHOWA, Era.HEISEI)
DEVICES = ((Device.IPHONE, Device.ANDROID, Device.RAKURAKU), (Device.NONE, Device.UNKNOWN))
DEVICE_WORDS = {
    Device.IPHONE: "iPhone",
    Device.ANDROID: "Android",
    Device.RAKURAKU: "らくらく",
    Device.NONE: "ない（借りたい）",
    Device.UNKNOWN: "わからない",
}
# What is known is ticked; who borrows a telephone has none.
TICKS = {one: {one} for one in Device} | {Device.LOAN: {Device.NONE}, Device.UNKNOWN: set()}
CARD_WORDS = {Card.YES: "ある", Card.NO: "ない", Card.EXPIRED: "期限切れ"}


def draw_application(form: Application) -> Paper:
    canvas = new_canvas(About("スマホ教室 申込書", "教室の申込書", form.office.name))
    draw_application_page(canvas, form)
    return canvas.finish()


def draw_application_page(canvas: PaperCanvas, form: Application) -> None:
    office = form.office
    pen = FormPen(canvas, A4)
    pen.text(LEFT, HEAD, "スマホ教室 申込書", TITLE)
    pen.text(RIGHT, HEAD, DAY_LINE, Letters(11, align="right"))
    pen.text(LEFT, HEAD + 8, f"太いわくの中をお書きください。{NOT_WANTED}", SMALL, WIDTH)
    bottom = _draw_rows(pen, form.applicant)
    pen.frame(LEFT, TOP, WIDTH, bottom - TOP, grey=0, thick=0.7)
    bottom = _draw_purpose(pen, office, bottom + 5)
    _draw_office_use(pen, bottom + 4)
    number = telephone_of(office)
    draw_foot(pen, office, form.printed_at, f"　{number}" if number else "")
    canvas.showPage()


def _draw_rows(pen: FormPen, who: Applicant) -> float:
    y = _row(pen, TOP, KANA_ROW, "フリガナ")
    pen.text(INSIDE + PADDING, y - 2.6, who.kana, Letters(13), ROOM - 2 * PADDING)
    y = _row(pen, y, NAME_ROW, "お名前")
    _draw_name(pen, who.name, y - NAME_ROW)
    y = _row(pen, y, ROW, "生年月日")
    _draw_birth(pen, who, y - 4.4)
    y = _row(pen, y, ROW, "電話番号")
    _write(pen, y, shown(who.telephone) if who.telephone else "")
    y = _row(pen, y, ROW, "お電話のよい時間")
    _write(pen, y, who.good_times)
    y = _row(pen, y, ROW, "お住まいの地区")
    _write(pen, y, who.district)
    y = _row(pen, y, ROW, "ご住所", "郵便を希望する方だけ")
    _write(pen, y, who.address)
    y = _row(pen, y, TALL_ROW, "希望する教室", "日にちと教室の名前")
    y = _row(pen, y, TALL_ROW, "お使いのスマホ")
    for number, devices in enumerate(DEVICES):
        base = y - TALL_ROW + 8.2 + number * 8.4
        _choices(pen, base, ((DEVICE_WORDS[one], one in TICKS[who.device]) for one in devices))
    y = _row(pen, y, ROW, "マイナンバーカード", "番号は書きません")
    _choices(pen, y - 4.6, ((word, card is who.card) for card, word in CARD_WORDS.items()))
    y = _row(pen, y, TALL_ROW, "お手伝いすること")
    needs = [(label, label in who.needs) for label in NEED_LABELS.values()]
    _choices(pen, y - TALL_ROW + 8.2, needs[:2])
    _choices(pen, y - TALL_ROW + 16.6, needs[2:])
    y = _row(pen, y, ROW, "ご家族の連絡先", "あれば")
    _draw_family(pen, who, y)
    return y


def _row(pen: FormPen, top: float, height: float, label: str, hint: str = "") -> float:
    """Rule a row with its label; give where it ends."""
    pen.area(LEFT, top, LABEL, height, SHADE)
    base = top + height / 2 + (0 if hint else 1.6)
    pen.text(LEFT + 2, base, label, LABEL_LETTERS, LABEL - 4)
    if hint:
        pen.text(LEFT + 2, base + 4.6, hint, SMALL, LABEL - 4)
    pen.across(top, LEFT, RIGHT, grey=STRONG, thick=0.25)
    pen.down(INSIDE, top, top + height, grey=STRONG, thick=0.25)
    return top + height


def _write(pen: FormPen, bottom: float, words: str) -> None:
    pen.text(INSIDE + PADDING, bottom - 4.4, words, WRITTEN, ROOM - 2 * PADDING)


def _draw_name(pen: FormPen, name: str, top: float) -> None:
    lines, size = fitted_name(name, chain(), 24, 14, ROOM - 2 * PADDING)
    first = top + (10.9 if len(lines) == 1 else 6.8)
    for number, line in enumerate(lines):
        pen.text(INSIDE + PADDING, first + number * 6.6, line, Letters(size), ROOM - 2 * PADDING)


def _draw_birth(pen: FormPen, who: Applicant, base: float) -> None:
    """Offer the eras to be circled, and write the day between 年, 月 and 日."""
    born = to_era(who.born_on) if who.born_on else None
    x = INSIDE + PADDING
    for era in ERAS:
        width = pen.text(x, base, era, Letters(15))
        if born and born.era is era:
            _ring(pen, x, base, width)
        x += width + 5
    parts = (born.year, born.month, born.day) if born else ("", "", "")
    for unit, part in zip("年月日", parts, strict=True):
        pen.text(x + 13, base, str(part), Letters(17, align="right"))
        x += 15 + pen.text(x + 15, base, unit, Letters(15)) + 2


def _ring(pen: FormPen, x: float, base: float, width: float) -> None:
    pen.canvas.setStrokeGray(0)
    pen.canvas.setLineWidth(0.5 * MM)
    corner = ((x - 1.5) * MM, pen.height - (base + 2) * MM)
    pen.canvas.roundRect(*corner, (width + 3) * MM, 7.6 * MM, 3.8 * MM, stroke=1, fill=0)


def _choices(pen: FormPen, base: float, words: Iterable[tuple[str, bool]]) -> None:
    """Draw boxes to tick, each before its word; what is known is ticked."""
    x = INSIDE + PADDING
    for word, is_ticked in words:
        pen.frame(x, base - BOX + 0.5, BOX, BOX, grey=0, thick=0.35)
        if is_ticked:
            _tick(pen, x, base)
        x += BOX + TICK_GAP + pen.text(x + BOX + TICK_GAP, base, word, CHOICE) + 6


def _tick(pen: FormPen, x: float, base: float) -> None:
    path = pen.canvas.beginPath()
    path.moveTo((x + 0.8) * MM, pen.height - (base - 1.9) * MM)
    path.lineTo((x + 2) * MM, pen.height - (base - 0.4) * MM)
    path.lineTo((x + 4.6) * MM, pen.height - (base - 4.6) * MM)
    pen.canvas.setStrokeGray(0)
    pen.canvas.setLineWidth(0.7 * MM)
    pen.canvas.drawPath(path, stroke=1, fill=0)


def _draw_family(pen: FormPen, who: Applicant, bottom: float) -> None:
    call = shown(who.family_telephone) if who.family_telephone else ""
    given = (who.family_name, who.family_relation, call)
    x = INSIDE + PADDING
    for label, words, room in zip(
        ("お名前", "続柄", "電話"), given, (38.0, 18.0, 38.0), strict=True
    ):
        taken = pen.text(x, bottom - 4.4, label, SMALL) + 1.5
        pen.text(x + taken, bottom - 4.4, words, Letters(14), room - taken + 4)
        x += room + 6


def _draw_purpose(pen: FormPen, office: Office, top: float) -> float:
    """Say what the answers are used for, and let the person agree with a tick."""
    said = office.purpose.removesuffix("よろしいでしょうか。")
    lines = wrap(f"使いみち：{said}", PURPOSE_SIZE, WIDTH * MM)
    for number, line in enumerate(lines):
        pen.text(LEFT, top + 3.5 + number * 5.6, line, Letters(PURPOSE_SIZE), WIDTH)
    base = top + 3.5 + len(lines) * 5.6 + 4
    pen.frame(LEFT, base - BOX + 0.5, BOX, BOX, grey=0, thick=0.5)
    pen.text(LEFT + BOX + 2, base, AGREED, Letters(14, bold=True), WIDTH - BOX - 2)
    return base + 2


def _draw_office_use(pen: FormPen, top: float) -> None:
    """Leave room for the office: the day, the number, the clerk."""
    height = 9.0
    pen.frame(LEFT, top, WIDTH, height, grey=STRONG, thick=0.2)
    for number, word in enumerate(("受付日", "受付番号", "担当")):
        x = LEFT + number * WIDTH / 3
        pen.text(x + 2, top + 5.8, word, SMALL)
        if number:
            pen.down(x, top, top + height, grey=STRONG, thick=0.2)
