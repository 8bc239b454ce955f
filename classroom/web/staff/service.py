"""Accounts: made, changed, given a password, tried at sign-in."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlmodel import Session, col, select

from classroom.core.db import key, locked
from classroom.core.errors import Refusal, Stale
from classroom.core.staff.models import SetupLink, StaffMember
from classroom.core.staff.rules import (
    LINK_HOURS,
    LOCK_MINUTES,
    PASSWORD_MAX,
    PASSWORD_MIN,
    TRIES_MAX,
)
from classroom.rules.words.staff import Role
from classroom.web.staff import queries
from classroom.web.staff.values import StaffDetails

HASHER = PasswordHasher()
WRONG = "サインイン名かパスワードがちがいます。もう一度入れてください。"


def add_member(db: Session, details: StaffDetails, *, at: datetime) -> StaffMember:
    """Make an account without a password. Refuses a sign-in name that is taken."""
    if queries.member_of_same_letters(db, details.login):
        raise Refusal(f"「{details.login}」は使われています。別のサインイン名にしてください。")
    person = StaffMember(
        login=details.login,
        name=details.name,
        role=details.role,
        is_active=details.is_active,
        created_at=at,
    )
    db.add(person)
    db.flush()
    return person


def take_back(db: Session, person_id: int) -> None:
    """Remove an account that nobody can have used yet."""
    person = locked(db, StaffMember, person_id)
    if person is not None and person.password_hash is None:
        db.delete(person)
        db.flush()


def change_member(
    db: Session,
    person_id: int,
    details: StaffDetails,
    *,
    version: int,
) -> StaffMember | None:
    """Change an account; a changed role or a closed account signs the person out everywhere."""
    person = locked(db, StaffMember, person_id)
    if person is None:
        return None
    if person.version != version:
        raise Stale
    other = queries.member_of_same_letters(db, details.login)
    if other is not None and details.login != person.login and other.id != person.id:
        raise Refusal(f"「{details.login}」は使われています。別のサインイン名にしてください。")
    if person.role is Role.ADMIN and (details.role is not Role.ADMIN or not details.is_active):
        _keep_one_admin(db, person)
    if (details.role, details.is_active) != (person.role, person.is_active):
        person.stamp += 1
    person.login, person.name = details.login, details.name
    person.role, person.is_active = details.role, details.is_active
    person.version += 1
    db.flush()
    return person


def check_password(db: Session, login: str, password: str, *, at: datetime) -> StaffMember:
    """Return the member whose sign-in name and password these are.

    Counts wrong tries in the database, so that a lock holds on every server. The caller commits
    also after a Refusal.
    """
    person = queries.member_by_login(db, login)
    if person is None or person.password_hash is None or not person.is_active:
        _matches(nobodys_hash(), password)
        raise Refusal(WRONG)
    person = locked(db, StaffMember, key(person)) or person
    if person.locked_until is not None and person.locked_until > at:
        minutes = -((at - person.locked_until) // timedelta(minutes=1))
        raise Refusal(f"続けてまちがえたため、あと{minutes}分は使えません。")
    if not _matches(person.password_hash or nobodys_hash(), password):
        _count_wrong_try(person, at)
        db.flush()
        raise Refusal(WRONG)
    person.failed_tries, person.locked_until = 0, None
    person.last_signed_in_at = at
    db.flush()
    return person


def set_password(db: Session, person: StaffMember, password: str) -> None:
    """Give an account its password; ends its sessions elsewhere."""
    person.password_hash = HASHER.hash(acceptable_password(password))
    person.stamp += 1
    person.failed_tries, person.locked_until = 0, None
    db.flush()


def acceptable_password(password: str) -> str:
    """Return the password, or refuse it with what to do."""
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        raise Refusal(f"パスワードは{PASSWORD_MIN}文字以上にしてください。長い文でもかまいません。")
    if len(set(password)) < PASSWORD_MIN // 2:
        raise Refusal("同じ文字のくり返しは、パスワードに使えません。別の言葉にしてください。")
    return password


def make_link(db: Session, person: StaffMember | None, *, at: datetime) -> str:
    """Return the token of a new set-up link; earlier links for the same person end.

    Without a person the link is for making the first administrator.
    """
    number = None if person is None else key(person)
    for old in db.exec(select(SetupLink).where(col(SetupLink.staff_member_id) == number)):
        db.delete(old)
    token = secrets.token_urlsafe(24)
    db.add(
        SetupLink(
            digest=queries.digest(token),
            staff_member_id=number,
            expires_at=at + timedelta(hours=LINK_HOURS),
        )
    )
    db.flush()
    return token


def use_link(
    db: Session,
    link: SetupLink,
    password: str,
    first: StaffDetails | None,
    *,
    at: datetime,
) -> StaffMember:
    """Set the password that a link is for, and end the link.

    `first` describes the first administrator, where the link is for making one.
    """
    acceptable_password(password)
    person = db.get(StaffMember, link.staff_member_id) if link.staff_member_id else None
    if person is None:
        if first is None or queries.any_member(db):
            raise Refusal("このリンクはもう使えません。管理者に新しいリンクを頼んでください。")
        person = add_member(db, first, at=at)
    set_password(db, person, password)
    link.used_at = at
    db.flush()
    return person


@cache
def nobodys_hash() -> str:
    """Return what is checked where there is no such account: the answer takes as long as for one.

    A server makes it as it starts: made at the first try to sign in, it would tell by its time.
    """
    return HASHER.hash(secrets.token_hex(8))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password[:PASSWORD_MAX])
    except Argon2Error:
        return False


def _count_wrong_try(person: StaffMember, at: datetime) -> None:
    person.failed_tries += 1
    if person.failed_tries >= TRIES_MAX:
        person.failed_tries = 0
        person.locked_until = at + timedelta(minutes=LOCK_MINUTES)


def _keep_one_admin(db: Session, person: StaffMember) -> None:
    others = select(StaffMember.id).where(
        StaffMember.role == Role.ADMIN,
        col(StaffMember.is_active),
        StaffMember.id != person.id,
    )
    if db.exec(others).first() is None:
        raise Refusal("管理者が1人もいなくなります。先に別の方を管理者にしてください。")
