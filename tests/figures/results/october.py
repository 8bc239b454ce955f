"""October 2026 in a small city: 30 people, made to be counted by hand.

Classes. A: デジタル身分証アプリ, B: 地図. V1: 矢本東, V2: 赤井.
  S0 9/30 A V1, the day of the official count.   S3 10/22 B V1.
  S1 10/6 A V1, with one instructor.             S4 10/27 A V1, cancelled on 10/20: nobody came.
  S2 10/15 A V2.                                 S5 10/8 and 10/20 B V2: held on 10/8, then
                                                 cancelled; that first day was held and counts.

No. born or told           on 10/31 district device   channel    what happened
 1  1943-03-15                   83 大曲     iPhone   電話       S1: opened the app alone
 2  1950-05-05                   76 大曲     Android  電話       S1: had been registered before
 3  1956-10-20     70 since 10/20   赤井     iPhone   窓口       S2 at 69: card read
 4  1957-01-10                   69 赤井     Android  電話       S2: card read; too young
 5  told 70代 on 10/15              赤井     らくらく 当日       S2: installed, PIN forgotten;
                                                                 10/28 counter: card read
 6  told 60代 on 10/15              野蒜     Android  当日       S2; too young
 7  told nothing                    野蒜     なし     当日       S2; age unknown
 8  told nothing                    —        未確認   電話       S1: card read; age unknown
 9  1938-01-01                   88 野蒜     未確認   電話       S1 booked, stayed away
10  1940-02-02                   86 大曲     貸出     窓口       10/20 counter only: card read
11  1945-06-30                   81 野蒜     iPhone   オンライン S1 and S3; S3: installed
12  1948-04-01                   78 赤井     Android  電話       S1
13  the same person as 12, written down again; merged into 12    S3: card read
14  1935-07-20                   91 大曲     Android  電話       S2: card read; then erased
15  1951-11-01                   74 赤井     iPhone   電話       S3: no card
16  1941-08-08                   85 大曲     らくらく 窓口       S2: installed, phone was full
17  1944-02-29                   82 野蒜     iPhone   オンライン S1: terms accepted, then no time
18  1947-12-12                   78 大曲     Android  電話       2026-02-10 counter: card read; S3
19  1942-05-05                   84 赤井     iPhone   電話       S0: card read; S3
20  1949-09-09                   77 野蒜     iPhone   電話       S4 booked: cancelled
21  1952-03-03                   74 野蒜     Android  電話       S5 on 10/8
22  1953-07-07                   73 —        iPhone   電話       10/5 counter: registered before
                                                                 us; S2
23  1939-01-01                   87 大曲     iPhone   窓口       10/9 counter: registered before us
24  1955-10-31                   71 赤井     貸出     オンライン S3: card read
25  1956-10-31     70 since 10/31   赤井     iPhone   電話       S1 at 69
26  1956-11-01                   69 大曲     iPhone   電話       S1: card read; too young
27  1950-01-01                   76 大曲     Android  電話       S2 booked, cancelled it
28  1944-12-24                   81 赤井     iPhone   電話       S1: PIN forgotten; S2: PIN locked
29  told 80代 on 10/6               野蒜     らくらく 窓口       S1: card read
30  1937-03-03                   89 野蒜     iPhone   窓口       10/14 counter only: installed
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from classroom.class_day.app_registration import service as app
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Device
from classroom.desk.queue.values import Act
from classroom.office.erasing import service as erasing
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.offering import service as offerings
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Channel
from classroom.rules.words.queue import Status as EnrolmentStatus
from tests import make
from tests.figures.report import months

ON = date(2026, 10, 31)
DAYS = {
    "S0": date(2026, 9, 30),
    "S1": date(2026, 10, 6),
    "S2": date(2026, 10, 15),
    "S3": date(2026, 10, 22),
    "S4": date(2026, 10, 27),
    "S5": date(2026, 10, 8),
}
PHONE, DESK, ONLINE = Channel.TELEPHONE, Channel.COUNTER, Channel.ONLINE
WALK_IN = Channel.WALK_IN
IPHONE, ANDROID, RAKURAKU, LOAN = Device.IPHONE, Device.ANDROID, Device.RAKURAKU, Device.LOAN


@dataclass
class October:
    """The month as it is in the database, by the names and numbers above."""

    db: Session
    people: dict[int, Participant] = field(default_factory=dict)
    sessions: dict[str, CourseSession] = field(default_factory=dict)
    districts: dict[str, int] = field(default_factory=dict)
    courses: dict[str, int] = field(default_factory=dict)
    venues: dict[str, int] = field(default_factory=dict)

    def person(
        self, number: int, age: date | ToldBand, district: str, device: Device, **more: Any
    ) -> Participant:
        """Write somebody down; a band was told on the day of S2, unless another is given."""
        told = {"told_band": age, "told_band_on": more.pop("told_on", DAYS["S2"])}
        made = told if isinstance(age, ToldBand) else {"born_on": age}
        self.people[number] = make.participant(
            self.db,
            f"{number}番 さん",
            "バン サン",
            district_id=self.districts.get(district),
            device=device,
            **made,
        )
        return self.people[number]

    def came(self, number: int, name: str, channel: Channel = PHONE) -> None:
        """Let somebody come to a class."""
        months.came(self.db, self.people[number], self.sessions[name], Mark.PRESENT, channel)

    def reached(self, number: int, stage: Stage, where: str | date) -> None:
        """Write down in a class, or at the counter on a day, how far somebody came."""
        session = key(self.sessions[where]) if isinstance(where, str) else None
        on = DAYS[where] if isinstance(where, str) else where
        who = key(self.people[number])
        at, by = make.NOW, None
        if stage is Stage.ALREADY:
            app.already(self.db, who, Act(at, by), session=session, on=on)
        else:
            app.reach(self.db, who, stage, Act(at, by), session=session, on=on)

    def stopped(self, number: int, blocker: Blocker, name: str) -> None:
        """Write down what stopped somebody in a class."""
        session = key(self.sessions[name])
        who = key(self.people[number])
        app.block(self.db, who, blocker, Act(make.NOW), session=session)


def october(db: Session) -> October:
    """Make the month."""
    months.official(db, DAYS["S0"], 3_962, 9_190)
    months.population(db, date(2026, 10, 1), 9_200)
    world = October(db)
    _places_and_classes(world)
    _people_of_s1(world)
    _people_of_s2(world)
    _the_others(world)
    _at_the_counter_only(world)
    _what_became_of_records(world)
    db.flush()
    return world


def _places_and_classes(world: October) -> None:
    db = world.db
    for position, name in enumerate(("大曲", "赤井", "野蒜")):
        world.districts[name] = key(make.district(db, name, position=position))
    world.courses = {
        "A": key(make.course(db, title="デジタル身分証アプリ")),
        "B": key(make.course(db, title="地図")),
    }
    places = {"V1": make.venue(db, name="矢本東"), "V2": make.venue(db, name="赤井")}
    world.venues = {name: key(place) for name, place in places.items()}
    plan = {"S0": "A V1", "S1": "A V1", "S2": "A V2", "S3": "B V1", "S4": "A V1"}
    for name, what in plan.items():
        course, place = what.split()
        run = make.offering(
            db, DAYS[name], course_id=world.courses[course], place=places[place], capacity=30
        )
        (world.sessions[name],) = make.sessions(db, run)
    make.teaching(db, world.sessions["S1"])
    two_days = (DAYS["S5"], date(2026, 10, 20))
    run = make.offering(db, *two_days, course_id=world.courses["B"], place=places["V2"])
    world.sessions["S5"] = make.sessions(db, run)[0]


def _people_of_s1(world: October) -> None:
    world.person(1, date(1943, 3, 15), "大曲", IPHONE)
    world.came(1, "S1")
    world.reached(1, Stage.OPENED_ALONE, "S1")
    world.person(2, date(1950, 5, 5), "大曲", ANDROID)
    world.came(2, "S1")
    world.reached(2, Stage.ALREADY, "S1")
    world.person(8, ToldBand.UNKNOWN, "", Device.UNKNOWN)
    world.came(8, "S1")
    world.reached(8, Stage.CARD_LINKED, "S1")
    away = world.person(9, date(1938, 1, 1), "野蒜", Device.UNKNOWN)
    months.came(world.db, away, world.sessions["S1"], Mark.ABSENT)
    world.person(12, date(1948, 4, 1), "赤井", ANDROID)
    world.came(12, "S1")
    world.person(17, date(1944, 2, 29), "野蒜", IPHONE)
    world.came(17, "S1", ONLINE)
    world.reached(17, Stage.TERMS_ACCEPTED, "S1")
    world.stopped(17, Blocker.NO_TIME, "S1")
    world.person(25, date(1956, 10, 31), "赤井", IPHONE)
    world.came(25, "S1")
    world.person(26, date(1956, 11, 1), "大曲", IPHONE)
    world.came(26, "S1")
    world.reached(26, Stage.CARD_LINKED, "S1")
    world.person(29, ToldBand.EIGHTIES, "野蒜", RAKURAKU, told_on=DAYS["S1"])
    world.came(29, "S1", DESK)
    world.reached(29, Stage.CARD_LINKED, "S1")


def _people_of_s2(world: October) -> None:
    _stopped_at_s2(world)
    world.person(3, date(1956, 10, 20), "赤井", IPHONE)
    world.came(3, "S2", DESK)
    world.reached(3, Stage.CARD_LINKED, "S2")
    world.person(4, date(1957, 1, 10), "赤井", ANDROID)
    world.came(4, "S2")
    world.reached(4, Stage.CARD_LINKED, "S2")
    world.person(6, ToldBand.SIXTIES, "野蒜", ANDROID)
    world.came(6, "S2", WALK_IN)
    world.person(7, ToldBand.UNKNOWN, "野蒜", Device.NONE)
    world.came(7, "S2", WALK_IN)
    world.person(14, date(1935, 7, 20), "大曲", ANDROID)
    world.came(14, "S2")
    world.reached(14, Stage.CARD_LINKED, "S2")
    world.person(22, date(1953, 7, 7), "", IPHONE)
    world.reached(22, Stage.ALREADY, date(2026, 10, 5))
    world.came(22, "S2")
    gone = world.person(27, date(1950, 1, 1), "大曲", ANDROID)
    s2 = world.db.get_one(Offering, world.sessions["S2"].offering_id)
    make.enrolment(world.db, gone, s2, status=EnrolmentStatus.CANCELLED)


def _stopped_at_s2(world: October) -> None:
    world.person(5, ToldBand.SEVENTIES, "赤井", RAKURAKU)
    world.came(5, "S2", WALK_IN)
    world.reached(5, Stage.INSTALLED, "S2")
    world.stopped(5, Blocker.PIN_FORGOTTEN, "S2")
    world.reached(5, Stage.CARD_LINKED, date(2026, 10, 28))
    world.person(16, date(1941, 8, 8), "大曲", RAKURAKU)
    world.came(16, "S2", DESK)
    world.reached(16, Stage.INSTALLED, "S2")
    world.stopped(16, Blocker.STORAGE, "S2")
    world.person(28, date(1944, 12, 24), "赤井", IPHONE)
    world.came(28, "S1")
    world.stopped(28, Blocker.PIN_FORGOTTEN, "S1")
    world.came(28, "S2")
    world.stopped(28, Blocker.PIN_LOCKED, "S2")


def _the_others(world: October) -> None:
    world.person(11, date(1945, 6, 30), "野蒜", IPHONE)
    world.came(11, "S1", ONLINE)
    world.came(11, "S3", ONLINE)
    world.reached(11, Stage.INSTALLED, "S3")
    world.person(13, date(1948, 4, 1), "赤井", ANDROID)
    world.came(13, "S3")
    world.reached(13, Stage.CARD_LINKED, "S3")
    world.person(15, date(1951, 11, 1), "赤井", IPHONE)
    world.came(15, "S3")
    world.stopped(15, Blocker.NO_CARD, "S3")
    world.person(18, date(1947, 12, 12), "大曲", ANDROID)
    world.reached(18, Stage.CARD_LINKED, date(2026, 2, 10))
    world.came(18, "S3")
    world.person(19, date(1942, 5, 5), "赤井", IPHONE)
    world.came(19, "S0")
    world.reached(19, Stage.CARD_LINKED, "S0")
    world.came(19, "S3")
    world.person(20, date(1949, 9, 9), "野蒜", IPHONE)
    s4 = world.db.get_one(Offering, world.sessions["S4"].offering_id)
    make.enrolment(world.db, world.people[20], s4)
    world.person(21, date(1952, 3, 3), "野蒜", ANDROID)
    world.came(21, "S5")
    world.person(24, date(1955, 10, 31), "赤井", LOAN)
    world.came(24, "S3", ONLINE)
    world.reached(24, Stage.CARD_LINKED, "S3")


def _at_the_counter_only(world: October) -> None:
    world.person(10, date(1940, 2, 2), "大曲", LOAN)
    world.reached(10, Stage.CARD_LINKED, date(2026, 10, 20))
    world.person(23, date(1939, 1, 1), "大曲", IPHONE)
    world.reached(23, Stage.ALREADY, date(2026, 10, 9))
    world.person(30, date(1937, 3, 3), "野蒜", IPHONE)
    world.reached(30, Stage.INSTALLED, date(2026, 10, 14))


def _what_became_of_records(world: October) -> None:
    """Cancel S4 and the rest of S5, merge 13 into 12, erase 14: by the services of every day."""
    db = world.db
    for name in ("S4", "S5"):
        run = db.get_one(Offering, world.sessions[name].offering_id)
        offerings.change_status(
            db,
            key(run),
            Status.CANCELLED,
            reason="講師の都合により",
            version=run.version,
        )
    make.merge(db, world.people[12], world.people[13])
    erased = world.people[14]
    db.refresh(erased)
    erasing.erase(db, key(erased), version=erased.version, at=make.NOW, today=make.TODAY)
