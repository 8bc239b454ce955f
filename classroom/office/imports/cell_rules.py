"""Reading one cell as cities write it; what cannot be read raises ValueError with a sentence."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta

from classroom.desk.participant.rules import Card, Device, Sex
from classroom.rules.age import band_of, rough_band
from classroom.rules.clock_time import NOON, read_clock
from classroom.rules.era import parse_birth_date, parse_date
from classroom.rules.era_calendar import WEEKDAYS, EraError
from classroom.rules.fiscal_year import start_of
from classroom.rules.kanji_number import with_digits
from classroom.rules.telephone import parse_telephone
from classroom.rules.text import clean_line, fold_digits, nfkc
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.residence import Residence

EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"[1-6]\d{4}")
_ERA = re.compile(r"明治|大正|昭和|平成|令和|西暦|[MTSHRmtshr明大昭平令]")
_NO_ERA = re.compile(r"\d{1,2}\s*[./\-年・]\s*\d{1,2}\s*[./\-月・]\s*\d{1,2}\s*日?")
_LOST_ZERO = re.compile(r"[1-9]\d{8,9}")
_TELEPHONE_WORDS = re.compile(
    r"^(?:\(?(?:自宅|携帯|固定|電話|自|携|tel|℡|☎)\)?\s*[:.]?\s*)+|\s*\((?:自宅|携帯|本人|呼出?|夫|妻|娘|息子)\)$",
    re.IGNORECASE,
)
_YES = frozenset(
    {"有", "あり", "有り", "○", "〇", "◯", "はい", "yes", "y", "1", "済", "持っている", "所持"}
)
_NO = frozenset(
    {"無", "なし", "無し", "×", "✕", "いいえ", "no", "n", "0", "未", "未取得", "持っていない"}
)
_NOTHING = frozenset({"", "-", "ー", "―", "不明", "未確認", "?", "？"})
_DEVICES = (
    (r"iphone|アイフォン|アイフォーン|ios|あいふぉん", Device.IPHONE),
    (r"らくらく|ラクラク|かんたんスマホ|シンプルスマホ", Device.RAKURAKU),
    (
        r"android|アンドロイド|xperia|エクスペリア|galaxy|ギャラクシー|aquos|アクオス|arrows|pixel",
        Device.ANDROID,
    ),
    (r"貸出|貸し出し|レンタル|借", Device.LOAN),
    (r"なし|無|持っていない|未所有|ガラケー|ガラホ|フィーチャーフォン|折りたたみ携帯", Device.NONE),
)  # fmt: skip
_UNTIL = re.compile(r"\s*(?:から|より|[~〜～―‐–—ー\-−→])\s*")
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[/月.\-]\s*(\d{1,2})\s*日?")
_SERIAL_WITH_TIME = re.compile(r"([1-6]\d{4})\.(\d+)")
_TIME_BEHIND = re.compile(
    r"^(.*?[日\d)）])[\s　]*((?:午前|午後|am|pm)?\s*\d{1,2}\s*(?:[:：時]|(?<=[前後m]\d)).*)$",
    re.IGNORECASE,
)
_MANY_DAYS = re.compile(r"\d{1,2}\s*日?\s*[・、,，と]\s*\d{1,2}(?:[/月]\d{1,2})?\s*日?$")
_ASIDE = re.compile(r"[(\[【][^)\]】]*[)\]】]|※.*$")
_MINUTES = re.compile(r"(\d{2,3})\s*分(?:間)?")
EARLIEST = 7
"""No class begins or ends before seven in the morning: 1:30 lacks its 午後."""
_WEEKDAY = re.compile(rf"\s*\(?[{WEEKDAYS}](?:曜日?)?(?:・?祝)?\)?\s*$")
_DAY_TIME = re.compile(r"^(\d{4}-\d\d-\d\d) \d{1,2}:\d\d$")


def joined_day(parts: Sequence[str]) -> str:
    """Join the cells of one date: 昭和 and 18.3.15; 昭和, 18, 3 and 15."""
    words = [part for part in (nfkc(part).strip() for part in parts) if part]
    words = [re.sub(r"[年月日.]$", "", word) or word for word in words] if len(words) > 1 else words
    if len(words) > 1 and _ERA.fullmatch(words[0]):
        return words[0].removeprefix("西暦") + ".".join(words[1:])
    return ".".join(words)


def birth_date(parts: Sequence[str], today: date, era: str = "") -> tuple[date | None, bool]:
    """Read a birth date of one cell or several; whether it was a bare Excel number.

    A year of two digits is of the `era` that somebody named for the whole column (昭和).
    """
    text = _DAY_TIME.sub(r"\1", joined_day(parts))
    if text in _NOTHING:
        return None, False
    if _SERIAL.fullmatch(text):
        text = (EXCEL_DAY_ZERO + timedelta(days=int(text))).isoformat()
        return parse_birth_date(text, today), True
    return parse_birth_date(f"{era}{text}" if era and lacks_era(text) else text, today), False


def lacks_era(text: str) -> bool:
    """Tell a birth date whose year has two digits and no era: 20/5/3."""
    return _NO_ERA.fullmatch(nfkc(text).strip()) is not None


def told_band(text: str) -> ToldBand | None:
    """Read 80代, 75～79歳, 90歳以上, or an age as its band of five years; None where empty."""
    plain = nfkc(text).replace(" ", "").replace("才", "歳").replace("台", "代")
    if plain in _NOTHING:
        return None
    if five := re.fullmatch(r"(\d\d)歳?[^\d歳](\d\d)歳?", plain):
        span_code = f"{five[1]}-{five[2]}"
        if span_code in set(ToldBand):
            return ToldBand(span_code)
    if decade := re.fullmatch(r"(\d{2})歳?(?:代|以上)", plain):
        return rough_band(int(decade[1]))
    if re.fullmatch(r"\D?59歳?(?:以下|まで)?|60歳?未満", plain):
        return ToldBand.UNDER_60
    if age := re.fullmatch(r"(\d{1,3})歳?", plain):
        return ToldBand(band_of(int(age[1])).value)
    raise ValueError(f"「{text[:20]}」は年代として読めません。80代、83歳 のように直してください。")


def telephone(text: str, area_code: str) -> tuple[str, bool]:
    """Read a number; whether the 0 that Excel takes from the head of a number was put back."""
    plain = _TELEPHONE_WORDS.sub("", fold_digits(nfkc(text))).strip()
    if plain in _NOTHING:
        return "", False
    is_short = _LOST_ZERO.fullmatch(plain) is not None
    return parse_telephone(f"0{plain}" if is_short else plain, area_code).digits, is_short


def telephones(text: str) -> list[str]:
    """Take two numbers in one cell apart: 自宅 0225-82-1111、携帯 090-1234-5678."""
    found = re.findall(r"[\d(（][\d()（）\-‐−ー－ ]{6,}\d", fold_digits(nfkc(text)))
    return found if len(found) == 2 else [text]  # noqa: PLR2004  of more, nobody knows which


def sex(text: str) -> Sex:
    """Read 男, 女性, M."""
    plain = nfkc(text).strip().lower()
    if plain in _NOTHING:
        return Sex.UNKNOWN
    words = {"男": Sex.MALE, "m": Sex.MALE, "女": Sex.FEMALE, "f": Sex.FEMALE, "そ": Sex.OTHER}
    if plain[0] not in words:
        raise ValueError(f"「{text[:10]}」は性別として読めません。")
    return words[plain[0]]


def residence(text: str) -> Residence:
    """Read 市内, 市外, 不明, ○ (of a column 市内)."""
    plain = nfkc(text).strip().lower()
    if plain in _NOTHING or "不明" in plain:
        return Residence.UNKNOWN
    if "市外" in plain or plain in _NO:
        return Residence.OUTSIDE
    if "市内" in plain or plain in _YES:
        return Residence.INSIDE
    raise ValueError(f"「{text[:10]}」は、市内・市外のどちらか分かりません。")


def day_of_leaving(parts: Sequence[str]) -> date | None:
    """Read the day on which somebody moved away or died; None where empty."""
    text = _DAY_TIME.sub(r"\1", joined_day(parts))
    if text in _NOTHING:
        return None
    if _SERIAL.fullmatch(text):
        return EXCEL_DAY_ZERO + timedelta(days=int(text))
    return parse_date(text)


def card(text: str) -> Card:
    """Read whether someone has the マイナンバーカード: 有, なし, ○, 期限切れ."""
    plain = nfkc(text).strip().lower()
    if plain in _NOTHING:
        return Card.UNKNOWN
    if "期限" in plain or "失効" in plain:
        return Card.EXPIRED
    if plain in _YES:
        return Card.YES
    if plain in _NO:
        return Card.NO
    raise ValueError(f"「{text[:10]}」は、有・無のどちらか分かりません。")


def is_yes_or_no(text: str) -> bool:
    """Tell whether a cell only says that somebody has something, or has not."""
    plain = nfkc(text).strip().lower()
    return plain in _YES | _NO | _NOTHING or "期限" in plain or "申請" in plain


def is_my_number(text: str) -> bool:
    """Tell a 個人番号 by its twelve digits, of which the last checks the others."""
    digits = re.sub(r"[\s\-‐−ー－]", "", fold_digits(nfkc(text)))
    if not re.fullmatch(r"\d{12}", digits):
        return False
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def device(text: str) -> Device:
    """Read what someone brings by the words that occur in it."""
    plain = nfkc(text).strip().lower()
    if plain in _NOTHING:
        return Device.UNKNOWN
    found = next((kind for words, kind in _DEVICES if re.search(words, plain)), None)
    if found is None:
        raise ValueError(f"「{text[:20]}」は、どの種類のスマホか分かりません。")
    return found


def class_day(parts: Sequence[str], year: int) -> date:
    """Read the day of a class; one without its year lies in the fiscal year given."""
    text = with_digits(nfkc(_DAY_TIME.sub(r"\1", joined_day(parts))))
    text = _WEEKDAY.sub("", day_and_hours(text)[0])
    if whole := _SERIAL_WITH_TIME.fullmatch(text):
        text = whole[1]
    if short := _SHORT_DAY.fullmatch(text):
        month, day = int(short[1]), int(short[2])
        first = start_of(year)
        text = f"{first.year + (month < first.month)}-{month:02}-{day:02}"
    if _SERIAL.fullmatch(text):
        return EXCEL_DAY_ZERO + timedelta(days=int(text))
    try:
        return parse_date(text)
    except EraError as problem:
        if _MANY_DAYS.search(text):
            what = f"「{text[:20]}」には日にちがいくつかあります。1行に1日ずつにしてください。"
            raise ValueError(what) from None
        raise ValueError(str(problem)) from None


def day_and_hours(text: str) -> tuple[str, str]:
    """Take a day and the hours that stand behind it in one cell apart; the hours may be empty."""
    plain = nfkc(text).strip()
    if iso := re.fullmatch(r"(\d{4}-\d\d-\d\d) (\d{1,2}:\d\d)", plain):
        return iso[1], iso[2]
    if serial := _SERIAL_WITH_TIME.fullmatch(plain):
        return serial[1], f"0.{serial[2]}"
    found = _TIME_BEHIND.match(plain)
    return (found[1], found[2]) if found else (plain, "")


def span(text: str) -> tuple[time | None, time | None]:
    """Read 10:00～11:30, 午後1時半〜3時, 10:00（90分）, or one time; Excel's part of a day too."""
    plain = with_digits(nfkc(text)).strip().lower()
    if plain in _NOTHING:
        return None, None
    if re.fullmatch(r"0?\.\d+", plain):
        minutes = round(float(plain) * 24 * 60)
        return time(minutes // 60, minutes % 60), None
    plain = plain.replace("正午", "12:00")
    bare = _ASIDE.sub("", re.sub(r"^\d{4}-\d\d-\d\d ", "", plain)).strip()
    first, *rest = _UNTIL.split(bare, maxsplit=1)
    behind = rest[0].removesuffix("まで").strip() if rest else ""
    taking = _MINUTES.fullmatch(behind) or next(iter(_MINUTES.finditer(_aside(plain))), None)
    starts = _clock(first, text)
    if behind and not _MINUTES.fullmatch(behind):
        return starts, _later(starts, behind, text)
    return starts, _after(starts, int(taking[1])) if taking else None


def end_of(text: str, starts: time | None) -> time | None:
    """Read the end in a column of its own: 11:30, 3時まで after 午後1時, 90分."""
    plain = with_digits(nfkc(text)).strip().lower().removesuffix("まで").strip()
    if plain in _NOTHING:
        return None
    taking = _MINUTES.fullmatch(plain)
    if taking and starts:
        return _after(starts, int(taking[1]))
    if re.fullmatch(r"0?\.\d+", plain) or starts is None:
        return span(plain)[0]
    plain = _ASIDE.sub("", re.sub(r"^\d{4}-\d\d-\d\d ", "", plain.replace("正午", "12:00")))
    return _later(starts, plain.strip(), text)


def _aside(plain: str) -> str:
    return " ".join(_ASIDE.findall(plain))


def _after(starts: time, minutes: int) -> time:
    whole = starts.hour * 60 + starts.minute + minutes
    return time(whole // 60 % 24, whole % 60)


def _later(starts: time, words: str, whole: str) -> time:
    """Read an end, which is of the afternoon where the beginning is: 午後1時半〜3時."""
    found = read_clock(words)
    if found and not found.says_half and starts.hour >= NOON and found.time.hour < NOON:
        return found.time.replace(hour=found.time.hour + NOON)
    return _clock(words, whole)


def _clock(words: str, whole: str) -> time:
    found = read_clock(words)
    if found is None:
        raise ValueError(f"「{whole[:20]}」は時刻として読めません。10:00 のように直してください。")
    read = found.time
    if not found.says_half and 0 < read.hour < EARLIEST:
        raise ValueError(
            f"「{whole[:20]}」は午前か午後か分かりません。"
            f"{read.hour + NOON}:{read.minute:02} のように直してください。"
        )
    return read


def whole_number(text: str) -> int | None:
    """Read 12, 12人, 第3回, 3/4; None where empty."""
    plain = nfkc(text).strip()
    if plain in _NOTHING:
        return None
    found = re.search(r"\d+", plain.replace(",", ""))
    if found is None:
        raise ValueError(f"「{text[:10]}」は数字として読めません。")
    return int(found[0])


def same_words(text: str) -> str:
    """Fold what is no difference between two names of a place or a course."""
    return re.sub(r"[\s・()「」『』]+", "", nfkc(clean_line(text))).lower()
