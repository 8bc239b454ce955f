"""Every kind of figure: read, drawn with both pens inside its own size, and put into words."""

import re
import xml.etree.ElementTree as ET

import pytest

from classroom.kit.handout import figures
from classroom.kit.handout.errors import HandoutError
from classroom.kit.handout.figures.language import FRAMES, ON_SCREEN, PARTS, parse
from classroom.kit.handout.svg import figure_svg
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.paper import About
from classroom.kit.pdf.pen import PdfPen
from tests.kit.handout.ledger import Ledger

SAMPLES = {
    "title": "title 設定",
    "text": "text 約束の文が、長く続きます。",
    "big": "big 10:00",
    "row": "row 音 | 入\nrow 文字の大きさ @1\nrow 明るさ | 中",
    "button": "button (やめる) | 決める @tap",
    "field": "field さがす | ポケット @mark",
    "pin": "pin 3/4 @mark",
    "keys": "keys かな | は @1 | 空白 @2\nkeys 数字 | 5 @tap\nkeys 電話 | ＃",
    "icons": "icons 電話 -> 話す | カメラ | 身分証 @tap | しらない絵",
    "tiles": "tiles 電話 @tap | メール",
    "dialog": "dialog 通知を送ってもいいですか？ | 許可する @tap | (許可しない)",
    "camera": "camera @mark",
    "photo": "photo\nphoto 大",
    "shutter": "photo\nshutter とる @tap | 写真 @1",
    "flick": "flick か | く @tap\nflick や | よ @mark\nflick わ",
    "mic": "mic 「今日の天気」と、ゆっくり話します @tap",
    "says": "says お元気ですか。今度うかがいます。\nsays はい @mark",
    "replies": "replies うれしいです。お待ちしています。 @tap",
    "banner": "banner 防災のお知らせ | 大雨の注意です。\nbanner 市役所から大切なお知らせ @tap",
    "warning": "warning ウイルスに感染しました！ | 電話する | (閉じる) @tap\nwarning 当選",
    "bars": "bars wifi | mobile\nbars none @mark",
    "tools": "tools もどる @tap | すすむ | 送る | 鉛筆\ntools | | マイク @mark",
    "map": "map 市民センター\nmap 今いる所 @1 | 市役所 @2",
    "qr": "qr @tap",
    "barcode": "barcode @mark",
    "result": "result 東松島市の公式ページ | 東松島市 @tap\nresult すぐ | 知らない会社 | 広告",
    "done": "done 読み取りました",
    "space": "space 20\ntext 下",
    "bottom": "text 上\nbottom\nbutton 決める",
}
OTHERS = [
    ("phone", "frame iphone\nstatus <- 時刻と／電池\nside -> 電源ボタン\nnav ホーム <- 下のはし"),
    ("phone", "frame android\nview bottom\nnav もどる | ホーム @tap | 一覧"),
    ("phone", "frame raku\nview bottom\nnav 電話 | ホーム @mark | メール"),
    ("phone", "frame android\nside @tap\nbig 10:00"),
    ("gesture", "tap\nwords トン"),
    ("gesture", "hold"),
    *(("gesture", f"swipe {way}\nwords すうっ") for way in "上下左右"),
    ("gesture", "pinch ひろげる"),
    ("gesture", "pinch せばめる"),
    *(("card", f"{scene}\nwords 見本") for scene in PARTS["card"]),
    ("road", "step アプリを／入れる\nstep カードを／読み取る"),
    ("road", "now 2\nstep アプリを／入れる\nstep カードを／読み取る\nstep 規約に／同意する"),
    ("check", "when before\nitem 指で軽くたたいて、アプリを開く\nitem 最初の画面に戻る"),
    ("memo", "line お名前 | 日にち\nlines 3"),
]
ALL = [("phone", source) for source in SAMPLES.values()] + OTHERS


def drawn_words(figure: figures.Figure) -> Ledger:
    ledger = Ledger()
    figures.draw(figure, ledger)
    return ledger


def test_every_word_of_the_screen_has_a_sample() -> None:
    assert set(SAMPLES) == set(ON_SCREEN)


@pytest.mark.parametrize(("kind", "source"), ALL)
def test_a_figure_keeps_its_words_inside_its_size(kind: str, source: str) -> None:
    figure = parse(kind, source)
    wide, high = figures.size(figure)
    ledger = drawn_words(figure)
    outside = [
        words
        for left, top, right, bottom, words in ledger.texts
        if left < -0.5 or top < -0.5 or right > wide + 0.5 or bottom > high + 0.5
    ]
    assert outside == []
    assert ledger.open_clips == 0


@pytest.mark.parametrize(("kind", "source"), ALL)
def test_a_figure_is_drawn_on_paper_without_missing_glyphs(kind: str, source: str) -> None:
    figure = parse(kind, source)
    canvas = new_canvas(About("見本", "図"))
    figures.draw(figure, PdfPen(canvas, 0, 0, figures.size(figure)[1]))
    paper = canvas.finish()
    assert paper.pdf.startswith(b"%PDF")
    assert paper.missing == ()


