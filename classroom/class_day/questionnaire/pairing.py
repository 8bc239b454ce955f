"""From answers to changes: only two answers of one person to one topic make a pair."""

from collections.abc import Iterable, Sequence
from math import fsum

from classroom.class_day.questionnaire.rules import mean_interval, sign_test
from classroom.class_day.questionnaire.values import Change, Given, TopicResult

Pair = tuple[float, float]
Person = tuple[str, int]


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
