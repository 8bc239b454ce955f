"""What papers say of a day that was called off or moved, and whom the 修了証 is for then."""

from datetime import date, timedelta

from sqlmodel import Session

from classroom.class_day.attendance.models import Attendance
from classroom.core.config import Settings
from classroom.core.db import key
from classroom.papers import certificate_queries, class_queries, person_queries
from classroom.papers.certificate_rules import CertificateRule
from classroom.papers.pdf.invitation import draw_invitations
from classroom.papers.pdf.notice import draw_door_notice, draw_notices
from classroom.papers.person_values import Notices
from classroom.papers.values import office_of, signer_of
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering import day_service
from classroom.planning.offering.day_service import Wish
from classroom.planning.offering.service import change_status
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Status as Queued
from classroom.rules.words.session import SessionAct
from tests import make
from tests.papers.samples import text_of

THIRD = date(2032, 1, 22)
DAYS = tuple(THIRD + timedelta(weeks=week) for week in (-2, -1, 0, 1))
NEW = date(2032, 2, 5)
OFF = Wish(SessionAct.CANCELLED, "大雪のため")


def winter(db: Session) -> Offering:
    offering = make.offering(db, *DAYS, title="冬の教室", fiscal_year=2031)
    make.enrolment(db, make.participant(db, "雪野 ヨネ"), offering)
    return offering


def third(db: Session, offering: Offering) -> CourseSession:
    return make.sessions(db, offering)[2]


def change(db: Session, offering: Offering, wish: Wish) -> None:
    session = third(db, offering)
    day_service.change_session(db, key(session), wish, version=session.version, at=make.NOW)


def move(db: Session, offering: Offering) -> None:
    here = third(db, offering)
    new = SessionDetails(NEW, here.starts, here.ends, here.venue_id, id=key(here))
    change(db, offering, Wish(SessionAct.MOVED, "大雪のため", new))


def notices(db: Session, offering: Offering, settings: Settings) -> Notices:
    office = office_of(settings)
    found = person_queries.notices(db, key(third(db, offering)), office, printed_at=make.NOW)
    assert found is not None
    return found


def test_a_letter_says_which_day_falls_out_and_why(db: Session, settings: Settings) -> None:
    offering = winter(db)
    change(db, offering, OFF)
    (page,) = text_of(draw_notices(notices(db, offering, settings)).pdf)
    assert "中止のお知らせ" in page
    assert "雪野ヨネ様" in page
    assert "1月22日（木）の第3回は、中止になりました。" in page
    assert "大雪のため" in page
    assert "第3回1月22日（木）中止" in page
    assert "第4回1月29日（木）" in page


def test_a_letter_says_the_new_day_larger_than_the_old(db: Session, settings: Settings) -> None:
    offering = winter(db)
    move(db, offering)
    (page,) = text_of(draw_notices(notices(db, offering, settings)).pdf)
    assert "日程変更のお知らせ" in page
    assert "令和14年2月5日（木）" in page
    assert "前の日時1月22日（木）" in page
    assert "第3回2月5日（木）（1月22日から変更）" in page


def test_the_page_for_the_door_names_nobody(db: Session, settings: Settings) -> None:
    offering = winter(db)
    change(db, offering, OFF)
    (page,) = text_of(draw_door_notice(notices(db, offering, settings)).pdf)
    assert "雪野" not in page
    assert "冬の教室" in page
    assert "中止になりました" in page


def cancelled(db: Session, offering: Offering, settings: Settings) -> Notices:
    change_status(
        db, key(offering), Status.CANCELLED, reason="講師の都合", version=offering.version
    )
    return of_cancelled(db, offering, settings)


def of_cancelled(db: Session, offering: Offering, settings: Settings) -> Notices:
    office = office_of(settings)
    found = person_queries.cancel_notices(db, key(offering), office, printed_at=make.NOW)
    assert found is not None
    return found


