"""予定の購読: the addresses for calendars, and what a calendar that has one is given."""

from flask import Blueprint, render_template, url_for

from classroom.core import clock
from classroom.figures.feeds import queries, service
from classroom.figures.feeds.values import Kind
from classroom.figures.opendata.event_files import as_calendar
from classroom.figures.opendata.values import city_of
from classroom.rules.text import clean_line
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import or_back
from classroom.web.database import get_db, settings
from classroom.web.forms import Choice, Form, NumberField
from classroom.web.pages import Page, done, download, or_404, see_other
from classroom.web.staff.access import PUBLIC, allow

bp = Blueprint("feeds", __name__)
SAID = {
    "make": "アドレスをつくりました。写して、使う方に渡してください。",
    "change": "アドレスを変えました。前のアドレスは、もう使えません。新しいものを渡してください。",
    "stop": "アドレスを止めました。",
}


class FeedForm(Form):
    """Which address is meant."""

    kind = Choice("種類", Kind)
    number = NumberField("番号")


@bp.get("/calendar/subscriptions")
@allow(PLANNERS)
def index() -> Page:
    """Show what a calendar may follow, with the address of each that has one."""
    return render_template(
        "figures/feeds/index.html",
        targets=queries.targets(get_db()),
        address=_address,
        webcal=lambda secret: (
            _address(secret).replace("http", "webcal", 1).replace("webcals", "webcal")
        ),
    )


@bp.post("/calendar/subscriptions/<any(make, change, stop):act>")
@allow(PLANNERS)
def act(act: str) -> Page:
    """Make, change or stop an address."""
    form, db, here = FeedForm(), get_db(), url_for("feeds.index")
    if not form.validate() or form.number.number is None:
        return see_other(here)
    kind, number = Kind(form.kind.data), form.number.number
    with or_back(here):
        if act == "stop":
            service.stop(db, kind, number)
        elif act == "make":
            service.make(db, kind, number, at=clock.now())
        else:
            service.change(db, kind, number, at=clock.now())
    return done(db, f"{here}#{kind}-{number}", SAID[act], kind=kind.value, number=number)


@bp.get("/calendar/feeds/<secret>.ics")
@allow(PUBLIC)
def calendar(secret: str) -> Page:
    """Give a calendar its classes: days, places and how they stand; nobody who takes part."""
    db, now = get_db(), clock.now()
    row = or_404(queries.feed_of(db, clean_line(secret)))
    kind, number = queries.kind_of(row), queries.number_of(row)
    name = or_404(queries.target_name(db, kind, number))
    city = city_of(settings())
    found = queries.followed(db, kind, number, clock.today())
    content = as_calendar(found, city, now, name=f"{name}（{city.name}）")
    return download(content, "classes.ics", "text/calendar", inline=True)


def _address(secret: str) -> str:
    return url_for("feeds.calendar", secret=secret, _external=True)
