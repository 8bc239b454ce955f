"""Merging two records, and taking that back: every table and every figure as before."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from sqlalchemy.engine import Engine
from sqlmodel import Session, SQLModel, select

from classroom.app import SHARES
from classroom.class_day.app_registration import service as app
from classroom.class_day.app_registration.models import AppRegistration
from classroom.class_day.app_registration.share import OUTCOMES, STAGES
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.attendance.share import MARKS
from classroom.core.config import Settings
from classroom.core.db import for_writing, key
from classroom.core.errors import Refusal, Stale
from classroom.desk.merging import queries, service
from classroom.desk.merging.ledger import rows
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.merging.preview import preview as preview_of
from classroom.desk.merging.rules import Side
from classroom.desk.merging.values import Pair
from classroom.desk.participant import queries as people
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Card, Device
from classroom.desk.queue.cancel import restore
from classroom.desk.queue.models import Draw, Enrolment
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.values import Act
from classroom.figures.report import service as figures
from classroom.figures.report.export import figures as numbers
from classroom.planning.course.models import Offering
from classroom.rules.words.app import Stage
from classroom.rules.words.attendance import CAME, Mark
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.queue import LIVE, Status
from tests import make
from tests.desk.merging import worlds
from tests.desk.queue import acts
from tests.make import merge

I = Stage.INSTALLED  # noqa: E741  short in the table of stages


def undo(db: Session, row: ParticipantMerge, *, at: datetime = make.NOW) -> None:
    service.undo(db, key(row), SHARES, at=at)


def kpi(db: Session, settings: Settings) -> dict[str, Any]:
    return numbers(figures.kpi(db, settings, make.TODAY))


@tried(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=worlds.records, other=worlds.records)
def test_undone_every_table_and_every_figure_is_as_before(
    engine: Engine, settings: Settings, one: Any, other: Any
) -> None:
    with Session(for_writing(engine)) as db:
        what = worlds.offerings(db)
        kept = worlds.record(db, what, one, 1)
        gone = worlds.record(db, what, other, 2)
        before, figures_before = worlds.tables(db), kpi(db, settings)
        row = merge(db, kept, gone)
        check_merged(db, kept, gone)
        assert at_most_one_person_fewer(figures_before["classes"], kpi(db, settings)["classes"])
        undo(db, row)
        assert worlds.tables(db) == before
        assert kpi(db, settings) == figures_before
        db.rollback()


def check_merged(db: Session, kept: Participant, gone: Participant) -> None:
    """One seat a person and offering, seats add up, one mark a session, nothing left with gone."""
    for offering in db.exec(select(Offering)):
        lines = db.exec(select(Enrolment).where(Enrolment.offering_id == offering.id)).all()
        calls = rows(db, queries.CALLS, queries.CALLS.c.holds_seat)
        held = [call for call in calls if call["enrolment_id"] in {line.id for line in lines}]
        assert offering.seats_taken == sum(line.holds_seat for line in lines) + len(held)
        assert not [
            line for line in lines if line.participant_id == gone.id and line.status in LIVE
        ]
    assert not queries.of_person(db, STAGES, key(gone))
    assert not queries.of_person(db, OUTCOMES, key(gone))
    assert not queries.of_person(db, queries.CALLS, key(gone))
    left = {line["id"] for line in queries.of_person(db, queries.LINES, key(gone))}
    assert not [m for m in rows(db, MARKS) if m["enrolment_id"] in left]
    stages = {row["stage"] for row in queries.of_person(db, STAGES, key(kept))}
    assert Stage.ALREADY not in stages or stages == {Stage.ALREADY}


def at_most_one_person_fewer(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Two records of one person are counted once; nobody else is touched."""
    names = ("attended_70plus", "newly_registered_70plus", "already_70plus")
    return all(abs(before[name] - after[name]) <= 1 for name in names)


