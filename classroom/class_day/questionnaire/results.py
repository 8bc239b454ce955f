"""What the アンケート come to: changes of the same people, and what of them a viewer may see.

Only two answers of one person to one topic make a pair.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import fsum

from sqlmodel import Session

from classroom.class_day.questionnaire import queries
from classroom.class_day.questionnaire.rules import (
    HIDDEN_UNDER,
    direction,
    mean_interval,
    sign_test,
)
from classroom.class_day.questionnaire.values import (
    Change,
    CourseResult,
    Given,
    QuestionnaireResults,
    Scope,
    ShownChange,
    ShownResults,
    ShownTopic,
    TopicResult,
)
from classroom.rules.suppression import Edge, hidden_cells

SUM = "sum"
Pair = tuple[float, float]
Person = tuple[str, int]


def results(db: Session, first: date, last: date) -> QuestionnaireResults:
    """Return what all sheets of the sessions between two days say, both days included."""
    return results_of(db, Scope(first, last))


def results_of(db: Session, scope: Scope) -> QuestionnaireResults:
    topics, together = topic_results(queries.given(db, scope))
    sheets, sessions = queries.sheet_counts(db, scope)
    return QuestionnaireResults(
        first=scope.first,
        last=scope.last,
        sheets=sheets,
        sessions=sessions,
        topics=topics,
        together=together,
        satisfaction=queries.satisfaction(db, scope),
        comments=queries.comment_count(db, scope),
    )


def told(found: QuestionnaireResults) -> QuestionnaireResults:
    """Return results for who may not see people: nothing of fewer than five sheets."""
    if found.sheets >= HIDDEN_UNDER:
        return found
    nothing = (0, 0, 0, 0)
    return replace(
        found, sheets=0, sessions=0, topics=(), together=None, satisfaction=nothing, comments=0
    )


def by_course(db: Session, scope: Scope) -> list[CourseResult]:
    """Return what the sheets of each course within a scope's days say, by their titles."""
    return [
        CourseResult(number, title, results_of(db, replace(scope, course_id=number)))
        for number, title in queries.courses_asked(db, scope.first, scope.last)
    ]


def headline(found: QuestionnaireResults, together: ShownChange | None) -> str:
    """Return the sentence a page of results begins with, from what that page may show."""
    if not found.sheets:
        return "アンケートは、まだ入っていません"
    if together is None or together.whole is None:
        return f"アンケートは、{found.sheets:,}枚入っています"
    return f"「できる」が、平均で{direction(together.whole.mean)}（{together.pairs:,}人）"


def topic_results(given: Iterable[Given]) -> tuple[tuple[TopicResult, ...], Change | None]:
    """Return each topic's change, in the order of its name, and that of people over all topics.

    Of a person's answers to a topic the first one before and the last one after are the pair. Over
    all topics a person counts once, by the means of their pairs: answers of one person are not
    independent of each other. The order in which sheets came in changes nothing.
    """
    by_topic: dict[str, dict[Person, list[Given]]] = {}
    for answer in given:
        by_topic.setdefault(answer.topic, {}).setdefault(answer.person, []).append(answer)
    results, everyone = [], dict[Person, list[Pair]]()
    for topic, people in sorted(by_topic.items()):
        halves = {person: _halves(answers) for person, answers in people.items()}
        pairs = {
            person: (before, after)
            for person, (before, after) in halves.items()
            if before and after
        }
        for person, pair in pairs.items():
            everyone.setdefault(person, []).append(pair)
        results.append(
            TopicResult(
                topic=topic,
                change=change(list(pairs.values())),
                only_before=sum(1 for before, after in halves.values() if before and not after),
                only_after=sum(1 for before, after in halves.values() if after and not before),
            )
        )
    return tuple(results), change([_mean(pairs) for pairs in everyone.values()])


def change(pairs: Sequence[Pair]) -> Change | None:
    """Reckon up pairs of answers; None where there is none."""
    if not pairs:
        return None
    differences = sorted(after - before for before, after in pairs)
    improved = sum(1 for each in differences if each > 0)
    worse = sum(1 for each in differences if each < 0)
    return Change(
        pairs=len(pairs),
        mean_before=fsum(before for before, _ in pairs) / len(pairs),
        mean_after=fsum(after for _, after in pairs) / len(pairs),
        improved=improved,
        same=len(pairs) - improved - worse,
        worse=worse,
        within_80=mean_interval(differences, 0.8),
        within_95=mean_interval(differences, 0.95),
        by_chance=sign_test(improved, worse),
    )


def _mean(pairs: list[Pair]) -> Pair:
    before, after = (fsum(half) / len(pairs) for half in zip(*pairs, strict=True))
    return before, after


def _halves(answers: list[Given]) -> tuple[int | None, int | None]:
    ordered = sorted(answers, key=lambda answer: answer.order)
    before = next((answer.before for answer in ordered if answer.before), None)
    after = next((answer.after for answer in reversed(ordered) if answer.after), None)
    return before, after


def hidden_parts(counts: Sequence[int]) -> frozenset[int]:
    """Return which parts of a known whole must not be shown, by their places.

    Parts of 1 to 4, and what it takes that none can be had back from the whole.
    """
    edges = [
        Edge(SUM, "parts", "sum", sum(counts)),
        *(Edge(place, "sum", "parts", count) for place, count in enumerate(counts)),
    ]
    kept_back = hidden_cells(edges, HIDDEN_UNDER, told=[SUM])
    return frozenset(place for place in range(len(counts)) if place in kept_back)


def shown(found: QuestionnaireResults, *, published: bool) -> ShownResults:
    """Return results as a page shows them; `published` ones hide what could betray people.

    A topic of fewer than five pairs is left out whole. It cannot be had back from the change over
    all topics, which counts people and not answers. Where a part is hidden its mean and interval
    are, too.
    """
    topics = tuple(_topic(topic, published=published) for topic in found.topics)
    few = found.together is not None and found.together.pairs < HIDDEN_UNDER
    together = None if published and few else _change(found.together, published=published)
    satisfaction: tuple[int | None, ...] = found.satisfaction
    if published:
        too_few = 0 < found.asked < HIDDEN_UNDER
        kept_back = range(4) if too_few else hidden_parts(found.satisfaction)
        satisfaction = tuple(
            None if place in kept_back else count for place, count in enumerate(satisfaction)
        )
    return ShownResults(topics, together, satisfaction)


def _topic(topic: TopicResult, *, published: bool) -> ShownTopic:
    found = topic.change
    if published and found is not None and found.pairs < HIDDEN_UNDER:
        return ShownTopic(topic.topic, None, None, None, is_hidden=True)
    halves = (None, None) if published else (topic.only_before, topic.only_after)
    return ShownTopic(topic.topic, _change(found, published=published), *halves)


def _change(change: Change | None, *, published: bool) -> ShownChange | None:
    if change is None:
        return None
    counts = (change.improved, change.same, change.worse)
    kept_back = hidden_parts(counts) if published else frozenset[int]()
    parts = tuple(None if n in kept_back else count for n, count in enumerate(counts))
    return ShownChange(change.pairs, parts, None if kept_back else change)
