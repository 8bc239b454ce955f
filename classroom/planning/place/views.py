"""Pages of districts and venues."""

from flask import Blueprint, render_template, url_for

from classroom.core.db import key
from classroom.planning.place import queries, service
from classroom.planning.place.forms import DistrictForm, VenueForm
from classroom.planning.place.models import District, Venue
from classroom.planning.place.table_views import DISTRICTS, VENUES
from classroom.rules.words.staff import PLANNERS
from classroom.web.database import get_db
from classroom.web.records import Page, Records
from classroom.web.staff.access import allow

bp = Blueprint("place", __name__)
EMPTY_ROOMS = 3


@bp.get("/districts")
@allow(PLANNERS)
def districts() -> Page:
    found = queries.districts(get_db(), only_active=False)
    return render_template("planning/place/districts.html", districts=found)


@bp.get("/venues")
@allow(PLANNERS)
def venues() -> Page:
    return render_template("planning/place/venues.html", venues=queries.venue_lines(get_db()))


def _offer(form: VenueForm) -> None:
    """Give the form the districts to choose from, and empty rows for further rooms."""
    offered = queries.districts(get_db(), only_active=False)
    form.district_id.offer([(key(one), one.name) for one in offered], empty="決めない")
    if not form.is_submitted():
        for _ in range(EMPTY_ROOMS):
            form.rooms.append_entry()


def _rooms(row: Venue) -> dict[str, object]:
    inside = queries.rooms(get_db(), key(row))
    return {"rooms": [{"id": r.id, "name": r.name, "capacity": r.capacity} for r in inside]}


Records(
    name="district",
    table=District,
    form=DistrictForm,
    template="planning/place/district.html",
    make=service.create_district,
    change=service.change_district,
    called=lambda row: f"地区「{row.name}」",
    home=lambda _: url_for("place.districts"),
).serve(bp, PLANNERS, "/districts", "new_district create_district edit_district change_district")
Records(
    name="venue",
    table=Venue,
    form=VenueForm,
    template="planning/place/venue.html",
    make=service.create_venue,
    change=service.change_venue,
    called=lambda row: f"会場「{row.name}」",
    home=lambda _: url_for("place.venues"),
    prepare=_offer,
    given=_rooms,
).serve(bp, PLANNERS, "/venues", "new_venue create_venue edit_venue change_venue")
DISTRICTS.serve(bp, "/districts")
VENUES.serve(bp, "/venues")
