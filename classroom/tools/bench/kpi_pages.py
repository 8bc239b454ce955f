"""The dashboard and the yearly sheet as requests, each beside the plain SQL of its counts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from sqlmodel import Session

from classroom.app import create_app
from classroom.core import clock, config
from classroom.core.db import writing
from classroom.core.errors import Refusal
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.staff import Role
from classroom.tools.bench.figures import Figures
from classroom.tools.bench.kpi import City
from classroom.web.staff import queries
from classroom.web.staff import service as accounts
from classroom.web.staff.values import StaffDetails

LOGIN = "bench-planner"


def dashboard(city: City) -> Figures:
    """Open the section head's screen of today."""
    counts = ("people", "blockers", "sessions", "newly")
    return _page(city, "kpi-page", "実績の画面を開く", "80 ms", "/kpi", counts)


def sheet(city: City) -> Figures:
    """Open this fiscal year's 進捗管理シート, with its months."""
    counts = ("people", "blockers", "sessions", "newly", "by day")
    path = f"/review/{fiscal_year(city.today)}"
    return _page(city, "kpi-sheet", "進捗管理シートを開く", "300 ms", path, counts)


def _page(
    city: City, name: str, what: str, target: str, path: str, counts: tuple[str, ...]
) -> Figures:
    with _signed_in(city) as client:

        def program() -> None:
            if client.get(path).status_code != 200:  # noqa: PLR2004  OK
                raise Refusal(f"{path} が開けません。測れません。")

        return city.compare(
            name, what, target, (program, lambda: city.ask_floor(city.today, *counts))
        )


@contextmanager
def _signed_in(city: City) -> Iterator[FlaskClient]:
    url = city.engine.url.render_as_string(hide_password=False)
    with TemporaryDirectory(prefix="classroom-bench-") as folder:
        given = config.Settings(instance=Path(folder), database_url=url, secret_key=LOGIN)
        client = create_app(given, city.engine).test_client()
        with writing(city.engine) as db, client.session_transaction() as cookie:
            cookie["member"], cookie["stamp"] = _planner(db)
            cookie["seen"] = clock.now().timestamp()
        yield client


def _planner(db: Session) -> tuple[int | None, int]:
    person = queries.member_by_login(db, LOGIN)
    if person is None:
        details = StaffDetails(LOGIN, "測定", Role.COORDINATOR)
        person = accounts.add_member(db, details, at=clock.now())
    return person.id, person.stamp


PAGE_MEASURES: dict[str, Callable[[City], Figures]] = {"kpi-page": dashboard, "kpi-sheet": sheet}
