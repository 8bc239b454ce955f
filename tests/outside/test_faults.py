"""What goes wrong around the program: settings, locks, servers, streams. One sentence each."""

import re
import shutil
import signal
import socket
import sqlite3
import time
from contextlib import closing

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from classroom.core.db import make_engine
from tests.conftest import POSTGRESQL
from tests.outside.installed import Answer, Place, free_port
from tests.outside.test_right_calls import count

CONFIG = {
    "in CP932": ('contact = "デジタル推進課"'.encode("cp932"), "UTF-8で保存してください"),
    "not TOML": (b'contact = "x"\ncity_name = \ncity_code = 1', "2行目"),
    "unknown name": (b'colour = "blue"', "「colour」という設定はありません"),
    "list": (b'contact = ["x"]', "contact"),
    "idle_minutes": (b"idle_minutes = -5", "設定 idle_minutes の"),
    "huge idle_minutes": (b"idle_minutes = 99999999999999999999", "設定 idle_minutes の"),
    "NaN": (b"baseline_rate = nan", "baseline_rate"),
    "NaN in words": (b'baseline_rate = "NaN"', "baseline_rate"),
    "infinity": (b"target_rate = inf", "target_rate"),
    "rate over 100": (b"target_rate = 150", "設定 target_rate の"),
    "target below baseline": (b"target_rate = 40", "基準の率（baseline_rate）より大きな"),
    "absurd year": (b"target_year = 99999", "2000から2100までの年度"),
    "years turned round": (b"baseline_year = 2031", "基準の年度（baseline_year）よりあと"),
    "city code without its zero": (b"city_code = 42145", "city_code"),
    "address": (b'site_address = "192.168.1.20"', "site_address"),
    "nonsense database": (b'database_url = "nonsense"', "database_url は"),
    "database of another kind": (b'database_url = "mysql://x/y"', "database_url は"),
    "port that is no number": (b'database_url = "postgresql://x:y/z"', "database_url は"),
}


@pytest.mark.parametrize("kind", CONFIG)
def test_a_setting_that_cannot_be_used_is_named(place: Place, kind: str) -> None:
    content, said = CONFIG[kind]
    place.instance.mkdir()
    (place.instance / "config.toml").write_bytes(content)
    assert said in place.refused("db", "upgrade")
    assert not (place.instance / "classroom.sqlite").exists()


def test_a_byte_order_mark_is_no_mistake(place: Place) -> None:
    place.instance.mkdir()
    (place.instance / "config.toml").write_bytes(b'\xef\xbb\xbfcontact = "x"\n')
    assert "classroom db upgrade" in place.refused("db", "check")


@pytest.mark.parametrize("name", ["config.toml", "secret_key"])
def test_a_folder_in_a_files_place_is_named(place: Place, name: str) -> None:
    (place.instance / name).mkdir(parents=True)
    assert name in place.refused("db", "upgrade")


def test_an_empty_secret_key_is_refused(place: Place) -> None:
    place.instance.mkdir()
    (place.instance / "secret_key").write_text("\n")
    assert "secret_key が空です" in place.refused("db", "upgrade")


def test_an_instance_folder_that_cannot_be_made_is_named(place: Place) -> None:
    (place.folder / "file").write_text("")
    for folder in (
        place.folder / "no" / "such",
        place.folder / "file",
        place.folder / "file" / "x",
    ):
        more = {"CLASSROOM_INSTANCE": str(folder)}
        assert "CLASSROOM_INSTANCE" in place.refused("db", "upgrade", more=more)
    assert not (place.folder / "no").exists()


def test_a_database_that_is_not_there_is_not_made_by_looking(place: Place) -> None:
    for line in ("db check", "audit verify", "report kpi --on R8.4.1 --format json", "db backup x"):
        assert "classroom db upgrade を実行してください" in place.refused(*line.split())
    assert {path.name for path in place.instance.iterdir()} <= {"secret_key"}
    more = {"CLASSROOM_DATABASE_URL": f"sqlite:///{place.folder}/no/such.sqlite"}
    assert "フォルダーがあるか" in place.refused("db", "upgrade", more=more)


