"""The sentences and tables of the section head's screen."""

from classroom.figures.dashboard.values import Board, Place
from classroom.figures.outlook.story import effort, reach_sentence, too_few
from classroom.figures.report import story
from classroom.figures.report.tables import TableLine
from classroom.planning.course.values import DayLine
from classroom.rules.era_calendar import weekday

TOTAL = "計"


def headline(board: Board) -> tuple[str, ...]:
    """Return the sentence of the screen in parts, each of which stays on a line."""
    parts = (*story.headline(board.kpi), reach_sentence(board.outlook))
    return tuple(part for part in parts if part)


def takes(board: Board) -> list[tuple[str, str]]:
    """Return what the target takes by classes alone, as a sum one can follow."""
    return effort(board.outlook)


def takes_big(board: Board) -> tuple[str, str] | None:
    """Return the classes a month that are needed and those there are; None if it can't be said."""
    needed = board.outlook.needed
    if needed is None:
        return None
    return (f"{needed.a_month.middle:.1f}", f"{needed.a_month_now:.1f}")


def takes_why_not(board: Board) -> str:
    """Return why it cannot be said what the target takes; nothing where it can."""
    missing = board.outlook.missing
    if missing is None:
        return "人口か公式値が入ると出ます。"
    return too_few(board.outlook) if missing else "目標に届いています。"


def coming_rows(board: Board, most: int | None = None) -> list[TableLine]:
    """Return the classes to come: the day, the course, the venue, the seats; and how many more."""
    shown = board.coming[:most]
    rows = [
        TableLine(
            f"{line.on.month}/{line.on.day}（{weekday(line.on)}）",
            _cells(line, published=board.kpi.classes.is_told),
        )
        for line in shown
    ]
    if more := len(board.coming) - len(shown):
        rows.append(TableLine(f"ほか{more}回", ("", "", "")))
    return rows


def _cells(line: DayLine, *, published: bool) -> tuple[str, str, str]:
    """Return a class to come; who may not see people does not see how few applied."""
    seats = f"満席（{line.capacity}人）"
    if line.seats_left > 0:
        taken = "定員" if published else f"{line.seats_taken}/"
        seats = f"{taken}{line.capacity}人"
    return (line.short_title, line.venue_short, seats)


def place_rows(board: Board, *, published: bool) -> list[TableLine]:
    """Return the districts: residents of 70 and over, classes held this year and to come.

    For who may see them, also how many of the residents came and registered. A published table has
    no such column: see `report.export`.
    """
    people = {line.name: line for line in board.kpi.classes.districts}
    rows = []
    for place in board.places:
        cells = _place_cells(place)
        if not published:
            line = people.pop(place.name, None)
            cells += _people_cells(
                line.attended if line else 0, line.newly_registered if line else 0
            )
        rows.append(TableLine(place.name, cells))
    rows += (
        []
        if published
        else [
            TableLine(
                line.name, ("—", "", "", *_people_cells(line.attended, line.newly_registered))
            )
            for line in people.values()
        ]
    )
    results = board.kpi.classes
    total = _place_cells(_all(board))
    if not published:
        total += _people_cells(results.attended, results.newly_registered)
    return [*rows, TableLine(TOTAL, total)]


def _all(board: Board) -> Place:
    known = [place.aged for place in board.places if place.aged is not None]
    return Place(
        None,
        "",
        sum(known) if known else None,
        sum(place.held for place in board.places),
        sum(place.ahead for place in board.places),
    )


def _place_cells(place: Place) -> tuple[str, ...]:
    aged = "—" if place.aged is None else f"{place.aged:,}人"
    return (aged, f"{place.held}回", f"{place.ahead}回")


def _people_cells(*counts: int) -> tuple[str, ...]:
    return tuple(f"{count:,}人" for count in counts)
