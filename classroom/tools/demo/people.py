"""Four hundred fictitious people of 58 to 97, with the names that break other systems.

No one here exists. Telephone numbers use exchanges that are not given out (0225-00, 090-0000).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

COUNT = 400
YOUNGEST, OLDEST = 58, 97

# Family names as written and read, with how many of a thousand have them. Variants stand apart.
FAMILIES = (
    ("阿部", "アベ", 52), ("佐藤", "サトウ", 48), ("佐々木", "ササキ", 44), ("千葉", "チバ", 42),
    ("菅原", "スガワラ", 34), ("遠藤", "エンドウ", 32), ("鈴木", "スズキ", 31), ("及川", "オイカワ", 28),
    ("木村", "キムラ", 26), ("高橋", "タカハシ", 26), ("髙橋", "タカハシ", 24), ("渡辺", "ワタナベ", 18),
    ("渡邉", "ワタナベ", 17), ("渡邊", "ワタナベ", 16), ("渡部", "ワタナベ", 8), ("渡部", "ワタベ", 6),
    ("齋藤", "サイトウ", 16), ("斎藤", "サイトウ", 14), ("齊藤", "サイトウ", 10), ("斉藤", "サイトウ", 12),
    ("髙﨑", "タカサキ", 9), ("高崎", "タカサキ", 6), ("𠮷田", "ヨシダ", 10), ("吉田", "ヨシダ", 14),
    ("小野寺", "オノデラ", 24), ("小野", "オノ", 18), ("大野", "オオノ", 14), ("熱海", "アツミ", 8),
    ("櫻井", "サクライ", 10), ("桜井", "サクライ", 8), ("濵田", "ハマダ", 6), ("濱田", "ハマダ", 5),
    ("浜田", "ハマダ", 6), ("廣瀬", "ヒロセ", 6), ("廣𣘺", "ヒロハシ", 3), ("葛󠄀西", "カサイ", 7),
    ("葛西", "カサイ", 6), ("邊見", "ヘンミ", 5), ("逸見", "ヘンミ", 4), ("神", "ジン", 4),
    ("辻󠄀", "ツジ", 5), ("辻", "ツジ", 5), ("今野", "コンノ", 20), ("紺野", "コンノ", 8),
    ("津", "ツ", 3), ("井", "イ", 3), ("尾", "オ", 2), ("勅使河原", "テシガワラ", 3),
    ("長谷部", "ハセベ", 8), ("土井", "ドイ", 6), ("𡈽井", "ドイ", 3), ("鬼怒川", "キヌガワ", 2),
    ("櫻田", "サクラダ", 5), ("嶋", "シマ", 4), ("嶌", "シマ", 3), ("籠", "カゴ", 2),
    ("奥田", "オクダ", 8), ("奧田", "オクダ", 3), ("德永", "トクナガ", 4), ("徳永", "トクナガ", 4),
    ("祐", "ユウ", 2), ("塚本", "ツカモト", 6), ("冨樫", "トガシ", 5), ("富樫", "トガシ", 4),
)  # fmt: skip
MEN = (
    ("正夫", "マサオ"), ("昭一", "ショウイチ"), ("勝", "マサル"), ("榮吉", "エイキチ"), ("清治", "セイジ"),
    ("久雄", "ヒサオ"), ("勇", "イサム"), ("孝", "タカシ"), ("幸雄", "ユキオ"), ("義男", "ヨシオ"),
    ("久米男", "クメオ"), ("實", "ミノル"), ("實", "マコト"), ("豊", "ユタカ"), ("武", "タケシ"),
    ("茂", "シゲル"), ("進", "ススム"), ("博", "ヒロシ"), ("一郎", "イチロウ"), ("健二", "ケンジ"),
    ("廣志", "ヒロシ"), ("隆", "タカシ"), ("巖", "イワオ"), ("誠", "マコト"), ("修", "オサム"),
)  # fmt: skip
WOMEN = (
    ("トシ子", "トシコ"), ("光子", "ミツコ"), ("ハル", "ハル"), ("キヨ", "キヨ"), ("静枝", "シズエ"),
    ("フミ", "フミ"), ("みつ", "ミツ"), ("トミ", "トミ"), ("とめ", "トメ"), ("ヨシ江", "ヨシエ"),
    ("とし", "トシ"), ("和子", "カズコ"), ("幸子", "サチコ"), ("節子", "セツコ"), ("洋子", "ヨウコ"),
    ("京子", "キョウコ"), ("勝子", "カツコ"), ("惠美子", "エミコ"), ("恵美子", "エミコ"), ("ゑい", "エイ"),
    ("イネ", "イネ"), ("つや子", "ツヤコ"), ("登志", "トシ"), ("ちよ", "チヨ"), ("美佐江", "ミサエ"),
    ("ヴェラ", "ヴェラ"), ("紀子", "ノリコ"), ("典子", "ノリコ"), ("久美子", "クミコ"), ("ヒサ", "ヒサ"),
)  # fmt: skip
# Among these stand the people of the handbook's examples: the ends of ages and eras.
FIXED = (
    ("渡邉 トシ子", "ワタナベ トシコ", date(1943, 3, 15)),
    ("渡邊 正夫", "ワタナベ マサオ", date(1940, 11, 2)),
    ("𠮷田 とめ", "ヨシダ トメ", date(1947, 5, 3)),
    ("髙﨑 清治", "タカサキ セイジ", date(1942, 1, 8)),
    ("葛󠄀西 キヨ", "カサイ キヨ", date(1941, 2, 28)),
    ("津 ツヤ", "ツ ツヤ", date(1936, 2, 29)),
    ("大野 ハル", "オオノ ハル", date(1944, 2, 29)),
    ("小野 ハル", "オノ ハル", date(1944, 3, 1)),
    ("廣𣘺 巖", "ヒロハシ イワオ", date(1956, 4, 1)),
    ("𡈽井 孝", "ドイ タカシ", date(1948, 7, 1)),
    ("齋藤 ちよ", "サイトウ チヨ", date(1938, 12, 25)),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone fictitious. Without a birth date the age was only told by decade."""

    name: str
    kana: str
    born_on: date
    telephone: str
    has_landline: bool
    gave_birth_date: bool
    is_woman: bool


