"""Every page and every write, asked the same questions from one table (tests/routes.py).

Signed out, wrong role, GET on a write, sent twice, without its tokens, on a record that changed.
"""

import re
import uuid
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlmodel import Session, SQLModel
from werkzeug.test import TestResponse

from classroom.rules.words.staff import Role
from classroom.web.staff.access import roles_of
from tests.conftest import SignedIn
from tests.page import PageClient
from tests.page_rules import checked
from tests.routes import ELSEWHERE, READS, WRITES, Read, Write, make_world

ALL: list[Read | Write] = [*READS, *WRITES]
TOKEN = re.compile('name="csrf_token"[^>]*value="([^"]+)"')
BOOKKEEPING = {"operation", "audit_entry"}  # of requests
reads = pytest.mark.parametrize("read", READS, ids=lambda read: read.endpoint)
writes = pytest.mark.parametrize("write", WRITES, ids=lambda write: write.endpoint)
versioned = pytest.mark.parametrize(
    "write", [write for write in WRITES if write.versioned], ids=lambda write: write.endpoint
)


@dataclass
class Kept:
    """A world once made: what its addresses name, and the rows it is made of."""

    world: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@pytest.fixture(scope="session")
def kept() -> Kept:
    return Kept()


@pytest.fixture
def world(db: Session, engine: Engine, kept: Kept) -> dict[str, str]:
    """Make the world once, and put its rows back for each further test."""
    if not kept.rows:
        kept.world = make_world(db)
        for table in SQLModel.metadata.sorted_tables:
            found = db.connection().execute(sa.select(table))
            kept.rows[table.name] = [row._asdict() for row in found]
        db.rollback()
        return kept.world
    for table in SQLModel.metadata.sorted_tables:
        if rows := kept.rows[table.name]:
            db.connection().execute(sa.insert(table), rows)
            go_on_counting(db, engine, table)
    db.commit()
    return kept.world


def go_on_counting(db: Session, engine: Engine, table: sa.Table) -> None:
    """Let PostgreSQL number the next row after those that were put in with their numbers."""
    if engine.dialect.name == "postgresql" and isinstance(table.c[0].type, sa.Integer):
        name = table.c[0].name
        last = sa.select(sa.func.max(table.c[0])).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(table.name, name)
        db.connection().execute(sa.select(sa.func.setval(sequence, last)))


def token_of(client: FlaskClient) -> str:
    """Return a CSRF token of this browser's session."""
    page = client.get("/account")
    if page.status_code != 200:
        page = client.get("/sign-in")
    found = TOKEN.search(page.text)
    assert found is not None
    return found[1]


def send(client: FlaskClient, write: Write, world: dict[str, str], **changed: str) -> TestResponse:
    """Send a write as its form would, with the record's version unless told otherwise."""
    data = {name: value.format(**world) for name, value in write.data.items()}
    data |= {"csrf_token": token_of(client), "operation_id": str(uuid.uuid4()), "version": "1"}
    sent = {name: value for name, value in (data | changed).items() if value or name in write.data}
    return client.post(write.address.format(**world), data=sent)


def words_of(answer: TestResponse) -> str:
    """Return what a page says in its main part, for a message."""
    main = BeautifulSoup(answer.text, "html5lib").select_one("main")
    return main.get_text(" ", strip=True)[:600] if main else answer.text[:600]


