"""Twelve fictitious courses, and how often each is held in a year."""

from dataclasses import dataclass

from classroom.planning.course.rules import CourseDevice, Level


@dataclass(frozen=True, slots=True)
class Entry:
    """A course of the catalogue. `runs` a year, each of `sessions` weekly sessions."""

    code: str
    title: str
    short_title: str
    summary: str
    level: Level
    bring: str
    runs: int
    sessions: int = 1
    teaches_app: bool = False
    handout: str = ""
    capacity: int = 12
    device: CourseDevice = CourseDevice.BOTH
    topics: tuple[str, ...] = ()


BRING = "スマホ、充電器、老眼鏡"
CARD = "スマホ、マイナンバーカード、暗証番号を思い出せるもの、老眼鏡"

CATALOGUE = (
    Entry("SN-101", "スマホの基本操作", "基本操作", "電源、画面のさわり方、文字の大きさ。",
          Level.FIRST, BRING, 7, handout="smartphone-basics"),
    Entry("SN-102", "スマホ入門　電源・電話・地図", "スマホ入門", "3回で、ひととおり使えるように。",
          Level.FIRST, BRING, 4, sessions=3, topics=("電源と文字の大きさ", "電話とカメラ", "地図と乗りもの"), handout="phone-and-camera"),
    Entry("SN-103", "文字の入力と音声入力", "文字入力", "指で打つ、声で入れる。",
          Level.FIRST, BRING, 4, handout="typing-and-voice"),
    Entry("SN-201", "LINEで市のお知らせを受け取る", "LINE", "友だち追加から、お知らせの見方まで。",
          Level.BASIC, BRING, 5, capacity=15, handout="line-messages"),
    Entry("SN-202", "だまされないためのスマホ安全教室", "安全教室", "あやしい電話とメールの見分け方。",
          Level.BASIC, "スマホ", 5, capacity=15, handout="scam-calls"),
    Entry("SN-203", "スマホで写真を楽しむ", "写真", "撮る、見る、送る。", Level.BASIC, BRING, 4, handout="phone-and-camera"),
    Entry("MC-101", "マイナンバーカードと暗証番号の準備", "カード準備", "期限と暗証番号を確かめます。",
          Level.FIRST, CARD, 6, handout="card-and-pin"),
    Entry("MC-201", "マイナポータルを使ってみよう", "マイナポータル", "自分の情報を見る、申請する。",
          Level.NEXT, CARD, 4, handout="mynaportal-and-insurance"),
    Entry("ID-101", "デジタル身分証アプリをはじめよう", "身分証アプリ", "導入から、自分で開けるまで。",
          Level.BASIC, CARD, 13, teaches_app=True, handout="digital-id"),
    Entry("ID-201", "デジタル身分証アプリ　つづき", "身分証つづき", "前回の続きから、ひとりずつ。",
          Level.NEXT, CARD, 4, teaches_app=True, handout="digital-id", capacity=8),
    Entry("PY-101", "税の納付をスマホで（eL-QR）", "eL-QR", "納付書のコードを読み取ります。",
          Level.NEXT, BRING, 3, handout="cashless-and-tax"),
    Entry("AI-101", "生成AIに聞いてみよう", "生成AI", "たのみ方と、気をつけること。",
          Level.NEXT, BRING, 3, handout="ask-ai"),
)  # fmt: skip
