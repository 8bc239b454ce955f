"""Class day as a tablet sends it, and a second database to replay it into."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from classroom.class_day.app_registration import queries
from classroom.class_day.attendance.models import ClassOperation
from classroom.core import clock
from classroom.core.db import for_writing, make_engine
from tests.page import PageClient

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

# What requests keep beside the work itself, and when an operation arrived.
APART = {"operation", "audit_entry"}
NUMBERED = {"attendance", "app_registration", "app_outcome", "call_task", "enrolment_change"}


class Tablet:
    """A tablet in a class: sends presses as the pages' script does."""

    def __init__(self, desk: PageClient, session: int, name: str = "iPad-1") -> None:
        self.client: FlaskClient = desk.client
        self.session, self.name = session, name
        field = desk.get("/account").select_one("input[name=csrf_token]")
        assert field is not None
        self.token = str(field["value"])

    def send(self, path: str, *, at: datetime | None = None, **data: object) -> "TestResponse":
        """Send one write of the session; `path` is below its address."""
        tokens = {"csrf_token": self.token, "operation_id": str(uuid.uuid4())}
        when = (at or clock.now()).isoformat()
        sent = {**tokens, "at": when, "terminal": self.name, **data}
        return self.client.post(f"/sessions/{self.session}/{path}", data=sent)

    def mark(self, enrolment: int, mark: str, **more: Any) -> "TestResponse":
        """Press on a person's row of class day."""
        return self.send("marks", enrolment_id=enrolment, mark=mark, **more)

    def press(self, participant: int, **what: Any) -> "TestResponse":
        """Press on a person's row after class."""
        return self.send(f"people/{participant}/app", **what)

    def walk_in(self, kana: str, **more: Any) -> "TestResponse":
        """Take someone in who did not apply."""
        typed = {"name_kana": kana, "told_band": "80s", "device": "android"}
        return self.send("walk-ins", **{**typed, **more})


@contextmanager
def copy_of(db: Session) -> Iterator[Session]:
    """Give another database that holds the same, as a laptop takes it along."""
    db.commit()
    engine = make_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(for_writing(engine), expire_on_commit=False) as other:
        for table in SQLModel.metadata.sorted_tables:
            rows = [row._asdict() for row in db.connection().execute(sa.select(table))]
            if rows:
                other.connection().execute(sa.insert(table), rows)
        other.commit()
        db.commit()
        yield other
    engine.dispose()


def contents(db: Session) -> dict[str, list[dict[str, Any]]]:
    """Return every row, but for what each database numbers or notes on its own."""
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        hidden = {"id"} if table.name in NUMBERED else {"received_at"}
        shown = [column for column in table.columns if column.name not in hidden]
        rows = db.connection().execute(sa.select(*shown))
        found[table.name] = sorted((row._asdict() for row in rows), key=repr)
    db.commit()
    return {name: rows for name, rows in found.items() if name not in APART}


def kept(db: Session) -> list[ClassOperation]:
    """Return the operations in their order."""
    db.commit()
    wanted = select(ClassOperation).order_by(col(ClassOperation.at), col(ClassOperation.id))
    found = list(db.exec(wanted.execution_options(populate_existing=True)))
    db.commit()
    return found


def state(db: Session, participant: int, session: int) -> str:
    """Return how someone stands in a session now."""
    db.commit()
    found = queries.state(db, participant, session)
    db.commit()
    return found
