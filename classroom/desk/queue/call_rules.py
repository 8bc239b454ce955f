"""Calls: how long a seat is held, when to call again, and what to read out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from classroom.rules.era_calendar import weekday

SAY_MAX = 400
CALL_NOTE_MAX = 200
# A seat is held until this time on the second day on which the office is open.
HOLD_DAYS = 2
HOLD_UNTIL = time(17)
# Who was not there is called again on the same day only before this time.
LAST_TRY = time(16)
IsClosed = Callable[[date], bool]
SATURDAY = 5


def next_open_day(day: date, is_closed: IsClosed) -> date:
    """Return the first day after this one on which the office is open."""
    return _open_day(day, timedelta(days=1), is_closed)


def last_open_day(day: date, is_closed: IsClosed) -> date:
    """Return the last day before this one on which the office is open."""
    return _open_day(day, timedelta(days=-1), is_closed)


def _open_day(day: date, step: timedelta, is_closed: IsClosed) -> date:
    day += step
    while day.weekday() >= SATURDAY or is_closed(day):
        day += step
    return day


def hold_until(now: datetime, starts: datetime, is_closed: IsClosed) -> datetime:
    """Return until when a seat is held: 17:00 two office days on, never past the class's start.

    Instants are on the office's clock; the answer is in the same zone.
    """
    day = now.date()
    for _ in range(HOLD_DAYS):
        day = next_open_day(day, is_closed)
    return min(datetime.combine(day, HOLD_UNTIL, now.tzinfo), starts)


def due_again(now: datetime, is_closed: IsClosed) -> date:
    """Return when to call someone again who was not there: later today, or the next office day."""
    return now.date() if now.time() < LAST_TRY else next_open_day(now.date(), is_closed)


@dataclass(frozen=True, slots=True)
class Class:
    """The class a call is about: its title and its first day, or the day one is reminded of."""

    title: str
    on: date
    starts: time
    venue: str
    bring: str = ""


def say_seat_free(about: Class, people: int, until: datetime, off: str = "") -> str:
    """Offer a free seat; `until` is on the office's clock. `off`: the days that fall out."""
    seats = "席が空きました" if people == 1 else f"席が{people}人分空きました"
    is_at_start = (until.date(), until.time()) == (about.on, about.starts)
    when = "" if is_at_start else f"{_day(until.date())}{_time(until.time())}まで、"
    return _short(f"{_where(about)}の{seats}。{when}席をお取りしておきます。{off}参加されますか。")


def say_reminder(about: Class, today: date) -> str:
    when = "明日" if (about.on - today).days == 1 else ""
    bring = f"持ち物は、{about.bring.rstrip('。')}です。" if about.bring else ""
    return _short(f"{when}{_where(about)}です。{bring}お越しになれますか。")


def say_cancelled(about: Class, days: int, reason: str) -> str:
    """Tell that a class falls out, with all its `days`."""
    which = _which(about, f"全{days}回" if days > 1 else "")
    return _short(
        f"{which}は、中止になりました{_why(reason)}。申し訳ありません。"
        "ほかの日の教室をご案内できます。"
    )


def say_session_off(
    about: Class, number: str, reason: str, *, is_postponed: bool, is_alone: bool
) -> str:
    """Tell that one day falls out; `number` names it (第3回), empty where there is only one.

    `is_alone`: nothing has become of the other days.
    """
    if is_postponed:
        then = "新しい日が決まりましたら、またお電話します。"
        return _short(f"{_which(about, number)}は、延期になりました{_why(reason)}。{then}")
    rest = "ほかの回は予定どおりです。" if number and is_alone else ""
    return _short(
        f"{_which(about, number)}は、中止になりました{_why(reason)}。申し訳ありません。{rest}"
    )


def say_session_moved(about: Class, number: str, reason: str, new: "Class") -> str:
    """Tell the new day; its place is named because that may be another one too."""
    then = f"{_day(new.on)}{_time(new.starts)}から、{new.venue}"
    return _short(
        f"{_which(about, number)}は、{then}に変わりました{_why(reason)}。お越しになれますか。"
    )


def say_session_restored(about: Class, number: str) -> str:
    """Tell who heard otherwise that a day is held as it was planned."""
    return _short(
        f"先日のお電話を取り消します。{_which(about, number)}は、予定どおり行います。"
        "申し訳ありません。お越しになれますか。"
    )


def say_draw_won(about: Class) -> str:
    return _short(f"抽選の結果、{_where(about)}に参加していただけます。来られますか。")


def say_draw_lost(about: Class, place: int) -> str:
    return _short(
        f"抽選の結果、{_where(about)}の席をご用意できませんでした。"
        f"待ちの{place}番です。席が空いたら、お電話します。"
    )


def _why(reason: str) -> str:
    return f"（理由：{reason.rstrip('。')}）" if reason else ""


def _which(about: Class, number: str) -> str:
    return f"{_where(about)}{f'（{number}）' if number else ''}"


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
