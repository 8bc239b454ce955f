"""Every picture in words, made from the same lines, for people who hear it."""

from collections.abc import Callable

from classroom.kit.handout.figures.keyboard import FLICKS
from classroom.kit.handout.figures.language import FRAMES, SIGNALS, Cell, Figure, Part
from classroom.kit.handout.figures.screen import screen_parts

GESTURES = {
    "tap": "指1本で、1回だけ軽くふれる",
    "hold": "指1本でふれたまま、しばらく動かさない",
    "swipe": "指1本でふれたまま、{}へすべらせる",
    "pinch": "指2本でふれて、{}",
}
SCENES = {
    "card": "カードの見本",
    "touch": "カードの上にスマホを重ねて、読み取っている",
    "case": "スマホのカバーをはずす",
    "compare": "カードとスマホの重ね方。平らに重ねるのが○、離れているのは×",
    "expiry": "カードの見本の、期限の日付を指でさしている",
    "inside": "カードの中にある3つのはたらき。本人だと示す、名前・住所など、書類の署名",
    "counter": "窓口で、係の人にカードを出して相談している",
    "apart": "カードと暗証番号のひかえのしまい方。別々にしまうのが○、いっしょに持つのは×",
}
NAMES = {
    "gesture": "手の動きの図",
    "card": "カードの図",
    "road": "道のりの図",
    "check": "できるかどうかの表",
    "memo": "書きこむらん",
}
PLACES = {
    "pin": "暗証番号のらん",
    "field": "入力らん",
    "camera": "四角いわく",
    "keys": "キー{}",
    "nav": "いちばん下の{}",
    "side": "横の電源ボタン",
    "status": "いちばん上",
    "photo": "写真",
    "flick": "{}のキー",
    "mic": "マイクの絵",
    "says": "相手のふきだし",
    "replies": "自分のふきだし",
    "banner": "お知らせ",
    "map": "地図の{}",
    "qr": "二次元コード",
    "barcode": "バーコード",
}


def _named(part: Part) -> str:
    return "、".join(f"「{cell.name}」" for cell in part.cells if cell.text)


def _joined(part: Part) -> str:
    return "：".join(cell.text for cell in part.cells if cell.text)


def _dialog(part: Part) -> str:
    asked = f"確認の窓「{part.text}」"
    choices = "、".join(f"「{cell.name}」" for cell in part.cells[1:])
    return f"{asked}と、ボタン{choices}" if choices else asked


def _pin(part: Part) -> str:
    return f"暗証番号のらん（4けたのうち{part.text.split('/')[0]}けた入力ずみ）"


def _flick(part: Part) -> str:
    around = (f"{way}に「{kana}」" for way, kana in zip("左上右下", FLICKS[part.text], strict=True))
    return f"キー「{part.text}」と、{'、'.join(said for said in around if '「 」' not in said)}"


def _warning(part: Part) -> str:
    buttons = f"と、ボタン{_named(Part(part.word, part.cells[1:]))}" if part.value else ""
    return f"こわがらせる画面「{part.text}」{buttons}"


def _map(part: Part) -> str:
    *starts, goal = part.cells
    way = f"「{starts[0].text}」から青い線の道、" if starts else ""
    return f"地図。{way}「{goal.text}」に印"


SAYINGS: dict[str, Callable[[Part], str]] = {
    "title": lambda part: f"見出し「{part.text}」",
    "text": lambda part: f"文「{part.text}」",
    "big": lambda part: f"大きな文字「{part.text}」",
    "row": lambda part: f"項目「{_joined(part)}」",
    "button": lambda part: f"ボタン{_named(part)}",
    "field": lambda part: f"入力らん「{_joined(part)}」",
    "pin": _pin,
    "keys": lambda part: "かな入力のキー" if part.text == "かな" else f"{part.text}のキー",
    "icons": lambda part: f"アプリの絵{_named(part)}",
    "tools": lambda part: f"小さな絵の列{_named(part)}",
    "tiles": lambda part: f"大きなボタン{_named(part)}",
    "camera": lambda _: "カメラの画面。四角いわくの中に二次元コード",
    "dialog": _dialog,
    "photo": lambda part: "大きくした写真" if part.text else "写真",
    "shutter": lambda part: f"写真をとる丸いボタン{_named(part)}",
    "flick": _flick,
    "mic": lambda part: f"声を聞いているマイクと文「{part.text}」",
    "says": lambda part: f"相手のことば「{part.text}」",
    "replies": lambda part: f"自分のことば「{part.text}」",
    "banner": lambda part: f"届いたお知らせ「{_joined(part)}」",
    "warning": _warning,
    "bars": lambda part: "、".join(f"「{SIGNALS[cell.text]}」の印" for cell in part.cells),
    "map": _map,
    "qr": lambda _: "二次元コード",
    "barcode": lambda _: "バーコード",
    "result": lambda part: f"見つかったもの「{_joined(part)}」",
    "done": lambda part: f"丸にチェックの印と「{part.text}」",
}


def name_of(figure: Figure) -> str:
    """Say in a few words what kind of picture it is: the title of the drawing."""
    return f"{FRAMES[figure.frame]}の図" if figure.kind == "phone" else NAMES[figure.kind]


def alt(figure: Figure) -> str:
    """Say the picture in one Japanese sentence or a few."""
    match figure.kind:
        case "phone":
            return _phone(figure)
        case "gesture":
            return GESTURES[figure.scene.word].format(figure.scene.text) + "。"
        case "card":
            return SCENES[figure.scene.word] + "。"
        case "road":
            where = f"いまは{figure.now}番目。" if figure.now else ""
            return f"{len(figure.parts)}つの道のり：{_list(figure)}。{where}"
        case "check":
            return f"できるかどうかを4段階でしるす表：{_list(figure)}。"
        case _:
            named = "、".join(cell.text for cell in figure.cells if not cell.text.isdecimal())
            return f"書きこむ線：{named}。" if named else "書きこむ線。"


def _list(figure: Figure) -> str:
    return "、".join(part.text.replace("／", "") for part in figure.parts)


def _phone(figure: Figure) -> str:
    said = [SAYINGS[part.word](part) for part in screen_parts(figure) if part.word in SAYINGS]
    text = f"上から順に、{'、'.join(said)}。" if said else ""
    pointed = "".join(_pointed(part, cell) for part in figure.parts for cell in part.cells)
    return text + pointed or "何も出ていない画面。"


def _pointed(part: Part, cell: Cell) -> str:
    name = PLACES.get(part.word, "{}").format(f"「{cell.name}」")
    text = "".join(_mark(name, mark) for mark in cell.marks)
    if cell.callout:
        text += f"{name}の説明：{cell.callout.replace('／', '')}。"
    return text


def _mark(name: str, mark: str) -> str:
    if mark == "tap":
        return f"{name}を指で押す。"
    return f"{name}をわくで囲む。" if mark == "mark" else f"{name}に番号{mark}の印。"
