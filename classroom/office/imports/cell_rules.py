"""Reading one cell as cities write it; what cannot be read raises ValueError with a sentence."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta

from classroom.desk.participant.rules import Card, Device, Sex
from classroom.rules.age import band_of, rough_band
from classroom.rules.era import parse_birth_date, parse_date
from classroom.rules.era_calendar import WEEKDAYS, EraError
from classroom.rules.fiscal_year import start_of
from classroom.rules.telephone import parse_telephone
from classroom.rules.text import clean_line, fold_digits, nfkc
from classroom.rules.words.bands import ToldBand

NOON = 12
EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"[1-6]\d{4}")
_ERA = re.compile(r"明治|大正|昭和|平成|令和|西暦|[MTSHRmtshr明大昭平令]")
_LOST_ZERO = re.compile(r"[1-9]\d{8,9}")
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
_TIME = re.compile(r"(午前|午後|am|pm)?\s*(\d{1,2})\s*(?:[:時]\s*(\d{1,2})?\s*分?(?::\d\d)?)?(半)?")
_UNTIL = re.compile(r"\s*(?:から|より|[~〜～―‐–—ー\-−→])\s*")
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[/月.\-]\s*(\d{1,2})\s*日?")
_WEEKDAY = re.compile(rf"\s*\(?[{WEEKDAYS}](?:曜日?)?(?:・?祝)?\)?\s*$")
_DAY_TIME = re.compile(r"^(\d{4}-\d\d-\d\d) \d{1,2}:\d\d$")


def joined_day(parts: Sequence[str]) -> str:
    """Join the cells of one date: 昭和 and 18.3.15; 昭和, 18, 3 and 15."""
    words = [part for part in (nfkc(part).strip() for part in parts) if part]
    words = [re.sub(r"[年月日.]$", "", word) or word for word in words] if len(words) > 1 else words
    if len(words) > 1 and _ERA.fullmatch(words[0]):
        return words[0].removeprefix("西暦") + ".".join(words[1:])
    return ".".join(words)


def birth_date(parts: Sequence[str], today: date) -> tuple[date | None, bool]:
    """Read a birth date of one cell or several; whether it was a bare Excel number."""
    text = _DAY_TIME.sub(r"\1", joined_day(parts))
    if text in _NOTHING:
        return None, False
    if _SERIAL.fullmatch(text):
        text = (EXCEL_DAY_ZERO + timedelta(days=int(text))).isoformat()
        return parse_birth_date(text, today), True
    return parse_birth_date(text, today), False


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
    plain = fold_digits(nfkc(text)).strip()
    if plain in _NOTHING:
        return "", False
    is_short = _LOST_ZERO.fullmatch(plain) is not None
    return parse_telephone(f"0{plain}" if is_short else plain, area_code).digits, is_short


def sex(text: str) -> Sex:
    """Read 男, 女性, M."""
    plain = nfkc(text).strip().lower()
    if plain in _NOTHING:
        return Sex.UNKNOWN
    words = {"男": Sex.MALE, "m": Sex.MALE, "女": Sex.FEMALE, "f": Sex.FEMALE, "そ": Sex.OTHER}
    if plain[0] not in words:
        raise ValueError(f"「{text[:10]}」は性別として読めません。")
    return words[plain[0]]


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
    text = _WEEKDAY.sub("", nfkc(_DAY_TIME.sub(r"\1", joined_day(parts))))
    if short := _SHORT_DAY.fullmatch(text):
        month, day = int(short[1]), int(short[2])
        first = start_of(year)
        text = f"{first.year + (month < first.month)}-{month:02}-{day:02}"
    if _SERIAL.fullmatch(text):
        return EXCEL_DAY_ZERO + timedelta(days=int(text))
    try:
        return parse_date(text)
    except EraError as problem:
        raise ValueError(str(problem)) from None


def span(text: str) -> tuple[time | None, time | None]:
    """Read 10:00～11:30, or one time of day; Excel's part of a day is read too."""
    plain = nfkc(text).strip().lower()
    if plain in _NOTHING:
        return None, None
    if re.fullmatch(r"0?\.\d+", plain):
        minutes = round(float(plain) * 24 * 60)
        return time(minutes // 60, minutes % 60), None
    first, *rest = _UNTIL.split(re.sub(r"^\d{4}-\d\d-\d\d ", "", plain), maxsplit=1)
    return _clock(first, text), _clock(rest[0].removesuffix("まで"), text) if rest and rest[
        0
    ] else None


def _clock(words: str, whole: str) -> time:
    found = _TIME.fullmatch(words.strip())
    if found is None and re.fullmatch(r"\d{3,4}", words.strip()):
        found = _TIME.fullmatch(f"{words.strip()[:-2]}:{words.strip()[-2:]}")
    wrong = ValueError(f"「{whole[:20]}」は時刻として読めません。10:00 のように直してください。")
    if found is None:
        raise wrong
    half, hour, minute = found[1], int(found[2]), int(found[3] or (30 if found[4] else 0))
    try:
        return time(hour + 12 if half in ("午後", "pm") and hour < NOON else hour, minute)
    except ValueError:
        raise wrong from None


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