@pytest.mark.parametrize(("kind", "source"), ALL)
def test_a_figure_is_svg_with_a_name_and_words_and_no_style(kind: str, source: str) -> None:
    svg = figure_svg(parse(kind, source), "drawing-1")
    root = ET.fromstring(svg)  # noqa: S314  our own text
    name, words = list(root)[:2]
    assert root.get("aria-labelledby") == f"{name.get('id')} {words.get('id')}"
    assert root.get("role") == "img"
    assert name.text
    assert words.text
    assert words.text.endswith("。")
    assert not re.search(r"\bstyle\b|<style|<script|\bon\w+=", svg)


def test_words_with_angle_brackets_stay_words_in_svg() -> None:
    svg = figure_svg(parse("phone", 'text <b>"&"</b>'), "drawing-1")
    assert "<b>" not in svg
    assert "&lt;b&gt;" in svg


def test_the_words_of_a_phone_say_what_is_pressed_and_what_is_explained() -> None:
    figure = parse("phone", "frame android\nrow 音 | 入 @1\nbutton (やめる) | 決める @tap -> ここ")
    assert figures.name_of(figure) == f"{FRAMES['android']}の図"
    assert figures.alt(figure) == (
        "上から順に、項目「音：入」、ボタン「やめる」、「決める」。"
        "「入」に番号1の印。「決める」を指で押す。「決める」の説明：ここ。"
    )


def test_the_words_of_a_talk_a_map_and_a_false_warning_say_who_and_where() -> None:
    source = "says 元気？\nreplies はい @mark\nmap 今いる所 | 市役所 @1\nwarning 危険 | (閉じる)"
    assert figures.alt(parse("phone", source)) == (
        "上から順に、相手のことば「元気？」、自分のことば「はい」、"
        "地図。「今いる所」から青い線の道、「市役所」に印、こわがらせる画面「危険」と、ボタン「閉じる」。"
        "自分のふきだしをわくで囲む。地図の「市役所」に番号1の印。"
    )


def test_the_words_of_a_flick_leave_out_the_ways_that_write_nothing() -> None:
    figure = parse("phone", "flick や | ゆ @tap")
    assert figures.alt(figure) == (
        "上から順に、キー「や」と、上に「ゆ」、下に「よ」。「ゆ」のキーを指で押す。"
    )


def test_a_pin_is_drawn_as_dots_and_never_as_digits() -> None:
    figure = parse("phone", "pin 3/4")
    assert [words for *_, words in drawn_words(figure).texts if words != "10:00"] == []
    assert "3けた入力ずみ" in figures.alt(figure)


@pytest.mark.parametrize(
    ("kind", "source", "sentence"),
    [
        ("phnoe", "", "「phnoe」という図はありません。もしかして「phone」ですか。"),
        (
            "phone",
            "buton 決める",
            "「buton」は phone の図のことばにありません。もしかして「button」ですか。",
        ),
        ("phone", "row 音 @tpa", "「@tpa」という印はありません。もしかして「@tap」ですか。"),
        (
            "phone",
            "frame iphoen\nbig あ",
            "frame に「iphoen」は使えません。もしかして「iphone」ですか。",
        ),
        ("gesture", "swipe 斜め", "swipe に「斜め」は使えません。使えるのは 上・下・左・右 です。"),
        ("phone", "bars wifi | moblie", "もしかして「mobile」ですか。"),
        ("phone", "flick き", "flick に「き」は使えません。"),
        ("gesture", "", "gesture の図に中身がありません。"),
        ("card", "card\ntouch", "card の図に書けることばは1つです。"),
        ("phone", "button", "button のあとに、ことばを書いてください。"),
        ("phone", "pin 1234", "pin は、「pin 3/4」のように、入れた数と4で書きます。"),
        ("phone", "field 番号 | 1234", "入力らんに数字の列は入れられません。"),
        ("phone", "icons 甲 @1 | 乙 @2 | 丙 @3 | 丁 @4", "1つの図に印は3つまでです。"),
        ("road", "now 3\nstep 一\nstep 二", "now 3 の道はありません。2つです。"),
        ("memo", "lines たくさん", "lines は、「lines 3」のように数字で書きます。"),
        ("memo", "line 暗証番号", "暗証番号などを書く線は作れません。"),
        ("memo", "line お名前 | パスワード", "暗証番号などを書く線は作れません。"),
    ],
)
def test_it_refuses_what_it_cannot_draw(kind: str, source: str, sentence: str) -> None:
    with pytest.raises(HandoutError) as refusal:
        parse(kind, source, 10)
    assert sentence in refusal.value.sentence
    assert re.match(r"1[0-2]行目: ", refusal.value.sentence)
