"""Stages of registering the identity app (身分証アプリ), what stops people, what is next."""

from typing import Final

from classroom.rules.words.word import Word

_ABOUT: Final = "教室での身分証アプリの登録のことで、お電話しました。"


class Stage(Word):
    """How far someone got, in order; ALREADY stands apart: registered before coming.

    A row: code, label (in the lines of its column on the 出席簿), the sign to circle there, and
    what who reached it has done.
    """

    def __init__(self, _code: str, heading: str = "", sign: str = "", done: str = "") -> None:
        """Make a stage; a stroke in the heading breaks its line on paper."""
        self.heading = tuple(heading.split("|"))
        self.label = "".join(self.heading)
        self.sign = sign
        self.done = done

    INSTALLED = "installed", "導入", "導", "アプリを導入した"
    CARD_LINKED = "card_linked", "カード|読取", "読", "カードを読み取れた"
    TERMS_ACCEPTED = "terms_accepted", "規約|同意", "約", "ミニアプリの規約に同意した"
    OPENED_ALONE = "opened_alone", "自分で|開けた", "開", "自分で開けた"
    ALREADY = "already", "前から|登録済", "済", "来る前から登録していた"


LADDER: Final[tuple[Stage, ...]] = tuple(stage for stage in Stage if stage is not Stage.ALREADY)
REGISTERED_BY_DEFAULT: Final = Stage.CARD_LINKED


def up_to(stage: Stage) -> tuple[Stage, ...]:
    """Return the stages that reaching this one includes, from the first."""
    return LADDER[: LADDER.index(stage) + 1]


def onward(stage: Stage) -> tuple[Stage, ...]:
    """Return this stage and those beyond it: who reached any of them has reached this one."""
    return LADDER[LADDER.index(stage) :]


class Blocker(Word):
    """What stopped someone.

    A row: code, label, the sign to circle on the 出席簿 and the head of its column (without them
    the paper has only 他 for it, and the screen asks which), the next action in a few words, and
    what to tell the person on the telephone, on the office's next day ("": no call).
    """

    def __init__(
        self,
        _code: str,
        label: str = "",
        on_paper: tuple[str, ...] = (),
        next_action: str = "",
        to_say: str = "",
    ) -> None:
        """Make a blocker; `on_paper` is its sign and the lines of its column's head."""
        self.label = label
        self.sign = "".join(on_paper[:1])
        self.heading = on_paper[1:]
        self.next_action = next_action
        self.to_say = f"{_ABOUT}{to_say}" if to_say else ""

    PIN_FORGOTTEN = (
        "pin_forgotten",
        "暗証番号忘れ",
        ("忘", "暗証", "忘れ"),
        "市民課で再設定。案内カードを渡す",
        "暗証番号は、市民課の窓口で決め直せます。マイナンバーカードをお持ちください。",
    )
    PIN_LOCKED = (
        "pin_locked",
        "暗証番号ロック",
        ("錠", "暗証", "ロック"),
        "市民課で解除と再設定",
        "暗証番号のロックは、市民課の窓口で解除できます。マイナンバーカードをお持ちください。",
    )
    NO_CARD = (
        "no_card",
        "カードなし",
        ("無", "カード", "なし"),
        "申請のしかたを案内",
        "登録には、マイナンバーカードが要ります。申請のしかたをご案内できます。",
    )
    EXPIRED = (
        "expired",
        "カード・証明書の期限切れ",
        ("期", "期限", "切れ"),
        "市民課で更新",
        "カードか電子証明書の期限が切れていました。市民課の窓口で更新できます。",
    )
    DEVICE = (
        "device",
        "機種非対応（NFC）",
        ("機", "機種", "不可"),
        "買いかえのときにもう一度",
        "いまのスマホでは、カードを読み取れませんでした。買いかえられたら、もう一度お越しください。",
    )
    STORAGE = (
        "storage",
        "容量不足",
        ("容", "容量", "不足"),
        "写真の整理を手伝い、次の教室へ",
        "スマホの空きが足りませんでした。写真の整理をお手伝いできます。次の教室にいらっしゃいますか。",
    )
    STORE_ID = (
        "store_id",
        "Apple・Google IDがわからない",
        ("ID", "ID", "不明"),
        "家族と一緒に次の教室へ",
        "AppleかGoogleのIDがわからず、途中までになりました。ご家族と一緒に、次の教室にいらっしゃいますか。",
    )
    FAMILY = (
        "family",
        "家族が管理",
        (),
        "ご家族と一緒に来てもらう",
        "ご家族と一緒に、教室か窓口にいらっしゃいませんか。続きをお手伝いします。",
    )
    UNWILLING = "unwilling", "希望しない", (), "すすめない。気が変わったら受付へ", ""
    NO_TIME = (
        "no_time",
        "時間切れ",
        (),
        "次の教室をすすめる",
        "時間が足りず、途中までになりました。次の教室で、続きをお手伝いできます。いらっしゃいますか。",
    )
    # Whoever circled 他 may well not want to go on: nobody is called before the memo was read.
    OTHER = "other", "その他", ("他", "その", "他"), "理由をメモで確かめる", ""


class Hurdle(Word):
    """Kinds of blockers, for who may not see how few one of them stopped.

    A row: code, label, the next steps that hold for the kind however many it stopped, and those in
    a few words.
    """

    def __init__(
        self, _code: str, label: str = "", next_steps: str = "", in_short: str = ""
    ) -> None:
        """Make a kind of blocker."""
        self.label = label
        self.next_steps = next_steps
        self.in_short = in_short

    CARD = (
        "card",
        "カードと暗証番号",
        "市民課の窓口で、暗証番号の再設定、カードの更新や申請。教室で案内カードを渡す",
        "市民課の手続きを案内",
    )
    PHONE = (
        "phone",
        "スマホとID",
        "写真の整理を手伝う。IDは家族と確かめて次の教室へ。読み取れない機種は、買いかえのときに",
        "次の教室で手伝う",
    )
    SELF = (
        "self",
        "ご本人の都合",
        "次の教室をすすめる。家族と一緒に来てもらう。希望しない方にはすすめない",
        "家族と次の教室へ",
    )

    @property
    def blockers(self) -> frozenset[Blocker]:
        return _BLOCKERS[self]


_BLOCKERS: Final = {
    Hurdle.CARD: frozenset(
        {Blocker.PIN_FORGOTTEN, Blocker.PIN_LOCKED, Blocker.NO_CARD, Blocker.EXPIRED}
    ),
    Hurdle.PHONE: frozenset({Blocker.DEVICE, Blocker.STORAGE, Blocker.STORE_ID}),
    Hurdle.SELF: frozenset({Blocker.FAMILY, Blocker.UNWILLING, Blocker.NO_TIME, Blocker.OTHER}),
}


def hurdle_of(blocker: Blocker) -> Hurdle:
    return next(kind for kind, blockers in _BLOCKERS.items() if blocker in blockers)
