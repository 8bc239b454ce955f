"""The table of commands: each once with right input, and what goes wrong with each."""

from collections.abc import Iterator
from dataclasses import dataclass

import click
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from classroom.cli import group

PAPERS = (
    "print sheet {session}",
    "print roster {session}",
    "print roster {session} --order district --telephone",
    "print tags {session}",
    "print questionnaire {session}",
    "print questionnaire {session} --when after",
    "print flyer {session}",
    "print pack {session}",
    "print handout {course}",
    "print handout {course} --edition instructor --device iphone",
    "print slip {enrolment}",
    "print application",
    "print application --person {person}",
    "print invitation {offering}",
    "print postcards {offering}",
    "print postcards {offering} --message waiting",
    "print labels {offering}",
    "print labels {offering} --to waiting --start 3",
    "print certificate {over}",
)
NAMES = "print font-check"
FIGURES = (
    ("report kpi --on {today} --format json", b"{"),
    ("report kpi --on R8.11.22 --format csv", b"\xef\xbb\xbf"),
    ("report kpi --on {today} --format xlsx", b"PK"),
    ("report kpi --on {today} --format pdf", b"%PDF"),
    ("export events --format csv", b"\xef\xbb\xbf"),
    ("export events --format csv --edition event-2021 --encoding cp932", b"\x93\x73"),
    ("export events --format ics", b"BEGIN:VCALENDAR"),
    ("export events --format json", b"{"),
    ("export monthly", b"\xef\xbb\xbf"),
    ("export monthly --month 2026-05 --encoding cp932", b""),
)
FILES_IN = (
    "import population {file}",
    "import population {file} --projection",
    "import participants {file}",
    "import sessions {file}",
    "official add --on R8.9.30 --registered 10 --population 100 --source 県 --file {file}",
    "db restore {file} --yes",
)
FILES_OUT = (
    *(f"{paper} -o {{out}}" for paper in PAPERS if "--" not in paper),
    f"{NAMES} -o {{out}}",
    "report kpi --on {today} --format xlsx -o {out}",
    "export events --format csv -o {out}",
    "export monthly -o {out}",
    "db backup {out}",
)
APART = ("demo", "serve", "db upgrade", "db check", "staff add", "age", "bench", "audit verify")
"""What has tests of its own: see test_right_calls.py."""

