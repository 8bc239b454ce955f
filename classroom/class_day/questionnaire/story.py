"""What a change means, in plain words."""

from classroom.class_day.questionnaire.values import Change, QuestionnaireResults, ShownChange

LIKELY = 0.05


def headline(found: QuestionnaireResults, together: ShownChange | None) -> str:
    """Return the sentence a page of results begins with, from what that page may show."""
    if not found.sheets:
        return "アンケートは、まだ入っていません"
    if together is None or together.whole is None:
        return f"アンケートは、{found.sheets:,}枚入っています"
    return f"「できる」が、平均で{direction(together.whole.mean)}（{together.pairs:,}人）"


def direction(mean: float) -> str:
    """Return a mean change in words: 0.8段階上がりました."""
    steps = f"{abs(mean):.1f}"
    if steps == "0.0":
        return "変わりませんでした"
    return f"{steps}段階{'上がりました' if mean > 0 else '下がりました'}"


def certainty(change: Change) -> str:
    """Say how far a change can be believed."""
    if change.is_few:
        return "10人に満たないので、参考です。"
    if change.by_chance < LIKELY:
        return "偶然だけでは起こりにくい差です。"
    return "偶然でも起こる程度の差です。"


def signed(number: float) -> str:
    """Return ＋0.8, −0.3 or ±0.0."""
    steps = f"{abs(number):.1f}"
    return f"{'±' if steps == '0.0' else '＋' if number > 0 else '−'}{steps}"


def span(within: tuple[float, float] | None) -> str:
    """Return an interval as ＋0.5〜＋1.1; a dash where there is none."""
    return f"{signed(within[0])}〜{signed(within[1])}" if within else "—"


def open_change(change: Change) -> ShownChange:
    """Return a change with all its parts, for a page that hides nothing."""
    return ShownChange(change.pairs, (change.improved, change.same, change.worse), change)
