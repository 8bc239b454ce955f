"""A real browser on the real pages: the demo year, served on this machine."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from classroom.core import clock
from classroom.core.db import make_engine, writing
from classroom.tools.demo import fill
from classroom.tools.demo.town import PASSWORD
from tests.conftest import another, empty

expect.set_options(timeout=20_000)  # a machine that tests may be slower than a counter's
DESKTOP = {"width": 1280, "height": 900}
TABLET = {"width": 820, "height": 1180}


def _to_the_morning() -> timedelta:
    """Return how far it is from now to six past ten: the demo's classes are just on then."""
    return datetime.combine(clock.today(), time(10, 6), clock.TOKYO) - clock.now()


SHIFT = _to_the_morning()


def morning() -> datetime:
    """Return an instant of this morning that goes on as time does."""
    return datetime.now(UTC) + SHIFT


@pytest.fixture(autouse=True)
def in_the_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages believe that it is morning, at whatever hour the tests run."""
    monkeypatch.setattr(clock, "now", morning)
    monkeypatch.setattr(clock, "today", lambda: clock.local(morning()).date())


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each file."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  its own name
        """Say nothing."""


@pytest.fixture(scope="session")
def demo_year(
    pattern: Path, postgresql: str | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of a database that holds the demo year, to be copied for each test."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    path.write_bytes(pattern.read_bytes())
    with ExitStack() as stack:
        url = f"sqlite:///{path}"
        if postgresql is not None:
            url = stack.enter_context(another(postgresql))
        engine = make_engine(url)
        if postgresql is not None:
            empty(engine)  # of what tests before left, so that every number begins at one
        with writing(engine) as db:
            fill(db, today=clock.local(morning()).date(), at=morning())
        engine.dispose()
        yield url


@pytest.fixture
def database_url(database_url: str, postgresql: str | None, demo_year: str) -> Iterator[str]:
    """Return the address of a database of this test's own that holds the demo year."""
    if postgresql is not None:
        with another(demo_year) as url:
            yield url
    else:
        path = Path(database_url.removeprefix("sqlite:///"))
        path.write_bytes(Path(demo_year.removeprefix("sqlite:///")).read_bytes())
        yield database_url


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the application; return its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


class Person:
    """Someone at a screen, signed in, whose pages are kept as pictures where that is asked for."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.problems.append(said.text) if said.type == "error" else None,
        )

    def sign_in(self, login: str) -> None:
        """Sign in with the demo's password."""
        self.page.goto(f"{self.address}/sign-in")
        name, password = self.page.locator("#login"), self.page.locator("#password")
        expect(name).to_be_focused()  # keys pressed before the page is ready are lost
        self.page.keyboard.type(login)
        expect(name).to_have_value(login)
        self.page.keyboard.press("Tab")
        expect(password).to_be_focused()
        self.page.keyboard.type(PASSWORD)
        expect(password).to_have_value(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.address}/")

    def picture(self, name: str) -> None:
        """Keep the page as a picture in the folder TEST_PICTURES names, if any."""
        folder = os.environ.get("TEST_PICTURES")
        if folder:
            self.page.wait_for_load_state("networkidle")
            self.page.screenshot(path=Path(folder) / f"{name}.png")


class People:
    """Opens a browser window for each person."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self.chromium, self.address = chromium, address
        self.everyone: list[Person] = []

    def __call__(self, login: str, size: dict[str, int]) -> Person:
        """Give a person's window, signed in."""
        context = self.chromium.new_context(
            viewport={"width": size["width"], "height": size["height"]}, locale="ja-JP"
        )
        context.set_default_timeout(20_000)
        person = Person(context, self.address)
        person.sign_in(login)
        self.everyone.append(person)
        return person


@pytest.fixture
def people(chromium: Browser, address: str) -> Iterator[People]:
    """Give windows for people; a script error or a blocked resource fails the test."""
    given = People(chromium, address)
    yield given
    problems = [problem for person in given.everyone for problem in person.problems]
    for person in given.everyone:
        person.page.context.close()
    assert not problems
