"""What a 出席簿 shows; filled by the views, drawn by `pdf`."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A person on the sheet: no telephone, no address, no birth date, for the sheet lies open.

    `needs` stand in a cell of 11 mm: words of at most four characters each (車いす, 聞こえ).
    """

    number: int
    name: str
    kana: str
    band_label: str = ""
    device_label: str = ""
    needs: tuple[str, ...] = ()
    is_first_time: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """One session's 出席簿. `printed_at` is an aware instant.

    `left_out` people have a place, and moved away or died by that day.
    `page_ids` has the code of each page that a machine reads; without them no marks are drawn.
    """

    title: str
    course_name: str
    code: str
    session_label: str
    on: date
    starts: time
    ends: time
    venue: str
    room: str
    instructors: tuple[str, ...]
    assistants: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    printed_at: datetime
    left_out: int = 0
    page_ids: tuple[str, ...] = ()