def contents(engine: Engine) -> dict[str, list[Any]]:
    """Return every row of every table, but for the bookkeeping of requests."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in SQLModel.metadata.sorted_tables
            if table.name not in BOOKKEEPING
        }


def test_the_table_names_every_page_there_is(app: Flask) -> None:
    named = {row.endpoint for row in ALL} | ELSEWHERE
    assert named == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_page_says_who_may_open_it_as_the_table_does(app: Flask) -> None:
    for row in ALL:
        assert roles_of(app.view_functions[row.endpoint]) == row.roles, row.endpoint


@reads
def test_a_page_opens_for_its_roles_only(
    signed_in: SignedIn, world: dict[str, str], read: Read
) -> None:
    for role in Role:
        browser = signed_in(role)
        answer = browser.client.get(read.address.format(**world))
        if role not in read.roles:
            assert answer.status_code == 403, role
            assert "権限がありません" in answer.text
        else:
            assert (answer.status_code, answer.mimetype) == (200, read.mimetype), role
            if read.mimetype == "text/html":
                checked(answer.text, read.address)


@reads
def test_a_page_leads_to_sign_in_when_signed_out(
    anyone: PageClient, world: dict[str, str], read: Read
) -> None:
    anyone.get(read.address.format(**world), expect=303)
    assert str(anyone.location).startswith("/sign-in?next=/")


@reads
def test_a_page_that_is_not_there_is_told_in_japanese(planner: PageClient, read: Read) -> None:
    if "{" in read.address.partition("?")[0] and Role.COORDINATOR in read.roles:
        names = {name: "9999" for _, name, _, _ in Formatter().parse(read.address) if name}
        page = planner.get(read.address.format(**names), expect=404)
        assert "見つかりませんでした" in str(page)


@writes
def test_a_write_leads_to_sign_in_when_signed_out(
    anyone: PageClient, world: dict[str, str], engine: Engine, write: Write
) -> None:
    before = contents(engine)
    answer = send(anyone.client, write, world)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")
    assert contents(engine) == before


@writes
def test_a_write_is_refused_to_every_other_role(
    signed_in: SignedIn, world: dict[str, str], engine: Engine, write: Write
) -> None:
    browsers = [signed_in(role) for role in Role if role not in write.roles]
    before = contents(engine)
    for browser in browsers:
        answer = send(browser.client, write, world)
        assert answer.status_code == 403
        assert "権限がありません" in answer.text
    assert contents(engine) == before


@writes
def test_a_write_by_get_changes_nothing(
    signed_in: SignedIn, world: dict[str, str], engine: Engine, write: Write
) -> None:
    browser = signed_in(min(write.roles))
    before = contents(engine)
    data = {name: value.format(**world) for name, value in write.data.items()}
    address = write.address.format(**world).partition("?")[0]
    answer = browser.client.get(address, query_string=data)
    assert answer.status_code in (200, 404, 405)
    assert contents(engine) == before


@writes
def test_a_write_sent_twice_is_done_once_and_answered_the_same(
    signed_in: SignedIn, world: dict[str, str], engine: Engine, write: Write
) -> None:
    browser = signed_in(_someone(write))
    before = contents(engine)
    number = str(uuid.uuid4())
    first = send(browser.client, write, world, operation_id=number)
    assert first.status_code == (200 if write.shows else 303), words_of(first)
    between = contents(engine)
    assert between != before
    if write.endpoint == "staff.change_password":
        return  # the second sending comes from a browser that knows the new password only
    second = send(browser.client, write, world, operation_id=number)
    assert second.status_code == 303
    if not write.shows:
        assert second.headers["Location"] == first.headers["Location"]
    assert contents(engine) == between


@writes
def test_a_write_without_its_tokens_is_refused_in_japanese(
    signed_in: SignedIn, world: dict[str, str], engine: Engine, write: Write
) -> None:
    browser = signed_in(_someone(write))
    before = contents(engine)
    for missing in ({"csrf_token": ""}, {"operation_id": ""}, {"operation_id": "1; DROP"}):
        answer = send(browser.client, write, world, **missing)
        assert answer.status_code == 400
        assert "開き直" in answer.text
    assert contents(engine) == before


@versioned
def test_a_record_that_changed_meanwhile_is_not_overwritten(
    signed_in: SignedIn, world: dict[str, str], engine: Engine, write: Write
) -> None:
    browser = signed_in(_someone(write))
    before = contents(engine)
    answer = send(browser.client, write, world, version="7")
    assert answer.status_code in (303, 409, 422)
    said = answer.text
    if answer.status_code == 303:
        said = browser.client.get(answer.headers["Location"]).text
    assert "ほかの方" in said or "ほかの端末" in said
    assert contents(engine) == before


def _someone(write: Write) -> Role:
    return Role.ADMIN if Role.RECEPTION not in write.roles else Role.RECEPTION
