"""What may be done with enrolments. Each seat is given by one guarded UPDATE of the database.

Everything here flushes and never commits. A Refusal says why nothing was done; the caller rolls
back what came before it.
"""

from classroom.desk.enrolment.changing import cancel, decline, promote, put_back, restore
from classroom.desk.enrolment.moving import move, move_back
from classroom.desk.enrolment.seats import Full, free_seat, take_seat, take_seats
from classroom.desk.enrolment.taking import book, book_party, walk_in

__all__ = [
    "Full",
    "book",
    "book_party",
    "cancel",
    "decline",
    "free_seat",
    "move",
    "move_back",
    "promote",
    "put_back",
    "restore",
    "take_seat",
    "take_seats",
    "walk_in",
]
