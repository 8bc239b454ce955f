"""The one definition of every setting: its type, its usual value, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from classroom.core.errors import SettingError
from classroom.core.settings.rules import (
    Address,
    Day,
    DaysOfYear,
    FiscalYear,
    Group,
    Kind,
    Labels,
    Line,
    NumberLine,
    OneOf,
    Percent,
    Shape,
    Text,
    Value,
    Whole,
    YesNo,
    decided,
    require_readable,
    shown_text,
)
from classroom.rules.age import AgeRule
from classroom.rules.words.app import LADDER, REGISTERED_BY_DEFAULT

PURPOSE: Final = (
    "うかがったお名前や電話番号は、教室の受付とご連絡、年代ごとの人数の集計だけに使います。"
    "よろしいでしょうか。"
)
YEARS: Final = range(2000, 2101)
IDLE_MINUTES_MAX: Final = 365 * 24 * 60
PRINT_KEEP_DAYS_MAX: Final = 3650
KEEP_YEARS_MAX: Final = 100
UNDO_DAYS_MAX: Final = 365
APRIL_DAYS_MAX: Final = 30
PLAN: Final = ("baseline_year", "baseline_rate", "target_year", "target_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What there is to say of a setting. `moves` where figures change with it."""

    name: str
    group: Group
    label: str
    about: str
    example: str
    kind: Kind
    usual: Value
    moves: bool = False

    @property
    def is_outside(self) -> bool:
        return self.group is Group.OUTSIDE

    def read(self, text: str) -> Value:
        """Read a value. Raises ValueError with the sentence that says what to do."""
        require_readable(text)
        return self.kind(text)

    def shown(self, value: Value) -> str:
        return shown_text(self.kind, value)


