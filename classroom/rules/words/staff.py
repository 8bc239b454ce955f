"""Roles, and who may open what."""

from typing import Final

from classroom.rules.words.word import Word


class Role(Word):
    """What a staff member is here to do: code, label, and the parts of the program it opens.

    Who sees no people gets counts, with those suppressed that could betray somebody. Who sees only
    their own is let into the classes they teach or help in.
    """

    def __init__(self, _code: str, label: str = "", opens: str = "") -> None:
        """Make a role; `opens` names parts, with spaces between."""
        self.label = label
        self.opens = frozenset(opens.split())
        self.sees_people = "classroom" in self.opens
        self.sees_own_only = self.opens == {"classroom"}

    ADMIN = "admin", "管理者", "accounts planning desk classroom figures"
    COORDINATOR = "coordinator", "担当", "planning desk classroom figures"
    RECEPTION = "reception", "受付", "desk classroom figures"
    INSTRUCTOR = "instructor", "講師・補助員", "classroom"
    VIEWER = "viewer", "閲覧", "figures"


def _who_open(part: str) -> frozenset[Role]:
    return frozenset(role for role in Role if part in role.opens)


# Every page names one of these; nothing else decides.
ANYONE: Final = frozenset(Role)
ADMINS: Final = _who_open("accounts")
PLANNERS: Final = _who_open("planning")
DESK: Final = _who_open("desk")
CLASSROOM: Final = _who_open("classroom")
FIGURES: Final = _who_open("figures")
SCHEDULE: Final = ANYONE
