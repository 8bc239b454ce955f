"""Who has moved away or died in the course of the year, who lives outside, and who is to be asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.participant import service
from classroom.desk.participant.models import Participant
from classroom.desk.participant.values import Living
from classroom.desk.queue.desk_queries import bookings
from classroom.rules.words.residence import Residence
from classroom.tools.demo.people import FIXED

MOVED, DIED, OUTSIDE, UNKNOWN = 4, 3, 3, 6
HALF_A_MONTH = timedelta(days=15)


def add_leaving(db: Session, crowd: Sequence[Participant], at: datetime) -> None:
    """Let a few leave, one of them with a class ahead that is still to be cancelled.

    The people of the handbook's examples stay.
    """
    today = clock.local(at).date()
    examples = {name for name, *_ in FIXED}
    crowd = [one for one in crowd if one.name not in examples]
    booked = [one for one in crowd if any(b.last_on > today for b in bookings(db, key(one)))]
    others = [one for one in crowd if one not in booked][:: max(len(crowd) // 20, 1)]
    stories = [
        *(
            Living(Residence.INSIDE, moved_on=today - number * HALF_A_MONTH)
            for number in range(MOVED)
        ),
        *(
            Living(Residence.INSIDE, died_on=today - number * HALF_A_MONTH)
            for number in range(DIED)
        ),
        *(Living(Residence.OUTSIDE) for _ in range(OUTSIDE)),
    ]
    for person, living in zip([*booked[-1:], *others], stories, strict=False):
        service.write_living(db, key(person), living, version=person.version, at=at)
    for person in others[len(stories) : len(stories) + UNKNOWN]:
        person.district_id = None
        unknown = Living(Residence.UNKNOWN)
        service.write_living(db, key(person), unknown, version=person.version, at=at)
