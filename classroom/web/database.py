"""One database session a request: reads for GET, the write lock at once for anything else."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from flask import Flask, current_app, g, request
from sqlalchemy.engine import Engine
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import for_writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)  # without slots: the writer is kept once it was made
class Runtime:
    """What one running application holds."""

    settings: Settings
    engine: Engine

    @cached_property
    def writer(self) -> Engine:
        return for_writing(self.engine)


def init_app(app: Flask, runtime: Runtime) -> None:
    """Keep the runtime with the app, and close each request's session."""
    app.extensions["classroom"] = runtime
    app.teardown_appcontext(_close)


def runtime() -> Runtime:
    return cast("Runtime", current_app.extensions["classroom"])


def settings() -> Settings:
    return runtime().settings


def get_db() -> Session:
    """Return this request's session; what is not committed by the view is gone at its end."""
    if "db" not in g:
        held = runtime()
        engine = held.engine if request.method in SAFE_METHODS else held.writer
        g.db = Session(engine, expire_on_commit=False)
    return cast("Session", g.db)


def _close(error: BaseException | None) -> None:
    del error
    db = g.pop("db", None)
    if db is not None:
        db.close()
