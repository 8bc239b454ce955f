"""Stages of registering the identity app (身分証アプリ), what stops people, what is next."""

from enum import StrEnum


class Stage(StrEnum):
    """How far someone got; ALREADY stands apart: registered before coming."""

    INSTALLED = "installed"
    CARD_LINKED = "card_linked"
    TERMS_ACCEPTED = "terms_accepted"
    OPENED_ALONE = "opened_alone"
    ALREADY = "already"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return STAGE_LABELS[self]


class Blocker(StrEnum):
    """What stopped someone. Each has a next action."""

    PIN_FORGOTTEN = "pin_forgotten"
    PIN_LOCKED = "pin_locked"
    NO_CARD = "no_card"
    EXPIRED = "expired"
    DEVICE = "device"
    STORAGE = "storage"
    STORE_ID = "store_id"
    FAMILY = "family"
    UNWILLING = "unwilling"
    NO_TIME = "no_time"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return BLOCKERS[self][0]

    @property
    def next_action(self) -> str:
        """Return what should happen next, in a few words."""
        return BLOCKERS[self][1]

    @property
    def to_say(self) -> str:
        """Return what to tell the person on the telephone; nothing to who does not want it."""
        return f"{ABOUT}{TO_SAY[self]}" if self in TO_SAY else ""


LADDER = (Stage.INSTALLED, Stage.CARD_LINKED, Stage.TERMS_ACCEPTED, Stage.OPENED_ALONE)
STAGE_LABELS = {
    Stage.INSTALLED: "導入",
    Stage.CARD_LINKED: "カード読取",
    Stage.TERMS_ACCEPTED: "規約同意",
    Stage.OPENED_ALONE: "自分で開けた",
    Stage.ALREADY: "前から登録済",
}
BLOCKERS = {
    Blocker.PIN_FORGOTTEN: ("暗証番号忘れ", "市民課で再設定。案内カードを渡す"),
    Blocker.PIN_LOCKED: ("暗証番号ロック", "市民課で解除と再設定"),
    Blocker.NO_CARD: ("カードなし", "申請のしかたを案内"),
    Blocker.EXPIRED: ("カード・証明書の期限切れ", "市民課で更新"),
    Blocker.DEVICE: ("機種非対応（NFC）", "買いかえのときにもう一度"),
    Blocker.STORAGE: ("容量不足", "写真の整理を手伝い、次の教室へ"),
    Blocker.STORE_ID: ("Apple・Google IDがわからない", "家族と一緒に次の教室へ"),
    Blocker.FAMILY: ("家族が管理", "ご家族と一緒に来てもらう"),
    Blocker.UNWILLING: ("希望しない", "すすめない。気が変わったら受付へ"),
    Blocker.NO_TIME: ("時間切れ", "次の教室をすすめる"),
}

ABOUT = "教室での身分証アプリの登録のことで、お電話しました。"
TO_SAY = {
    Blocker.PIN_FORGOTTEN: "暗証番号は、市民課の窓口で決め直せます。"
    "マイナンバーカードをお持ちください。",
    Blocker.PIN_LOCKED: "暗証番号のロックは、市民課の窓口で解除できます。"
    "マイナンバーカードをお持ちください。",
    Blocker.NO_CARD: "登録には、マイナンバーカードが要ります。申請のしかたをご案内できます。",
    Blocker.EXPIRED: "カードか電子証明書の期限が切れていました。市民課の窓口で更新できます。",
    Blocker.DEVICE: "いまのスマホでは、カードを読み取れませんでした。"
    "買いかえられたら、もう一度お越しください。",
    Blocker.STORAGE: "スマホの空きが足りませんでした。写真の整理をお手伝いできます。"
    "次の教室にいらっしゃいますか。",
    Blocker.STORE_ID: "AppleかGoogleのIDがわからず、途中までになりました。"
    "ご家族と一緒に、次の教室にいらっしゃいますか。",
    Blocker.FAMILY: "ご家族と一緒に、教室か窓口にいらっしゃいませんか。続きをお手伝いします。",
    Blocker.NO_TIME: "時間が足りず、途中までになりました。次の教室で、続きをお手伝いできます。"
    "いらっしゃいますか。",
}


def up_to(stage: Stage) -> tuple[Stage, ...]:
    """Return the stages that reaching this one includes, from the first."""
    return LADDER[: LADDER.index(stage) + 1]
