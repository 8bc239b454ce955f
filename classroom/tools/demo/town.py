"""Staff, places, courses and teachers of the fictitious town."""

from datetime import datetime
from random import Random

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.planning.course import service as courses
from classroom.planning.course.values import CourseDetails
from classroom.planning.place import service as places
from classroom.planning.place.models import Venue
from classroom.planning.place.values import DistrictDetails, RoomDetails, VenueDetails
from classroom.planning.staffing import service as staffing
from classroom.planning.staffing.values import Part, PersonDetails
from classroom.rules.words.staff import Role
from classroom.tools.demo.catalogue import CATALOGUE
from classroom.tools.demo.places import DISTRICTS, VENUES
from classroom.web.staff import service as accounts
from classroom.web.staff.values import StaffDetails

PASSWORD = "renshu-desu"  # noqa: S105  printed for everyone who tries the demo
SAMPLE_LOGINS = (
    ("uketsuke", "受付　　　　　電話・窓口の予約"),
    ("koushi", "講師・補助員　当日受付と教室のあと"),
    ("tantou", "担当　　　　　講座、予定、人口、公式値"),
    ("etsuran", "閲覧　　　　　登録者率と報告"),
    ("kanri", "管理者　　　　アカウント"),
)
STAFF = (
    ("uketsuke", "菅原 由美", Role.RECEPTION),
    ("koushi", "遠藤 久美", Role.INSTRUCTOR),
    ("tantou", "阿部 真理", Role.COORDINATOR),
    ("etsuran", "今野 隆", Role.VIEWER),
    ("kanri", "佐々木 翔太", Role.ADMIN),
)
TEACHERS = (
    ("遠藤 久美", "エンドウ クミ", "スマホ支援の会", "koushi"),
    ("木村 健", "キムラ タケシ", "スマホ支援の会", ""),
    ("及川 さおり", "オイカワ サオリ", "市民協働ネット", ""),
    ("髙橋 直人", "タカハシ ナオト", "市民協働ネット", ""),
)
HELPERS = (
    ("佐藤 恵", "サトウ メグミ"),
    ("千葉 友紀", "チバ ユキ"),
    ("齋藤 大輔", "サイトウ ダイスケ"),
    ("渡邊 葵", "ワタナベ アオイ"),
    ("鈴木 洋平", "スズキ ヨウヘイ"),
    ("小野寺 萌", "オノデラ モエ"),
    ("三浦 拓也", "ミウラ タクヤ"),
    ("山内 里美", "ヤマウチ サトミ"),
)


def add_staff(db: Session, at: datetime) -> dict[str, StaffMember]:
    """Make one account a role, all with the same printed password."""
    password_hash = accounts.HASHER.hash(PASSWORD)
    made = {}
    for login, name, role in STAFF:
        person = accounts.add_member(db, StaffDetails(login, name, role), at=at)
        person.password_hash = password_hash
        made[login] = person
    return made


def add_districts(db: Session) -> dict[str, int]:
    """Make the districts; return their keys by code."""
    return {
        code: key(places.create_district(db, DistrictDetails(code, name, kana, position)))
        for position, (code, name, kana, _) in enumerate(DISTRICTS)
    }


def add_venues(db: Session, districts: dict[str, int]) -> dict[str, Venue]:
    """Make the venues with their rooms; return them by short name."""
    made = {}
    for number, (name, short, kana, code, rooms, wifi, step_free, parking) in enumerate(VENUES):
        details = VenueDetails(
            name=name,
            short_name=short,
            name_kana=kana,
            capacity=max(most for _, most in rooms),
            district_id=districts[code],
            telephone=f"022500{1000 + number}",
            has_wifi=wifi,
            is_step_free=step_free,
            parking=parking,
            rooms=tuple(RoomDetails(room, most) for room, most in rooms),
        )
        made[short] = places.create_venue(db, details)
    return made


def add_courses(db: Session) -> dict[str, int]:
    """Make the catalogue; return the courses' keys by code."""
    return {
        entry.code: key(
            courses.create_course(
                db,
                CourseDetails(
                    code=entry.code,
                    title=entry.title,
                    short_title=entry.short_title,
                    summary=entry.summary,
                    level=entry.level,
                    device=entry.device,
                    bring=entry.bring,
                    handout=entry.handout,
                    capacity=entry.capacity,
                    teaches_app=entry.teaches_app,
                ),
            )
        )
        for entry in CATALOGUE
    }


def add_teachers(
    db: Session, random: Random, staff: dict[str, StaffMember]
) -> tuple[list[int], list[int]]:
    """Make instructors and assistants; return their keys."""
    instructors = [
        key(
            staffing.create_person(
                db,
                Part.INSTRUCTOR,
                PersonDetails(
                    name,
                    kana,
                    organisation,
                    _telephone(random),
                    key(staff[login]) if login else None,
                ),
            )
        )
        for name, kana, organisation, login in TEACHERS
    ]
    assistants = [
        key(
            staffing.create_person(
                db, Part.ASSISTANT, PersonDetails(name, kana, "", _telephone(random))
            )
        )
        for name, kana in HELPERS
    ]
    return instructors, assistants


def _telephone(random: Random) -> str:
    return f"0900000{random.randrange(10_000):04}"
