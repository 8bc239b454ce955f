"""What to say on the telephone, in sentences that can be read out as they stand."""

from dataclasses import dataclass
from datetime import date, datetime, time

from classroom.desk.calling.rules import SAY_MAX
from classroom.rules.era_calendar import weekday


@dataclass(frozen=True, slots=True)
class Class:
    """The class a call is about: its title and its first day, or the day one is reminded of."""

    title: str
    on: date
    starts: time
    venue: str
    bring: str = ""


def seat_free(about: Class, people: int, until: datetime) -> str:
    """Offer a free seat; `until` is on the office's clock."""
    seats = "席が空きました" if people == 1 else f"席が{people}人分空きました"
    is_at_start = (until.date(), until.time()) == (about.on, about.starts)
    when = "" if is_at_start else f"{_day(until.date())}{_time(until.time())}まで、"
    return _short(f"{_where(about)}の{seats}。{when}席をお取りしておきます。参加されますか。")


def reminder(about: Class, today: date) -> str:
    """Ask on the days before whether someone comes, and what to bring."""
    when = "明日" if (about.on - today).days == 1 else ""
    bring = f"持ち物は、{about.bring.rstrip('。')}です。" if about.bring else ""
    return _short(f"{when}{_where(about)}です。{bring}お越しになれますか。")


def cancelled(about: Class, reason: str) -> str:
    """Say that a class is called off, and why."""
    why = f"（理由：{reason.rstrip('。')}）" if reason else ""
    return _short(
        f"{_where(about)}は、中止になりました{why}。申し訳ありません。"
        "ほかの日の教室をご案内できます。"
    )


def draw_won(about: Class) -> str:
    """Say that someone was drawn."""
    return _short(f"抽選の結果、{_where(about)}に参加していただけます。来られますか。")


def draw_lost(about: Class, place: int) -> str:
    """Say that someone was not drawn, and which place in the queue is theirs."""
    return _short(
        f"抽選の結果、{_where(about)}の席をご用意できませんでした。"
        f"待ちの{place}番です。席が空いたら、お電話します。"
    )


def _where(about: Class) -> str:
    when = f"{_day(about.on)}{_time(about.starts)}から、{about.venue}"
    return f"{when}の「{about.title}」"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def _time(at: time) -> str:
    return f"{at.hour}時" + (f"{at.minute}分" if at.minute else "")


def _short(sentence: str) -> str:
    """Keep within the column: only a very long list of things to bring could be cut."""
    return sentence if len(sentence) <= SAY_MAX else sentence[: SAY_MAX - 1] + "…"
