"""Every command with right input: 0, and the promised effect read by another process."""

import json
import re
import shutil
import signal
import subprocess
import urllib.request
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlalchemy.engine import Engine

from classroom.core import clock
from tests.figures.population.files import REAL
from tests.office.imports import files
from tests.outside.installed import Place, free_port
from tests.outside.table import (
    APART,
    FIGURES,
    FILES_IN,
    FILES_OUT,
    NAMES,
    PAPERS,
    WRONG_VALUES,
    leaves,
    numbers,
    words,
)

EVERYWHERE = "0.0.0.0"  # noqa: S104  so that other PCs can open it


def count(engine: Engine, table: str) -> int:
    with engine.connect() as db:
        return int(db.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def test_every_command_stands_in_the_table() -> None:
    commands = [path for path, _ in leaves()]
    right = (*PAPERS, NAMES, *(line for line, _ in FIGURES), *FILES_IN, *FILES_OUT, *APART)
    wrong = [line for line, _ in WRONG_VALUES]
    for path in commands:
        assert any(f"{line} ".startswith(f"{path} ") for line in right), path
        assert any(f"{line} ".startswith(f"{path} ") for line in wrong), path


@pytest.mark.parametrize("line", PAPERS)
def test_a_paper_is_printed(demo: Place, engine: Engine, line: str) -> None:
    given = words(line, **asdict(numbers(engine)))
    said = demo.run(*given, "-o", "紙 1.pdf")
    assert said.code == 0, said
    assert said.out == "作りました：紙 1.pdf\n"
    assert PdfReader(demo.here / "紙 1.pdf").pages
    assert [path.name for path in demo.here.iterdir()] == ["紙 1.pdf"]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(("line", "begins"), FIGURES)
def test_figures_are_written(demo: Place, line: str, begins: bytes) -> None:
    given = words(line, today=clock.today())
    demo.done(*given, "-o", "out")
    content = (demo.here / "out").read_bytes()
    assert content.startswith(begins)
    assert len(content) > 200


@pytest.mark.parametrize(
    "line", ["report kpi --on {today} --format json", "export events --format json"]
)
def test_figures_of_an_empty_city_go_to_standard_output(city: Place, line: str) -> None:
    found = json.loads(city.done(*words(line, today=clock.today())))
    assert found.get("official") is None
    assert not found.get("events")


def test_names_are_checked_from_standard_input(place: Place) -> None:
    said = place.done("print", "font-check", "-o", "names.pdf", typed="髙﨑 𠮷江\n佐藤 進\n")
    assert [line.split("\t")[0] for line in said.splitlines()] == ["髙﨑 𠮷江", "佐藤 進"]
    assert PdfReader(place.here / "names.pdf").pages


def test_an_age_needs_no_database(place: Place) -> None:
    said = place.done("age", "s220503", "--on", "R8.11.22", "--format", "json")
    assert json.loads(said) == {
        "date": "1947-05-03",
        "era": "昭和22年5月3日",
        "age": 79,
        "age_by_law": 79,
        "band": "75-79",
    }
    assert not place.instance.exists()


def test_a_database_is_made_checked_copied_and_put_back(city: Place, engine: Engine) -> None:
    city.done("db", "upgrade")
    assert "問題はありません" in city.done("db", "check")
    assert city.done("db", "backup", "控え 1") == "控えを取りました：控え 1\n"
    assert "もうあります" in city.refused("db", "backup", "控え 1")
    city.done("staff", "add", "sato", "--role", "admin", "--name", "佐藤 進")
    assert count(engine, "staff_member") == 1
    assert city.run("db", "restore", "控え 1", typed="y\n").code == 0
    engine.dispose()
    assert count(engine, "staff_member") == 0
    assert "書きかえはありません" in city.done("audit", "verify")
    assert [path.name for path in city.here.iterdir()] == ["控え 1"]


def test_a_backup_of_the_year_holds_the_year(demo: Place, engine: Engine) -> None:
    people = count(engine, "participant")
    demo.done("db", "backup", "copy")
    with engine.begin() as db:
        db.execute(sa.text("DELETE FROM population"))
    engine.dispose()
    demo.done("db", "restore", "copy", "--yes")
    assert count(engine, "participant") == people > 100
    assert count(engine, "population")
    assert "問題はありません" in demo.done("db", "check")
    assert "書きかえはありません" in demo.done("audit", "verify")


def test_accounts_are_made_with_a_password_or_a_link(city: Place, engine: Engine) -> None:
    add = ("staff", "add")
    said = city.done(*add, "sato", "--role", "reception", "--name", "佐藤 進")
    assert re.search(r"^  http://127\.0\.0\.1:8000/setup/\S{20,}$", said, re.MULTILINE)
    typed = "ながい言葉を3つならべる\n"
    city.done(*add, "abe", "--role", "admin", "--name", "阿部", "--password-stdin", typed=typed)
    with engine.connect() as db:
        rows = db.execute(sa.text("SELECT login, name, password_hash IS NULL FROM staff_member"))
        assert sorted(map(tuple, rows)) == [("abe", "阿部", False), ("sato", "佐藤 進", True)]
    city.more["CLASSROOM_SITE_ADDRESS"] = "https://sumaho.example.jp"
    said = city.done(*add, "ito", "--role", "viewer", "--name", "伊藤")
    assert "  https://sumaho.example.jp/setup/" in said
    assert "使われています" in city.refused(*add, "ito", "--role", "viewer", "--name", "伊藤")


def test_population_is_imported_by_a_process_that_did_nothing_else(
    city: Place, engine: Engine
) -> None:
    shutil.copy(REAL, city.here / "人口.csv")
    given = ("import", "population", "人口.csv", "--other-city")
    said = city.done(*given, "--dry-run")
    assert said.endswith("\n")
    assert count(engine, "population") == 0
    assert "取り込みました" in city.done(*given)
    assert count(engine, "population") > 0
    (city.here / "推計.csv").write_text("年月日,70歳以上\n2030-10-01,9390\n", encoding="utf-8")
    said = city.done("import", "population", "推計.csv", "--projection")
    assert "1日分の将来推計人口を取り込みました。" in said
    assert count(engine, "population_projection") == 1


def test_participants_are_imported_by_a_process_that_did_nothing_else(
    demo: Place, engine: Engine
) -> None:
    before = count(engine, "participant")
    (demo.here / "名簿.xlsx").write_bytes(files.workbook(files.PEOPLE[2:]))
    demo.done("import", "participants", "名簿.xlsx", "--dry-run")
    assert count(engine, "participant") == before
    assert "取り込みました" in demo.done("import", "participants", "名簿.xlsx")
    assert count(engine, "participant") == before + 1


def test_a_schedule_is_imported_by_a_process_that_did_nothing_else(
    demo: Place, engine: Engine
) -> None:
    with engine.connect() as db:
        course = db.execute(sa.text("SELECT code FROM course ORDER BY code")).scalars().first()
        venue = db.execute(sa.text("SELECT name FROM venue ORDER BY id")).scalars().first()
    day = clock.today().replace(day=1).replace(year=clock.today().year + 1)
    rows = files.schedule(str(course), str(venue), [day])
    (demo.here / "予定.csv").write_bytes(files.text(rows, files.SCHEDULE_HEADS))
    before = count(engine, "offering")
    demo.done("import", "sessions", "予定.csv", "--dry-run")
    assert count(engine, "offering") == before
    assert "1件の開講を取り込みました" in demo.done("import", "sessions", "予定.csv")
    assert count(engine, "offering") == before + 1


def test_an_official_count_is_kept_with_its_file(city: Place, engine: Engine) -> None:
    (city.here / "県.txt").write_text("送付します。", encoding="utf-8")
    city.done(*words("official add --on R8.9.30 --registered 4210 --population 9876 --source 県"),
              "--file", "県.txt")  # fmt: skip
    found: dict[str, Any] = json.loads(
        city.done(*words("report kpi --on 2026-10-01 --format json"))
    )
    assert found["official"]["registered"] == 4210
    assert count(engine, "official_file") == 1


def served(place: Place, *more: str) -> tuple[subprocess.Popen[str], list[str], int]:
    """Start serving; return the process, what it said, and its port."""
    port = free_port()
    process = place.start("serve", "--port", str(port), *more)
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.rstrip())
        if "止めるときは" in line:
            break
    assert said, process.communicate()[1]
    return process, said, port


