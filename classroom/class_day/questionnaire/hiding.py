"""What a viewer sees of the results: nothing by which a few people could be known."""

from collections.abc import Sequence

from classroom.class_day.questionnaire.rules import HIDDEN_UNDER
from classroom.class_day.questionnaire.values import (
    Change,
    QuestionnaireResults,
    ShownChange,
    ShownResults,
    ShownTopic,
    TopicResult,
)
from classroom.rules.suppression import Edge, hidden_cells

SUM = "sum"


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
