"""The papers of the desk: whom to call, and how a draw came out."""

from collections.abc import Sequence
from datetime import datetime

from classroom.desk.queue.call_pdf import call_list
from classroom.desk.queue.call_values import Call, PrintedList
from classroom.desk.queue.draw_pdf import draw_record
from classroom.desk.queue.draw_values import Applicant, Record
from classroom.kit.pdf.paper import Paper
from classroom.rules.words.queue import CallKind, CallState, DrawOutcome
from tests.papers.class_samples import ON, TITLE
from tests.papers.samples import NOW, PLACE

KANA = "サトウ ハルエ"
DIGITS = "0225004187"


def calls(names: Sequence[str]) -> Paper:
    """Draw a 電話連絡票, with all that helps to reach someone."""
    made = tuple(
        Call(
            id=number,
            kind=list(CallKind)[number % len(CallKind)],
            state=CallState.OPEN,
            say="12月1日の「はじめてのスマホ教室」の席が空きました。お越しになれますか。",
            due_on=ON,
            holds_seat=True,
            hold_until=datetime(2026, 11, 25, 8, 0, tzinfo=NOW.tzinfo),
            ended_at=None,
            version=1,
            participant_id=number,
            name=name,
            name_kana=KANA,
            telephone=DIGITS,
            telephone2="09000001234",
            good_times="午前中",
            family_name=name,
            family_relation="長男の妻",
            family_telephone=DIGITS,
            needs_hearing=False,
            enrolment_id=number,
            offering_id=1,
            companions=(name,) if number % 2 else (),
        )
        for number, name in enumerate(names)
    )
    return call_list(PrintedList(made, NOW, "東松島市 デジタル推進課 0225-82-1111"))


def record(names: Sequence[str], *, with_names: bool) -> Paper:
    """Draw a 抽選記録."""
    seats = len(names) // 3
    applicants = tuple(
        Applicant(
            enrolment_id=1000 + number,
            name=name,
            name_kana=KANA,
            weight=1 + number % 3,
            party=number,
            place=number + 1,
            outcome=DrawOutcome.WON if number < seats else DrawOutcome.WAITS,
            waiting_place=number - seats + 1 if number >= seats else None,
        )
        for number, name in enumerate(names)
    )
    return draw_record(
        Record(
            id=3,
            offering_id=7,
            code="R8-007",
            title=TITLE,
            on=ON,
            venue=PLACE.name,
            seats=seats,
            seed_source="11月21日の宝くじ ナンバーズ4",
            seed="0483",
            entries="\n".join(
                f"{each.enrolment_id},{each.weight},{each.party}" for each in applicants
            ),
            digest="0123456789abcdef" * 4,
            closed_at=NOW,
            drawn_at=NOW,
            by="佐々木 一郎",
            applicants=applicants,
        ),
        "東松島市 デジタル推進課",
        with_names=with_names,
    )