def test_the_first_run_makes_the_database_and_prints_a_link_that_opens(place: Place) -> None:
    process, said, port = served(place, "--host", EVERYWHERE)
    try:
        (link,) = (line.strip() for line in said if "/setup/" in line)
        assert re.match(rf"http://[^/\s]+:{port}/setup/\S{{20,}}$", link)
        assert f"{said[0]}".split("で ")[1].startswith(link.split("setup/")[0])
        host = link.split("/")[2].split(":")[0]
        assert host not in {EVERYWHERE, "127.0.0.1"}
        near = link.replace(host, "127.0.0.1")  # a proxy or a name server may not know this machine
        with urllib.request.urlopen(near, timeout=30) as page:  # noqa: S310  our own address
            assert "最初の管理者" in page.read().decode()
        said_again = place.refused("serve", "--port", str(port))
        assert f"ポート{port}はもう使われています" in said_again
        added = place.done("staff", "add", "sato", "--role", "viewer", "--name", "佐藤")
        assert f"  {link.split('setup/')[0]}setup/" in added
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_the_demo_is_served_from_its_own_database(demo_file: Path) -> None:
    assert demo_file.read_bytes()[:15] == b"SQLite format 3"
    assert not (demo_file.parent / "classroom.sqlite").exists()


def test_a_figure_is_measured(place: Place) -> None:
    said = place.done("bench", "kpi-year", "--people", "300")
    assert "kpi-year" in said
    assert not (place.instance / "classroom.sqlite").exists()