def test_records_that_share_nothing_keep_every_line_and_the_person_is_counted_once(
    db: Session, settings: Settings
) -> None:
    first, second, _ = worlds.offerings(db)
    kept, gone = make.participant(db), make.participant(db)
    for who, what in ((kept, first), (gone, second)):
        line = make.enrolment(db, who, what)
        (session,) = make.sessions(db, what)
        mark = Attendance(
            enrolment_id=key(line),
            course_session_id=key(session),
            mark=Mark.PRESENT,
            marked_at=make.NOW,
        )
        db.add(mark)
    worlds.stage(db, kept, Stage.INSTALLED, 2)
    worlds.stage(db, gone, Stage.CARD_LINKED, 1)
    before = kpi(db, settings)
    merge(db, kept, gone)
    after = kpi(db, settings)
    attended = [found["classes"]["attended_70plus"] for found in (before, after)]
    assert attended[0] - attended[1] in (0, 1)
    assert after["classes"]["newly_registered_70plus"] == 1
    assert [found.participant_id for found in db.exec(select(Enrolment)) if found.holds_seat] == [
        kept.id,
        kept.id,
    ]


def test_a_merged_record_is_found_nowhere(db: Session) -> None:
    kept, gone = make.participant(db), make.participant(db, telephone="0225001111")
    merge(db, kept, gone)
    found = people.search(db, "1111", today=make.TODAY)
    assert [person.id for person in found] == [kept.id]
    assert people.by_id(db, key(gone)) is None
    assert people.merged_into(db, key(gone)) == kept.id
    assert sum(people.row_counts(db).values()) == 1
    assert len(people.listed(db, "ワ", today=make.TODAY, limit=9)) == 1


def test_what_one_record_knows_fills_the_other(db: Session) -> None:
    kept = make.participant(
        db, "", "ワタナベ トシコ", born_on=None, told_band=ToldBand.EIGHTIES,
        told_band_on=make.TODAY, device=Device.IPHONE,
    )  # fmt: skip
    gone = make.participant(
        db, "渡邊 トシ子", "ワタナベ トシ", card=Card.YES, telephone="09000001111",
        needs_hearing=True, consent_on=make.TODAY, consent_version="2",
    )  # fmt: skip
    merge(db, kept, gone)
    db.refresh(kept)
    assert (kept.name, kept.name_kana, kept.name_key) == (
        "渡邊 トシ子",
        "ワタナベ トシコ",
        "渡辺トシ子",
    )
    assert (kept.born_on, kept.told_band, kept.told_band_on) == (date(1943, 3, 15), None, None)
    assert (kept.card, kept.device, kept.needs_hearing) == (Card.YES, Device.IPHONE, True)
    assert (kept.telephone, kept.telephone_last4) == ("09000001111", "1111")
    assert kept.consent_version == "2"


def test_where_both_differ_the_choice_stands_and_no_telephone_is_lost(db: Session) -> None:
    kept = make.participant(db, telephone="0225000001", note="午前中に")
    gone = make.participant(db, "渡辺 トシ子", telephone="0225000002", note="耳が遠い")
    merge(db, kept, gone, chosen={"name": Side.GONE, "telephone": Side.GONE, "note": Side.BOTH})
    db.refresh(kept)
    assert kept.name == "渡辺 トシ子"
    assert (kept.telephone, kept.telephone2, kept.telephone2_last4) == (
        "0225000002",
        "0225000001",
        "0001",
    )
    assert kept.note == "午前中に\n耳が遠い"


def test_of_two_seats_in_one_offering_one_is_freed(db: Session) -> None:
    offering = make.offering(db, capacity=2)
    kept, gone = make.participant(db), make.participant(db)
    for who in (kept, gone):
        make.enrolment(db, who, offering)
    preview = preview_of(db, key(kept), key(gone), SHARES)
    assert preview is not None
    assert "1席を空けます" in preview.lines[0].clash
    row = merge(db, kept, gone)
    db.refresh(offering)
    assert offering.seats_taken == 1
    make.enrolment(db, make.participant(db, "大野", "オオノ"), offering)
    db.flush()
    with pytest.raises(Refusal, match="空いた席にほかの方が入った"):
        undo(db, row)


