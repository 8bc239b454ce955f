"""Every command with wrong input: 2 and one Japanese sentence, and nothing is half done."""

import resource
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from classroom.core import clock
from classroom.core.db import make_engine
from tests.figures.population.files import REAL
from tests.outside.installed import Place
from tests.outside.table import FILES_IN, FILES_OUT, WRONG_VALUES, numbers, words


@pytest.fixture(scope="module")
def year(executable: Path, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Give the demo year: what is refused leaves it to the next case as it was."""
    place = Place(executable, tmp_path_factory.mktemp("year"))
    place.instance.mkdir()
    shutil.copy(demo_file, place.instance / "classroom.sqlite")
    place.run("age", "x")  # the secret key is made on first use
    place.run("db", "check")
    return place


@pytest.fixture
def untouched(year: Place) -> Iterator[Place]:
    """Give the year, and fail where a byte of it or a file beside it has changed."""
    before = _state(year)
    yield year
    assert _state(year) == before


def _state(place: Place) -> dict[str, bytes]:
    files = [*place.instance.rglob("*"), *place.here.rglob("*")]
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in files}


@pytest.fixture(scope="module")
def known(year: Place) -> dict[str, object]:
    """Return numbers that exist in the year."""
    engine = make_engine(year.database)
    found = asdict(numbers(engine))
    engine.dispose()
    return found | {"today": clock.today()}


@pytest.mark.parametrize(("line", "said"), WRONG_VALUES)
def test_a_wrong_value_is_refused(untouched: Place, line: str, said: str) -> None:
    values = {"empty": "", "long": "a" * 61, "huge": 10**20, "out": "out.pdf"}
    assert said in untouched.refused(*words(line, **values))


BAD_FILES = {
    "missing": ("ありません.csv", "開けません"),
    "folder": ("folder", "開けません"),
    "below a file": ("junk.dat/x.csv", "開けません"),
    "of nothing": ("empty.csv", ""),
    "of junk": ("junk.dat", ""),
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("line", FILES_IN)
def test_a_file_that_cannot_be_read_is_refused(
    year: Place, known: dict[str, object], line: str, kind: str
) -> None:
    name, said = BAD_FILES[kind]
    (year.here / "folder").mkdir(exist_ok=True)
    (year.here / "empty.csv").write_bytes(b"")
    (year.here / "junk.dat").write_bytes(bytes(range(256)) * 8)
    before = _state(year)
    assert said in year.refused(*words(line, file=name, **known))
    assert _state(year) == before


BAD_PLACES = {
    "in a missing folder": ("nowhere/out", "というフォルダーがあるか確かめてください"),
    "in a folder's place": ("folder", "はフォルダーです"),
    "below a file": ("file/out", "というフォルダーがあるか確かめてください"),
    "on a full disk": ("/dev/full", ""),
}


# Every command with the first; one of each way of writing with all four.
WAYS = ("print sheet", "print slip", "print font-check", "report kpi", "export events", "db backup")
PLACES_TRIED = [
    (line, kind)
    for line in FILES_OUT
    for number, kind in enumerate(BAD_PLACES)
    if number < 1 or line.startswith(WAYS)
]


@pytest.mark.parametrize(("line", "kind"), PLACES_TRIED)
def test_a_place_that_cannot_be_written_is_refused(
    year: Place, known: dict[str, object], line: str, kind: str
) -> None:
    out, said = BAD_PLACES[kind]
    (year.here / "folder").mkdir(exist_ok=True)
    (year.here / "file").write_bytes(b"")
    before = _state(year)
    answer = year.run(*words(line, out=out, **known), typed="佐藤 進\n")
    assert said in answer.sentence()
    assert _state(year) == before


SMALL = 64 * 1024


@pytest.mark.parametrize(
    "line",
    [
        "db backup copy",
        "db restore {file} --yes",
        "import population {file} --other-city",
        "print pack {session} -o pack.pdf",
    ],
)
def test_a_disk_that_fills_up_leaves_nothing_half_done(
    year: Place, known: dict[str, object], demo_file: Path, line: str
) -> None:
    file = demo_file if "restore" in line else REAL
    before = _state(year)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, usual[1]))  # no file grows larger than that
    try:
        process = year.start(*words(line, file=file, **known))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    process.communicate(timeout=120)
    assert process.returncode == 2
    assert _state(year) == before
