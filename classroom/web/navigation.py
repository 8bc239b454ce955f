"""The places in the bar at the top, and who sees which."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, request, url_for

from classroom.rules.words import staff
from classroom.web.database import settings
from classroom.web.staff.access import member


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the bar. It is the current one on every page of its blueprints.

    `within` are the places of a second bar below it.
    """

    label: str
    endpoint: str
    roles: frozenset[staff.Role]
    pages: tuple[str, ...]
    within: tuple["Place", ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A place as the page shows it."""

    label: str
    endpoint_url: str
    is_current: bool


PLACES = (
    Place("今日", "home.today", staff.ANYONE, ("home.today", "calling.")),
    Place("受付", "enrolment.desk", staff.DESK, ("enrolment.desk", "enrolment.new_person")),
    Place(
        "予定表",
        "course.calendar",
        staff.SCHEDULE,
        (
            *("course.calendar", "course.agenda", "course.week_lanes", "course.half_year"),
            *("course.show_move", "course.move_session", "feeds.", "papers.jobs"),
        ),
    ),
    Place(
        "講座",
        "course.index",
        staff.PLANNERS,
        (
            *("course.", "enrolment.offering", "draw.", "place.", "staffing.", "imports."),
            *("papers.", "material.", "renewal."),
        ),
    ),
    Place(
        "受講者",
        "participant.index",
        staff.DESK,
        (
            "participant.",
            "people.",
            "merging.",
            "erasing.",
            "papers.person",
            "papers.people_labels",
        ),
    ),
    Place(
        "実績",
        "dashboard.kpi",
        staff.FIGURES,
        (
            *("dashboard.", "results.", "outlook.", "review.", "entry_book.", "questionnaire."),
            *("population.", "official.", "nowcast.", "opendata."),
        ),
        (
            Place("きょうの数字", "dashboard.kpi", staff.FIGURES, ("dashboard.",)),
            Place("内訳", "results.index", staff.FIGURES, ("results.",)),
            Place("目標まで", "outlook.index", staff.FIGURES, ("outlook.", "nowcast.revisions")),
            Place("アンケート", "questionnaire.index", staff.FIGURES, ("questionnaire.",)),
            Place("進捗管理", "review.index", staff.FIGURES, ("review.", "entry_book.")),
            Place("公式値", "official.index", staff.PLANNERS, ("official.", "nowcast.")),
            Place("人口", "population.index", staff.PLANNERS, ("population.",)),
            Place("オープンデータ", "opendata.index", staff.FIGURES, ("opendata.",)),
        ),
    ),
    Place(
        "管理",
        "staff.index",
        staff.ADMINS,
        ("staff.index", "staff.new", "staff.edit", "settings.", "setup."),
        (
            Place("アカウント", "staff.index", staff.ADMINS, ("staff.",)),
            Place("設定", "settings.index", staff.ADMINS, ("settings.",)),
            Place("準備", "setup.index", staff.ADMINS, ("setup.",)),
        ),
    ),
)
# Stands beside 今日 until the list is put away.
SETUP = Place("準備", "setup.index", staff.ADMINS, ("setup.",))


def init_app(app: Flask) -> None:
    app.context_processor(_bars)


def _bars() -> dict[str, list[Shown]]:
    places = PLACES if settings().setup_put_away else (PLACES[0], SETUP, *PLACES[1:])
    here = _current(places)
    within = here.within if here else ()
    return {"nav": shown(places), "subnav": shown(within)}


def shown(places: Sequence[Place]) -> list[Shown]:
    """Return those of the places that the person at the screen may go to."""
    found = member()
    if found is None:
        return []
    here = _current(places)
    return [
        Shown(place.label, url_for(place.endpoint), place is here)
        for place in places
        if found.role in place.roles
    ]


def _current(places: Sequence[Place]) -> Place | None:
    endpoint = request.endpoint or ""
    exact = (place for place in places if endpoint in place.pages)
    begun = (p for p in places if any(endpoint.startswith(page) for page in p.pages))
    return next(exact, None) or next(begun, None)