def test_the_better_place_of_two_stands_on_the_kept_record(db: Session) -> None:
    offering = make.offering(db)
    kept, gone = make.participant(db), make.participant(db)
    mine = make.enrolment(db, kept, offering, status=Status.WAITLISTED, waiting_number=1)
    theirs = make.enrolment(db, gone, offering)
    row = merge(db, kept, gone)
    for line in (mine, theirs, offering):
        db.refresh(line)
    assert (mine.status, mine.holds_seat, mine.waiting_number) == (Status.ACCEPTED, True, None)
    assert (theirs.status, theirs.participant_id) == (Status.CANCELLED, gone.id)
    assert offering.seats_taken == 1
    # Someone takes the number in the queue that became free: who returns goes before, by the time.
    late = make.participant(db, "小野", "オノ")
    make.enrolment(
        db, late, offering, status=Status.WAITLISTED, waiting_number=1,
        applied_at=make.NOW + timedelta(hours=1),
    )  # fmt: skip
    undo(db, row)
    db.refresh(mine)
    assert (mine.status, mine.waiting_number) == (Status.WAITLISTED, 1)


@pytest.mark.parametrize(
    ("mine", "theirs", "standing"),
    [
        ({I: 9}, {I: 3, Stage.CARD_LINKED: 3}, {I: 9, Stage.CARD_LINKED: 3}),
        ({Stage.ALREADY: 3}, {I: 9, Stage.CARD_LINKED: 9}, {I: 9, Stage.CARD_LINKED: 9}),
        ({Stage.ALREADY: 9}, {Stage.CARD_LINKED: 3}, {Stage.ALREADY: 9}),
        ({Stage.ALREADY: 9}, {Stage.ALREADY: 3}, {Stage.ALREADY: 9}),
        ({}, {Stage.CARD_LINKED: 3}, {Stage.CARD_LINKED: 3}),
    ],
)  # fmt: skip
def test_a_stage_counts_once_where_it_first_happened(
    db: Session, mine: dict[Stage, int], theirs: dict[Stage, int], standing: dict[Stage, int]
) -> None:
    kept, gone = make.participant(db), make.participant(db)
    for who, steps in ((kept, mine), (gone, theirs)):
        for what, days in steps.items():
            worlds.stage(db, who, what, days)
    merge(db, kept, gone)
    found = {
        row.stage: (make.TODAY - row.reached_on).days
        for row in db.exec(select(AppRegistration).where(AppRegistration.participant_id == kept.id))
    }
    assert found == standing


def test_of_two_marks_in_one_session_the_one_who_came_stands(db: Session) -> None:
    offering = make.offering(db)
    (session,) = make.sessions(db, offering)
    kept, gone = make.participant(db), make.participant(db)
    for who, mark in ((kept, Mark.ABSENT), (gone, Mark.LATE)):
        line = make.enrolment(db, who, offering)
        db.add(
            Attendance(
                enrolment_id=key(line),
                course_session_id=key(session),
                mark=mark,
                marked_at=make.NOW,
            )
        )
    db.flush()
    merge(db, kept, gone)
    (left,) = db.exec(select(Attendance)).all()
    assert left.mark in CAME


def test_two_in_an_undrawn_list_wait_for_the_draw(db: Session) -> None:
    offering = make.offering(db)
    kept, gone = make.participant(db), make.participant(db)
    for who in (kept, gone):
        make.enrolment(db, who, offering, status=Status.APPLIED)
    db.add(
        Draw(
            offering_id=key(offering), seats=1, seed_source="", entries="", digest="0" * 64,
            closed_at=make.NOW,
        )
    )  # fmt: skip
    db.flush()
    with pytest.raises(Refusal, match="抽選のあとで"):
        merge(db, kept, gone)


def test_nobody_is_merged_twice_or_with_themselves_or_unseen(db: Session) -> None:
    kept, gone, third = (make.participant(db) for _ in range(3))
    with pytest.raises(Refusal, match="同じ記録どうし"):
        merge(db, kept, kept)
    with pytest.raises(Stale):
        merge(db, kept, gone, versions=(1, 7))
    merge(db, kept, gone, versions=(1, 1))
    for pair in ((third, gone), (gone, third)):
        with pytest.raises(Refusal, match="もうほかの記録に"):
            merge(db, *pair)
    with pytest.raises(Refusal, match="見つかりません"):
        service.merge(db, Pair(key(kept), 9999), Act(make.NOW), SHARES)


