"""The list of people by what is known of them: on screen, as Excel, to call."""

from math import ceil

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from classroom.class_day.people import queries
from classroom.class_day.people.forms import read_filter
from classroom.class_day.people.queries import Asked
from classroom.class_day.people.values import (
    BANDS,
    NO_DISTRICT,
    Filter,
    Lack,
    LastCame,
    Listed,
    Lives,
    Order,
    Reached,
)
from classroom.class_day.people.workbook import people_book
from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.participant.rules import Device
from classroom.desk.queue.call_pdf import call_list
from classroom.desk.queue.call_rules import SAY_MAX
from classroom.desk.queue.call_values import Call, PrintedList
from classroom.planning.place.queries import districts
from classroom.rules.label_sheet import label_sheet
from classroom.rules.text import clean_line
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.queue import CallKind, CallState
from classroom.rules.words.staff import DESK
from classroom.web.acting import or_back
from classroom.web.database import get_db, settings
from classroom.web.pages import pdf, went_out, workbook
from classroom.web.staff.access import allow

bp = Blueprint("people", __name__)
PER_PAGE = 50
Choices = list[tuple[str, str]]
Group = tuple[str, str, Choices]


@bp.get("/participants/list")
@allow(DESK)
def index() -> str:
    """List who matches the filter of the address, a page at a time."""
    db, asked = get_db(), asked_for()
    count = queries.count(db, asked)
    pages = max(ceil(count / PER_PAGE), 1)
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    groups = _groups()
    return render_template(
        "class_day/people/index.html",
        people=queries.listed(db, asked, limit=PER_PAGE, offset=(page - 1) * PER_PAGE),
        count=count,
        page=page,
        pages=pages,
        written=asked.filter.written,
        chosen=_chosen(groups, asked.filter),
        groups=groups,
        shown=asked.filter,
        orders=Order,
        sheet=label_sheet(settings().label_sheet),
        say_max=SAY_MAX,
        left_out=queries.left_out(db, asked),
        today=asked.today,
    )


@bp.get("/participants/list.xlsx")
@allow(DESK)
def xlsx() -> Response:
    """Give everybody who matches as an Excel file."""
    asked, now = asked_for(), clock.now()
    about = "　".join(_chosen(_groups(), asked.filter).values()) or "すべての方"
    people = queries.listed(get_db(), asked)
    went_out("excel", len(people), filter=asked.filter.written)
    content = people_book(people, about, settings().city_name, now)
    return workbook(content, f"受講者の一覧_{clock.local(now):%Y%m%d}.xlsx")


@bp.get("/participants/calls.pdf")
@allow(DESK)
def calls() -> Response:
    """Give a 電話連絡票 of everybody who matches, with what is to be said to them."""
    asked, now = asked_for(), clock.now()
    say = clean_line(request.args.get("say", ""))[:SAY_MAX]
    listed = queries.listed(get_db(), asked)
    here = [one for one in listed if not one.left_by(asked.today)]
    left = len(listed) - len(here) + queries.left_out(get_db(), asked)
    found = tuple(_call(one, asked, say) for one in here)
    went_out("calls", len(found), filter=asked.filter.written)
    paper = call_list(PrintedList(found, now, settings().contact, "ご案内", left))
    return pdf(paper.pdf, f"電話連絡票_{clock.local(now):%Y%m%d}.pdf")


def asked_for() -> Asked:
    """Return what the address asks for, today.

    Where it asks for what we do not know, an old or cut address, nothing is given instead.
    """
    with or_back(url_for("people.index")):
        for name, label, choices in _groups():
            known = {"", *(value for value, _ in choices)}
            if not known.issuperset(request.args.getlist(name)):
                raise Refusal(f"「{label}」の条件が読めません。えらび直してください。")
    return Asked(read_filter(request.args), clock.today(), Stage(settings().registered_stage))


def _groups() -> list[Group]:
    """Return what can be chosen: a group's name in the address, its words, its choices."""
    places = [(str(row.id), row.name) for row in districts(get_db())]
    return [
        ("band", "年代", [(band.value, band.label) for band in BANDS]),
        ("district", "地区", [*places, (str(NO_DISTRICT), "未確認")]),
        ("stage", "アプリ", [(word.value, word.label) for word in Reached]),
        ("blocker", "止めたもの", [(word.value, word.label) for word in Blocker]),
        ("device", "スマホ", [(word.value, word.label) for word in Device]),
        ("came", "最後に来た日", [(word.value, word.label) for word in LastCame]),
        ("lack", "確かめること", [(word.value, word.label) for word in Lack]),
        ("lives", "お住まい", [(word.value, word.label) for word in Lives]),
    ]


def _chosen(groups: list[Group], shown: Filter) -> dict[str, str]:
    """Return the groups in which something is chosen, each with its words."""
    found = {}
    for name, label, choices in groups:
        wanted = {str(word) for word in getattr(shown, name)}
        if words := [word for value, word in choices if value in wanted]:
            found[name] = f"{label}：{'・'.join(words)}"
    return found


def _call(one: Listed, asked: Asked, say: str) -> Call:
    """Return someone as the paper of calls takes them; nothing of it is kept."""
    return Call(
        id=0,
        kind=CallKind.FOLLOW_UP,
        state=CallState.OPEN,
        say=say,
        due_on=asked.today,
        holds_seat=False,
        hold_until=None,
        ended_at=None,
        version=1,
        participant_id=one.id,
        name=one.name,
        name_kana=one.name_kana,
        telephone=one.telephone,
        telephone2=one.telephone2,
        good_times=one.good_times,
        family_name=one.family_name,
        family_relation=one.family_relation,
        family_telephone=one.family_telephone,
        needs_hearing=one.needs_hearing,
        enrolment_id=None,
        offering_id=None,
    )
