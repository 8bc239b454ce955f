"""A class as the files of open data know it, with everything filled in."""

from datetime import date, time

from classroom.figures.opendata.values import Event
from classroom.planning.course.rules import Selection
from classroom.rules.words.planning import Status

TODAY = date(2026, 11, 22)
ON = date(2026, 12, 4)
EVENT = Event(
    session_id=7,
    title="はじめてのスマートフォン",
    summary="電源の入れ方から。",
    bring="スマホ、老眼鏡",
    status=Status.OPEN,
    on=ON,
    starts=time(10),
    ends=time(11, 30),
    number=2,
    count=3,
    venue="髙砂𠮷野会館",
    room="研修室",
    address="東松島市矢本字上河戸36番地1",
    latitude=38.4264,
    longitude=141.2111,
    parking=40,
    capacity=12,
    selection=Selection.DRAW,
    age_min=65,
    apply_until=date(2026, 12, 1),
    changes=0,
)
