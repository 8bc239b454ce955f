"""`classroom bench`: figures of a city of many participants, each beside its floor."""

import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import click
from sqlalchemy.engine import Engine

from classroom.core import clock, migrations
from classroom.core.config import sqlite_url
from classroom.core.db import make_engine, reading, writing
from classroom.core.errors import Refusal
from classroom.rules.words.staff import Role
from classroom.tools.bench import kpi_town, town
from classroom.tools.bench.desks import Desk, served
from classroom.tools.bench.figures import Figures, table
from classroom.tools.bench.floor import Floor
from classroom.tools.bench.kpi import KPI_MEASURES, City
from classroom.tools.bench.kpi_pages import PAGE_MEASURES
from classroom.tools.bench.measures import DESKS, LARGE, MEASURES, Bench, Measure
from classroom.tools.bench.papers import PAPER_MEASURES
from classroom.web.staff import service as accounts
from classroom.web.staff.values import StaffDetails

Counting = Callable[[City], Figures]
PEOPLE = 100_000
TRIES_SHARE = 300  # a small city is a quick run: papers are drawn once for each so many people


@click.command
@click.argument("names", nargs=-1)
@click.option("--people", default=PEOPLE, show_default=True, help="受講者の数（300から）")
@click.option("--database-url", help="測るための空のデータベース（省くと、一時フォルダーのSQLite）")
def bench(names: tuple[str, ...], people: int, database_url: str | None) -> None:
    """Measure, and print the table."""
    wanted = _wanted(names)
    if people < LARGE:
        raise Refusal(f"受講者の数は{LARGE}人からにしてください。")
    of_city = [MEASURES[name] for name in wanted if name in MEASURES]
    of_paper = [PAPER_MEASURES[name] for name in wanted if name in PAPER_MEASURES]
    figures = _measure_city(of_city, people, database_url) if of_city else []
    figures += _measure_kpi(
        [KPI_MEASURES[name] for name in wanted if name in KPI_MEASURES], people, database_url
    )
    figures += _measure_pages(
        [PAGE_MEASURES[name] for name in wanted if name in PAGE_MEASURES], people, database_url
    )
    figures += [measure.run(tries=people // TRIES_SHARE) for measure in of_paper]
    click.echo(table(figures))
    if of_paper:
        _say_growth()


def _measure_city(
    measures: Sequence[Measure], people: int, database_url: str | None
) -> list[Figures]:
    """Measure at the desks of a served city of so many participants."""
    with tempfile.TemporaryDirectory(prefix="classroom-bench-") as instance:
        url = database_url or sqlite_url(_cached(people))
        engine = make_engine(url)
        _prepare(engine, people)
        click.echo(f"受講者{people}人、{engine.dialect.name}。目標の時間はミリ秒です。", err=True)
        with served(url, Path(instance)) as port:
            made = _bench(engine, port)
            figures = [measure(made) for measure in measures]
            made.close()
        engine.dispose()
    return figures


def _measure_kpi(
    measures: Sequence[Counting], people: int, database_url: str | None
) -> list[Figures]:
    """Measure the figures of so many registrations and of ten times as many, or of one database."""
    sizes = (people, 10 * people) if database_url is None else (people,)
    return [made for size in sizes for made in _counted(measures, size, database_url)]


def _measure_pages(
    measures: Sequence[Counting], people: int, database_url: str | None
) -> list[Figures]:
    """Measure the pages of the figures of so many participants."""
    return _counted(measures, round(people / kpi_town.PEOPLE_A_REGISTRATION), database_url)


def _counted(
    measures: Sequence[Counting], registrations: int, database_url: str | None
) -> list[Figures]:
    if not measures:
        return []
    engine = make_engine(database_url or sqlite_url(_cached(registrations, "kpi")))
    migrations.upgrade(engine)
    with writing(engine) as db:
        count = kpi_town.fill(db, registrations, today=clock.today(), at=clock.now())
    floor = Floor(engine)
    city = City(engine, floor, count, clock.today())
    figures = [measure(city) for measure in measures]
    floor.close()
    engine.dispose()
    return figures


def _say_growth() -> None:
    """Measure memory in a process of its own: this one has seen other work."""
    program = "from classroom.tools.bench.papers import growth; print(growth() or '')"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own
    found = done.stdout.strip()
    if found:
        click.echo(f"紙を刷る間のメモリの増え方：{float(found):.0f} MB（目標 40 MBまで）", err=True)


def _wanted(names: tuple[str, ...]) -> list[str]:
    known = [*MEASURES, *KPI_MEASURES, *PAGE_MEASURES, *PAPER_MEASURES]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refusal(f"「{unknown[0]}」は測れません。測れるもの：{'、'.join(known)}")
    return [name for name in known if not names or name in names]


def _cached(people: int, kind: str = "") -> Path:
    """Return the file that keeps a city between two runs, for this form of the database."""
    folder = Path(tempfile.gettempdir()) / f"classroom-bench-{migrations.newest()}"
    folder.mkdir(exist_ok=True)
    return folder / f"{kind}{people}.sqlite"


def _prepare(engine: Engine, people: int) -> None:
    migrations.upgrade(engine)
    with writing(engine) as db:
        if not town.is_filled(db, people):
            click.echo(f"受講者{people}人のまちをつくっています。", err=True)
            town.fill(db, people, today=clock.today(), at=clock.now())


def _bench(engine: Engine, port: int) -> Bench:
    password = secrets.token_urlsafe()
    login = f"bench-{secrets.token_hex(4)}"
    with writing(engine) as db:
        details = StaffDetails(login, "測定", Role.COORDINATOR)
        person = accounts.add_member(db, details, at=clock.now())
        accounts.set_password(db, person, password)
    with reading(engine) as db:
        people = town.people_of(db)
    return Bench(
        engine=engine,
        desks=[Desk(port, login, password) for _ in range(DESKS)],
        floor=Floor(engine),
        people=people,
        random=Random(town.SEED),  # noqa: S311  who is measured needs no secrecy
        today=clock.today(),
        at=clock.now(),
    )
