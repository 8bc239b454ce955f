"""Which pages are kept, and what their layouts hold."""

from enum import StrEnum
from typing import Final

from classroom.class_day.attendance import sheet_layout
from classroom.class_day.printed import questionnaire_layout

PAGE_ID_LENGTH: Final = 20


class SheetKind(StrEnum):
    """What a page that can be read back is."""

    ATTENDANCE = "attendance"
    BEFORE = "before"
    AFTER = "after"


ASKED: Final = (SheetKind.BEFORE, SheetKind.AFTER)
# A layout's version, and how many rows a page has that carry something printed.
LAYOUTS: Final = {
    SheetKind.ATTENDANCE: (sheet_layout.VERSION, sheet_layout.NAMED_ROWS),
    **dict.fromkeys(ASKED, (questionnaire_layout.VERSION, questionnaire_layout.ROWS)),
}