def test_a_whole_class_that_is_called_off_is_told_to_who_waits_too(
    db: Session, settings: Settings
) -> None:
    offering = winter(db)
    waits = make.participant(db, "待田 マチ")
    make.enrolment(db, waits, offering, status=Queued.WAITLISTED, waiting_number=1)
    left = make.participant(db, "帰山 カエ")
    make.enrolment(db, left, offering, status=Queued.CANCELLED)
    pages = text_of(draw_notices(cancelled(db, offering, settings)).pdf)
    assert len(pages) == 2
    for page, name in zip(pages, ("雪野ヨネ様", "待田マチ様"), strict=True):
        assert "中止のお知らせ" in page
        assert name in page
        assert "1月8日（木）からの教室（全4回）は、中止になりました。" in page
        assert "講師の都合" in page
        for day in ("1月8日", "1月15日", "1月22日", "1月29日"):
            assert f"{day}（木）" in page


def test_a_class_of_one_day_has_its_day_alone(db: Session, settings: Settings) -> None:
    offering = make.offering(db, THIRD, title="冬の教室", fiscal_year=2031)
    make.enrolment(db, make.participant(db, "雪野 ヨネ"), offering)
    (page,) = text_of(draw_notices(cancelled(db, offering, settings)).pdf)
    assert "1月22日（木）の教室は、中止になりました。" in page
    (door,) = text_of(draw_door_notice(of_cancelled(db, offering, settings)).pdf)
    assert "雪野" not in door
    assert "講師の都合" in door


def test_a_class_that_takes_place_has_no_such_notice(db: Session, settings: Settings) -> None:
    number, office = key(winter(db)), office_of(settings)
    assert person_queries.cancel_notices(db, number, office, printed_at=make.NOW) is None


def test_there_is_no_notice_of_what_was_taken_back(db: Session, settings: Settings) -> None:
    offering = winter(db)
    number, office = key(third(db, offering)), office_of(settings)
    assert person_queries.notices(db, number, office, printed_at=make.NOW) is None
    change(db, offering, OFF)
    day_service.take_back(db, number, version=third(db, offering).version, at=make.NOW)
    assert person_queries.notices(db, number, office, printed_at=make.NOW) is None


def test_an_invitation_printed_later_knows_it(db: Session, settings: Settings) -> None:
    offering = winter(db)
    change(db, offering, OFF)
    found = person_queries.invitations(db, key(offering), office_of(settings), printed_at=make.NOW)
    assert found is not None
    (page,) = text_of(draw_invitations(found).pdf)
    assert "全3回の教室です" in page
    assert "第3回1月22日（木）中止" in page


def test_a_certificate_asks_for_no_day_that_was_called_off(db: Session, settings: Settings) -> None:
    offering = winter(db)
    line = make.enrolment(db, make.participant(db, "全部 来た"), offering)
    for number, session in enumerate(make.sessions(db, offering)):
        if number == 2:
            continue
        db.add(
            Attendance(
                enrolment_id=key(line),
                course_session_id=key(session),
                mark=Mark.PRESENT,
                marked_at=make.NOW,
            )
        )
    db.flush()
    change(db, offering, OFF)
    assert certificate_queries.finished(db, key(offering), CertificateRule.ALL) == {line.id}
    found = certificate_queries.certificates(
        db, key(offering), CertificateRule.ALL, signer_of(settings)
    )
    assert found is not None
    assert (found.names, found.sessions, found.on) == (("全部 来た",), 3, DAYS[3])


def test_a_postponed_day_is_still_to_come_for_the_certificate(db: Session) -> None:
    offering = winter(db)
    line = make.enrolment(db, make.participant(db), offering)
    for session in make.sessions(db, offering)[:2]:
        db.add(
            Attendance(
                enrolment_id=key(line),
                course_session_id=key(session),
                mark=Mark.PRESENT,
                marked_at=make.NOW,
            )
        )
    db.flush()
    change(db, offering, Wish(SessionAct.POSTPONED, "大雪のため"))
    assert certificate_queries.finished(db, key(offering), CertificateRule.ALL) == set()


def test_the_papers_of_a_month_leave_the_day_out(db: Session) -> None:
    offering = winter(db)
    first, after = date(2032, 1, 1), date(2032, 2, 1)
    assert len(class_queries.sessions_of_month(db, first, after)) == 4
    change(db, offering, OFF)
    assert len(class_queries.sessions_of_month(db, first, after)) == 3
