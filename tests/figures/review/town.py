"""A town in the autumn of 令和8年度: an official count in September, one class in October."""

from datetime import date

from sqlmodel import Session

from classroom.rules.words.app import Blocker, Stage
from tests import make
from tests.figures.report import months

TODAY = date(2026, 11, 20)
MONTH = date(2026, 10, 1)
CLASS_DAY = date(2026, 10, 15)
COUNTED = date(2026, 9, 30)


def autumn(db: Session) -> None:
    """Make two official counts, residents, and a class of 12 people of 70 and over.

    Nine of them registered there; three were stopped for want of a card.
    """
    months.official(db, date(2026, 3, 31), 3_910, 9_190)
    months.official(db, COUNTED, 3_962, 9_190)
    months.population(db, date(2026, 10, 1), 9_190)
    where = months.class_on(db, CLASS_DAY)
    for number in range(12):
        who = months.came(db, make.participant(db, born_on=date(1940 + number, 1, 1)), where)
        if number < 9:
            months.reached(db, who, Stage.CARD_LINKED, CLASS_DAY, where)
        else:
            months.stopped(db, who, Blocker.NO_CARD, where)
    db.commit()
