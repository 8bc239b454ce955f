"""`classroom demo`: a fictitious city year, served."""

from dataclasses import replace
from pathlib import Path

import click

from classroom.app import create_app
from classroom.core import clock, config, db, migrations
from classroom.core.command_line import PORT
from classroom.core.errors import Refusal
from classroom.core.files import made_whole
from classroom.tools.demo import fill
from classroom.tools.demo.town import PASSWORD, SAMPLE_LOGINS
from classroom.web import uploads
from classroom.web.serving import address, bound, serve_pages


@click.command
@click.option("--port", type=PORT, default=8000, show_default=True, help="ポートの番号")
@click.option("--reset", is_flag=True, help="試した内容を消して、はじめからにします。")
def demo(port: int, reset: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Serve a fictitious city year from its own database."""
    settings = demo_settings(config.load(begins=True))
    path = Path(settings.instance) / "demo.sqlite"
    port_taken = bound("127.0.0.1", port)
    if reset:
        path.unlink(missing_ok=True)
    if not path.exists():
        with made_whole(path) as part:
            _make_year(part)
    engine = db.make_engine(settings.database_url)
    if migrations.present(engine) != migrations.newest():
        raise Refusal(
            "練習用のデータが、前の版のものです。classroom demo --reset で作り直してください。"
        )
    app = create_app(settings, engine)
    logins = [f"  {login:<12} {said}" for login, said in SAMPLE_LOGINS]
    said = [
        f"\n練習用のスマホ教室です。人も数字も架空です。\n  {address('127.0.0.1', port)}\n",
        f"サインイン名（パスワードはどれも {PASSWORD}）：",
        *logins,
        "\n止めるときは Ctrl + C を押します。",
    ]
    uploads.sweep_always(settings.instance)
    serve_pages(app, port_taken, lambda: click.echo("\n".join(said)))


def _make_year(path: Path) -> None:
    engine = db.make_engine(config.sqlite_url(path))
    migrations.upgrade(engine)
    with db.writing(engine) as session:
        fill(session, today=clock.today(), at=clock.now())
    engine.dispose()


def demo_settings(settings: config.Settings) -> config.Settings:
    """Return the settings for practice: a database of its own, marked on every page."""
    return replace(
        settings,
        database_url=config.sqlite_url(settings.instance / "demo.sqlite"),
        practice=True,
        setup_put_away=True,
        contact="デジタル推進課（内線 2145）",
        fixed=settings.fixed | {"practice"},
    )
