"""Breakdowns of the facts: tables, the funnel, what stopped people. From tables alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from classroom.desk.participant.rules import Device
from classroom.figures.registrations.rules import BAND_LABELS, NO_DISTRICT
from classroom.figures.results.facts import Fact, Facts, of_aged, of_unknown_age, where
from classroom.figures.results.rules import (
    COUNTER,
    FROM,
    NONE,
    REACHED_LABELS,
    THEN_LABELS,
    Measure,
    Question,
    Then,
    Way,
    month_label,
    reaches,
)
from classroom.figures.results.values import Breakdown, Cell, Doing, Names, Step, Stopped
from classroom.rules.rate import percentage
from classroom.rules.words.app import LADDER, Blocker
from classroom.rules.words.bands import Band, ToldBand

AT_COUNTER = "窓口"
NO_BLOCKER = "止まっていない"
_BANDS_OF_FIVE = {band.value for band in Band if band is not Band.UNKNOWN}


def breakdown(
    facts: Facts, question: Question, names: Names, *, with_visits: bool = True
) -> Breakdown:
    """Count the facts of a question by its rows, and by its columns where it has any.

    Beside people who came stand their visits, unless without: a row may have visits alone.
    """
    found = where(facts.of(question.measure), question.filters)
    aged = of_aged(found)
    rows = Counter(fact.cells[question.rows] for fact in aged)
    visits = _visits_beside(facts, question) if with_visits else None
    across = question.columns
    columns = Counter(fact.cells[across] for fact in aged if across)
    pairs = Counter((fact.cells[question.rows], fact.cells[across]) for fact in aged if across)
    used = set(rows) | set(visits or ())
    return Breakdown(
        rows=cells(question, question.rows, used, names),
        columns=_heads(question, set(columns), names),
        counts=pairs,
        by_row=rows,
        by_column=columns,
        total=len(aged),
        unknown=len(of_unknown_age(found)),
        visits=visits,
    )


def _heads(question: Question, used: set[str], names: Names) -> tuple[Cell, ...]:
    """Return the columns; of months only the first of a calendar year says which."""
    if question.columns is None:
        return ()
    found = cells(question, question.columns, used, names)
    if question.columns is not Way.MONTH:
        return found
    years = [None, *(cell.key[:4] for cell in found)]
    return tuple(
        cell if cell.key[:4] != before else Cell(cell.key, f"{int(cell.key[5:])}月")
        for cell, before in zip(found, years, strict=False)
    )


def cells(question: Question, way: Way, used: set[str], names: Names) -> tuple[Cell, ...]:
    """Return the cells of a way in their order: those with somebody, and those one asks after."""
    wanted = question.filters.get(way, "")
    known = dict(_known(question, way, names))
    shown = used | _always(question, way, names)
    exact = [key for key in known if key in shown and wanted in ("", key)]
    if wanted.startswith(FROM):
        exact = [key for key in known if key in shown and reaches(key, wanted)]
    return tuple(Cell(key, known[key]) for key in exact)


def choices(question: Question, way: Way, used: set[str], names: Names) -> tuple[Cell, ...]:
    """Return what a filter offers: the cells with somebody, and the one that is chosen."""
    known = dict(_known(question, way, names))
    chosen = question.filters.get(way)
    return tuple(Cell(key, label) for key, label in known.items() if key in used or key == chosen)


def label(question: Question, way: Way, key: str, names: Names) -> str:
    """Return what a cell is called; a stage with all beyond it says so."""
    known = dict(_known(question, way, names))
    if key.startswith(FROM):
        return f"{known.get(key.removeprefix(FROM), key)}から先"
    return known.get(key, key)


def steps(facts: Facts, question: Question) -> tuple[Step, ...]:
    """Return how far those came who could still register, each step part of the one before."""
    fresh = where(of_aged(facts.of(Measure.FRESH)), filters_of_people(question))
    furthest = Counter(fact.cells[Way.REACHED] for fact in fresh)
    found = [Step(Measure.FRESH.value, len(fresh), None, _share(len(fresh), len(fresh)))]
    for stage in LADDER:
        people = sum(n for key, n in furthest.items() if reaches(key, f"{FROM}{stage.value}"))
        share = _share(people, found[-1].people)
        found.append(Step(stage.value, people, share, _share(people, len(fresh))))
    return tuple(found)


def stopped(facts: Facts, question: Question) -> tuple[Stopped, ...]:
    """Return what stopped people, the most frequent first, and what became of them until today."""
    found = where(of_aged(facts.of(Measure.STOPPED)), filters_of_people(question))
    counts = Counter((fact.cells[Way.BLOCKER], fact.cells[Way.THEN]) for fact in found)
    made = [
        Stopped(
            blocker.value,
            counts[blocker.value, Then.REGISTERED] + counts[blocker.value, Then.OPEN],
            counts[blocker.value, Then.REGISTERED],
            counts[blocker.value, Then.OPEN],
        )
        for blocker in Blocker
    ]
    return tuple(sorted((one for one in made if one.people), key=lambda one: -one.people))


def behind(facts: Facts, question: Question, *, unknown: bool = False) -> list[Fact]:
    """Return the facts behind a number, by day; or those of people of unknown age."""
    found = where(facts.of(question.measure), question.filters)
    kept = of_unknown_age(found) if unknown else of_aged(found)
    return sorted(kept, key=lambda fact: (fact.where.on, fact.person.participant_id))


def doings(
    found: Iterable[Fact],
    question: Question,
    names: Names,
    persons: Mapping[int, tuple[str, str]],
) -> Iterator[Doing]:
    """Write facts as lines for people to read; `persons` gives name and kana of each."""
    called = {way: dict(_known(question, way, names)) for way in Way}
    for fact in found:
        of, number = fact.cells, fact.person.participant_id
        name, kana = persons.get(number, ("", ""))
        yield Doing(
            participant_id=number,
            name=name,
            kana=kana,
            band=_band_label(fact),
            district=called[Way.DISTRICT][of[Way.DISTRICT]],
            on=fact.where.on,
            place=_place(called[Way.COURSE][of[Way.COURSE]], called[Way.VENUE][of[Way.VENUE]]),
            what=_what(question.measure, of, called),
            became=called[Way.THEN][of[Way.THEN]] if question.measure is Measure.STOPPED else "",
            is_settled=of[Way.THEN] == Then.REGISTERED,
        )


def _band_label(fact: Fact) -> str:
    band = fact.cells[Way.BAND]
    return BAND_LABELS[band] if fact.person.age >= 0 else ToldBand(band).label


def _place(course: str, venue: str) -> str:
    return AT_COUNTER if course == AT_COUNTER else f"{course}（{venue}）"


def _what(measure: Measure, of: Mapping[Way, str], called: Mapping[Way, Mapping[str, str]]) -> str:
    """Say what happened, where the measure alone does not."""
    if measure is Measure.STOPPED:
        return called[Way.BLOCKER][of[Way.BLOCKER]]
    if measure is Measure.ALREADY:
        return "前から登録済み"
    return called[Way.REACHED][of[Way.REACHED]]


def _visits_beside(facts: Facts, question: Question) -> dict[str, int] | None:
    """Return the visits in the same rows, each where it was, beside the people who came."""
    if question.measure is not Measure.ATTENDED or question.columns:
        return None
    found = of_aged(where(facts.of(Measure.VISITS), question.filters))
    return Counter(fact.cells[question.rows] for fact in found)


def _known(question: Question, way: Way, names: Names) -> Iterable[tuple[str, str]]:
    """Return every cell that a way can have, in order."""
    if way is Way.MONTH:
        return [(key, month_label(key)) for key in question.period.months]
    counter = (COUNTER, AT_COUNTER)
    return {
        Way.DISTRICT: [*names.districts.items(), (NONE, NO_DISTRICT)],
        Way.BAND: _bands(),
        Way.COURSE: [*names.courses.items(), counter],
        Way.VENUE: [*names.venues.items(), counter],
        Way.DEVICE: [(device.value, device.label) for device in Device],
        Way.BLOCKER: [*((one.value, one.label) for one in Blocker), (NONE, NO_BLOCKER)],
        Way.REACHED: REACHED_LABELS.items(),
        Way.THEN: [(then.value, THEN_LABELS[then]) for then in Then],
    }[way]


def _bands() -> list[tuple[str, str]]:
    return list(BAND_LABELS.items())


def _always(question: Question, way: Way, names: Names) -> set[str]:
    """Return the cells that a table shows with a nought too: one asks after each of them."""
    if way is Way.MONTH:
        return set(question.period.months)
    return {
        Way.DISTRICT: set(names.active_districts),
        Way.BAND: {key for key in BAND_LABELS if key in _BANDS_OF_FIVE},
        Way.REACHED: set(REACHED_LABELS),
    }.get(way, set())


def filters_of_people(question: Question) -> dict[Way, str]:
    own = {Way.REACHED, Way.THEN}
    return {way: key for way, key in question.filters.items() if way not in own}


def _share(part: int, whole: int) -> Decimal | None:
    return percentage(Decimal(part), whole) if whole else None
