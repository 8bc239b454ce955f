"""The steps of setting the office up."""

from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """A step, in the order of the list."""

    CITY = "city"
    STAFF = "staff"
    PLACES = "places"
    COURSES = "courses"
    TEACHERS = "teachers"
    POPULATION = "population"
    OFFICIAL = "official"
    RECORDS = "records"
    OFFERING = "offering"
    PRINT = "print"
    BACKUP = "backup"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def why(self) -> str:
        return _WORDS[self][1]

    @property
    def button(self) -> str:
        return _WORDS[self][2]


_WORDS = {
    Step.CITY: (
        "市と連絡先",
        "担当の課の名前が、お渡しする紙の問い合わせ先になります。",
        "連絡先を入れる",
    ),
    Step.STAFF: (
        "職員",
        "受付や講師の方が、自分の名前でサインインします。だれが直したかも残ります。",
        "アカウントを作る",
    ),
    Step.PLACES: (
        "地区・会場",
        "お住まいの地区と、教室を開く会場です。開講の日を決めるときに選びます。",
        "足す",
    ),
    Step.COURSES: (
        "講座",
        "教える内容と、定員・時間・持ち物です。配布資料つきの標準の講座を選べます。",
        "標準の講座から選ぶ",
    ),
    Step.TEACHERS: (
        "講師・補助員",
        "教室ごとの担当を決め、足りないときと重なったときにお知らせします。",
        "講師を足す",
    ),
    Step.POPULATION: (
        "人口",
        "70歳以上の人口が、登録者率の分母になります。市の人口のCSVを読みます。",
        "人口を取り込む",
    ),
    Step.OFFICIAL: (
        "公式値",
        "県や国から届いた登録者数です。ここから、教室で増えた分を足していきます。",
        "公式値を入れる",
    ),
    Step.RECORDS: (
        "教室の記録の始まり",
        "この日より前の教室で増えた分を、ご自分での登録と取りちがえないために使います。",
        "日を入れる",
    ),
    Step.OFFERING: (
        "最初の開講",
        "日と会場を決めて、受付を始めます。ここから予約を取れます。",
        "開講をつくる",
    ),
    Step.PRINT: (
        "試し印刷",
        "プリンターで出席簿を1枚出して、切れずに出るかを見ます。",
        "出席簿を印刷する",
    ),
    Step.BACKUP: (
        "控え",
        "PCがこわれても、控えがあればもどせます。まず1つ取り、次は毎晩取ります。",
        "控えを取る",
    ),
}

_AGAIN = {
    Step.CITY: "直す",
    Step.STAFF: "もう1人作る",
    Step.TEACHERS: "もう1人足す",
    Step.POPULATION: "人口を見る",
    Step.OFFICIAL: "公式値を見る",
    Step.PRINT: "もう一度印刷する",
    Step.BACKUP: "もう一度取る",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step as the list shows it; without an endpoint its button has to wait, and `said` says why.

    `is_press` where the button does the thing itself.
    """

    step: Step
    is_done: bool
    said: str = ""
    endpoint: str = ""
    values: dict[str, object] = field(default_factory=dict)
    button: str = ""
    is_press: bool = False

    @property
    def button_words(self) -> str:
        again = _AGAIN.get(self.step) if self.is_done else None
        return again or self.button or self.step.button


@dataclass(frozen=True, slots=True)
class Setup:
    """The whole list."""

    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def is_finished(self) -> bool:
        return self.done == len(self.lines)

    @property
    def next(self) -> Line | None:
        """The first step that is not done and can be."""
        return next((one for one in self.lines if not one.is_done and one.endpoint), None)
