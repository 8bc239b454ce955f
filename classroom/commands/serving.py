"""`classroom serve` and `classroom demo`: the pages, served to browsers."""

import gc
import os
from dataclasses import replace
from pathlib import Path

import click
import waitress

from classroom import clock, config, create_app, db, migrations
from classroom.app_registration.rules import Stage
from classroom.staff import queries, service
from classroom.summary import service as summary

THREADS = 8
# Objects made before a young, a middle and a full round of the collector: fewer, larger rounds.
COLLECT_AFTER = (50_000, 20, 100)


@click.command(help="本番のデータベースで画面を出します。初めてのときは作ります。")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="ほかのPCから使うときは 0.0.0.0"
)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the real database; its first run prints a one-time set-up link."""
    settings = config.load()
    engine = db.make_engine(settings.database_url)
    if not migrations.exists(engine):
        migrations.upgrade(engine)
    app = create_app(settings, engine)
    summary.keep_up(engine, Stage(settings.registered_stage), clock.today())
    with db.writing(engine) as session:
        token = None
        if not queries.any_member(session):
            token = service.make_link(session, None, at=clock.now())
    click.echo(f"スマホ教室を始めました。ブラウザーで {_address(host, port)} を開いてください。")
    if token:
        click.echo(
            "はじめに、このリンクで管理者のアカウントを作ってください（1回だけ、48時間以内）：\n"
            f"  {_address(host, port)}setup/{token}"
        )
    click.echo("止めるときは Ctrl + C を押します。")
    _settle()
    waitress.serve(app, host=host, port=port, threads=THREADS, ident=None)


@click.command(help="架空の1年分のデータで試します。本番のデータにはさわりません。")
@click.option("--port", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="試した内容を消して、はじめからにします。")
def demo(port: int, reset: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Serve a fictitious city year from its own database."""
    from classroom.demo import PASSWORD, SAMPLE_LOGINS, fill  # noqa: PLC0415  only here

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
    click.echo(f"\n練習用のスマホ教室です。人も数字も架空です。\n  {_address('127.0.0.1', port)}\n")
    click.echo(f"サインイン名（パスワードはどれも {PASSWORD}）：")
    for login, said in SAMPLE_LOGINS:
        click.echo(f"  {login:<12} {said}")
    click.echo("\n止めるときは Ctrl + C を押します。")
    _settle()
    waitress.serve(app, host="127.0.0.1", port=port, threads=THREADS, ident=None)


def _settle() -> None:
    """Take what lives as long as the program out of the collector's rounds.

    Each full round would otherwise stop a request for some 50 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def demo_settings(settings: config.Settings) -> config.Settings:
    """Return the settings for practice: a database of its own, marked on every page."""
    return replace(
        settings,
        database_url=f"sqlite:///{settings.instance / 'demo.sqlite'}",
        practice=True,
        contact="デジタル推進課（内線 2145）",
    )


def _address(host: str, port: int) -> str:
    shown = os.environ.get("HOSTNAME", "127.0.0.1") if host in ("0.0.0.0", "::") else host  # noqa: S104
    return f"http://{shown}:{port}/"
