"""The figure language: a few lines of text become a drawn phone, a card, a hand, a table.

    word  cell | cell | cell

A cell may end in marks (@tap hand, @1 … @9 order, @mark frame), then in a callout (<- left,
-> right; ／ breaks its line). What is not known is refused with its line and a suggestion.

phone: frame iphone, android or raku (keys to press); view full, top, bottom, middle (torn off);
caption. On its body: status, side, and nav もどる | ホーム | 一覧, to mark or explain. On its
screen, from the top (`bottom`: what follows stands at the foot; `space 20`: air):

    title 設定                      text 短い文                  big 10:00
    row 音 | 入                     row 明るさ | 中              button (やめる) | 決める
    field さがす | 打った字         pin 3/4 (never digits)       done 読み取りました
    keys かな | か @tap             keys 数字, keys 電話         flick か | く @tap
    icons 電話 | カメラ (3 a row)   tiles 電話 | メール (2)      tools もどる | | 鉛筆
    dialog 問い | はい | (いいえ)   banner 送り主 | 知らせ       warning こわい文 | (閉じる)
    says 相手のことば               replies 自分のことば         mic 話すことば
    camera                          photo 大                     shutter とる | 写真
    map 今いる所 | 行き先           bars wifi | mobile | none    qr, barcode (unreadable)
    result 題名 | 出している所 | 広告

gesture: tap, hold, swipe 上, pinch ひろげる; words. road: step 名前 …; now 2. memo: line お名前 |
日にち; lines 4. check: when before or after; item 質問 … (the second table asks the same).
card: card, touch, case, compare, expiry, inside, counter, apart; words. Icons that have a drawing
are in symbols.py; any other name shows its first character. Fences next to one another stand side
by side.
"""

import re
from dataclasses import dataclass, field, replace

from classroom.kit.handout.errors import HandoutError, suggestion


