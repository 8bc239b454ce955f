"""What people circled and said after the classes of the fictitious year."""

from datetime import date, datetime, timedelta
from random import Random

from sqlmodel import Session, col, select

from classroom.class_day.attendance.models import Attendance
from classroom.class_day.questionnaire import service
from classroom.class_day.questionnaire.rules import HIGHEST, LOWEST, Moment, Way
from classroom.class_day.questionnaire.topics import topics
from classroom.class_day.questionnaire.values import Marks, SheetDetails
from classroom.core.db import key
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.attendance import CAME
from classroom.rules.words.planning import Status

SEED = 5_2026
SESSIONS = 16
SAID = (
    "字が大きくて、わかりやすかったです。",
    "ゆっくり教えてもらえて、助かりました。",
    "次は写真の送り方を習いたいです。",
    "もう少し時間がほしかった。",
    "家でもう一度やってみます。",
    "会場が寒かった。",
    "となりの方と教え合えて楽しかった。",
    "暗証番号を忘れていて、先に進めなかった。",
)


def fill_questionnaire(db: Session, today: date, at: datetime) -> None:
    """Enter the sheets of the classes that are over, the newest of them."""
    random = Random(SEED)
    wanted = (
        select(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(CourseSession.on < today, Offering.status != Status.CANCELLED)
        .order_by(col(CourseSession.on).desc(), col(CourseSession.id).desc())
    )
    for session in db.exec(wanted.limit(SESSIONS)).all():
        entered = at - timedelta(days=(today - session.on).days)
        _enter(db, random, key(session), entered)


def _enter(db: Session, random: Random, number: int, at: datetime) -> None:
    asked = topics(db, number)
    given = max(0, _came(db, number) - random.randint(0, 2))  # some keep their sheet
    late = min(given, random.randint(0, 2))
    for _ in range(given - late):
        way = Way.TABLET if random.random() < 0.2 else Way.PAPER
        sheet = SheetDetails(
            Moment.BOTH, way, _marks(random, asked), random.choice((2, 3, 3, 4, 4))
        )
        service.add_sheet(db, number, sheet, at=at, by=None)
    for _ in range(late):  # who came late has no "before"
        alone = SheetDetails(Moment.AFTER, Way.PAPER, _after(random, asked), 3)
        service.add_sheet(db, number, alone, at=at, by=None)
    for words in random.sample(SAID, random.randint(0, 3)):
        service.add_comment(db, number, words)


def _came(db: Session, number: int) -> int:
    came = select(Attendance.id).where(
        Attendance.course_session_id == number, col(Attendance.mark).in_(CAME)
    )
    return len(db.exec(came).all())


def _marks(random: Random, asked: tuple[str, ...]) -> tuple[Marks, ...]:
    able = random.choice((1, 1, 2, 2, 3))
    return tuple(_changed(topic, _near(random, able), random) for topic in asked)


def _changed(topic: str, before: int, random: Random) -> Marks:
    after = _within(before + random.choice((-1, 0, 0, 1, 1, 1, 2)))
    return Marks(topic, before, None if random.random() < 0.05 else after)


def _after(random: Random, asked: tuple[str, ...]) -> tuple[Marks, ...]:
    return tuple(Marks(topic, None, _near(random, 3)) for topic in asked)


def _near(random: Random, step: int) -> int:
    return _within(step + random.choice((-1, 0, 0, 1)))


def _within(step: int) -> int:
    return min(max(step, LOWEST), HIGHEST)
