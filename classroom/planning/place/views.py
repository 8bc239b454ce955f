"""Pages of districts and venues."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.place import queries, service
from classroom.planning.place.forms import DistrictForm, VenueForm
from classroom.planning.place.models import District, Venue
from classroom.rules.words.staff import PLANNERS
from classroom.web.database import get_db
from classroom.web.pages import done, or_404
from classroom.web.staff.access import allow
from classroom.web.stale import refuse_beside

bp = Blueprint("place", __name__)
Page = str | tuple[str, int] | Response
EMPTY_ROOMS = 3


@bp.get("/districts")
@allow(PLANNERS)
def districts() -> Page:
    """List the districts."""
    found = queries.districts(get_db(), only_active=False)
    return render_template("planning/place/districts.html", districts=found)


@bp.get("/districts/new")
@allow(PLANNERS)
def new_district() -> Page:
    """Show an empty district."""
    form = DistrictForm(formdata=None)
    return render_template("planning/place/district.html", form=form, district=None, stored=None)


@bp.post("/districts/new")
@allow(PLANNERS)
def create_district() -> Page:
    """Make a district."""
    form, db = DistrictForm(), get_db()
    if form.validate():
        try:
            row = service.create_district(db, form.details())
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            where = url_for("place.districts")
            return done(db, where, f"地区「{row.name}」を登録しました。", district=key(row))
    page = render_template("planning/place/district.html", form=form, district=None, stored=None)
    return page, form.status


@bp.get("/districts/<int:district_id>")
@allow(PLANNERS)
def edit_district(district_id: int) -> Page:
    """Show a district."""
    row = or_404(get_db().get(District, district_id))
    form = DistrictForm(obj=row)
    return render_template("planning/place/district.html", form=form, district=row, stored=None)


@bp.post("/districts/<int:district_id>")
@allow(PLANNERS)
def change_district(district_id: int) -> Page:
    """Change a district."""
    form, db, stored = DistrictForm(), get_db(), None
    row = or_404(db.get(District, district_id))
    if form.validate():
        try:
            service.change_district(db, district_id, form.details(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            row = or_404(db.get(District, district_id))
            stored = refuse_beside(form, refusal, DistrictForm(formdata=None, obj=row))
        else:
            return done(db, url_for("place.districts"), f"地区「{row.name}」を直しました。")
    page = render_template("planning/place/district.html", form=form, district=row, stored=stored)
    return page, form.status


@bp.get("/venues")
@allow(PLANNERS)
def venues() -> Page:
    """List the venues."""
    return render_template("planning/place/venues.html", venues=queries.venue_lines(get_db()))


@bp.get("/venues/new")
@allow(PLANNERS)
def new_venue() -> Page:
    """Show an empty venue."""
    form = _offered(VenueForm(formdata=None))
    return render_template("planning/place/venue.html", form=form, venue=None, stored=None)


@bp.post("/venues/new")
@allow(PLANNERS)
def create_venue() -> Page:
    """Make a venue with its rooms."""
    form, db = _offered(VenueForm()), get_db()
    if form.validate():
        try:
            row = service.create_venue(db, form.details())
        except Refusal as refusal:
            db.rollback()
            form.refuse(refusal)
        else:
            where = url_for("place.venues")
            return done(db, where, f"会場「{row.name}」を登録しました。", venue=key(row))
    return render_template(
        "planning/place/venue.html", form=form, venue=None, stored=None
    ), form.status


@bp.get("/venues/<int:venue_id>")
@allow(PLANNERS)
def edit_venue(venue_id: int) -> Page:
    """Show a venue with its rooms."""
    row = or_404(get_db().get(Venue, venue_id))
    form = _offered(_stored_venue(row))
    return render_template("planning/place/venue.html", form=form, venue=row, stored=None)


@bp.post("/venues/<int:venue_id>")
@allow(PLANNERS)
def change_venue(venue_id: int) -> Page:
    """Change a venue and its rooms."""
    form, db, stored = _offered(VenueForm()), get_db(), None
    row = or_404(db.get(Venue, venue_id))
    if form.validate():
        try:
            service.change_venue(db, venue_id, form.details(), version=form.version_number)
        except Refusal as refusal:
            db.rollback()
            row = or_404(db.get(Venue, venue_id))
            stored = refuse_beside(form, refusal, _offered(_stored_venue(row)))
        else:
            return done(db, url_for("place.venues"), f"会場「{row.name}」を直しました。")
    page = render_template("planning/place/venue.html", form=form, venue=row, stored=stored)
    return page, form.status


def _stored_venue(row: Venue) -> VenueForm:
    rooms = queries.rooms(get_db(), key(row))
    held = [{"id": room.id, "name": room.name, "capacity": room.capacity} for room in rooms]
    return VenueForm(formdata=None, obj=row, data={"rooms": held})


def _offered(form: VenueForm) -> VenueForm:
    """Give the form the districts to choose from, and empty rows for further rooms."""
    offered = queries.districts(get_db(), only_active=False)
    form.district_id.offer([(key(one), one.name) for one in offered], empty="決めない")
    if not form.is_submitted():
        for _ in range(EMPTY_ROOMS):
            form.rooms.append_entry()
    return form