@dataclass(frozen=True, slots=True)
class Cell:
    """One named thing on a screen, with what points at it."""

    text: str
    marks: tuple[str, ...] = ()
    callout: str = ""
    side: str = "right"

    @property
    def name(self) -> str:
        """The words shown; brackets only say that a button is the quiet one."""
        return self.text.strip("()")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a figure: a word of the language and its cells (never empty)."""

    word: str
    cells: tuple[Cell, ...]
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The first cell's words."""
        return self.cells[0].text

    @property
    def value(self) -> str:
        """The second cell's words, or nothing."""
        return self.cells[1].text if len(self.cells) > 1 else ""

    @property
    def whole(self) -> Cell:
        marks = tuple(mark for cell in self.cells for mark in cell.marks)
        told = next((cell for cell in self.cells if cell.callout), self.cells[0])
        return Cell(self.text, marks, told.callout, told.side)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as its writer described it; size, drawing and alt text all come from this."""

    kind: str
    parts: tuple[Part, ...]
    options: dict[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    def get(self, word: str, default: str = "") -> str:
        return self.options.get(word, default)

    @property
    def frame(self) -> str:
        return self.get("frame", "iphone")

    @property
    def suits_any_phone(self) -> bool:
        """Whether it may be drawn in the frame of iPhone or Android alike."""
        shows_keys = self.frame == "raku" or any(part.word == "nav" for part in self.parts)
        return self.kind == "phone" and not shows_keys

    def framed(self, frame: str) -> "Figure":
        return replace(self, options={**self.options, "frame": frame})

    @property
    def view(self) -> str:
        """Which part of the phone is drawn; the rest is torn off."""
        return self.get("view", "full")

    @property
    def now(self) -> int:
        """Where we are on a road, from 1; 0 if nowhere yet."""
        return int(self.get("now", "0"))

    @property
    def scene(self) -> Part:
        return self.parts[0]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for part in self.parts for cell in part.cells)


FRAMES = {
    "iphone": "iPhoneの例",
    "android": "アンドロイドの例",
    "raku": "かんたんスマホの例",
}
SIGNALS = {"wifi": "Wi-Fi", "mobile": "携帯の電波", "none": "圏外"}
ON_SCREEN = (
    "title", "text", "big", "row", "button", "field", "pin", "keys", "icons", "tiles",
    "dialog", "camera", "photo", "shutter", "flick", "mic", "says", "replies", "banner",
    "warning", "bars", "tools", "map", "qr", "barcode", "result", "done", "space", "bottom",
)  # fmt: skip
ON_PHONE = ("status", "side", "nav")
OPTIONS: dict[str, tuple[str, ...]] = {
    "phone": ("frame", "view", "caption"),
    "gesture": ("caption", "words"),
    "card": ("caption", "words"),
    "road": ("now",),
    "check": ("when",),
    "memo": (),
}
PARTS: dict[str, tuple[str, ...]] = {
    "phone": (*ON_SCREEN, *ON_PHONE),
    "gesture": ("tap", "hold", "swipe", "pinch"),
    "card": ("card", "touch", "case", "compare", "expiry", "inside", "counter", "apart"),
    "road": ("step",),
    "check": ("item",),
    "memo": ("lines", "line"),
}
CHOICES: dict[str, tuple[str, ...]] = {
    "frame": tuple(FRAMES),
    "view": ("full", "top", "bottom", "middle"),
    "swipe": ("上", "下", "左", "右"),
    "pinch": ("ひろげる", "せばめる"),
    "when": ("before", "after"),
    "keys": ("かな", "数字", "電話"),
    "flick": tuple("あかさたなはまやらわ"),
    "bars": tuple(SIGNALS),
    "photo": ("", "大"),
}
NEEDS_WORDS = frozenset(
    (
        *("title", "text", "big", "row", "button", "field", "icons", "tiles", "dialog"),
        *("shutter", "mic", "says", "replies", "banner", "warning", "map", "result"),
        *("step", "item"),
    ),
)
PATTERNS = {
    "space": (re.compile(r"\d{0,3}"), "「space 20」のように数字"),
    "now": (re.compile(r"[1-9]"), "「now 2」のように1つの数字"),
    "lines": (re.compile(r"[1-9]|1\d"), "「lines 3」のように数字"),
    "pin": (re.compile(r"([0-4])/4"), "「pin 3/4」のように、入れた数と4"),
}
MARKS = ("tap", "mark", *"123456789")
MOST_MARKS = 3
SECRET = re.compile("暗証|パスワード|個人番号|マイナンバー|PIN", re.IGNORECASE)
_CELL = re.compile(
    r"^(?P<text>.*?)(?P<marks>(?:\s*@\w+)*)(?:\s*(?P<side><-|->)\s*(?P<callout>.+))?$",
)


def parse(kind: str, source: str, line: int = 1) -> Figure:
    """Read a figure that starts on that line of the handout; refuse what it does not know."""
    if kind not in OPTIONS:
        hint = suggestion(kind, OPTIONS)
        raise HandoutError(line, f"「{kind}」という図はありません。{hint}")
    options: dict[str, str] = {}
    parts: list[Part] = []
    for at, raw in enumerate(source.splitlines(), line + 1):
        word, _, rest = raw.strip().partition(" ")
        if not word:
            continue
        _refuse_unknown(kind, word, at)
        if word in OPTIONS[kind]:
            _refuse_value(word, rest.strip(), at)
            options[word] = rest.strip()
        else:
            parts.append(_part(word, rest, at))
    figure = Figure(kind, tuple(parts), options, line)
    _refuse_whole(figure)
    return figure


def _part(word: str, rest: str, line: int) -> Part:
    cells = tuple(_cell(raw, line) for raw in re.split(r"[|｜]", rest))
    part = Part(word, cells, line)
    for cell in cells if word == "bars" else cells[:1]:
        _refuse_value(word, cell.text, line)
    if word == "line" and any(SECRET.search(cell.text) for cell in cells):
        raise HandoutError(line, "暗証番号などを書く線は作れません。この行を消してください。")
    if word == "field" and re.search(r"\d{4}", part.value):
        raise HandoutError(line, "入力らんに数字の列は入れられません。かなの例に変えてください。")
    return part


def _cell(raw: str, line: int) -> Cell:
    found = _CELL.match(raw.strip())
    if found is None:
        raise HandoutError(line, f"「{raw.strip()}」を読めません。")
    marks = tuple(re.findall(r"@(\w+)", found["marks"] or ""))
    for mark in marks:
        if mark not in MARKS:
            hint = suggestion(f"@{mark}", [f"@{known}" for known in MARKS])
            raise HandoutError(line, f"「@{mark}」という印はありません。{hint}")
    side = "left" if found["side"] == "<-" else "right"
    return Cell(found["text"].strip(), marks, (found["callout"] or "").strip(), side)


def _refuse_unknown(kind: str, word: str, line: int) -> None:
    known = (*OPTIONS[kind], *PARTS[kind])
    if word not in known:
        hint = suggestion(word, known)
        raise HandoutError(line, f"「{word}」は {kind} の図のことばにありません。{hint}")


def _refuse_value(word: str, text: str, line: int) -> None:
    if word in CHOICES and text not in CHOICES[word]:
        hint = suggestion(text, [choice for choice in CHOICES[word] if choice])
        raise HandoutError(line, f"{word} に「{text}」は使えません。{hint}")
    if word in PATTERNS and not PATTERNS[word][0].fullmatch(text):
        raise HandoutError(line, f"{word} は、{PATTERNS[word][1]}で書きます。")
    if word in NEEDS_WORDS and not text:
        raise HandoutError(line, f"{word} のあとに、ことばを書いてください。")


def _refuse_whole(figure: Figure) -> None:
    """Refuse what only the whole picture shows: nothing in it, or too much."""
    line, kind = figure.line, figure.kind
    if not figure.parts and not (kind == "check" and figure.get("when") == "after"):
        hint = f"{'・'.join(PARTS[kind])} のどれかを書いてください。"
        raise HandoutError(line, f"{kind} の図に中身がありません。{hint}")
    if kind in ("gesture", "card") and len(figure.parts) > 1:
        raise HandoutError(figure.parts[1].line, f"{kind} の図に書けることばは1つです。")
    if figure.now > len(figure.parts):
        raise HandoutError(line, f"now {figure.now} の道はありません。{len(figure.parts)}つです。")
    if sum(len(cell.marks) for cell in figure.cells) > MOST_MARKS:
        raise HandoutError(line, f"1つの図に印は{MOST_MARKS}つまでです。図を分けてください。")
