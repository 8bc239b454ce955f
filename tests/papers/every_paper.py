"""Every paper there is, for any number of people of any names; no two of them draw alike."""

from collections.abc import Callable, Sequence
from datetime import date, time
from functools import partial
from typing import Any

from classroom.class_day.attendance.codes import code_of
from classroom.class_day.attendance.pdf import attendance_sheet
from classroom.class_day.attendance.sheet import AttendanceSheet, SheetRow
from classroom.class_day.printed.page_ids import page_id
from classroom.class_day.printed.rules import SheetKind
from classroom.desk.participant.rules import NEED_LABELS, Card, Device
from classroom.kit.handout.document import read
from classroom.kit.handout.library import shipped
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.paper import About, Paper
from classroom.papers.class_rules import TAG_SHEETS
from classroom.papers.class_values import (
    Order,
    Pack,
    Roster,
    RosterPart,
    RosterRow,
    Tag,
    TagSheet,
)
from classroom.papers.pdf.application import draw_application_page
from classroom.papers.pdf.certificate import draw_certificates
from classroom.papers.pdf.flyer import flyer_paper
from classroom.papers.pdf.font_check import font_check_paper
from classroom.papers.pdf.invitation import draw_invitations
from classroom.papers.pdf.labels import draw_labels
from classroom.papers.pdf.pack import pack_paper
from classroom.papers.pdf.postcard import draw_postcards
from classroom.papers.pdf.questionnaire import WHEN, questionnaire_paper
from classroom.papers.pdf.roster import roster_paper
from classroom.papers.pdf.slip import draw_slip_page
from classroom.papers.pdf.tags import tags_paper
from classroom.papers.person_values import (
    Applicant,
    Application,
    Certificates,
    Guest,
    Invitations,
    Labels,
    Message,
    Postcards,
    Slip,
)
from classroom.rules.label_sheet import LABEL_SHEETS
from classroom.rules.words.queue import Status
from tests.papers import class_samples
from tests.papers.class_samples import ON, TITLE
from tests.papers.desk_papers import DIGITS, KANA, calls, record
from tests.papers.samples import NOW, OFFICE, PLACE, about

Names = Sequence[str]
KEY = "for tests only"


def application(names: Names) -> Paper:
    """Draw an 申込書 for each, or a blank one for nobody."""
    canvas = new_canvas(About("申込書", "申込書"))
    for name in names or ("",):
        known: dict[str, Any] = {
            "name": name,
            "kana": KANA,
            "born_on": date(1943, 3, 15),
            "telephone": DIGITS,
            "good_times": "午前中",
            "district": "矢本東",
            "address": "東松島市矢本字大溜9番地1 第二コーポ203号室",
            "device": Device.LOAN,
            "card": Card.EXPIRED,
            "needs": tuple(NEED_LABELS.values()),
            "family_name": name,
            "family_relation": "長男の妻",
            "family_telephone": "09000001234",
        }
        who = Applicant(**known) if name else Applicant()
        draw_application_page(canvas, Application(who, OFFICE, NOW))
    return canvas.finish()


def slip(names: Names) -> Paper:
    """Draw a 受付票 for each."""
    canvas = new_canvas(About("受付票", "受付票"))
    for guest in guests(names, companions=True):
        draw_slip_page(canvas, Slip(guest, about(3), OFFICE, NOW))
    return canvas.finish()


def invitations(names: Names) -> Paper:
    """Draw the letters."""
    return draw_invitations(Invitations(guests(names), about(4), OFFICE, NOW))


def postcards(names: Names, message: Message) -> Paper:
    """Draw the cards, with addresses for every other person."""
    return draw_postcards(Postcards(message, guests(names, message.status), about(2), OFFICE))


def labels(names: Names, sheet: str) -> Paper:
    """Draw the labels."""
    return draw_labels(Labels(guests(names), LABEL_SHEETS[sheet]))


def certificates(names: Names) -> Paper:
    """Draw the 修了証."""
    signer = "東松島市長　山田 一"
    return draw_certificates(Certificates(tuple(names), TITLE, 4, ON, "東松島市", signer))


def guests(
    names: Names, status: Status = Status.ACCEPTED, *, companions: bool = False
) -> tuple[Guest, ...]:
    """Return people with and without an address."""
    return tuple(
        Guest(
            enrolment_id=1000 + number,
            participant_id=1 + number,
            name=name,
            kana=KANA,
            status=status,
            address="東松島市矢本字大溜9番地1 第二コーポ203号室" if number % 2 else "",
            district="矢本東",
            waiting_place=number + 1 if status is Status.WAITLISTED else None,
            companions=(name,) if companions else (),
        )
        for number, name in enumerate(names)
    )


