"""Form, act, refuse: how a write is tried, and what becomes of a refusal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import abort

from classroom.core.errors import Refusal, Stale
from classroom.web.database import get_db
from classroom.web.forms import Form
from classroom.web.pages import notify, see_other

T = TypeVar("T")


def tried(
    form: Form, deed: Callable[[], T], *, stored: Callable[[], Form] | None = None
) -> T | None:
    """Do what a valid form asks and return its result; None where it may not be done.

    A refusal then stands on the form, and nothing of the deed is kept. Where the record was
    changed meanwhile, `form.stored` is the form of its newest version, made by `stored` after
    the rollback: the page shows both, and whoever has seen them may send again.
    """
    if not form.validate():
        return None
    try:
        return deed()
    except Refusal as refusal:
        get_db().rollback()
        form.refuse(refusal)
        if stored is not None and isinstance(refusal, Stale):
            form.stored = stored()
            form.version.data = form.stored.version.data
        return None


@contextmanager
def or_back(location: str) -> Iterator[None]:
    """For a press without a form: a refusal is said on the page named, and nothing is kept."""
    try:
        yield
    except Refusal as refusal:
        get_db().rollback()
        notify("stop", refusal.sentence)
        abort(see_other(location))
