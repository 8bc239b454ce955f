import pytest
from sqlmodel import Session

from classroom.class_day.attendance import queries, service
from classroom.class_day.attendance.values import Counts, Press
from classroom.core.errors import Refusal
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import Mark
from tests import make
from tests.class_day.attendance.people import class_of_today
from tests.page import PageClient


def test_who_is_not_marked_was_absent(db: Session) -> None:
    today = class_of_today(db)
    service.mark(db, today.id, today.line(0), Press(Mark.LATE), Act(make.NOW, today.clerk))
    ended = service.finish(db, today.id, Act(make.NOW, today.clerk))
    assert (ended.came, ended.made_absent) == (1, 2)
    assert queries.marks(db, [today.id])[today.id] == Counts(came=1, absent=2, open=0)


def test_opening_again_unmarks_only_whom_ending_made_absent(db: Session) -> None:
    today = class_of_today(db)
    service.mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    service.mark(db, today.id, today.line(1), Press(Mark.ABSENT), Act(make.NOW, today.clerk))
    at = make.NOW.replace(year=make.NOW.year + 1)
    service.finish(db, today.id, Act(at, today.clerk))
    assert service.reopen(db, today.id) == 1
    assert queries.marks(db, [today.id])[today.id] == Counts(came=1, absent=1, open=1)


def test_an_ended_class_takes_no_marks(db: Session) -> None:
    today = class_of_today(db)
    service.finish(db, today.id, Act(make.NOW, today.clerk))
    with pytest.raises(Refusal, match="もう一度開く"):
        service.mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(make.NOW, today.clerk))


def test_who_joins_the_offering_later_is_not_missing_from_an_ended_class(db: Session) -> None:
    today = class_of_today(db)
    service.finish(db, today.id, Act(make.NOW, today.clerk))
    make.enrolment(db, make.participant(db, "千葉 みつ", "チバ ミツ"), today.offering)
    assert queries.marks(db, [today.id])[today.id].open == 0


def test_a_class_cannot_end_before_its_day(db: Session) -> None:
    today = class_of_today(db, days=(make.NEXT_WEEK,))
    with pytest.raises(Refusal, match="当日から"):
        service.finish(db, today.id, Act(make.NOW, today.clerk))


def test_ending_on_the_page_goes_on_to_the_results_and_can_be_undone(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    page = desk.get(f"/sessions/{today.id}")
    desk.submit(page, ".tabbar form[action$='/finish']")
    assert desk.location == f"/sessions/{today.id}/after"
    page = desk.get(f"/sessions/{today.id}/after")
    assert "教室を終えました。出席は0人です。印のない3人を欠席にしました。" in page.text
    desk.submit(page, ".undo form")
    assert "まだどなたも来ていません。" in desk.get(f"/sessions/{today.id}").text
