"""`classroom demo`: a fictitious city year, served."""

from dataclasses import replace
from pathlib import Path

import click

from classroom.app import create_app
from classroom.core import clock, config, db, migrations
from classroom.tools.demo import fill
from classroom.tools.demo.town import PASSWORD, SAMPLE_LOGINS
from classroom.web.serving import address, serve_pages


@click.command(help="架空の1年分のデータで試します。本番のデータにはさわりません。")
@click.option("--port", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="試した内容を消して、はじめからにします。")
def demo(port: int, reset: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Serve a fictitious city year from its own database."""
    settings = demo_settings(config.load())
    path = Path(settings.instance) / "demo.sqlite"
    if reset:
        path.unlink(missing_ok=True)
    engine = db.make_engine(settings.database_url)
    if not migrations.exists(engine):
        migrations.upgrade(engine)
        with db.writing(engine) as session:
            fill(session, today=clock.today(), at=clock.now())
    app = create_app(settings, engine)
    click.echo(f"\n練習用のスマホ教室です。人も数字も架空です。\n  {address('127.0.0.1', port)}\n")
    click.echo(f"サインイン名（パスワードはどれも {PASSWORD}）：")
    for login, said in SAMPLE_LOGINS:
        click.echo(f"  {login:<12} {said}")
    click.echo("\n止めるときは Ctrl + C を押します。")
    serve_pages(app, "127.0.0.1", port)


def demo_settings(settings: config.Settings) -> config.Settings:
    """Return the settings for practice: a database of its own, marked on every page."""
    return replace(
        settings,
        database_url=f"sqlite:///{settings.instance / 'demo.sqlite'}",
        practice=True,
        contact="デジタル推進課（内線 2145）",
    )
