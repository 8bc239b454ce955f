"""Giving a free seat to who waits, and taking that back."""

from sqlmodel import Session

from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue import queries
from classroom.desk.queue.call import end_offer
from classroom.desk.queue.cancel import decided_with, stand_again
from classroom.desk.queue.enrolment import (
    accept,
    decided,
    hold_line,
    hold_what_takes_place,
    refuse_clash,
    refuse_left,
    refuse_unless,
)
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.seats import Full, free_seat, take_seats
from classroom.desk.queue.values import Act
from classroom.rules.words.queue import Status

NO_FREE_SEAT = "いま空いた席はありません。取り消しが出てから案内してください。"
NO_FREE_SEATS = "{}人で一緒の申込です。{}席そろって空いてから案内するか、次の方をご案内ください。"


def promote(db: Session, enrolment_id: int, act: Act) -> Enrolment:
    """Give a free seat to someone who waits; to a party, seats for all of them or none.

    Who of it has moved away or died gets none. A seat that a call holds for them counts as free.
    Raises Full where there are not enough.
    """
    line = hold_line(db, enrolment_id)
    refuse_unless(line, Status.WAITLISTED, Status.APPLIED)
    hold_what_takes_place(db, line.offering_id)
    refuse_left(db.get(Participant, line.participant_id), act.today)
    party = [
        each
        for each in queries.party_of(db, line, (line.status,))
        if not db.get_one(Participant, each.participant_id).left_by(act.today)
    ]
    for each in party:
        refuse_clash(db, each)
        end_offer(db, each, act.at)
    try:
        take_seats(db, line.offering_id, len(party))
    except Full:
        several = NO_FREE_SEATS.format(len(party), len(party))
        raise Full(NO_FREE_SEAT if len(party) == 1 else several) from None
    for each in party:
        accept(each, holds_seat=True)
        decided(db, each, act)
    return line


def put_back(db: Session, enrolment_id: int, act: Act) -> Enrolment:
    """Take a promotion back: everyone of it stands in the queue where they stood before."""
    line = hold_line(db, enrolment_id)
    refuse_unless(line, Status.ACCEPTED)
    hold_what_takes_place(db, line.offering_id)
    before = queries.status_before(db, enrolment_id)
    if before not in (Status.WAITLISTED, Status.APPLIED):
        raise Refusal("待ちから案内した席ではありません。「取り消す」を押してください。")
    for each in decided_with(db, line, (Status.ACCEPTED,)):
        if each.holds_seat:
            free_seat(db, each.offering_id)
        each.holds_seat = False
        stand_again(db, each, before)
        decided(db, each, act, "案内を取りやめ")
    return line
