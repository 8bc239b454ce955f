"""The database: what every table shares, how a connection is opened, one session a request.

Where people wait, a statement is built once and then only asked: building it costs more than the
database needs to answer. So it comes from a function under `functools.cache` that names its values
with `bindparam`, and `ask` gives them:

    ask(db, _days(), offering=7).one()
"""

import re
import sqlite3
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, CursorResult, Dialect, Engine, Result
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import QueryableAttribute, declared_attr
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from classroom.core.errors import DatabaseGone, SettingError, Stale
from classroom.rules.text import clean_line

# Every constraint gets a name, so that a migration can drop it (also in SQLite's batch mode).
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
# What may follow the ? of an address; libpq would say the rest in English.
SQLITE_WORDS = frozenset({"timeout"})
POSTGRESQL_WORDS = frozenset({
    "host", "hostaddr", "port", "passfile", "require_auth", "channel_binding", "connect_timeout",
    "client_encoding", "options", "application_name", "keepalives", "keepalives_idle",
    "keepalives_interval", "keepalives_count", "tcp_user_timeout", "gssencmode", "krbsrvname",
    "gsslib", "gssdelegation", "sslmode", "sslnegotiation", "sslcert", "sslkey", "sslpassword",
    "sslcertmode", "sslrootcert", "sslcrl", "sslcrldir", "sslsni", "requirepeer",
    "ssl_min_protocol_version", "ssl_max_protocol_version", "service", "target_session_attrs",
    "load_balance_hosts",
})  # fmt: skip
WAIT_MAX = 3600
BUSY_SECONDS = 15  # what SQLite waits for another process, unless the URL says ?timeout=
SYNCHRONOUS = "FULL"  # what is acknowledged survives the power going; tests do without
REACHED_SECONDS = 10
# Older libraries can, rarely, corrupt a WAL file when two connections checkpoint at once.
WAL_IS_SAFE_FROM = (3, 51, 3)
T = TypeVar("T", bound=SQLModel)
R = TypeVar("R", bound="Table")
D = TypeVar("D")
# A statement whose rows are read by the names of their columns.
RowSelect = sa.Select[*tuple[Any, ...]]


class Table(SQLModel):
    """The base of every table: named in snake case after its class."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805  a declared_attr is given the class
        """Return course_session for CourseSession."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def id_of(table: type[Table]) -> str:
    """Name the table's key for a foreign key: no table can come up without those it points to."""
    return f"{table.__tablename__}.id"


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive values, stores UTC, returns aware UTC on every database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


def enum_column(kind: type[StrEnum], name: str) -> Any:
    """Return a column type that stores the enum's value and lets the database check it."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        length=20,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


def rel(attribute: object) -> QueryableAttribute[Any]:
    """Return a relation's attribute as loading options want it typed."""
    if not isinstance(attribute, QueryableAttribute):
        raise TypeError(attribute)
    return attribute


def key(row: object) -> int:
    """Return the primary key of a row that has been flushed."""
    number = getattr(row, "id", None)
    if not isinstance(number, int):
        raise TypeError("the row has no key yet; flush it first")
    return number


