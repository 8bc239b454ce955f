"""All that the page and the paper of the outlook show."""

from dataclasses import dataclass

from classroom.figures.outlook.compare import Comparison
from classroom.figures.outlook.places import Place
from classroom.figures.outlook.values import Outlook
from classroom.figures.report.values import Kpi


@dataclass(frozen=True, slots=True)
class Sheet:
    """The outlook of a day with the comparisons and places beside it.

    `unmatched` are names of districts and areas of the population that have no counterpart.
    """

    kpi: Kpi
    outlook: Outlook
    comparisons: tuple[Comparison, ...]
    places: tuple[Place, ...]
    unmatched: tuple[str, ...]
