"""Reading back what a clerk types, before it is sent: what was understood, or why it was not."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from sqlmodel import Session

from classroom.desk.participant import queries
from classroom.desk.participant.values import ParticipantDetails
from classroom.rules.age import age_on, decade_label
from classroom.rules.era import parse_birth_date
from classroom.rules.era_calendar import EraError, other_era, wareki
from classroom.rules.telephone import TelephoneError, parse_telephone
from classroom.rules.text import clean_line

Reading = tuple[str, int]


def read_birth_date(text: str, today: date) -> Reading:
    """Return 昭和18年3月15日, then 西暦1943年　83歳（80代), with 200; or why not, with 422."""
    if not text.strip():
        return "", HTTPStatus.OK
    try:
        born = parse_birth_date(text, today)
    except EraError as error:
        return str(error), HTTPStatus.UNPROCESSABLE_ENTITY
    age, older = age_on(born, today), other_era(born)
    also = f"（{older}）" if older else ""
    lines = f"{wareki(born)}{also}\n西暦{born.year}年　{age}歳（{decade_label(age)}）"
    return lines, HTTPStatus.OK


def read_telephone(db: Session, text: str, area_code: str, today: date) -> Reading:
    """Return the number with hyphens, then who has it already, with 200; or why not, with 422."""
    if not text.strip():
        return "", HTTPStatus.OK
    try:
        number = parse_telephone(text, area_code)
    except TelephoneError as error:
        return str(error), HTTPStatus.UNPROCESSABLE_ENTITY
    more = ["市外局番を補いました"] if number.completed else []
    same = queries.with_telephone(db, number.digits, today=today)
    if same:
        names = "、".join(f"{found.shown_name}さん（{found.age_label}）" for found in same)
        more.append(f"同じ電話：{names}")
    return "\n".join([number.shown, *more]), HTTPStatus.OK


def read_identity(typed: Mapping[str, str], area_code: str, today: date) -> ParticipantDetails:
    """Return what is typed so far (kana, name, telephone, born); what cannot be read counts not."""
    try:
        digits = parse_telephone(typed.get("telephone", ""), area_code).digits
    except TelephoneError:
        digits = ""
    try:
        born_on = parse_birth_date(typed.get("born", ""), today)
    except EraError:
        born_on = None
    return ParticipantDetails(
        name_kana=clean_line(typed.get("kana", "")),
        name=clean_line(typed.get("name", "")),
        born_on=born_on,
        telephone=digits,
    )