def test_a_file_that_is_no_database_is_named_and_can_be_restored(begun: Place) -> None:
    (begun.instance / "classroom.sqlite").write_text("これはデータベースではない。" * 99)
    for line in ("db check", "db upgrade", "db backup again", f"serve --port {free_port()}"):
        assert "データベースではありません" in begun.refused(*line.split())
    begun.done("db", "restore", "copy", "--yes")
    begun.done("db", "check")
    assert {path.name for path in begun.here.iterdir()} == {"copy"}


def test_a_database_that_another_process_holds_is_waited_for_and_then_named(begun: Place) -> None:
    file = begun.instance / "classroom.sqlite"
    begun.more["CLASSROOM_DATABASE_URL"] = f"sqlite:///{file}?timeout=0.1"
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for line in ("db check", "db upgrade", "db backup again", "db restore copy --yes",
                     "staff add sato --role admin --name 佐藤"):  # fmt: skip
            assert "ほかのプログラムが使っています" in begun.refused(*line.split())
    begun.done("db", "check")


def test_a_server_that_runs_sees_what_was_restored(begun: Place) -> None:
    engine = make_engine(begun.database)
    with engine.connect() as looking:  # as a server's pool keeps its connections
        looking.exec_driver_sql("SELECT 1 FROM staff_member")
        looking.rollback()
        begun.done("staff", "add", "sato", "--role", "admin", "--name", "佐藤")
        assert count(engine, "staff_member") == 1
        begun.done("db", "restore", "copy", "--yes")
        found = looking.exec_driver_sql("SELECT count(*) FROM staff_member").scalar()
    engine.dispose()
    assert found == 0


UNREACHABLE = {
    "no server": "postgresql+psycopg://classroom@127.0.0.1:{port}/x",
    "no such host": "postgresql+psycopg://classroom@no.such.host.invalid/x",
}


@pytest.mark.parametrize("kind", UNREACHABLE)
def test_a_server_that_is_not_reached_is_named(place: Place, kind: str) -> None:
    url = UNREACHABLE[kind].format(port=free_port())
    more = {"CLASSROOM_DATABASE_URL": url}
    assert "PostgreSQLにつながりません" in place.refused("db", "upgrade", more=more)
    if shutil.which("pg_dump"):
        assert "pg_dump ができませんでした" in place.refused("db", "backup", "copy", more=more)
        assert list(place.here.iterdir()) == []
        assert "pg_dump: error" in (place.instance / "error.log").read_text()


def test_a_server_that_refuses_the_name_is_named(city: Place, engine: Engine) -> None:
    if POSTGRESQL is None:
        pytest.skip("TEST_POSTGRESQL names no server")
    for wrong in (engine.url.set(username="nobody"), engine.url.set(database="no_such")):
        url = wrong.render_as_string(hide_password=False)
        more = {"CLASSROOM_DATABASE_URL": url}
        assert "PostgreSQL" in city.refused("db", "check", more=more)


def test_what_is_no_backup_is_refused_before_the_database_is_touched(
    city: Place, engine: Engine
) -> None:
    junk = city.here / "junk"
    junk.write_bytes(b"junk")
    before = count(engine, "alembic_version")
    assert "控えではありません" in city.refused("db", "restore", "junk", "--yes")
    assert count(engine, "alembic_version") == before


def test_a_port_that_is_taken_is_named_before_anything_is_made(place: Place) -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        for command in ("serve", "demo"):
            said = place.refused(command, "--port", str(port))
            assert f"ポート{port}はもう使われています" in said
    assert {path.name for path in place.instance.iterdir()} <= {"secret_key"}


def shell(place: Place, line: str, *, ends: int, err: str = "") -> Answer:
    """Run a line of a shell; its standard error is one line at most."""
    answer = place.shell(line)
    assert answer.code == ends, answer
    assert err in answer.err, answer
    assert len(answer.err.splitlines()) == bool(err), answer
    return answer


