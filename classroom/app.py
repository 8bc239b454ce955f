"""The application, built out of its parts, and served."""

from datetime import timedelta
from types import SimpleNamespace

import click
from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.engine import Engine

from classroom.class_day.app_registration.share import AppShare
from classroom.class_day.app_registration.views import bp as app_registration
from classroom.class_day.attendance.queries import attended, held
from classroom.class_day.attendance.service import forget_absences
from classroom.class_day.attendance.share import AttendanceShare
from classroom.class_day.attendance.views import bp as attendance
from classroom.class_day.people.views import bp as people
from classroom.class_day.questionnaire.views import bp as questionnaire
from classroom.core import clock, config, db, migrations
from classroom.core.command_line import PORT
from classroom.core.data import data_dir
from classroom.desk.finding.views import bp as finding
from classroom.desk.merging import views as merging
from classroom.desk.participant.views import bp as participant
from classroom.desk.queue.queries import borrowers, people_to_call
from classroom.desk.queue.views import calling, draw, enrolment
from classroom.figures.dashboard.views import bp as dashboard
from classroom.figures.entry_book.views import bp as entry_book
from classroom.figures.feeds.views import bp as feeds
from classroom.figures.nowcast.views import bp as nowcast
from classroom.figures.official.views import bp as official
from classroom.figures.opendata.views import bp as opendata
from classroom.figures.outlook.views import bp as outlook
from classroom.figures.population.views import bp as population
from classroom.figures.results.views import bp as results
from classroom.figures.review.views import bp as review
from classroom.office.accounts.views import bp as staff
from classroom.office.erasing.views import bp as erasing
from classroom.office.home.views import bp as home
from classroom.office.imports.views import bp as imports
from classroom.office.settings.views import bp as settings_pages
from classroom.office.setup.views import bp as setup
from classroom.papers.views import bp as papers
from classroom.planning.material.views import bp as material
from classroom.planning.offering import applicants
from classroom.planning.offering.views import course, staffing
from classroom.planning.place.views import bp as place
from classroom.planning.renewal.views import bp as renewal
from classroom.rules.words.app import Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.queue import CallResult, Status
from classroom.rules.words.staff import DESK, Role
from classroom.web import (
    assets,
    database,
    errors,
    filters,
    navigation,
    operations,
    pages,
    security,
    uploads,
)
from classroom.web.numbers import KeyConverter
from classroom.web.serving import address, bound, remember_address, serve_pages, setup_address
from classroom.web.staff import access, queries, service

BLUEPRINTS = (
    app_registration,
    attendance,
    calling,
    course,
    dashboard,
    draw,
    enrolment,
    erasing,
    feeds,
    finding,
    home,
    imports,
    material,
    merging.bp,
    nowcast,
    official,
    opendata,
    outlook,
    papers,
    participant,
    people,
    place,
    population,
    questionnaire,
    renewal,
    results,
    review,
    entry_book,
    settings_pages,
    setup,
    staff,
    staffing,
)
# What planning may ask about people, whom only the rooms above know.
applicants.hand_in(applicants.Answers(people_to_call, borrowers, attended, held, forget_absences))
# What rooms above the desk keep of a person: it moves when two records are made one.
SHARES = (AttendanceShare(), AppShare())
WORDS = SimpleNamespace(
    CallResult=CallResult, Mark=Mark, Role=Role, Stage=Stage, Status=Status, DESK=DESK
)
UPLOAD_MAX = 11 * 1024 * 1024  # a file of 10 MB and the form around it


def create_app(settings: config.Settings | None = None, engine: Engine | None = None) -> Flask:
    """Make the application on a database that is up to date.

    Raises SettingError or Refusal, in Japanese, where a setting or the database does not fit.
    """
    settings = settings or config.load()
    engine = engine or db.make_engine(settings.database_url)
    migrations.require_current(engine)
    app = Flask(__name__, template_folder=str(data_dir("templates")))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="classroom",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.cookie_secure,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.idle_minutes),
        MAX_CONTENT_LENGTH=UPLOAD_MAX,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may lie open for hours
        WTF_I18N_ENABLED=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    database.init_app(app, database.Runtime(settings, engine))
    CSRFProtect(app)
    access.init_app(app)
    service.nobodys_hash()  # before anybody signs in
    operations.init_app(app)
    merging.init_app(app, SHARES)
    for part in (security, assets, errors, filters, navigation):
        part.init_app(app)
    app.url_map.converters["int"] = KeyConverter
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _share_with_templates(app)
    access.require_all_marked(app)
    return app


def _share_with_templates(app: Flask) -> None:
    app.jinja_env.globals.update(
        new_operation_id=pages.new_operation_id,
        notices=pages.notices,
        product="スマホ教室",
        words=WORDS,
    )
    app.context_processor(_of_this_request)


def _of_this_request() -> dict[str, object]:
    chosen = database.settings()
    return {
        "member": access.member(),
        "city_name": chosen.city_name,
        "contact": chosen.contact,
        "practice": chosen.practice,
        "setup_put_away": chosen.setup_put_away,
    }


@click.command
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="ほかのPCから使うときは 0.0.0.0"
)
@click.option("--port", type=PORT, default=8000, show_default=True, help="ポートの番号")
def serve(host: str, port: int) -> None:
    """Serve the real database; its first run prints a one-time set-up link."""
    settings = config.load(begins=True)
    port_taken = bound(host, port)  # before a database or a link is made, or said
    engine = db.make_engine(settings.database_url)
    if not migrations.exists(engine):
        migrations.refuse_lost(engine, settings.instance)
        migrations.upgrade(engine)
    app = create_app(settings, engine)
    uploads.sweep_always(settings.instance)
    with db.writing(engine) as session:
        token = None
        if not queries.any_member(session):
            token = service.make_link(session, None, at=clock.now())
    site = remember_address(settings, address(host, port))
    said = [f"スマホ教室を始めました。ブラウザーで {site} を開いてください。"]
    if token:
        said += [
            "はじめに、このリンクで管理者のアカウントを作ってください（1回だけ、48時間以内）：",
            f"  {setup_address(site, token)}",
        ]
    said.append(f"設定とデータのフォルダー：{settings.instance}")
    said.append("止めるときは Ctrl + C を押します。")
    serve_pages(app, port_taken, lambda: click.echo("\n".join(said)))