def _year(default: int, *words: str) -> int:
    kind = FiscalYear(YEARS[0], YEARS[-1])
    return decided(Group.PLAN, kind, *words, usual=default, moves=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One city's choices at one moment. Frozen: a change makes another.

    `fixed` names those that config.toml or the environment gives: the pages leave them alone.
    Rates are percentages; fiscal years are named by their first calendar year.
    """

    instance: Path
    database_url: str
    secret_key: str
    fixed: frozenset[str] = frozenset()

    city_name: str = decided(
        Group.CITY,
        Line(20),
        "市の名前",
        "画面の左上と、すべての紙に出ます。",
        "東松島市",
        usual="東松島市",
    )
    city_code: str = decided(
        Group.CITY,
        Shape(r"[0-9]{6}", "042145 のような6けたの数字にしてください。"),
        "全国地方公共団体コード",
        "率の分母に、このコードの市の人口を使います。",
        "042145",
        usual="042145",
        moves=True,
    )
    area_code: str = decided(
        Group.CITY,
        Shape(r"0[0-9]{1,4}", "0225 のような市外局番にしてください。"),
        "市外局番",
        "市内の番号だけで入れた電話番号に、これを補います。",
        "0225",
        usual="0225",
    )
    contact: str = decided(
        Group.CITY,
        Line(60),
        "担当の課",
        "お渡しする紙の問い合わせ先で、職員が困ったときの連絡先です。",
        "デジタル推進課（内線 2145）",
        usual="デジタル担当部署",
    )
    telephone: str = decided(
        Group.CITY,
        NumberLine(30, needed=False),
        "紙に載せる電話番号",
        "欠席のご連絡先として紙に載ります。空にすると、載せません。",
        "0225-82-1111",
        usual="0225-82-1111",
    )
    office_address: str = decided(
        Group.CITY,
        Line(100, needed=False),
        "差出人の住所",
        "はがきの差出人に載ります。空にすると、載せません。",
        "〒981-0503 宮城県東松島市矢本字上河戸36番地1",
        usual="〒981-0503 宮城県東松島市矢本字上河戸36番地1",
    )
    purpose: str = decided(
        Group.DESK,
        Text(400),
        "利用目的のことば",
        "新しい方の受付で読み上げ、申込書にも載ります。直すと、版の番号が1つ上がります。",
        PURPOSE,
        usual=PURPOSE,
    )
    purpose_version: str = decided(
        Group.DESK,
        Line(20),
        "利用目的の版",
        "同意は、この番号といっしょに残ります。",
        "2",
        usual="1",
    )
    baseline_year: int = _year(
        2024,
        "基準の年度",
        "計画の出発点の年度です。年度の始まる西暦で書きます。",
        "2024（令和6年度）",
    )
    baseline_rate: Decimal = decided(
        Group.PLAN,
        Percent(),
        "基準の率",
        "基準の年度の、70歳以上の登録者率です。",
        "42",
        usual=Decimal(42),
        moves=True,
    )
    target_year: int = _year(
        2030,
        "目標の年度",
        "計画の終わりの年度です。基準の年度よりあとにします。",
        "2030（令和12年度）",
    )
    target_rate: Decimal = decided(
        Group.PLAN,
        Percent(),
        "目標の率",
        "目標の年度までに届きたい率です。基準の率より大きくします。",
        "50",
        usual=Decimal(50),
        moves=True,
    )
    april_days: int = decided(
        Group.PLAN,
        Whole(0, APRIL_DAYS_MAX, "日"),
        "前年度の値とみなす4月の日数",
        "「4月1日現在」の値は、終わったばかりの年度の値とします。4月の何日までをそうするかです。",
        "7（4月7日まで）",
        usual=7,
        moves=True,
    )
    registered_stage: str = decided(
        Group.PLAN,
        OneOf(tuple((stage.value, stage.label) for stage in LADDER)),
        "どこまで進んだら「登録」か",
        "この段階か、その先まで進んだ方を「登録した方」と数えます。",
        "カード読取",
        usual=REGISTERED_BY_DEFAULT.value,
        moves=True,
    )
    records_from: date | None = decided(
        Group.PLAN,
        Day("まだ決めていません"),
        "この日から教室の記録がそろっている",
        "この日からの教室と窓口の登録が、すべてこのシステムに入っている日です。"
        "それより前に増えた分を、ご自分での登録と取りちがえないために使います。",
        "R8.4.1",
        usual=None,
        moves=True,
    )
    age_rule: AgeRule = decided(
        Group.PLAN,
        OneOf(
            (
                ("law", "誕生日の前の日に1つ上がる（法律の数え方）"),
                ("birthday", "誕生日に1つ上がる"),
            ),
            AgeRule,
        ),
        "お申し込みの年齢の数え方",
        "年齢に決まりのある教室に、申し込めるかどうかに使います。率には使いません。",
        "法律の数え方",
        usual=AgeRule.LAW,
        moves=True,
    )
    label_sheet: str = decided(
        Group.PAPERS,
        Labels(),
        "宛名ラベルの用紙",
        "A4の用紙の、列×行です（2x5・2x6・3x6・3x7・3x8）。ほかの用紙は寸法をmmで書きます。",
        "2x6 86.4x42.3 18.6,21.6",
        usual="2x6",
    )
    tag_sheet: str = decided(
        Group.PAPERS,
        OneOf(
            (
                ("card10", "名刺用紙10面（切れ目つき、91×55mm）"),
                ("plain10", "ふつうの紙10面（線で切る）"),
                ("a7", "A7判8面"),
                ("a6", "A6判4面"),
            )
        ),
        "名札の用紙",
        "名札を印刷する用紙です。",
        "名刺用紙10面",
        usual="card10",
    )
    certificate_rule: str = decided(
        Group.PAPERS,
        OneOf((("all", "開いた回すべてに来た方"), ("once", "1回でも来た方"))),
        "修了証をお渡しする方",
        "修了証を印刷するときに、どなたの分を出すかです。",
        "開いた回すべてに来た方",
        usual="all",
    )
    certificate_signer: str = decided(
        Group.PAPERS,
        Line(40, needed=False),
        "修了証の名義",
        "空にすると、市の名前になります。",
        "東松島市長 〇〇 〇〇",
        usual="",
    )
    apply_address: str = decided(
        Group.PAPERS,
        Address("https://www.example.jp/"),
        "申込ページのアドレス",
        "チラシにQRコードで載ります。空にすると、載せません。",
        "https://www.example.jp/sumaho",
        usual="",
    )
    closed_days: str = decided(
        Group.DAYS,
        DaysOfYear(300),
        "毎年の休みの日",
        "市の建物が休みの日です。月/日で、名前をつけて、「、」で区切ります。曜日の休館日は会場ごとに入れます。",
        "12/29-1/3 年末年始、8/14 お盆",
        usual="12/29-1/3 年末年始",
    )
    closed_on_holidays: bool = decided(
        Group.DAYS,
        YesNo("休みにする", "開いている"),
        "国民の祝日",
        "祝日を、市の建物が休みの日に数えるかどうかです。祝日の名前は、どちらでも日のそばに出ます。",
        "休みにする",
        usual=True,
    )
    keep_years: int = decided(
        Group.KEEPING,
        Whole(1, KEEP_YEARS_MAX, "年"),
        "受講者の個人情報を残す年数",
        "最後の教室や受付からこの年数がたった方が、「保存期間を過ぎた方」の一覧に出ます。ひとりでには消えません。",
        "5",
        usual=5,
    )
    merge_undo_days: int = decided(
        Group.KEEPING,
        Whole(1, UNDO_DAYS_MAX, "日"),
        "まとめた記録をもどせる日数",
        "同じ方の2つの記録を1つにまとめたあと、この日数のあいだは元にもどせます。",
        "30",
        usual=30,
    )
    print_keep_days: int = decided(
        Group.KEEPING,
        Whole(1, PRINT_KEEP_DAYS_MAX, "日"),
        "クラスパックを残す日数",
        "1か月分をまとめて作った印刷のファイルは、この日数がたつと消えます。",
        "7",
        usual=7,
    )
    idle_minutes: int = decided(
        Group.SCREEN,
        Whole(1, IDLE_MINUTES_MAX, "分"),
        "サインアウトするまでの時間",
        "だれも使わないまま、この分数がたつと、サインインし直しになります。",
        "480",
        usual=480,
    )
    practice: bool = decided(
        Group.SCREEN,
        YesNo("練習用", "本番"),
        "練習用のしるし",
        "すべての画面に「練習用」と出します。研修のときに使います。",
        "本番",
        usual=False,
    )
    setup_put_away: bool = decided(
        Group.SCREEN,
        YesNo("しまってある", "出してある"),
        "準備の一覧",
        "管理者の今日の画面と上の帯に、準備の一覧を出すかどうかです。",
        "しまってある",
        usual=False,
    )
    site_address: str = decided(
        Group.OUTSIDE,
        Address("http://192.168.1.20:8000/", of_site=True),
        "このシステムのアドレス",
        "リンクに書くアドレスです。空のときは、動かしたときのアドレスです。",
        "https://sumaho.example.jp/",
        usual="",
    )
    cookie_secure: bool = decided(
        Group.OUTSIDE,
        YesNo("HTTPSだけ", "HTTPも"),
        "HTTPSだけで使う",
        "アドレスが https:// で始まるときに true にします。",
        "true",
        usual=False,
    )


@cache
def definitions() -> Mapping[str, Definition]:
    """Return every setting that a city decides, by its name, in the order of the pages."""
    return {
        one.name: Definition(name=one.name, usual=cast("Value", one.default), **one.metadata)
        for one in fields(Settings)
        if one.metadata
    }


def with_values(settings: Settings, given: Mapping[str, Value]) -> Settings:
    """Return the settings with others in their place. Raises SettingError for what cannot be."""
    changed = replace(settings, **dict[str, Any](given))
    if changed.target_year <= changed.baseline_year:
        raise SettingError(
            "目標の年度（target_year）は、基準の年度（baseline_year）よりあとの年度にしてください。"
        )
    if changed.target_rate <= changed.baseline_rate:
        raise SettingError(
            "目標の率（target_rate）は、基準の率（baseline_rate）より大きな率にしてください。"
        )
    return changed


def with_stored(settings: Settings, stored: Mapping[str, str]) -> Settings:
    """Return the settings as the database decides those that are not fixed from outside.

    A value that this version cannot use is left out, and so is a plan that no longer fits what is
    fixed: the pages must come up, to put it right.
    """
    found = dict(_usable(settings, stored))
    try:
        return with_values(settings, found)
    except SettingError:
        return replace(settings, **{n: v for n, v in found.items() if n not in PLAN})


def _usable(settings: Settings, stored: Mapping[str, str]) -> list[tuple[str, Any]]:
    found = []
    for name, text in stored.items():
        known = definitions().get(name)
        if known is None or known.is_outside or name in settings.fixed:
            continue
        try:
            found.append((name, known.read(text)))
        except ValueError:
            continue
    return found
