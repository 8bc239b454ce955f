"""Keeping what is read back of the papers of a session."""

from classroom.class_day.attendance.values import SessionHead
from classroom.class_day.printed.rules import ASKED, SheetKind
from classroom.class_day.printed.service import Keeper
from classroom.class_day.questionnaire.topics import check_list
from classroom.papers import class_queries


def keep_pack(keeper: Keeper, head: SessionHead) -> int:
    """Keep what a session's pack holds that is read back; return the number of its 出席簿."""
    keep_questionnaires(keeper, head)
    return keeper.keep_roster(head)


def keep_questionnaires(keeper: Keeper, head: SessionHead) -> dict[SheetKind, int]:
    """Keep the アンケート before and after a session; return their numbers."""
    statements = check_list(class_queries.handouts(keeper.db, head))
    return {kind: keeper.keep(head.id, kind, statements) for kind in ASKED}
