"""Building the application out of its parts."""

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path

from flask import Flask, request, url_for
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.engine import Engine

from classroom import config, migrations, navigation
from classroom.data import data_dir
from classroom.db import make_engine
from classroom.features import blueprints
from classroom.staff import access
from classroom.web import database, errors, filters, operations, pages, security
from classroom.web.numbers import KeyConverter

UPLOAD_MAX = 11 * 1024 * 1024  # a file of 10 MB and the form around it


def build(settings: config.Settings | None, engine: Engine | None) -> Flask:
    """Make the application; see classroom.create_app."""
    settings = settings or config.load()
    engine = engine or make_engine(settings.database_url)
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
    operations.init_app(app)
    for part in (security, errors, filters, navigation):
        part.init_app(app)
    app.url_map.converters["int"] = KeyConverter
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    _share_with_templates(app, settings)
    access.require_all_marked(app)
    return app


def _share_with_templates(app: Flask, settings: config.Settings) -> None:
    app.jinja_env.globals.update(
        static_url=_static_url(app),
        new_operation_id=pages.new_operation_id,
        notices=pages.notices,
        product="スマホ教室",
        city_name=settings.city_name,
        contact=settings.contact,
        practice=settings.practice,
    )
    app.context_processor(lambda: {"member": access.member()})


def _static_url(app: Flask) -> object:
    folder = Path(app.static_folder or "")

    @cache
    def address(root: str, path: str) -> str:
        del root  # what stands before every address of ours, behind a proxy
        version = hashlib.sha256((folder / path).read_bytes()).hexdigest()[:10]
        return url_for("static", filename=path, v=version)

    # A page names some thirty files.
    return lambda path: address(request.script_root, path)
