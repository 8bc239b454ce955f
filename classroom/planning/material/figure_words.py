"""What a handout's writer may use: every sign of the text and every word of a figure, in Japanese.

The figure language itself is `classroom.kit.handout.figures.language`; a test holds the two
together.
"""

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from classroom.core.data import data_dir
from classroom.kit.handout.figures.language import parse
from classroom.kit.handout.svg import figure_svg
from classroom.kit.handout.version import SHIPPED
from classroom.planning.material.values import Source


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a figure: what it draws, and lines that can be typed as they stand."""

    word: str
    means: str
    example: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of figure, and its words."""

    kind: str
    means: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A way of writing the text around the figures."""

    example: str
    means: str


SIGNS = (
    Sign("## 見出し", "見出し。小さい見出しは ### です。"),
    Sign("## 見出し {2/4}", "道のりの4つのうち2番目。丸の印が出ます。"),
    Sign("1. **設定**を、1回たたきます。", "手順。番号は、終わりまで続けます。"),
    Sign("   → 「設定」の画面が出ます。", "そのあと見えるもの。どの手順にも書きます。"),
    Sign("**太字**", "太字。"),
    Sign("{漢字|かんじ}", "ふりがな。図の中では使えません。"),
    Sign("- [ ] できること", "チェックの箱。"),
    Sign("- 持ち物", "点の箇条書き。"),
    Sign("> [!こつ] ことば", "囲み。こつ・注意・安心・講師（講師用にだけ印刷）の4つ。"),
    Sign("---", "ここでページを変えます（前後に空の行）。"),
    Sign("[iPhone]", "ここからiPhone版だけ。ほかに [アンドロイド] と [共通]。"),
    Sign("| ことば | 意味 |\n|---|---|\n| アプリ | 道具です。 |", "2列の表。"),
    Sign("行の終わりに \\", "そこで行を変えます。"),
)
MARKS = (
    Sign("@tap", "ここを押す手"),
    Sign("@1 … @9", "順番の番号"),
    Sign("@mark", "青い枠"),
    Sign("-> 説明", "右に出す説明（左は <-）。／ で行を変えます。"),
)
WORDS = (
    Kind(
        "phone",
        "スマホの画面",
        (
            Word("frame", "機種：iphone・android・raku", "frame raku\ntitle 設定"),
            Word("view", "写す所：full・top・middle・bottom", "view top\ntitle 設定"),
            Word("caption", "図の下のことば", "caption 設定の画面\nview middle\ntitle 設定"),
            Word("title", "画面の見出し", "view middle\ntitle 設定"),
            Word("text", "短い文", "view middle\ntext 短い文です"),
            Word("big", "大きな字", "view middle\nbig 10:00"),
            Word("row", "項目。値や、入・切も", "view middle\nrow 音 | 入\nrow 明るさ | 中"),
            Word("button", "ボタン。( ) は控えめ", "view middle\nbutton (やめる) | 決める @tap"),
            Word("field", "入力らん", "view middle\nfield さがす | 東松島"),
            Word("pin", "暗証番号の丸（数字は書けません）", "view middle\npin 3/4"),
            Word("keys", "キー：かな・数字・電話", "view bottom\nkeys かな | か @tap"),
            Word("flick", "1つのキーと、その上下左右", "view middle\nflick か | く @tap"),
            Word("icons", "アプリの絵（3つずつ）", "view middle\nicons 電話 | カメラ | 地図"),
            Word("tiles", "大きなボタン（2つずつ）", "view middle\ntiles 電話 | メール"),
            Word("tools", "小さな絵の列", "view middle\ntools もどる | | 鉛筆"),
            Word("dialog", "確認の窓", "view middle\ndialog 許可しますか | はい | (いいえ)"),
            Word("banner", "届いた知らせ", "view middle\nbanner 市役所 | 教室は明日です"),
            Word("warning", "こわがらせる画面", "view middle\nwarning ウイルス！ | (閉じる)"),
            Word("says", "相手のことば", "view middle\nsays 今どこですか"),
            Word("replies", "自分のことば", "view middle\nreplies 駅にいます"),
            Word("mic", "声を聞くマイク", "view middle\nmic 明日の天気"),
            Word("camera", "カメラで読む画面", "view middle\ncamera"),
            Word("photo", "写真。大 で大きく", "view middle\nphoto 大"),
            Word("shutter", "写真をとる丸", "view bottom\nshutter とる @tap | 写真"),
            Word("map", "地図と道", "view middle\nmap 今いる所 | 市役所"),
            Word("bars", "つながり：wifi・mobile・none", "view middle\nbars wifi | none"),
            Word("qr", "二次元コード（読めません）", "view middle\nqr"),
            Word("barcode", "バーコード（読めません）", "view middle\nbarcode"),
            Word("result", "検索で出たもの", "view middle\nresult 市の教室 | 東松島市"),
            Word("done", "できた印", "view middle\ndone 読み取りました"),
            Word("space", "すきま（数字は高さ）", "view middle\ntitle 設定\nspace 40\nbutton 次へ"),
            Word(
                "bottom", "この後は、画面の下に置く", "view full\ntitle 設定\nbottom\nbutton 次へ"
            ),
            Word("status", "いちばん上（印や説明のため）", "view top\nstatus @mark\ntitle 設定"),
            Word("side", "横の電源ボタン", "view top\nside @tap\nbig 10:00"),
            Word("nav", "下の3つのキー", "frame android\nview bottom\nnav もどる @tap\ntitle 設定"),
        ),
    ),
    Kind(
        "gesture",
        "手の動き",
        (
            Word("tap", "1回たたく", "tap"),
            Word("hold", "ふれたまま待つ", "hold"),
            Word("swipe", "すべらせる：上・下・左・右", "swipe 上"),
            Word("pinch", "2本の指：ひろげる・せばめる", "pinch ひろげる"),
            Word("words", "絵のそばのことば", "words トン\ntap"),
            Word("caption", "図の下のことば", "caption 軽く、1回\ntap"),
        ),
    ),
    Kind(
        "card",
        "マイナンバーカード",
        (
            Word("card", "カードの見本", "card"),
            Word("touch", "スマホで読む", "touch"),
            Word("case", "カバーをはずす", "case"),
            Word("compare", "重ね方の ○ と ×", "compare"),
            Word("expiry", "期限の日付", "expiry"),
            Word("inside", "カードの3つのはたらき", "inside"),
            Word("counter", "窓口での相談", "counter"),
            Word("apart", "別々にしまう", "apart"),
            Word("words", "絵のそばのことば", "words ピタッ\ntouch"),
            Word("caption", "図の下のことば", "caption ここが期限\nexpiry"),
        ),
    ),
    Kind(
        "road",
        "道のり",
        (
            Word("step", "道のりの1つ。／ で行を変えます", "step 鍵を／確かめる\nstep 店で／払う"),
            Word("now", "今いる所", "now 2\nstep 鍵\nstep 店"),
        ),
    ),
    Kind(
        "check",
        "できるかどうかの表",
        (
            Word("when", "はじめは before、おわりは after", "when before\nitem 電話をかける"),
            Word(
                "item", "たずねること（おわりの表には書きません）", "when before\nitem 電話をかける"
            ),
        ),
    ),
    Kind(
        "memo",
        "書きこむ所",
        (
            Word("line", "名前のついた線", "line お名前 | 日にち"),
            Word("lines", "何もない線の数", "lines 2"),
        ),
    ),
)


@cache
def drawings() -> dict[tuple[str, str], Markup]:
    return {
        (kind.kind, one.word): Markup(  # noqa: S704  SvgPen escapes all words
            figure_svg(parse(kind.kind, one.example), f"{kind.kind}-{one.word}")
        )
        for kind in WORDS
        for one in kind.words
    }


def template() -> Source:
    path = data_dir("materials") / "handout-template.md"
    return Source(slug="", text=path.read_text(encoding="utf-8"), version=SHIPPED)
