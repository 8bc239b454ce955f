"""Draws the 忘れ物チェックリスト: what goes to the classroom, and comes back."""

from classroom.kit.pdf.canvas import PaperCanvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4
from classroom.papers.class_values import Checklist
from classroom.papers.pdf.parts import LEFT, RIGHT, SOFT, THIN
from classroom.papers.values import hours, whole_day

TOP, PITCH = 62.0, 11.5
BOX = 6.0
BOXES = (RIGHT - 26, RIGHT - 9)
TITLE = Letters(22, bold=True)
CLASS = Letters(13, bold=True)
LINE = Letters(12)
ITEM = Letters(15)
HEAD = Letters(11, SOFT, align="centre")


def draw_checklist(canvas: PaperCanvas, found: Checklist) -> None:
    pen = FormPen(canvas, A4)
    pen.text(LEFT, 24, "忘れ物チェックリスト", TITLE)
    pen.text(LEFT, 34, found.title, CLASS, RIGHT - LEFT)
    when = f"{whole_day(found.on)}　{hours(found.starts, found.ends)}"
    pen.text(LEFT, 42, when, LINE, RIGHT - LEFT)
    pen.text(LEFT, 49, f"会場：{found.venue}", LINE, RIGHT - LEFT)
    for x, words in zip(BOXES, ("行き", "帰り"), strict=True):
        pen.text(x + BOX / 2, TOP - 2.5, words, HEAD)
    pen.across(TOP, LEFT, RIGHT, grey=0.3, thick=0.4)
    for number, words in enumerate(items(found)):
        top = TOP + number * PITCH
        pen.text(LEFT, top + 7.6, words, ITEM, BOXES[0] - LEFT - 4)
        for x in BOXES:
            pen.frame(x, top + 2.7, BOX, BOX, grey=0.3, thick=0.4)
        pen.across(top + PITCH, LEFT, RIGHT, grey=THIN, thick=0.2)
    canvas.showPage()


def items(found: Checklist) -> list[str]:
    copies = max(found.people, 1)
    taken = [
        "当日受付のパソコンかタブレットと、電源コード",
        "出席簿と、バインダー",
        f"名札　{copies}人分",
        f"アンケート　はじめに・おわりに　各{copies}枚",
    ]
    if found.handout:
        taken.append(f"配布資料「{found.handout}」　{copies}部と、講師用1部")
    if found.loans:
        taken.append(f"貸し出すスマホ　{found.loans}台と、充電コード")
    if not found.has_wifi:
        taken.append("モバイルルーター（会場にWi-Fiがありません）")
    return [
        *taken,
        "延長コード、養生テープ（コードにつまずかないように）",
        "えんぴつ・消しゴム、赤のペン",
        "めがね（老眼鏡）、拡大鏡",
        "入り口のはり紙",
        "窓口と講師の電話番号の控え",
        "写真や動画をうつす機器（使うとき）",
        "",
        "",
    ]
