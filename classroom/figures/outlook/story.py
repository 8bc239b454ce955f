"""What the outlook says, in the sentences and rows that screen and paper share."""

from decimal import Decimal
from typing import Final

from classroom.figures.outlook.projection import enough
from classroom.figures.outlook.rules import LEAST_CLASSES, LEAST_FRESH, OUTER, Interval, Key
from classroom.figures.outlook.values import Assumption, Fan, Kind, Outlook
from classroom.kit.document import PlainFigure
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import fiscal_year_label
from classroom.rules.rate import number_text

SURE: Final = f"{OUTER.label}の確からしさで"
COVERED: Final = 83
"""In how many of a hundred simulated towns the 80% band held the true rate (README says how)."""
COVERED_OF: Final = 1_000
FEW_TENTHS, MANY_TENTHS = 0.05, 0.95
LEAST_CHANCE: Final = 0.01
ENDED: Final = "目標の年度は終わりました"


def is_over(found: Outlook) -> bool:
    """Tell whether the year of the target has ended without it: nothing lies ahead to reckon."""
    return bool(found.missing) and found.fan is None


def reach_sentence(found: Outlook) -> str:
    """Say when the target is reached at the present pace; nothing where it cannot be said."""
    if found.fan is None or not found.missing:
        return ""
    begin = _under_what(found)
    if found.reach is not None:
        return f"{begin}、{fiscal_year_label(found.reach)}末に到達する見込みです。"
    return (
        f"{begin}、{fiscal_year_label(found.target_year)}末に{found.fan.points[-1].p50:.1f}%の"
        f"見込みで、{_plain(found.target_rate)}%に届きません。"
    )


def _under_what(found: Outlook) -> str:
    if found.is_tried:
        return "試した値では"
    of_classes = (Key.CLASSES, Key.FRESH, Key.CONVERSION, Key.COUNTER)
    is_set = any(line.key in of_classes and line.kind is Kind.SAVED for line in found.assumptions)
    return "保存した前提では" if is_set else "今のペースなら"


def headline(found: Outlook) -> tuple[str, ...]:
    """Return the sentence of the page in parts, each of which stays on a line."""
    goal = _plain(found.target_rate)
    if found.missing is None:
        return ("目標までの見通しは、まだ計算できません。",)
    if not found.missing:
        return (f"目標の{goal}%に届いています。",)
    return tuple(
        part for part in (f"{goal}%まで、あと{found.missing:,}人。", reach_sentence(found)) if part
    )


def lead(found: Outlook) -> str:
    """Return the chance of the target and how wide the fan is."""
    if found.missing is None:
        return "70歳以上の人口か公式値を入れると、ここに見通しが出ます。"
    if found.fan is None:
        return "目標の年度が終わったため、先の見込みはありません。"
    last, year = found.fan.points[-1], fiscal_year_label(found.target_year)
    return (
        f"{found.of_whom}{year}末に{_plain(found.target_rate)}%以上になる見込みは、{tenths(found.fan.chance)}です。"
        f"{SURE}、{last.p10:.1f}%から{last.p90:.1f}%のあいだになります。"
    )


def tenths(chance: float) -> str:
    """Say a chance as people do: 10回のうち3回ほど."""
    if chance < FEW_TENTHS:
        return "20回のうち1回もない程度"
    if chance >= MANY_TENTHS:
        return "20回のうち19回以上"
    return f"10回のうち{round(chance * 10)}回ほど"


def five(found: Outlook) -> list[PlainFigure]:
    """Return the five figures; a dash where there is none yet."""
    needed, fan = found.needed, found.fan
    missing = "—" if found.missing is None else f"{found.missing:,}"
    figures = [
        PlainFigure(
            "main",
            "あと",
            found.basis and f"{found.basis}で",
            missing,
            "人",
            f"{_plain(found.target_rate)}%まで",
        )
    ]
    if needed is None:
        why = "" if found.missing == 0 else "記録がふえると出ます"
        why = ENDED if is_over(found) else why
        figures += [
            PlainFigure("", name, "", "—", "", why)
            for name in ("必要な席", "身分証アプリの教室", "1か月あたり")
        ]
    else:
        figures += [
            PlainFigure("", "必要な席", "アプリの教室だけなら", *_counted(needed.seats, "席")),
            PlainFigure("", "身分証アプリの教室", "いまの割合で", *_counted(needed.classes, "回")),
            PlainFigure(
                "",
                "1か月あたり",
                f"あと{needed.months}か月",
                f"{needed.a_month.middle:.1f}",
                "回",
                f"いまは{needed.a_month_now:.1f}回",
            ),
        ]
    chance = ("—", "") if fan is None else _per_cent(fan.chance)
    year = fiscal_year_label(found.target_year)
    under = ENDED if is_over(found) else _under_what(found)
    return [*figures, PlainFigure("est", "届く見込み", f"{year}末", *chance, under)]


def _per_cent(chance: float) -> tuple[str, str]:
    """Return a chance and its unit; simulated courses cannot promise all or nothing."""
    if chance < LEAST_CHANCE:
        return ("1", "%未満")
    return ("99", "%以上") if chance > 1 - LEAST_CHANCE else (f"{100 * chance:.0f}", "%")


