"""How a view answers: found or 404, done and on to the next page, a file to keep."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, current_app, flash, g, make_response, redirect, request
from flask import get_flashed_messages as flashed
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import let_go, writing
from classroom.core.journal import service as journal
from classroom.core.journal.values import Done
from classroom.web.database import get_db, runtime

T = TypeVar("T")
PATH_MAX = 300
FOLLOWING = "classroom_before_done"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Page = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says about the act before it; `undo_url` takes the act back by POST."""

    kind: str
    text: str
    undo_url: str | None = None


def or_404(found: T | None) -> T:
    """Return what was found, or end the request with the 404 page."""
    if found is None:
        abort(404)
    return found


def new_operation_id() -> str:
    return str(uuid.uuid4())


def notify(kind: str, text: str, undo_url: str | None = None) -> None:
    """Let the next page say this. Kinds: ok, wait (harmless, look), stop (refused)."""
    flash({"kind": kind, "text": text, "undo_url": undo_url})  # type: ignore[arg-type]  # any JSON


def notices() -> list[Notice]:
    """Return what earlier requests left to say, once."""
    left: list[object] = list(flashed())
    return [Notice(**found) for found in left if isinstance(found, dict)]


def see_other(location: str) -> Response:
    """Send the browser on by GET, as after any write."""
    answer: Response = make_response(redirect(location, code=303))
    return answer


def before_done(app: Flask, act: Callable[[Session], None]) -> None:
    """Let a feature add what must follow from any write, within the same transaction."""
    app.extensions.setdefault(FOLLOWING, []).append(act)


def done(
    db: Session,
    location: str,
    said: str = "",
    *,
    undo_url: str | None = None,
    **details: object,
) -> Response:
    """Commit the request's work once, under its operation id, and send the browser on.

    Writes the operation and an audit entry in the same transaction. `details` go to the audit
    log: keys and counts only, never a name or a telephone number.
    """
    for act in current_app.extensions.get(FOLLOWING, ()):
        act(db)
    operation = Done(
        id=request.form.get("operation_id", new_operation_id()),
        at=clock.now(),
        staff_member_id=g.get("member_id"),
        endpoint=request.endpoint or "",
        answer=location[:PATH_MAX],
    )
    try:
        journal.remember(db, operation)
    except IntegrityError:
        # The same form was sent twice at once, and the other request won.
        db.rollback()
        return see_other(or_404(journal.answered(db, operation.id)))
    journal.audit(
        db,
        operation.endpoint,
        {**(request.view_args or {}), **details},
        staff_member_id=g.get("member_id"),
        at=operation.at,
    )
    db.commit()
    if said:
        notify("ok", said, undo_url)
    return see_other(location)


def went_out(what: str, count: int, **details: object) -> None:
    """Write to the audit log that somebody takes a list of people away; it comes before the file.

    For a request that only reads: its own session ends first, since a writer waits for readers.
    `details` hold keys, never a name or a telephone number.
    """
    let_go(get_db())
    with writing(runtime().engine) as db:
        journal.audit(
            db,
            request.endpoint or "",
            {"list": what, "people": count, **details},
            staff_member_id=g.get("member_id"),
            at=clock.now(),
        )


def came_from(otherwise: str) -> str:
    """Return the page of ours that the person came from, or the one given."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host or not parts.path or parts.path == request.path:
        return otherwise
    return parts.path + (f"?{parts.query}" if parts.query else "")


def download(content: bytes, file_name: str, mimetype: str, *, inline: bool = False) -> Response:
    """Answer with a file; its Japanese name survives every browser."""
    answer = make_response(content)
    answer.mimetype = mimetype
    kind = "inline" if inline else "attachment"
    answer.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(file_name)}"
    return answer


def pdf(content: bytes, file_name: str) -> Response:
    """Show a PDF in the browser, ready to print."""
    return download(content, file_name, "application/pdf", inline=True)


def workbook(content: bytes, file_name: str) -> Response:
    """Give an Excel file to keep."""
    return download(content, file_name, XLSX)
