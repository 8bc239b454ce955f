"""What the columns of a city's own file mean, by the words at their heads. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from classroom.rules.text import nfkc

ROWS_MAX = 5000
COLUMNS_MAX = 200
HEADS_WITHIN = 20
"""Titles and notes may stand above the heads, but not more rows than this."""
HEADS_LEAST = 2


class Kind(StrEnum):
    """What a file holds."""

    PARTICIPANTS = "participants"
    SESSIONS = "sessions"

    @property
    def label(self) -> str:
        return {"participants": "受講者", "sessions": "年間の予定"}[self.value]

    @property
    def is_people(self) -> bool:
        return self is Kind.PARTICIPANTS

    @property
    def fields(self) -> tuple["Field", ...]:
        return PEOPLE_FIELDS if self is Kind.PARTICIPANTS else SCHEDULE_FIELDS

    def lacking(self, columns: Collection["Field | None"]) -> list[str]:
        """Return the columns without which nothing can be read, by their labels."""
        if self is Kind.PARTICIPANTS:
            named = {Field.KANA, Field.NAME, Field.NAMES}.intersection(columns)
            return [] if named else ["お名前かフリガナ"]
        needed = (Field.COURSE, Field.ON, Field.VENUE)
        return [field.label for field in needed if field not in columns]

    @property
    def telling(self) -> frozenset["Field"]:
        """What a row of the table has, and a note or a sum below it has not."""
        if self is Kind.PARTICIPANTS:
            return frozenset(
                {Field.KANA, Field.NAME, Field.NAMES, Field.BORN, Field.TELEPHONE, Field.ADDRESS}
            )
        return frozenset({Field.ON, Field.VENUE, Field.STARTS, Field.TOPIC})


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CHECK = "check"
    BAD = "bad"

    @property
    def label(self) -> str:
        return {"bad": "読めない", "check": "確かめて加える", "same": "加えない", "new": "加える"}[
            self.value
        ]

    @property
    def is_same(self) -> bool:
        return self is State.SAME

    @property
    def is_bad(self) -> bool:
        return self is State.BAD


class Field(StrEnum):
    """The meaning of a column."""

    KANA = "kana"
    NAME = "name"
    NAMES = "names"
    BORN = "born"
    BAND = "band"
    SEX = "sex"
    TELEPHONE = "telephone"
    TELEPHONE2 = "telephone2"
    TIMES = "times"
    DISTRICT = "district"
    ADDRESS = "address"
    DEVICE = "device"
    CARD = "card"
    NEEDS = "needs"
    FAMILY_NAME = "family_name"
    FAMILY_RELATION = "family_relation"
    FAMILY_TELEPHONE = "family_telephone"
    RESIDENCE = "residence"
    MOVED = "moved"
    DIED = "died"
    NOTE = "note"
    COURSE = "course"
    GROUP = "group"
    NUMBER = "number"
    ON = "on"
    STARTS = "starts"
    ENDS = "ends"
    VENUE = "venue"
    ROOM = "room"
    CAPACITY = "capacity"
    TITLE = "title"
    TOPIC = "topic"
    APPLY_FROM = "apply_from"
    APPLY_UNTIL = "apply_until"

    @property
    def label(self) -> str:
        return FIELD_LABELS[self]


FIELD_LABELS = {
    Field.KANA: "フリガナ",
    Field.NAME: "お名前",
    Field.NAMES: "お名前とフリガナ",
    Field.BORN: "生年月日",
    Field.BAND: "年代・年齢",
    Field.SEX: "性別",
    Field.TELEPHONE: "電話番号",
    Field.TELEPHONE2: "もう1つの電話番号",
    Field.TIMES: "連絡のつきやすい時間",
    Field.DISTRICT: "地区",
    Field.ADDRESS: "住所",
    Field.DEVICE: "スマホの機種",
    Field.CARD: "マイナンバーカード",
    Field.NEEDS: "配慮",
    Field.FAMILY_NAME: "ご家族のお名前",
    Field.FAMILY_RELATION: "ご家族の関係",
    Field.FAMILY_TELEPHONE: "ご家族の電話番号",
    Field.RESIDENCE: "市内・市外",
    Field.MOVED: "転出した日",
    Field.DIED: "亡くなった日",
    Field.NOTE: "備考",
    Field.COURSE: "講座（番号か名前）",
    Field.GROUP: "組・コース",
    Field.NUMBER: "回",
    Field.ON: "日にち",
    Field.STARTS: "開始（時間）",
    Field.ENDS: "終了",
    Field.VENUE: "会場",
    Field.ROOM: "部屋",
    Field.CAPACITY: "定員",
    Field.TITLE: "ちらしの名前",
    Field.TOPIC: "内容",
    Field.APPLY_FROM: "受付の始まり",
    Field.APPLY_UNTIL: "受付の終わり",
}
PEOPLE_FIELDS = tuple(Field)[: tuple(Field).index(Field.NOTE) + 1]
SCHEDULE_FIELDS = (*tuple(Field)[tuple(Field).index(Field.COURSE) :], Field.NOTE)
# Of these, several columns are read together: 姓 and 名, 元号 and 年 and 月 and 日.
JOINED = frozenset(
    {Field.KANA, Field.NAME, Field.BORN, Field.ADDRESS, Field.NOTE, Field.NEEDS, Field.ON}
)

# Whole heads first; then the words that a longer head holds, the more telling ones first.
_WHOLE = {
    Field.KANA: "セイ メイ カナ かな ヨミ 読み よみ 読みがな 読み仮名",
    Field.NAME: "姓 名 氏 氏名漢字 漢字 受講者 受講者名 参加者 参加者名",
    Field.BORN: "元号 年号 年 月 日 生年月 誕生日",
    Field.BAND: "年代 年齢 歳 年令 年齢層",
    Field.SEX: "性別 男女",
    Field.TELEPHONE: "tel 連絡先 固定電話 自宅",
    Field.TELEPHONE2: "携帯 携帯電話 携帯番号 電話2 電話番号2 tel2 連絡先2 日中の連絡先",
    Field.TIMES: "時間帯 連絡時間 都合のよい時間",
    Field.DISTRICT: "地区 行政区 地区名 地域 自治会 区",
    Field.ADDRESS: "住所 現住所 所在地 番地",
    Field.DEVICE: "機種 スマホ スマートフォン os 端末",
    Field.RESIDENCE: "市内市外 市内外 市内 居住 居住地 居住区分 お住まい 住まい",
    Field.MOVED: "転出 転出日 転出年月日 転出した日 転居日",
    Field.DIED: "死亡 死亡日 死亡年月日 亡くなった日 逝去日",
    Field.NOTE: "備考 メモ 摘要 その他 特記事項 連絡事項 注意",
    Field.NEEDS: "配慮 配慮事項 お手伝い",
    Field.FAMILY_RELATION: "続柄 ご関係 関係",
    Field.COURSE: "講座 講座番号 講座名 講座コード コード 教室 教室名 名称 事業名",
    Field.GROUP: "組 コース クラス 開講 開講番号 グループ 区分",
    Field.NUMBER: "回 回数 第 no 回目",
    Field.ON: "日にち 日付 開催日 実施日 日程 月日 年月日 期日 日時 開催日時 年 月 日",
    Field.STARTS: "開始 開始時刻 開始時間 始 時間 時刻 開催時間 開始終了 から",
    Field.ENDS: "終了 終了時刻 終了時間 終 まで",
    Field.VENUE: "会場 場所 会場名 施設 施設名 開催場所",
    Field.ROOM: "部屋 部屋名 室 室名",
    Field.CAPACITY: "定員 募集人数 人数 定員数",
    Field.TITLE: "ちらしの名前 チラシ名 表題 タイトル",
    Field.TOPIC: "内容 テーマ 学習内容 主な内容",
    Field.APPLY_FROM: "受付開始 受付開始日 申込開始 申込開始日 募集開始",
    Field.APPLY_UNTIL: "受付終了 締切 申込締切 受付締切 締切日 申込期限 募集締切",
}
_HOLDS: tuple[tuple[str, Field], ...] = (
    (r"緊急連絡先?.*(氏名|名前)", Field.FAMILY_NAME),
    (r"(家族|緊急).*(関係|続柄)|続柄", Field.FAMILY_RELATION),
    (r"家族.*(電話|連絡先|tel|携帯)|緊急連絡先", Field.FAMILY_TELEPHONE),
    (r"家族|付き?添い?", Field.FAMILY_NAME),
    (r"マイナンバーカード|個人番号カード|マイナカード", Field.CARD),
    (
        r"(氏名|名前).*(フリガナ|ふりがな|カナ|かな|ヨミ|よみ)|(フリガナ|ふりがな).*(氏名|名前)",
        Field.NAMES,
    ),
    (r"フリガナ|ふりがな|氏名カナ|氏名かな|カナ氏名|(氏|名).*(カナ|かな|ヨミ|よみ)$", Field.KANA),
    (r"生年月日", Field.BORN),
    (r"転出", Field.MOVED),
    (r"死亡|逝去|亡くな", Field.DIED),
    (r"市内.*市外|居住", Field.RESIDENCE),
    (r"受付開始|申込開始", Field.APPLY_FROM),
    (r"締切|締め切り", Field.APPLY_UNTIL),
    (r"携帯", Field.TELEPHONE2),
    (r"電話|tel", Field.TELEPHONE),
    (r"会場|場所", Field.VENUE),
    (r"講座|教室名", Field.COURSE),
    (r"氏名|名前", Field.NAME),
    (r"年代|年齢", Field.BAND),
    (r"機種|スマホ|スマートフォン", Field.DEVICE),
    (r"行政区|地区", Field.DISTRICT),
    (r"住所", Field.ADDRESS),
    (r"配慮", Field.NEEDS),
    (r"備考|メモ", Field.NOTE),
    (r"開催日|実施日|日にち|日程", Field.ON),
    (r"定員", Field.CAPACITY),
)
_FORBIDDEN = re.compile(
    r"個人番号(?!カード)|(?:マイナンバー|個人番号)カードの?番号|マイナンバー(?!カード)|暗証番号|パスワード"
)
_OF_FAMILY = re.compile(r"家族|緊急")
_MARKS = re.compile(r"[\s※*＊・/()\[\]【】「」:：.、]+|必須|任意")
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")


@dataclass(frozen=True, slots=True)
class Matching:
    """Which sheet, which row holds the heads, and what each column means.

    `depth` is how many rows the heads take: 電話番号 above 自宅 and 携帯 takes two.
    """

    sheet: int
    head: int
    heads: tuple[str, ...]
    columns: tuple[Field | None, ...]
    depth: int = 1


def is_forbidden(head: str) -> bool:
    """Tell whether a column holds what must never be stored (番号法第20条)."""
    return _FORBIDDEN.search(nfkc(head)) is not None


def meaning(head: str, kind: Kind) -> Field | None:
    """Return what a column means by its head; None where nothing is recognised.

    A head of two rows stands on two lines: its lower part counts first, unless it is a family's.
    """
    plain = nfkc(head).lower()
    if not plain.strip() or is_forbidden(head):
        return None
    lower = plain.rsplit("\n", maxsplit=1)[-1]
    own = [lower] if lower != plain and not _OF_FAMILY.search(plain) else []
    wholes = [_MARKS.sub("", text) for one in (*own, plain) for text in (one, _bare(one))]
    found = (_whole(words, kind) for words in wholes)
    parts = (_held(words, kind) for words in (wholes[-2], wholes[-1], *wholes))
    return next((field for field in (*found, *parts) if field is not None), None)


def _bare(words: str) -> str:
    return _BRACKETS.sub("", words)


def _whole(words: str, kind: Kind) -> Field | None:
    return next((field for field in kind.fields if words in _WHOLE.get(field, "").split()), None)


def _held(words: str, kind: Kind) -> Field | None:
    held = (field for pattern, field in _HOLDS if re.search(pattern, words))
    return next((field for field in held if field in kind.fields), None)


def columns_of(heads: Sequence[str], kind: Kind) -> tuple[Field | None, ...]:
    """Return the meaning of each column. A second telephone column is the second number.

    Of what is read from one column only, the first one counts.
    """
    found: list[Field | None] = []
    for head in heads[:COLUMNS_MAX]:
        field = meaning(head, kind)
        if field is Field.TELEPHONE and field in found:
            field = Field.TELEPHONE2
        if field is not None and field in found and field not in JOINED:
            field = None
        found.append(field)
    if Field.TELEPHONE2 in found and Field.TELEPHONE not in found:
        found[found.index(Field.TELEPHONE2)] = Field.TELEPHONE
    if Field.NAMES in found and Field.NAME in found and Field.KANA not in found:
        found[found.index(Field.NAMES)] = Field.KANA  # 氏名 beside 氏名（フリガナ）
    return tuple(found)


_PARTS = frozenset(
    (
        *("元号", "年号", "年", "月", "日", "西暦", "和暦", "姓", "名", "セイ", "メイ", "せい"),
        *("めい", "漢字", "カナ", "かな", "開始", "終了", "自宅", "携帯", "固定", "番号"),
    )
)
_HEAD_LETTERS = 12


def head_rows(rows: Sequence[Sequence[str]], kind: Kind) -> tuple[int, int, int]:
    """Return the row that looks most like heads, how many rows they take, how many are known."""
    best = (0, 1, 0)
    for at, row in enumerate(rows[:HEADS_WITHIN]):
        known = _known(row, kind)
        two = joined_heads(row, rows[at + 1]) if known >= HEADS_LEAST and rows[at + 1 :] else ()
        depth = 2 if two and is_second_head(row, rows[at + 1], kind) else 1
        if depth > 1:
            known = _known(two, kind)
        if known > best[2]:
            best = (at, depth, known)
    return best if best[2] >= HEADS_LEAST else (0, 1, 0)


def _known(heads: Sequence[str], kind: Kind) -> int:
    return len(set(columns_of(heads, kind)) - {None})


def is_second_head(upper: Sequence[str], lower: Sequence[str], kind: Kind) -> bool:
    """Tell whether a row only names parts of the heads above it: 元号, 年, 月, 日; 自宅, 携帯."""
    words = [(at, _MARKS.sub("", nfkc(cell))) for at, cell in enumerate(lower) if cell.strip()]
    apart = any(not "".join(upper[at : at + 1]).strip() for at, _ in words)
    return apart and all(
        word in _PARTS or (len(word) <= _HEAD_LETTERS and meaning(word, kind) is not None)
        for _, word in words
    )


def joined_heads(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Write heads of two rows as one, each on two lines; what stands above goes on to the right."""
    found, above = [], ""
    for at in range(max(len(upper), len(lower))):
        own, part = "".join(upper[at : at + 1]).strip(), "".join(lower[at : at + 1]).strip()
        above = own or (above if part else "")
        found.append("\n".join(filter(None, (above, part))))
    return tuple(found)


def with_continued(
    columns: Sequence[Field | None], heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[Field | None, ...]:
    """Let the columns without a head right of 生年月日 belong to it: its heads were merged."""
    return tuple(_continued(columns, heads, rows))


def _continued(
    columns: Sequence[Field | None], heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[Field | None]:
    last: Field | None = None
    for number, field in enumerate(columns):
        has_text = any(row[number : number + 1] and row[number].strip() for row in rows[:5])
        goes_on = last is Field.BORN and not heads[number].strip() and has_text
        last = Field.BORN if goes_on else field
        yield last