WRONG_VALUES = (
    ("dance", "「dance」という命令はありません"),
    ("", "命令を指定してください"),
    ("db", "命令を指定してください"),
    ("age s220503 --colour", "「--colour」という指定はありません"),
    ("age", "「TEXT」を指定してください"),
    ("age 昭和65年", "昭和は64年1月7日まで"),
    ("age s220503 --on きのう", "日付として読めません"),
    ("age s220503 --format xml", "text・json のどれか"),
    ("age s220503 --on", "「--on」のあとの値"),
    ("serve --port 0", "1から65535までの数"),
    ("serve --port http", "1から65535までの数"),
    ("serve --host host.invalid", "--host は 127.0.0.1 か 0.0.0.0"),
    ("demo --port 99999", "1から65535までの数"),
    ("db upgrade now", "この書き方では実行できません"),
    ("db check --fast", "「--fast」という指定はありません"),
    ("db backup", "「PATH」を指定してください"),
    ("db restore", "「PATH」を指定してください"),
    ("staff add {empty} --role admin --name 佐藤", "サインイン名を入れてください"),
    ("staff add 佐藤 --role admin --name 佐藤", "半角の英字・数字"),
    ("staff add {long} --role admin --name 佐藤", "40文字まで"),
    ("staff add sato --role admin --name {empty}", "お名前（--name）を入れてください"),
    ("staff add sato --role admin --name {long}", "60文字まで"),
    ("staff add sato --role chief --name 佐藤", "admin・coordinator・reception"),
    ("staff add sato --role admin", "「--name」を指定してください"),
    ("staff add sato --role admin --name 佐藤 --password-stdin", "10文字以上"),
    ("import population", "「FILE」を指定してください"),
    ("import participants", "「FILE」を指定してください"),
    ("import sessions", "「FILE」を指定してください"),
    ("official add --on 13月 --registered 1 --population 2 --source 県", "日付として読めません"),
    ("official add --on R8.9.30 --registered 多い --population 2 --source 県", "数にしてください"),
    ("official add --on R8.9.30 --registered -1 --population 2 --source 県", ""),
    ("official add --on R8.9.30 --registered 3 --population 2 --source 県", ""),
    ("official add --on R8.9.30 --registered {huge} --population {huge} --source 県", ""),
    ("official add --on R8.9.30 --registered 1 --population 2 --source {empty}", ""),
    ("official add --on 2999-01-01 --registered 1 --population 2 --source 県", ""),
    ("report kpi --on 13月 --format json", "日付として読めません"),
    ("report kpi --on R8.11.22 --format doc", "json・csv・xlsx・pdf のどれか"),
    ("export events --format doc", "csv・ics・json のどれか"),
    ("export events --format csv --edition event-1999", "イベント一覧の版"),
    ("export monthly --month 11月", "月として読めません"),
    ("export monthly --month 2999-01", "まだ終わっていません"),
    ("print sheet 0 -o {out}", "1からの数"),
    ("print sheet {huge} -o {out}", "1からの数"),
    ("print sheet 9999 -o {out}", "番号9999の開催回はありません"),
    ("print roster 9999 -o {out}", "番号9999の開催回はありません"),
    ("print roster 1 --order district -o {out}", "--telephone をつけて"),
    ("print tags 9999 -o {out}", "番号9999の開催回はありません"),
    ("print questionnaire 9999 -o {out}", "番号9999の開催回はありません"),
    ("print flyer 9999 -o {out}", "番号9999の開催回はありません"),
    ("print pack 9999 -o {out}", "番号9999の開催回はありません"),
    ("print handout XX-999 -o {out}", "番号「XX-999」の講座はありません"),
    ("print slip 9999 -o {out}", "番号9999の申込はありません"),
    ("print application --person 9999 -o {out}", "番号9999の受講者はいません"),
    ("print application --person 0 -o {out}", "1からの数"),
    ("print invitation 9999 -o {out}", "番号9999の開講はありません"),
    ("print postcards 9999 -o {out}", "番号9999の開講はありません"),
    ("print labels 9999 -o {out}", "番号9999の開講はありません"),
    ("print labels 1 --start 99 -o {out}", "--start を直してください"),
    ("print certificate 9999 -o {out}", "番号9999の開講はありません"),
    ("print font-check -o {out}", "名前がありません"),
    ("bench speed", "「speed」は測れません"),
    ("bench --people 3", "受講者の数は"),
    ("bench search-kana --database-url nonsense", "database_url は"),
    ("audit verify --fast", "「--fast」という指定はありません"),
)


@dataclass(frozen=True)
class Numbers:
    """Numbers of the demo year that commands are given."""

    session: int
    offering: int
    over: int
    enrolment: int
    person: int
    course: str


def numbers(engine: Engine) -> Numbers:
    """Choose a class that people have come to, and one that is over."""
    session = (
        "SELECT s.id, s.offering_id FROM course_session s JOIN attendance a"
        " ON a.course_session_id = s.id GROUP BY s.id, s.offering_id ORDER BY s.id"
    )
    with engine.connect() as db:
        first = db.execute(sa.text(session)).first()
        assert first is not None
        of = {"offering": first.offering_id}
        enrolment = db.execute(
            sa.text(
                "SELECT id, participant_id FROM enrolment"
                " WHERE offering_id = :offering AND status = 'accepted' ORDER BY id"
            ),
            of,
        ).first()
        assert enrolment is not None
        course = (
            db.execute(sa.text("SELECT code FROM course WHERE handout <> '' ORDER BY code"))
            .scalars()
            .first()
        )
    assert course is not None
    return Numbers(
        session=first.id,
        offering=first.offering_id,
        over=first.offering_id,
        enrolment=enrolment.id,
        person=enrolment.participant_id,
        course=course,
    )


def words(line: str, **values: object) -> list[str]:
    """Split a line of the table, then put values where it names them: they may hold blanks."""
    return [word.format(**values) for word in line.split()]


def leaves(command: click.Command = group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command of the click tree that is no group, by its words."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from leaves(child, f"{path} {name}".strip())
    else:
        yield path, command
