"""What travels between the staff pages and their service."""

from dataclasses import dataclass
from datetime import datetime

from classroom.rules.words.staff import Role


@dataclass(frozen=True, slots=True)
class StaffDetails:
    """What an administrator writes of an account."""

    login: str
    name: str
    role: Role
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in; a cookie with another stamp is not taken any more."""

    name: str
    login: str
    role: Role
    stamp: int
    settings_mark: str


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A line of the list of accounts."""

    id: int
    login: str
    name: str
    role: Role
    is_active: bool
    has_password: bool
    last_signed_in_at: datetime | None
