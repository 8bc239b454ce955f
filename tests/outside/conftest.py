"""The installed program on an empty instance and on the demo year, on SQLite or PostgreSQL."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from classroom.core import clock
from classroom.core.db import make_engine, writing
from classroom.tools.demo import fill
from tests.conftest import another, empty
from tests.outside.installed import Place, free_port, install, locked


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give a folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "outside"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def executable(common: Path) -> Path:
    """Build and install the program, once a run."""
    return install(common)


@pytest.fixture
def place(executable: Path, tmp_path: Path) -> Place:
    """Give an instance that does not exist yet."""
    return Place(executable, tmp_path)


@pytest.fixture(scope="session")
def prepared(executable: Path, common: Path) -> Place:
    """Give an instance with a database and a copy of it, made by their commands, once a run."""
    maker = Place(executable, common / "prepared")
    with locked(common / "prepared.lock"):
        if not (maker.here / "copy").exists():
            maker.done("db", "upgrade")
            maker.done("db", "backup", "copy")
    return maker


@pytest.fixture
def begun(place: Place, prepared: Place) -> Place:
    """Give an instance of its own with an SQLite database, and the database's copy elsewhere."""
    shutil.copytree(prepared.instance, place.instance)
    shutil.copy(prepared.here / "copy", place.here / "copy")
    return place


@pytest.fixture
def city(place: Place, database_url: str, postgresql: str | None) -> Place:
    """Give an instance with an empty database in the newest form."""
    place.instance.mkdir()
    if postgresql is not None:
        place.more["CLASSROOM_DATABASE_URL"] = database_url
    else:
        shutil.copy(database_url.removeprefix("sqlite:///"), place.instance / "classroom.sqlite")
    return place


@pytest.fixture(scope="session")
def demo_file(executable: Path, common: Path) -> Path:
    """Return the demo year's database, made by `classroom demo`, once a run."""
    maker = Place(executable, common / "demo")
    made = maker.instance / "demo.sqlite"
    with locked(common / "demo.lock"):
        if not made.exists():
            serving = maker.start("demo", "--port", str(free_port()))
            assert serving.stdout is not None
            said = next((line for line in serving.stdout if "止めるときは" in line), None)
            serving.send_signal(signal.SIGINT)
            _, err = serving.communicate(timeout=20)
            assert said, err
    return made


@pytest.fixture(scope="session")
def demo_url(demo_file: Path, postgresql: str | None) -> Iterator[str]:
    """Return the address of the demo year, to be copied or read."""
    with ExitStack() as stack:
        url = f"sqlite:///{demo_file}"
        if postgresql is not None:
            url = stack.enter_context(another(postgresql))
            engine = make_engine(url)
            empty(engine)
            with writing(engine) as db:
                fill(db, today=clock.today(), at=clock.now())
            engine.dispose()
        yield url


@pytest.fixture
def demo(place: Place, demo_url: str, postgresql: str | None) -> Iterator[Place]:
    """Give an instance of its own with the demo year as its database."""
    place.instance.mkdir()
    if postgresql is not None:
        with another(demo_url) as url:
            place.more["CLASSROOM_DATABASE_URL"] = url
            yield place
    else:
        shutil.copy(demo_url.removeprefix("sqlite:///"), place.instance / "classroom.sqlite")
        yield place


@pytest.fixture
def engine(place: Place) -> Iterator[Engine]:
    """Open the instance's database from this process, another than the command's."""
    engine = make_engine(place.database)
    yield engine
    engine.dispose()