def test_a_later_merge_is_undone_first(db: Session) -> None:
    first, second, third = (make.participant(db) for _ in range(3))
    before = worlds.tables(db)
    one = merge(db, first, second)
    two = merge(db, third, first)
    assert people.merged_into(db, key(second)) == third.id
    with pytest.raises(Refusal, match="先に、あとのまとめ"):
        undo(db, one)
    undo(db, two)
    undo(db, one)
    assert worlds.tables(db) == before
    with pytest.raises(Refusal, match="もう元にもどして"):
        undo(db, one)


def test_after_thirty_days_it_stays_and_what_undoing_needed_is_forgotten(db: Session) -> None:
    kept, gone = make.participant(db), make.participant(db, "渡辺 トシ")
    others = make.participant(db), make.participant(db)
    row = merge(db, kept, gone, chosen={"name": Side.GONE})
    assert "渡邊" in row.before
    late = make.NOW + timedelta(days=30, seconds=1)
    with pytest.raises(Refusal, match="30日を過ぎた"):
        undo(db, row, at=late)
    merge(db, *others, at=late)
    db.refresh(row)
    assert row.before == ""
    assert [line.id for line in queries.recent(db, late)] == [key(row) + 1]


def test_what_was_corrected_since_is_not_overwritten_by_undoing(db: Session) -> None:
    kept, gone = make.participant(db), make.participant(db, "渡辺 トシ")
    row = merge(db, kept, gone, chosen={"name": Side.GONE})
    db.refresh(kept)
    kept.note, kept.version = "あとのメモ", kept.version + 1
    db.add(kept)
    db.flush()
    with db.begin_nested() as point:
        undo(db, row)
        db.refresh(kept)
        assert (kept.name, kept.note) == ("渡邊 トシ子", "あとのメモ")
        point.rollback()
    db.expire_all()
    kept.name = "渡部 トシ"
    db.add(kept)
    db.flush()
    with pytest.raises(Refusal, match="登録が変わったため"):
        undo(db, row)


def test_a_stage_that_was_added_since_stands_against_undoing(db: Session) -> None:
    kept, gone = make.participant(db), make.participant(db)
    row = merge(db, kept, gone, at=make.NOW - timedelta(hours=1))
    worlds.stage(db, kept, Stage.INSTALLED, 0)
    with pytest.raises(Refusal, match="アプリの段階が加わった"):
        undo(db, row)


def naming(named: str) -> set[str]:
    """Return the tables that point at this one."""
    return {
        table.name
        for table in SQLModel.metadata.sorted_tables
        for foreign in table.foreign_keys
        if foreign.column.table.name == named
    }


def test_every_table_that_names_a_participant_or_an_enrolment_is_moved_by_somebody() -> None:
    shared = {table for share in SHARES for table in share.tables}
    moved = {queries.LINES.name, queries.CALLS.name, *shared}
    assert naming("participant") <= moved | {"participant", "participant_merge"}
    # A line's history stays its own, and a sheet of answers with the line it was given to.
    assert naming("enrolment") <= moved | {"enrolment_change", "answer_sheet"}
    assert shared <= naming("participant") | naming("enrolment")


def test_a_merged_record_is_booked_nowhere_any_more(db: Session) -> None:
    offering = make.offering(db)
    kept, gone = make.participant(db), make.participant(db)
    lines = [make.enrolment(db, who, offering) for who in (kept, gone)]
    merge(db, kept, gone)
    with pytest.raises(Refusal, match="まとめてあります"):
        restore(db, key(lines[1]), act=Act(make.NOW))
    with pytest.raises(Refusal):
        acts.book(db, gone, make.offering(db))
    with pytest.raises(Refusal):
        app.reach(db, key(gone), Stage.INSTALLED, Act(make.NOW, 1), session=None, on=make.TODAY)


def test_a_freed_seat_that_was_offered_but_not_told_comes_back(db: Session) -> None:
    offering = make.offering(db, capacity=2)
    kept, gone = make.participant(db), make.participant(db)
    for who in (kept, gone):
        make.enrolment(db, who, offering)
    waiting = make.participant(db, "大野", "オオノ")
    make.enrolment(db, waiting, offering, status=Status.WAITLISTED, waiting_number=1)
    row = merge(db, kept, gone)
    (call,) = offer_seats(db, key(offering), at=make.NOW)
    assert call.participant_id == waiting.id
    undo(db, row)
    db.refresh(offering)
    db.refresh(call)
    assert (offering.seats_taken, call.holds_seat) == (2, False)
