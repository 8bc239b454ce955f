"""Roles, and the limits of accounts."""

from enum import StrEnum
from typing import Final

LOGIN_MAX = 40
NAME_MAX = 60
LOGIN_SHAPE: Final = r"^[A-Za-z0-9._-]+$"
LOGIN_SAID: Final = "半角の英字・数字と . _ - だけで入れてください。"
PASSWORD_MIN = 10
PASSWORD_MAX = 200
TRIES_MAX = 5
LOCK_MINUTES = 15
LINK_HOURS = 48


class Role(StrEnum):
    """What a staff member is here to do."""

    ADMIN = "admin"
    COORDINATOR = "coordinator"
    RECEPTION = "reception"
    INSTRUCTOR = "instructor"
    VIEWER = "viewer"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.ADMIN: "管理者",
    Role.COORDINATOR: "担当",
    Role.RECEPTION: "受付",
    Role.INSTRUCTOR: "講師・補助員",
    Role.VIEWER: "閲覧",
}

# Who may open what. Every page names one of these; nothing else decides.
ANYONE = frozenset(Role)
ADMINS = frozenset({Role.ADMIN})
PLANNERS = frozenset({Role.ADMIN, Role.COORDINATOR})
DESK = PLANNERS | {Role.RECEPTION}
CLASSROOM = DESK | {Role.INSTRUCTOR}
FIGURES = DESK | {Role.VIEWER}
SCHEDULE = ANYONE
