"""準備: the list of what makes an empty system a working office."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.office.setup import queries, service
from classroom.rules.words.staff import ADMINS
from classroom.web.acting import or_back
from classroom.web.database import get_db, settings
from classroom.web.pages import done
from classroom.web.staff.access import allow, current

bp = Blueprint("setup", __name__)


@bp.get("/start")
@allow(ADMINS)
def index() -> str:
    return render_template("office/setup/index.html", setup=queries.setup(get_db(), settings()))


@bp.post("/start/put-away")
@allow(ADMINS)
def put_away() -> Response:
    """Put the list away from the first page, or take it out again."""
    away, here = request.form.get("away") != "no", url_for("setup.index")
    with or_back(here):
        service.put_away(get_db(), settings(), away=away, at=clock.now(), by=current().id)
    if not away:
        return done(get_db(), here, "準備の一覧を、今日の画面に出しました。")
    said = "準備の一覧をしまいました。「管理」の「準備」で、いつでも見られます。"
    return done(get_db(), url_for("home.today"), said)


@bp.post("/start/backup")
@allow(ADMINS)
def back_up() -> Response:
    with or_back(url_for("setup.index")):
        path = service.back_up(settings(), clock.now())
    return done(get_db(), url_for("setup.index"), f"控えを取りました：{path.name}")
