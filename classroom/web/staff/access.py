"""Who is signed in, and who may open what: the one place where roles are enforced."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, request, session, url_for
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.core.staff.models import StaffMember
from classroom.rules.words.staff import DESK, Role
from classroom.web.database import SAFE_METHODS, get_db, settings
from classroom.web.pages import see_other
from classroom.web.staff import queries

View = TypeVar("View", bound=Callable[..., Any])
ALLOWED = "classroom_allowed"
PUBLIC: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """The person at the screen."""

    id: int
    name: str
    login: str
    role: Role

    @property
    def role_label(self) -> str:
        return self.role.label

    @property
    def is_at_desk(self) -> bool:
        """Whether applications and papers are this person's work."""
        return self.role in DESK


def allow(roles: frozenset[Role]) -> Callable[[View], View]:
    """Say who may open a page. Every view carries this; an app with one that does not won't start.

    PUBLIC is for the few pages before sign-in.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            return view(*args, **kwargs)

        setattr(guarded, ALLOWED, roles)
        return cast("View", guarded)

    return mark


def init_app(app: Flask) -> None:
    app.before_request(_enforce)


def require_all_marked(app: Flask) -> None:
    """Refuse to start with a page for which nobody said who may open it."""
    missing = [
        name
        for name, view in app.view_functions.items()
        if name != "static" and roles_of(view) is None
    ]
    if missing:
        raise LookupError(f"views without allow(): {', '.join(missing)}")


def roles_of(view: Callable[..., Any]) -> frozenset[Role] | None:
    """Return who may open a view; None if nobody said."""
    return getattr(view, ALLOWED, None)


def current() -> Member:
    """Return the person at the screen; only in views that are not public."""
    return cast("Member", g.member)


def member() -> Member | None:
    """Return the person at the screen, or None before sign-in."""
    return cast("Member | None", g.get("member"))


def sign_in(person: StaffMember, at: datetime) -> None:
    """Start a session for the person: a fresh cookie with who, since when and which stamp."""
    session.clear()
    session["member"] = person.id
    session["stamp"] = person.stamp
    session["seen"] = at.timestamp()


def sign_out() -> None:
    session.clear()


def _enforce() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint == "static":
        return None
    _find_member()
    roles = roles_of(request_view(endpoint))
    if roles == PUBLIC:
        return None
    found = member()
    if found is None:
        return _to_sign_in()
    if found.role not in (roles or ()):
        abort(403)
    return None


def request_view(endpoint: str) -> Callable[..., Any]:
    return current_app.view_functions[endpoint]


def is_polled() -> bool:
    """Tell whether an open page asks by itself: nobody is there, so the session grows no longer.

    Such an answer leaves the cookie alone, for it may arrive beside that of a real press.
    """
    return "X-Poll" in request.headers


def _find_member() -> None:
    g.member = None
    number, stamp, seen = (session.get(name) for name in ("member", "stamp", "seen"))
    now = clock.now()
    if number is None or seen is None:
        return
    person = queries.active_member(get_db(), number)
    if person is None or person.stamp != stamp:
        session.clear()
        return
    g.settings_mark = person.settings_mark
    if now - timedelta(minutes=settings().idle_minutes) > datetime.fromtimestamp(seen, now.tzinfo):
        session.clear()
        return
    if not is_polled():
        session["seen"] = now.timestamp()
    g.member = Member(number, person.name, person.login, person.role)
    g.member_id = number


def _to_sign_in() -> Response:
    # After sign-in the person goes on to the page they wanted; a form must be opened anew.
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return see_other(url_for("staff.sign_in", next=wanted))