def people(random: Random, today: date) -> Iterator[Person]:
    """Yield COUNT people, couples next to one another with one landline."""
    made = 0
    for name, kana, born_on in FIXED:
        landline = name.startswith("渡")
        number = "0225004187" if landline else _telephone(random, landline=made % 2 == 0)
        yield Person(
            name=name,
            kana=kana,
            born_on=born_on,
            telephone=number,
            has_landline=landline,
            gave_birth_date=True,
            is_woman=kana.split()[1] in _READINGS,
        )
        made += 1
    while made < COUNT:
        for person in _household(
            random, today, as_couple=made < COUNT - 1 and random.random() < 0.22
        ):
            yield person
            made += 1


_READINGS = {kana for _, kana in WOMEN}


def _household(random: Random, today: date, *, as_couple: bool) -> Iterator[Person]:
    weights = [weight for *_, weight in FAMILIES]
    family, family_kana, _ = random.choices(FAMILIES, weights)[0]
    landline = random.random() < 0.62
    number = _telephone(random, landline=landline)
    age = _age(random)
    sexes = [False, True] if as_couple else [random.random() < 0.68]
    for is_woman in sexes:
        given, given_kana = random.choice(WOMEN if is_woman else MEN)
        own_age = min(OLDEST, max(YOUNGEST, age - (random.randint(0, 5) if is_woman else 0)))
        yield Person(
            name=f"{family} {given}",
            kana=f"{family_kana} {given_kana}",
            born_on=_birthday(random, today, own_age),
            telephone=number,
            has_landline=landline,
            gave_birth_date=random.random() < 0.9,
            is_woman=is_woman,
        )


def _age(random: Random) -> int:
    """Return an age as class-goers have it: mostly in their seventies."""
    return max(YOUNGEST, min(OLDEST, round(random.gauss(75.5, 7.2))))


def _birthday(random: Random, today: date, age: int) -> date:
    newest = (
        today.replace(year=today.year - age)
        if (today.month, today.day) != (2, 29)
        else date(today.year - age, 2, 28)
    )
    return newest - timedelta(days=random.randrange(1, 364))


def _telephone(random: Random, *, landline: bool) -> str:
    if landline:
        return f"022500{random.randrange(10_000):04}"
    return f"{random.choice(('090', '080'))}0000{random.randrange(10_000):04}"