def attendance(names: Names) -> AttendanceSheet:
    """Return a 出席簿."""
    rows = tuple(
        SheetRow(
            number,
            name,
            KANA,
            ("70代", "80代", "90歳以上")[number % 3],
            ("iPhone", "Android", "らくらく", "貸出")[number % 4],
            ("車いす", "聞こえ") if number % 5 == 0 else (),
            is_first_time=number % 4 == 0,
        )
        for number, name in enumerate(names, 1)
    )
    pages = -(-max(len(rows), 1) // 20)
    return AttendanceSheet(
        title=TITLE,
        course_name="スマホの基本操作",
        code="S-01",
        session_label="第1回／全3回",
        on=ON,
        starts=time(10),
        ends=time(12),
        venue=PLACE.name,
        room="研修室2",
        instructors=("佐々木 一郎",),
        assistants=("千葉 花子", "阿部 太郎"),
        rows=rows,
        printed_at=NOW,
        page_ids=tuple(page_id(7, page + 1, 1, KEY) for page in range(pages)),
    )


def roster(names: Names, order: Order | None = Order.KANA, *, for_desk: bool = True) -> Paper:
    """Draw a 名簿, in three parts unless it is by kana."""
    rows = tuple(
        RosterRow(
            name,
            KANA,
            ("75–79歳", "90歳以上", "80代", "")[number % 4],
            ("大曲", "矢本東地区コミュニティ")[number % 2] if for_desk else "",
            ("iPhone", "Android", "らくらく")[number % 3],
            ("", "補聴器", "補聴器・車いす・大きな字・つえ・段差")[number % 3],
            f"090-1234-{number:04}" if for_desk else "",
        )
        for number, name in enumerate(names)
    )
    parts = [("", rows)]
    if order in (Order.BAND, Order.DISTRICT):
        third = -(-len(rows) // 3)
        parts = [(f"第{n + 1}部", rows[n * third : (n + 1) * third]) for n in range(3)]
    return roster_paper(
        Roster(
            title=TITLE,
            about="令和8年12月1日（火） 10:00〜12:00　矢本東市民センター　研修室2",
            order=order,
            parts=tuple(RosterPart(heading, found) for heading, found in parts if found),
            has_telephones=for_desk,
            has_districts=for_desk,
            printed_at=NOW,
        )
    )


def tags(names: Names, sheet: str) -> TagSheet:
    """Return 名札."""
    made = tuple(Tag(name, KANA, code_of(number, KEY)) for number, name in enumerate(names, 1))
    return TagSheet(title=TITLE, on=ON, tags=made, sheet=sheet, city="東松島市")


def name_tags(names: Names, sheet: str) -> Paper:
    """Draw 名札."""
    return tags_paper(tags(names, sheet))


def pack(names: Names) -> Paper:
    """Draw a クラスパック; handouts have tests of their own, so only one person gets one."""
    return pack_paper(
        Pack(
            title=TITLE,
            on=ON,
            sheet=attendance(names),
            tags=tags(names, "card10"),
            questionnaires=tuple(class_samples.questionnaire(4, kind) for kind in WHEN),
            handouts=(read(shipped("smartphone-basics") or ""),) if len(names) == 1 else (),
            checklist=class_samples.checklist(people=len(names)),
        )
    )


def flyer(_: Names) -> Paper:
    """Draw a 募集チラシ, which names nobody."""
    return flyer_paper(class_samples.flyer(2, 3, address="https://example.jp/apply"))


def questionnaire(_: Names, kind: SheetKind) -> Paper:
    """Draw an アンケート, which names nobody."""
    return questionnaire_paper(class_samples.questionnaire(12, kind))


PAPERS: dict[str, Callable[[Names], Paper]] = {
    "受付票": slip,
    "申込書": application,
    "参加のご案内": invitations,
    **{f"はがき {one}": partial(postcards, message=one) for one in Message},
    **{f"宛名ラベル {one}": partial(labels, sheet=one) for one in LABEL_SHEETS},
    "修了証": certificates,
    "出席簿": lambda names: attendance_sheet(attendance(names)),
    "名簿": roster,
    "名簿 年代ごと": partial(roster, order=Order.BAND, for_desk=False),
    "名簿 地区ごと": partial(roster, order=Order.DISTRICT),
    **{f"名札 {one}": partial(name_tags, sheet=one) for one in TAG_SHEETS},
    "電話連絡票": calls,
    "抽選記録": partial(record, with_names=True),
    "抽選記録 掲示用": partial(record, with_names=False),
    "文字の印字の確認": partial(font_check_paper, printed_at=NOW),
    "クラスパック": pack,
    "募集チラシ": flyer,
    **{f"アンケート {when}": partial(questionnaire, kind=kind) for kind, when in WHEN.items()},
}
WITHOUT_NAMES = {"抽選記録 掲示用", "募集チラシ", *(f"アンケート {when}" for when in WHEN.values())}