def _counted(counts: Interval, unit: str) -> tuple[str, str, str]:
    how = f"{counts.low:,.0f}〜{counts.high:,.0f}{unit}"
    return (f"{counts.middle:,.0f}", unit, how)


def too_few(found: Outlook) -> str:
    """Say that too few classes were held to reckon with; nothing where there are enough."""
    pace = found.pace
    if is_over(found):
        year = fiscal_year_label(found.target_year)
        return (
            f"目標の年度（{year}）が終わったため、必要な回数は出せません。"
            "次の目標が決まったら、設定の目標の年度と率を入れ直してください。"
        )
    if enough(pace):
        return ""
    return (
        f"身分証アプリを教える教室の記録がまだ少なく、必要な回数は出せません。{LEAST_CLASSES}回以上の身分証アプリの教室と、"
        f"まだ登録していない方のべ{LEAST_FRESH}人以上の記録がそろうと出ます"
        f"（いま{pace.classes:,}回、のべ{pace.fresh:,}人）。"
    )


def effort(found: Outlook) -> list[tuple[str, str]]:
    """Return what reaching the target by classes alone takes, as a sum one can follow."""
    needed, pace = found.needed, found.pace
    if needed is None:
        return []
    share = needed.conversion
    return [
        ("いまの残り", f"{needed.missing:,}人"),
        (
            f"その場で登録（{_share_of(found)}）",
            f"{100 * share.middle:.0f}%（{100 * share.low:.0f}〜{100 * share.high:.0f}%）",
        ),
        ("来てもらう、未登録の方", _with_bounds(needed.fresh, "人")),
        ("アプリの教室1回の未登録の方", f"{pace.fresh / pace.classes:.1f}人"),
        ("身分証アプリの教室の回数", _with_bounds(needed.classes, "回")),
        ("目標の年度末まで", f"{needed.months}か月"),
        (
            "1か月に必要な回数",
            f"{needed.a_month.middle:.1f}回（{_bounds(needed.a_month)}回）",
        ),
        ("アプリの教室、いまの1か月", f"{needed.a_month_now:.1f}回"),
    ]


def _share_of(found: Outlook) -> str:
    """Say of how many people the share is; of one that was set, that nobody was counted for it."""
    set_by_hand = (Kind.SAVED, Kind.TRIED)
    if any(one.key is Key.CONVERSION and one.kind in set_by_hand for one in found.assumptions):
        return "決めた値"
    return f"{found.pace.fresh:,}人中{found.pace.newly:,}人"


def _with_bounds(counts: Interval, unit: str) -> str:
    return f"{counts.middle:,.0f}{unit}（{counts.low:,.0f}〜{counts.high:,.0f}）"


def _bounds(counts: Interval) -> str:
    return f"{counts.low:.1f}〜{counts.high:.1f}"


def change(fan: Fan) -> list[tuple[str, str]]:
    """Return the expected change in points, parted; the rounded parts add up to the whole."""
    whole, cohort = round(fan.change.whole, 1), round(fan.change.cohort, 1)
    return [
        ("人の入れ替わりとご自分での登録", signed(cohort)),
        ("すべての教室と窓口", signed(round(whole - cohort, 1))),
        ("あわせて", signed(whole)),
    ]


def signed(points: float) -> str:
    """Return +1.2 as people read it: ＋1.2ポイント."""
    return f"{number_text(Decimal(points), 1, sign=True)}ポイント"


def value(line: Assumption) -> str:
    return f"{line.key.written(line.value)}{line.key.unit}".replace("-", "−")


def sources(found: Outlook) -> list[str]:
    """Return what the figures are reckoned from, and how far they may be trusted."""
    pace, fan = found.pace, found.fan
    lines = [
        (
            f"身分証アプリの教室の成績：{wareki(pace.first)}から{wareki(pace.on)}までの{pace.classes:,}回。"
            f"70歳以上の方（教室の日の満年齢）で、まだ登録していなかったのべ{pace.fresh:,}人のうち{pace.newly:,}人が"
            f"その場で登録しました。「{SURE}」は、同じことを10回くり返すと8回はその幅に入る、という意味です。"
            "教室ごとの出来のばらつきも入れてあります。"
        )
    ]
    if fan is None:
        return lines
    if fan.starts_from_plan_rate:
        lines.append("見込みの始まり：公式値がまだないため、計画の率から始めています。")
    else:
        lines.append(f"見込みの始まり：{wareki(fan.points[0].on)}の公式値。")
    lines.append(
        "見込みの出し方：前提の値とその幅から、月ごとの動きを2,000通り計算しました。濃い帯に半分、"
        f"うすい帯までに{OUTER.label}が入ります。架空のまち{COVERED_OF:,}か所で試すと、5年後の本当の率は"
        f"{COVERED}%がうすい帯に入りました（公式値が1年あけて2つある場合）。"
    )
    if _is_blind(found):
        lines.append(
            "公式値が2つそろうまで、ご自分で登録する方の数がわからないため、"
            "見込みは低めに出やすく、帯に入るのは半分ほどです。"
        )
    return lines


def _is_blind(found: Outlook) -> bool:
    other = next(line for line in found.assumptions if line.key is Key.OTHER)
    return other.kind is Kind.PROVISIONAL


def _plain(rate: float) -> str:
    return f"{rate:.1f}".removesuffix(".0")