def test_an_output_that_is_gone_undoes_what_was_to_be_said(begun: Place) -> None:
    add = "$C staff add sato --role admin --name 佐藤"
    shell(begun, f"{add} > /dev/full", ends=2, err="ディスクの空き")
    shell(begun, f"{add} | true; exit ${{PIPESTATUS[0]}}", ends=2, err="途中でやめました")
    engine = make_engine(begun.database)
    assert count(engine, "staff_member") == 0
    kpi = "$C report kpi --on R8.11.22 --format csv"
    shell(begun, f"{kpi} > /dev/full", ends=2, err="ディスクの空き")
    shell(begun, f"{kpi} >&-", ends=2, err="-o でファイル")
    shell(begun, f"{add} >&-", ends=0)
    assert count(engine, "staff_member") == 1
    engine.dispose()


def test_a_missing_standard_input_is_no_traceback(begun: Place) -> None:
    shell(
        begun, "$C staff add abe --role admin --name x --password-stdin <&-", ends=2, err="10文字"
    )
    shell(begun, "$C print font-check -o x.pdf <&-", ends=2, err="名前がありません")
    shell(begun, "$C db restore copy <&-", ends=2, err="--yes")
    shell(begun, "printf '\\xff\\n' | $C staff add abe --role admin --name x --password-stdin",
          ends=2, err="UTF-8")  # fmt: skip
    shell(begun, "echo n | $C db restore copy", ends=2, err="もどしていません")


@pytest.mark.parametrize(
    "coding",
    [
        "PYTHONIOENCODING=ascii",
        "PYTHONIOENCODING=cp932",
        "LC_ALL=C",
        "LC_ALL=POSIX",
        "PYTHONUTF8=0 LC_ALL=C PYTHONCOERCECLOCALE=0",
    ],
)
def test_any_coding_of_the_terminal_bears_japanese(place: Place, coding: str) -> None:
    line = f"{coding} $C age s220503 && {coding} $C --help && {coding} $C age 𠮷"
    given = line.replace("𠮷", "x") if "cp932" in coding else line
    answer = place.shell(f"({given}) 2>&1 | iconv -f {'cp932' if 'cp932' in coding else 'utf-8'}")
    assert "昭和22年5月3日" in answer.out
    assert "使い方" in answer.out
    assert "Traceback" not in answer.out


def test_control_c_at_a_question_ends_quietly(begun: Place) -> None:
    process = begun.start("db", "restore", "copy")
    assert process.stdout is not None
    assert process.stdout.read(5)  # the question stands there
    time.sleep(0.2)  # and is being waited for
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.strip() == ""


def test_the_version_is_said(place: Place) -> None:
    assert re.fullmatch(r"スマホ教室 \d+\.\d+\.\d+\n", place.done("--version"))


def test_an_old_demo_says_how_to_begin_anew(place: Place) -> None:
    place.instance.mkdir()
    engine = make_engine(f"sqlite:///{place.instance / 'demo.sqlite'}")
    with engine.begin() as db:
        db.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        db.execute(sa.text("INSERT INTO alembic_version VALUES ('0001')"))
    engine.dispose()
    assert "classroom demo --reset" in place.refused("demo", "--port", str(free_port()))


def test_a_mistake_of_the_program_goes_into_a_log(begun: Place) -> None:
    with closing(sqlite3.connect(begun.instance / "classroom.sqlite")) as db:
        db.execute("DROP TABLE setup_link")
        db.commit()
    said = begun.refused("staff", "add", "sato", "--role", "admin", "--name", "佐藤 進")
    assert str(begun.instance / "error.log") in said
    log = (begun.instance / "error.log").read_text("utf-8")
    assert "Traceback" in log
    assert "佐藤" not in log


def test_a_program_whose_files_were_cut_short_by_a_full_disc_says_so(place: Place) -> None:
    # Python keeps what it has written of a module, however little the disc took.
    read = place.folder / "read"
    more = {"PYTHONPYCACHEPREFIX": str(read)}
    place.refused("db", "check", more=more)
    (part,) = read.rglob("classroom/core/db.*.pyc")
    part.write_bytes(part.read_bytes()[:1000])
    assert "入れ直してください" in place.refused("db", "check", more=more)
