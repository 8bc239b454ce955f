"""What may be written of a participant: limits and choices."""

import re
from enum import StrEnum

from classroom.rules.text import fold_dashes, nfkc

NAME_MAX = 60
KANA_MAX = 80
KEY_MAX = 120
ADDRESS_MAX = 120
NOTE_MAX = 500
TELEPHONE_MAX = 11
RELATION_MAX = 20
TIMES_MAX = 60

UNKNOWN_KANA = "フリガナ未確認"
"""Stands for the フリガナ of somebody whose reading nobody knows yet, on every list and paper."""


class Device(StrEnum):
    """スマホ: what the person brings."""

    IPHONE = "iphone"
    ANDROID = "android"
    RAKURAKU = "rakuraku"
    LOAN = "loan"
    NONE = "none"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return DEVICE_LABELS[self]


class Card(StrEnum):
    """マイナンバーカード: whether the person has one. Its number is never stored."""

    YES = "yes"
    NO = "no"
    EXPIRED = "expired"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return CARD_LABELS[self]


class Sex(StrEnum):
    """性別: optional, not asked by default."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"male": "男", "female": "女", "other": "その他", "unknown": "未確認"}[self.value]


class ConsentHow(StrEnum):
    """How consent to the purpose statement (利用目的) was given."""

    TELEPHONE = "telephone"
    COUNTER = "counter"
    ONLINE = "online"
    PAPER = "paper"

    @property
    def label(self) -> str:
        return CONSENT_LABELS[self]


DEVICE_LABELS = {
    Device.IPHONE: "iPhone",
    Device.ANDROID: "Android",
    Device.RAKURAKU: "らくらく",
    Device.LOAN: "貸出",
    Device.NONE: "なし",
    Device.UNKNOWN: "未確認",
}
CARD_LABELS = {
    Card.YES: "あり",
    Card.NO: "なし",
    Card.EXPIRED: "期限切れ",
    Card.UNKNOWN: "未確認",
}
CONSENT_LABELS = {
    ConsentHow.TELEPHONE: "電話で",
    ConsentHow.COUNTER: "窓口で",
    ConsentHow.ONLINE: "オンラインで",
    ConsentHow.PAPER: "申込書で",
}
NEED_LABELS = {
    "needs_hearing": "補聴器・聞こえにくい",
    "needs_wheelchair": "車いす",
    "needs_large_print": "大きな字の資料",
    "needs_step_free": "つえ・段差がむずかしい",
}
NEED_SHORT = {
    "needs_hearing": "補聴器",
    "needs_wheelchair": "車いす",
    "needs_large_print": "大きな字",
    "needs_step_free": "つえ・段差",
}
_TWELVE_DIGITS = re.compile(r"(?<![0-9])[0-9]{4}([\s\-・./]?)[0-9]{4}\1[0-9]{4}(?![0-9])")


def may_hold_my_number(text: str) -> bool:
    """Tell whether a text holds twelve digits in a row, as a 個人番号 is written.

    The number must never be stored (番号法第20条), so every free field refuses it.
    """
    return _TWELVE_DIGITS.search(fold_dashes(nfkc(text))) is not None