def ask(db: Session, statement: Any, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Put a statement to the database with its values; what the session holds is not flushed."""
    return db.connection().execute(statement, values)


def named(kind: type[D], found: Result[Any]) -> list[D]:
    """Make a dataclass of each row, whose columns are labelled as its fields are called."""
    names = tuple(found.keys())
    return [kind(**dict(zip(names, row, strict=True))) for row in found]


def fields_of(value: Any) -> dict[str, Any]:
    """Return a dataclass's fields by their names, as `ask` takes them; none is copied."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def locked(db: Session, table: type[T], number: int) -> T | None:
    """Return the row, held against other writers until this transaction ends.

    SQLite holds its whole database by BEGIN IMMEDIATE instead.
    """
    return db.get(table, number, with_for_update=True, populate_existing=True)


def unchanged(db: Session, table: type[T], number: int, version: int) -> T:
    """Return the row as `locked` does. Raises Stale where it is gone or has another version."""
    row = locked(db, table, number)
    if row is None or getattr(row, "version", None) != version:
        raise Stale
    return row


def added(db: Session, row: R) -> R:
    """Write a new row. Raises Stale where another desk has written the same one meanwhile."""
    try:
        with db.begin_nested():
            db.add(row)
            db.flush()
    except IntegrityError:
        raise Stale from None
    return row


def write_fields(row: Table, details: Any, *, leave: Collection[str] = ()) -> None:
    """Write a dataclass's fields onto a row, but for those to be left."""
    for name, value in fields_of(details).items():
        if name not in leave:
            setattr(row, name, value)


def make_engine(url: str) -> Engine:
    """Open a database by its URL; SQLite with foreign keys and a safe journal."""
    made = url_of(url)
    # Values are names and telephone numbers: no error's text shows them.
    options: dict[str, Any] = {"hide_parameters": True}
    if made.get_backend_name() != "sqlite":
        return _postgresql(made, options)
    file = sqlite_file(made)
    options["connect_args"] = {"timeout": patience(made)}
    if file is None:
        options |= {"connect_args": {"check_same_thread": False}, "poolclass": sa.pool.StaticPool}
    engine = sa.create_engine(made, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    if file is None:
        event.listen(engine, "begin", _begin_sqlite)
    else:
        SameFile(engine, file)
        WriterQueue(engine)
    return engine


def url_of(text: str) -> sa.URL:
    """Read the address of a database, of a kind that we know. Raises SettingError."""
    try:
        url = sa.make_url(text)
        wait = float(str(url.query.get("timeout", 0)))
    except (sa.exc.ArgumentError, ValueError):
        url, wait = None, 0
    if url is None or url.drivername not in DRIVERS or not 0 <= wait <= WAIT_MAX:
        raise SettingError(
            "設定 database_url は、sqlite:////folder/name.sqlite か"
            " postgresql+psycopg://name:password@host/database のように書いてください。"
        )
    _check_query(url)
    return url.set(drivername=DRIVERS[url.drivername])


def patience(url: sa.URL) -> float:
    """Return how many seconds a lock of another process is waited for."""
    return float(str(url.query.get("timeout", BUSY_SECONDS)))


def _check_query(url: sa.URL) -> None:
    known = SQLITE_WORDS if url.get_backend_name() == "sqlite" else POSTGRESQL_WORDS
    for word, value in url.query.items():
        if word not in known or not isinstance(value, str):
            raise SettingError(
                f"設定 database_url の「{clean_line(word)}」は使えません。"
                "? のあとのつづりと、2回書いていないかを確かめてください。"
            )


def sqlite_file(url: sa.URL) -> Path | None:
    """Return the file of an SQLite database; None for PostgreSQL, and in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def _postgresql(url: sa.URL, options: dict[str, Any]) -> Engine:
    # Over PGCLIENTENCODING: with another the names come as bytes.
    options["connect_args"] = {"client_encoding": "utf8"}
    if "connect_timeout" not in url.query:
        options["connect_args"]["connect_timeout"] = REACHED_SECONDS
    try:
        return sa.create_engine(url, pool_pre_ping=True, **options)
    except ImportError:
        raise SettingError(
            "PostgreSQLにつなぐ部品がありません。入れたファイル（.whl）の名前に [postgresql] を"
            f"付けて、pip install './classroom-{version('classroom')}-py3-none-any.whl[postgresql]'"
            " のように入れ直してください。"
        ) from None


class SameFile:
    """Sees to it that connections lead to the file that bears the name now.

    A file that was moved away could be written to as long as it is open, and SQLite would make an
    empty one in its place.
    """

    def __init__(self, engine: Engine, file: Path) -> None:
        self.file, self.was_there = file, False
        event.listen(engine, "do_connect", self._still_there)
        event.listen(engine, "connect", self._remember)
        event.listen(engine.pool, "checkout", self._compare)

    def _still_there(self, *_: object) -> None:
        if self.was_there and not self.file.exists():
            raise DatabaseGone(
                f"データベースのファイル {self.file} がなくなりました。"
                "もとの場所にもどしてから、もう一度お試しください。"
            )

    def _remember(self, connection: object, record: ConnectionPoolEntry) -> None:
        del connection
        self.was_there = True
        record.info["file"] = self._identity()

    def _compare(self, connection: object, record: ConnectionPoolEntry, proxy: object) -> None:
        del connection, proxy
        if record.info.get("file") != self._identity():
            raise sa.exc.DisconnectionError

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


class WriterQueue:
    """Lets the writers of one process in one after another, before SQLite makes them wait.

    SQLite's own wait sleeps and tries again, so under eight desks someone unlucky waits for
    seconds. Other processes still meet at its lock, and whoever waited too long meets it too.
    """

    def __init__(self, engine: Engine) -> None:
        self.turn = threading.Lock()
        event.listen(engine, "begin", self._enter)
        event.listen(engine.pool, "checkin", self._leave)

    def _enter(self, connection: Connection) -> None:
        info = connection.connection.info
        if _writes(connection) and not info.get("has_turn"):
            info["has_turn"] = self.turn.acquire(timeout=BUSY_SECONDS)
        try:
            _begin_sqlite(connection)
        except Exception:
            self._pass_on(info)
            raise

    def _leave(self, dbapi_connection: object, record: ConnectionPoolEntry) -> None:
        """Let the next one in: a session gives its connection back as it commits or rolls back."""
        del dbapi_connection
        self._pass_on(record.info)

    def _pass_on(self, info: dict[Any, Any]) -> None:
        if info.pop("has_turn", False):
            self.turn.release()


def for_writing(engine: Engine) -> Engine:
    """Return the same engine whose transactions take the write lock at once.

    A transaction that reads first and writes later could otherwise find the database changed
    between, or meet another such transaction and fail with "locked".
    """
    return engine.execution_options(classroom_writes=True)


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    del record
    connection.isolation_level = None  # we say BEGIN ourselves
    journal = "WAL" if sqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM else "DELETE"
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("classroom_writes", False))


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session for one piece of work: commits at the end, rolls back on any error."""
    with Session(for_writing(engine), expire_on_commit=False) as db:
        yield db
        db.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    with Session(engine) as db:
        yield db


def let_go(db: Session) -> None:
    """End what a reading session began, and keep its rows: SQLite's writers wait for readers."""
    db.commit()


def backend(db: Session) -> str:
    return cast("Engine", db.get_bind()).dialect.name
