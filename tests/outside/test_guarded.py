"""What must not be lost, and what must not be said falsely, when things go wrong half-way."""

import os
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from classroom.core import migrations
from classroom.core.db import make_engine
from tests.conftest import another
from tests.outside.installed import Place, free_port
from tests.outside.test_right_calls import count

ADD = "staff add sato --role admin --name 佐藤"
KEPT = "の公式値を入れました"


@pytest.fixture
def on_postgresql(city: Place, postgresql: str | None) -> Place:
    if postgresql is None:
        pytest.skip("TEST_POSTGRESQL names no server")
    return city


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def run_sql(place: Place, *statements: str) -> None:
    with closing(sqlite3.connect(place.instance / "classroom.sqlite")) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def wait_for(found: "Iterator[bool]", what: str) -> None:
    for _ in range(600):
        if next(found):
            return
        time.sleep(0.05)
    pytest.fail(what)


@contextmanager
def serving(place: Place, port: int) -> Iterator[subprocess.Popen[str]]:
    process = place.start("serve", "--port", str(port))
    try:
        assert process.stdout is not None
        line = next((line for line in process.stdout if "止めるときは" in line), None)
        assert line, process.stderr and process.stderr.read()
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def sign_in(port: int) -> tuple[int, str]:
    """Send the sign-in form, as a browser does."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    at = f"http://127.0.0.1:{port}/sign-in"
    form = opener.open(at).read().decode()
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    sent = {**hidden, "login": "sato", "password": "long enough it is"}
    try:
        with opener.open(at, urlencode(sent).encode()) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as problem:
        return problem.code, problem.read().decode()


@pytest.mark.parametrize(
    "line",
    [
        "staff add nuevo --role admin --name 新",
        "official add --on R8.9.30 --registered 10 --population 100 --source 県",
    ],
)
def test_nothing_is_said_that_is_not_kept(begun: Place, line: str) -> None:
    answer = begun.shell(f"ulimit -f 64; $C {line}")
    assert answer.code == 2, answer
    assert answer.out == ""
    assert "ディスクの空き" in answer.err


def test_an_import_that_is_not_kept_is_not_said(begun: Place) -> None:
    (begun.here / "people.csv").write_text(
        "氏名,フリガナ,生年月日,電話番号,住所,地区\n"
        "大曲 浜子,オオマガリ ハマコ,S22.5.3,0225-82-0001,矢本1,矢本\n"
    )
    answer = begun.shell("ulimit -f 64; $C import participants people.csv")
    assert (answer.code, answer.out) == (2, ""), answer
    assert "取り込みました" in begun.done("import", "participants", "people.csv")


def test_a_list_of_what_was_left_out_does_not_appear_before_the_rest_is_kept(begun: Place) -> None:
    (begun.here / "people.csv").write_text(
        "氏名,フリガナ,生年月日,電話番号,住所,地区\n"
        "大曲 浜子,オオマガリ ハマコ,S22.5.3,0225-82-0001,矢本1,矢本\n"
        "佐藤2,サトウ,いつか,0225-82-0002,矢本2,矢本\n"
    )
    line = "import participants people.csv --leave-out list.xlsx"
    # The list has room, the database has none.
    answer = begun.shell(f"ulimit -f 64; $C {line}")
    assert (answer.code, answer.out) == (2, ""), answer
    assert names(begun.here) == {"copy", "people.csv"}
    said = begun.done(*line.split())
    assert "読めない1行を list.xlsx に書き出しました" in said
    assert "1人を取り込みました" in said
    assert names(begun.here) == {"copy", "people.csv", "list.xlsx"}


def test_what_was_kept_but_could_not_be_said_is_named_as_kept(begun: Place) -> None:
    line = "official add --on R8.9.30 --registered 10 --population 100 --source 県"
    answer = begun.shell(f"$C {line} > /dev/full")
    assert answer.code == 2
    assert "登録は済みました" in answer.err
    engine = make_engine(begun.database)
    assert count(engine, "official_count") == 1
    engine.dispose()


def test_a_paper_does_not_appear_before_it_is_kept(demo: Place, postgresql: str | None) -> None:
    if postgresql is not None:
        pytest.skip("a server's disc is not ours to fill")
    with closing(sqlite3.connect(demo.instance / "classroom.sqlite")) as db:
        (session,) = db.execute("SELECT max(id) FROM course_session").fetchone()
    # The paper and the journal have room; the database's later pages do not.
    answer = demo.shell(f"ulimit -f 400; $C print sheet {session} -o sheet.pdf")
    assert (answer.code, answer.out) == (2, ""), answer
    assert "データベース" in answer.err
    assert names(demo.here) == set()
    assert "作りました" in demo.done("print", "sheet", str(session), "-o", "sheet.pdf")


def test_backups_at_once_do_not_touch_each_other(begun: Place) -> None:
    (begun.here / "night.part").write_text("わたしのファイル")
    processes = [begun.start("db", "backup", "night") for _ in range(4)]
    for process in processes:
        process.communicate(timeout=60)
    assert {process.returncode for process in processes} <= {0, 2}
    assert 0 in {process.returncode for process in processes}
    assert names(begun.here) == {"copy", "night", "night.part"}
    assert (begun.here / "night.part").read_text() == "わたしのファイル"
    begun.done("db", "restore", "night", "--yes")


def test_what_an_ended_program_left_goes_at_the_next_run(begun: Place) -> None:
    left, fresh, mine = (
        begun.here / name
        for name in (f".classroom-{'a' * 16}.part", f".classroom-{'b' * 16}.part", ".classroom-x")
    )
    for path in (left, fresh, mine):
        path.write_text("佐藤 0225-82-1111")
    for path in (left, mine):
        os.utime(path, (0, 0))
    begun.done("db", "backup", "night")
    assert names(begun.here) == {"copy", "night", fresh.name, mine.name}


def test_a_program_that_is_told_to_end_leaves_no_part(begun: Place) -> None:
    process = begun.start("print", "font-check", "-o", "x.pdf")
    time.sleep(1.5)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert names(begun.here) == {"copy"}


def _dump_of_another(begun: Place) -> None:
    with closing(sqlite3.connect(begun.here / "other")) as db:
        db.execute("CREATE TABLE alembic_version (version_num TEXT)")
        db.execute("INSERT INTO alembic_version VALUES ('0001')")
        db.execute("CREATE TABLE staff_member (id INTEGER)")
        db.commit()


def _newer(begun: Place) -> None:
    content = (begun.here / "copy").read_bytes()
    (begun.here / "other").write_bytes(content)
    with closing(sqlite3.connect(begun.here / "other")) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.commit()


def _half(begun: Place) -> None:
    content = (begun.here / "copy").read_bytes()
    (begun.here / "other").write_bytes(content[: len(content) // 2])


def _empty(begun: Place) -> None:
    (begun.here / "other").write_bytes(b"")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_dump_of_another, "このシステムの控えではありません"),
        (_newer, "新しいものに入れかえて"),
        (_half, "このシステムの控えではありません"),
        (_empty, "このシステムの控えではありません"),
    ],
)
def test_only_a_whole_backup_of_ours_is_put_back(begun: Place, make: object, said: str) -> None:
    assert callable(make)
    make(begun)
    begun.done(*ADD.split())
    assert said in begun.refused("db", "restore", "other", "--yes")
    engine = make_engine(begun.database)
    assert count(engine, "staff_member") == 1
    engine.dispose()


def test_the_database_itself_is_no_backup(begun: Place) -> None:
    (begun.here / "link").symlink_to(begun.instance / "classroom.sqlite")
    for path in (str(begun.instance / "classroom.sqlite"), "link"):
        assert "いま使っているデータベースです" in begun.refused("db", "restore", path, "--yes")


def test_an_empty_or_foreign_database_is_not_copied(begun: Place) -> None:
    (begun.instance / "classroom.sqlite").write_bytes(b"")
    assert "まだありません" in begun.refused("db", "backup", "night")
    run_sql(begun, "CREATE TABLE x (y)")
    assert "控えを取れません" in begun.refused("db", "backup", "night")
    assert names(begun.here) == {"copy"}


def test_a_foreign_or_newer_dump_is_not_put_back(on_postgresql: Place, engine: Engine) -> None:
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    on_postgresql.done("db", "backup", "good")
    on_postgresql.done(*ADD.split())
    with another(url, of="template0") as foreign:
        plain = (
            sa.make_url(foreign).set(drivername="postgresql").render_as_string(hide_password=False)
        )
        other = make_engine(foreign)
        with other.begin() as db:
            db.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
            db.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
        other.dispose()
        dump = ["pg_dump", "--format=custom", f"--file={on_postgresql.here / 'foreign'}", plain]
        subprocess.run(dump, check=True)
    content = (on_postgresql.here / "good").read_bytes()
    (on_postgresql.here / "half").write_bytes(content[: len(content) - 3000])
    for name in ("foreign", "half"):
        assert "控えではありません" in on_postgresql.refused("db", "restore", name, "--yes")
    assert count(engine, "staff_member") == 1
    engine.dispose()
    on_postgresql.done("db", "restore", "good", "--yes")
    assert count(engine, "staff_member") == 0


def test_an_older_dump_is_put_back_over_newer_tables(on_postgresql: Place, engine: Engine) -> None:
    on_postgresql.done("db", "backup", "good")
    with engine.begin() as db:
        db.exec_driver_sql("ALTER TABLE operation ADD COLUMN later integer REFERENCES staff_member")
    engine.dispose()
    on_postgresql.done("db", "restore", "good", "--yes")
    on_postgresql.done("db", "check")


def test_restoring_ends_with_the_program_and_waits_for_no_lock_for_ever(
    on_postgresql: Place, engine: Engine
) -> None:
    on_postgresql.done("db", "backup", "good")
    with engine.connect() as holding:
        holding.exec_driver_sql("LOCK TABLE staff_member IN ACCESS SHARE MODE")
        process = on_postgresql.start("db", "restore", "good", "--yes")

        def waiting() -> Iterator[bool]:
            asked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid"
            asked += " FROM pg_database WHERE datname = current_database())"
            while True:
                yield bool(holding.exec_driver_sql(asked).scalar())

        wait_for(waiting(), "nobody waits for the lock")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        children = subprocess.run(
            ["pgrep", "-f", str(on_postgresql.here / "good")], capture_output=True, check=False
        )
        assert children.stdout == b""
        said = on_postgresql.refused("db", "restore", "good", "--yes")
        assert "ほかのプログラムが使っています" in said
    on_postgresql.done("db", "check")


def test_upgrades_at_once_make_one_database(place: Place, postgresql: str | None) -> None:
    if postgresql is None:
        processes = _upgrade_together(place)
    else:
        with another(postgresql, of="template0") as url:
            place.more["CLASSROOM_DATABASE_URL"] = url
            processes = _upgrade_together(place)
    assert [code for code, _ in processes] == [0, 0, 0], processes


def _upgrade_together(place: Place) -> list[tuple[int, str]]:
    started = [place.start("db", "upgrade") for _ in range(3)]
    ended = [process.communicate(timeout=90)[1] for process in started]
    return [(process.returncode, err) for process, err in zip(started, ended, strict=True)]


def test_an_upgrade_over_broken_references_changes_nothing(begun: Place) -> None:
    engine = make_engine(begun.database)
    migrations.downgrade(engine, "0011")
    run_sql(
        begun,
        "INSERT INTO setup_link (digest, staff_member_id, expires_at) VALUES ('x', 99, '2026')",
    )
    assert "参照がこわれています" in begun.refused("db", "upgrade")
    assert migrations.present(engine) == "0011"
    engine.dispose()


TORN = {
    "newer": ("UPDATE alembic_version SET version_num = '9999'", "新しいものに入れかえて"),
    "no row": ("DELETE FROM alembic_version", "版の記録がこわれています"),
    "two rows": ("INSERT INTO alembic_version VALUES ('0001')", "版の記録がこわれています"),
    "unknown": ("UPDATE alembic_version SET version_num = '000x'", "版の記録がこわれています"),
    "no table": ("DROP TABLE alembic_version", "版の記録がこわれています"),
}


@pytest.mark.parametrize("kind", TORN)
def test_a_torn_record_of_the_form_is_named(begun: Place, kind: str) -> None:
    statement, said = TORN[kind]
    run_sql(begun, statement)
    for command in ("db upgrade", "db check", "audit verify"):
        assert said in begun.refused(*command.split())


@pytest.mark.parametrize(
    "statement",
    ["ALTER TABLE venue RENAME TO hall", "ALTER TABLE venue RENAME COLUMN name TO title"],
)
def test_a_table_or_column_that_is_missing_is_named(
    city: Place, engine: Engine, statement: str
) -> None:
    back = (
        "ALTER TABLE hall RENAME TO venue"
        if "hall" in statement
        else statement.replace("name TO title", "title TO name")
    )
    with engine.begin() as db:
        db.exec_driver_sql(statement)
    try:
        assert "venue" in city.refused("db", "check")
    finally:
        with engine.begin() as db:
            db.exec_driver_sql(back)
    city.done("db", "check")


WAYS_TO_WRITE = ("report kpi --on R8.4.1 --format csv -o", "export monthly -o", "db backup")
OWN_FILES = ("config.toml", "secret_key", "address", "error.log", "classroom.sqlite",
             "classroom.sqlite-journal", "classroom.sqlite-wal", "demo.sqlite")  # fmt: skip
# Every way over the database, straight and by a link; of the others each file in two ways.
WRITTEN_OVER = [
    (name, line, is_link)
    for number, name in enumerate(OWN_FILES)
    for place, line in enumerate(WAYS_TO_WRITE)
    for is_link in (False, True)
    if name == "classroom.sqlite" or (number + is_link) % len(WAYS_TO_WRITE) == place
]


@pytest.mark.parametrize(("name", "line", "is_link"), WRITTEN_OVER)
def test_the_programs_own_files_are_not_written_over(
    begun: Place, name: str, line: str, *, is_link: bool
) -> None:
    target = begun.instance / name
    before = target.read_bytes() if target.exists() else None
    (begun.here / "link").symlink_to(target)
    begun.refused(*line.split(), "link" if is_link else str(target))
    assert (target.read_bytes() if target.exists() else None) == before


def test_a_file_called_dash_is_not_made(begun: Place) -> None:
    assert "「-」" in begun.refused("report", "kpi", "--on", "R8.4.1", "--format", "csv", "-o", "-")
    assert names(begun.here) == {"copy"}


@pytest.mark.parametrize("name", ["a?b&c;d", "a%20b#c", "ス マ ホ", "a?timeout=x"])
def test_any_name_of_the_instance_folder_is_good(place: Place, name: str) -> None:
    folder = place.folder / name
    place.more["CLASSROOM_INSTANCE"] = str(folder)
    place.done("db", "upgrade")
    place.done("db", "check")
    place.done("db", "backup", "copy")
    place.done("db", "restore", "copy", "--yes")
    assert {"classroom.sqlite", "secret_key"} <= names(folder)
    assert names(place.folder) == {"elsewhere", name}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "ファイルの名前がありません"),
        ("sqlite:///:memory:", "ファイルの名前がありません"),
        ("sqlite:///x.sqlite?timeot=5", "「timeot」"),
        ("sqlite:///x.sqlite?mode=ro&uri=true", "「mode」"),
        ("sqlite:///x.sqlite?timeout=-1", "database_url は"),
        ("sqlite:///x.sqlite?timeout=nan", "database_url は"),
        ("postgresql://x@127.0.0.1/x?sslmod=require", "「sslmod」"),
        ("postgresql://x@127.0.0.1/x?sslmode=require&sslmode=allow", "「sslmode」"),
    ],
)
def test_an_address_with_what_nobody_knows_is_refused(place: Place, url: str, said: str) -> None:
    more = {"CLASSROOM_DATABASE_URL": url}
    assert said in place.refused("db", "upgrade", more=more)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///x.sqlite?timeot=5", "「timeot」"),
        ("postgresql://x@127.0.0.1/x?sslmod=require", "「sslmod」"),
    ],
)
def test_every_command_refuses_such_an_address(place: Place, url: str, said: str) -> None:
    more = {"CLASSROOM_DATABASE_URL": url}
    for command in ("db backup x", f"serve --port {free_port()}"):
        assert said in place.refused(*command.split(), more=more)
    assert names(place.here) == set()


def test_a_database_that_is_moved_away_is_missed_at_once(begun: Place) -> None:
    port, file = free_port(), begun.instance / "classroom.sqlite"
    with serving(begun, port):
        assert sign_in(port)[0] != 503
        file.rename(begun.folder / "away")
        status, said = sign_in(port)
        assert status == 503
        assert "がなくなりました" in said
        assert not file.exists()
        assert "がなくなりました" in (begun.instance / "error.log").read_text("utf-8")
        (begun.folder / "away").rename(file)
        assert sign_in(port)[0] != 503
    file.rename(begun.folder / "away")
    for command in (f"serve --port {port}", "db upgrade"):
        assert "前に使っていたデータベース" in begun.refused(*command.split())
    assert not file.exists()
    begun.done("db", "restore", "copy", "--yes")
    begun.done("db", "check")


def test_a_page_says_what_is_wrong_with_the_database(begun: Place) -> None:
    port = free_port()
    with serving(begun, port):
        run_sql(begun, "ALTER TABLE staff_member RENAME TO gone")
        status, said = sign_in(port)
    assert status == 503
    assert "表が足りません" in said
    assert "ほかの端末" not in said
    assert "no such table" in (begun.instance / "error.log").read_text("utf-8")


def test_control_c_while_it_loads_ends_quietly(place: Place) -> None:
    for wait in (0.1, 0.2, 0.35, 0.6, 0.9):
        process = place.start("age", "s220503")
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        if process.returncode not in (0, -signal.SIGINT):
            assert (process.returncode, err.strip()) == (130, "")


CONFIG = {
    "NUL": (b'database_url = "sqlite:///a\\u0000b"', "読めない文字"),
    "control": (b'contact = "a\\u0007b"', "読めない文字"),
    "long number": (b"idle_minutes = " + b"9" * 5000, "長すぎる数"),
    "nesting": (b"contact = " + b"[" * 5000, "深すぎるかっこ"),
    "long address": (b'apply_address = "https://x.jp/' + b"a" * 5000 + b'"', "300文字まで"),
    "script": (b'apply_address = "javascript:alert(1)"', "apply_address"),
    "no host": (b'site_address = "http://:8000/"', "site_address"),
    "no port": (b'site_address = "http://x:99999/"', "site_address"),
    "number for telephone": (b"telephone = 0", "telephone = "),
    "truth for contact": (b"contact = true", "contact"),
    "truth for number": (b"idle_minutes = true", "idle_minutes"),
    "empty purpose": (b'purpose = " "', "purpose"),
    "twice": (b'contact = "x"\ncity_name = "y"\ncontact = "z"', "3行目"),
    "twice before more": (b'contact = "x"\ncontact = "z"\ncity_name = "y"\n', "2行目"),
}


@pytest.mark.parametrize("kind", CONFIG)
def test_a_setting_that_would_do_harm_is_refused(place: Place, kind: str) -> None:
    content, said = CONFIG[kind]
    place.instance.mkdir()
    (place.instance / "config.toml").write_bytes(content)
    line = place.refused("db", "upgrade")
    assert said in line
    assert len(line) < 400


def test_links_in_a_ring_are_named(begun: Place) -> None:
    (begun.here / "ring").symlink_to(begun.here / "ring")
    assert "ring" in begun.refused("db", "backup", "ring")
    assert "ring" in begun.refused("db", "restore", "ring", "--yes")
    ring = {"CLASSROOM_INSTANCE": str(begun.here / "ring")}
    assert "輪" in begun.refused("db", "upgrade", more=ring)


def test_a_clients_own_coding_does_not_matter(city: Place) -> None:
    city.more["PGCLIENTENCODING"] = "SQL_ASCII"
    assert "アカウントを作りました" in city.done(*ADD.split())
    city.done("audit", "verify")


def test_a_key_that_a_full_disc_cut_off_is_made_anew_where_nothing_began(place: Place) -> None:
    place.instance.mkdir()
    key = place.instance / "secret_key"
    key.write_bytes(b"")
    place.done("db", "upgrade")
    assert len(key.read_text()) == 64
    assert names(place.instance) == {"secret_key", "classroom.sqlite"}
    key.write_bytes(b"")
    assert "secret_key が空です" in place.refused("db", "upgrade")
    place.shell("rm -r $CLASSROOM_INSTANCE; ulimit -f 0; $C db upgrade")
    assert not key.exists()


def test_the_address_is_said_as_it_is_served(begun: Place) -> None:
    (begun.instance / "address").mkdir()  # as little to be written to as in a read-only folder
    port = free_port()
    process = begun.start("serve", "--port", str(port))
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert f":{port}/" in first


def test_a_name_in_capitals_is_the_same_name(city: Place) -> None:
    city.done(*ADD.split())
    again = ADD.replace("sato", "Sato").split()
    assert "使われています" in city.refused(*again)


def test_words_that_are_no_text_are_no_mistake_of_the_program(begun: Place) -> None:
    answer = begun.shell("$C staff add sato --role admin --name $'\\xff\\xfe'x")
    assert answer.code in {0, 2}
    assert len(answer.err.splitlines()) <= 1
    assert "プログラムのまちがい" not in answer.err
    answer = begun.shell("$C official add --on R8.9.30 --registered 1 --population 2 "
                         "--source 県 --file $'\\xff'")  # fmt: skip
    assert answer.code == 2
    assert "開けません" in answer.err


def test_a_folder_that_is_gone_is_named(begun: Place) -> None:
    answer = begun.shell("mkdir x; cd x; rmdir ../x; $C db backup copy")
    assert answer.code == 2
    assert "フォルダー" in answer.err
    assert len(answer.err.splitlines()) == 1
