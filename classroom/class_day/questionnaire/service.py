"""Keeping what people circled, and apart from it what they said in words."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from classroom.class_day.questionnaire import queries
from classroom.class_day.questionnaire.models import Answer, AnswerComment, AnswerSheet
from classroom.class_day.questionnaire.rules import COMMENT_MAX, Moment, names_in
from classroom.class_day.questionnaire.values import SheetDetails
from classroom.core.db import key
from classroom.core.errors import Refusal


def add_sheet(
    db: Session, course_session_id: int, details: SheetDetails, *, at: datetime, by: int | None
) -> AnswerSheet:
    """Keep a sheet. Refuses an empty one, and a second one of a person."""
    if details.is_empty:
        raise Refusal("ひとつも入っていません。○のある数字を、1つは入れてください。")
    if details.enrolment_id is not None:
        _check_person(db, course_session_id, details)
    row = AnswerSheet(
        course_session_id=course_session_id,
        moment=details.moment,
        way=details.way,
        enrolment_id=details.enrolment_id,
        satisfaction=details.satisfaction,
        entered_at=at,
        staff_member_id=by,
    )
    try:
        db.add(row)
        db.flush()
    except IntegrityError:  # another desk entered the same person's sheet at this moment
        db.rollback()
        raise _entered_already(details.moment) from None
    for position, mark in enumerate(details.marks, 1):
        if mark.before or mark.after:
            db.add(
                Answer(
                    answer_sheet_id=key(row),
                    position=position,
                    topic=mark.topic,
                    before=mark.before,
                    after=mark.after,
                )
            )
    db.flush()
    return row


def _check_person(db: Session, course_session_id: int, details: SheetDetails) -> None:
    if details.enrolment_id not in {number for number, _ in queries.people(db, course_session_id)}:
        raise Refusal("この教室に申し込んでいない方です。無記名で入れてください。")
    wanted = select(AnswerSheet.moment).where(
        col(AnswerSheet.course_session_id) == course_session_id,
        col(AnswerSheet.enrolment_id) == details.enrolment_id,
    )
    for moment in db.exec(wanted):
        if Moment.BOTH in (moment, details.moment) or moment == details.moment:
            raise _entered_already(Moment(moment))


def _entered_already(moment: Moment) -> Refusal:
    return Refusal(
        f"この方の「{moment.label}」は、もう入っています。"
        "入れ直すときは、下の一覧で取り消してください。"
    )


def take_back(db: Session, course_session_id: int, number: int) -> None:
    """Let go of a sheet that was entered by mistake; twice does no harm."""
    row = db.get(AnswerSheet, number)
    if row is None or row.course_session_id != course_session_id:
        return
    for answer in db.exec(select(Answer).where(Answer.answer_sheet_id == number)):
        db.delete(answer)
    db.flush()
    db.delete(row)
    db.flush()


def doubts_about(db: Session, course_session_id: int, text: str) -> list[str]:
    """Return what in somebody's words tells who it is: numbers, and names of this class."""
    names = [name for _, name in queries.people(db, course_session_id)]
    return names_in(text, names)


def add_comment(db: Session, course_session_id: int, text: str) -> str:
    """Keep what somebody said in words, joined to nothing but the session; return its key."""
    words = text.strip()
    if not words:
        raise Refusal("ことばが入っていません。紙に書かれたとおりに入れてください。")
    if len(words) > COMMENT_MAX:
        raise Refusal(f"{COMMENT_MAX}文字までにしてください。")
    row = AnswerComment(course_session_id=course_session_id, text=words)
    db.add(row)
    db.flush()
    return row.id


def remove_comment(db: Session, course_session_id: int, comment_id: str) -> None:
    """Let go of somebody's words, such as those with a name; twice does no harm."""
    row = db.get(AnswerComment, comment_id)
    if row is not None and row.course_session_id == course_session_id:
        db.delete(row)
        db.flush()
