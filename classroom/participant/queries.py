"""Finding participants: by kana, name, telephone or birth date, in 五十音 order."""

from collections.abc import Callable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, selectinload
from sqlmodel import Session, col, select

from classroom.db import backend, rel
from classroom.participant.models import Participant
from classroom.participant.rules import KEY_MAX
from classroom.participant.values import Found, ParticipantDetails
from classroom.place.models import District
from classroom.rules import kana, names, telephone
from classroom.rules.age import age_on
from classroom.rules.era import EraError, parse_birth_date
from classroom.rules.telephone import CITY_AREA_CODE
from classroom.rules.text import fold_dashes, like_escape, nfkc

Condition = sa.ColumnElement[bool]
ROWS = "アカサタナハマヤラワ"
LAST4 = 4
_COLUMNS = (
    sa.type_coerce(col(Participant.id), sa.Integer),
    col(Participant.name),
    col(Participant.name_kana),
    col(Participant.born_on),
    col(Participant.told_band),
    col(Participant.telephone),
    col(Participant.telephone2),
    sa.func.coalesce(col(District.name), ""),
)


def by_id(db: Session, participant_id: int) -> Participant | None:
    """Return a participant with the district loaded."""
    wanted = select(Participant).where(Participant.id == participant_id)
    return db.exec(wanted.options(selectinload(rel(Participant.district)))).first()


def search(
    db: Session,
    text: str,
    *,
    today: date,
    limit: int = 50,
    area_code: str = CITY_AREA_CODE,
) -> list[Found]:
    """Return whom a clerk may mean by a name, a telephone number or a birth date.

    Kana in either script, kanji with its variants, the last four digits or a whole number, a birth
    date in any form. Who begins with it comes first, then who has it
    anywhere; each in 五十音 order.
    """
    found: dict[int, Found] = {}
    for condition in _conditions(text.strip(), today, area_code, backend(db)):
        if len(found) < limit:
            more = _lines(db, condition, today, limit)
            found |= {line.id: line for line in more if line.id not in found}
    return list(found.values())[:limit]


def listed(db: Session, row: str, *, today: date, limit: int, offset: int = 0) -> list[Found]:
    """Return the participants of a 行 of the 五十音 (ア, カ … ワ), in order."""
    return _lines(db, _of_row(row), today, limit, offset)


def row_counts(db: Session) -> dict[str, int]:
    """Return how many participants each 行 has."""
    counts = [sa.func.count().filter(_of_row(row)) for row in ROWS]
    found = db.connection().execute(sa.select(*counts).select_from(Participant)).one()
    return dict(zip(ROWS, found, strict=True))


def with_telephone(db: Session, digits: str, *, today: date, limit: int = 5) -> list[Found]:
    """Return who has this very number: the same person, or a family with one landline."""
    if not digits:
        return []
    own = col(Participant.telephone) == digits
    return _lines(db, own | (col(Participant.telephone2) == digits), today, limit)


def likely_same(db: Session, details: ParticipantDetails, *, today: date) -> list[Found]:
    """Return who is probably this very person: the same reading with the birth date or telephone.

    A couple with one landline is not: their readings differ.
    """
    same = [
        (col(Participant.born_on), details.born_on),
        (col(Participant.telephone), details.telephone),
    ]
    either = sa.or_(sa.false(), *(column == value for column, value in same if value))
    reading = col(Participant.kana_key) == kana.search_key(details.name_kana)
    return _lines(db, sa.and_(reading, either), today, limit=3)


def _lines(
    db: Session, condition: Condition, today: date, limit: int, offset: int = 0
) -> list[Found]:
    wanted = (
        sa.select(*_COLUMNS)
        .select_from(Participant)
        .outerjoin(District, col(District.id) == col(Participant.district_id))
        .where(condition)
        .order_by(col(Participant.sort_key), col(Participant.id))
        .limit(limit)
        .offset(offset)
    )
    return [
        Found(
            number,
            name,
            name_kana,
            born_on,
            told_band,
            age_on(born_on, today) if born_on else None,
            telephone,
            telephone2,
            district,
        )
        for (
            number,
            name,
            name_kana,
            born_on,
            told_band,
            telephone,
            telephone2,
            district,
        ) in db.connection().execute(wanted)
    ]


def _of_row(row: str) -> Condition:
    """Match a 行 by its place in the order; ワ takes all that follows, latin letters too."""
    order = col(Participant.sort_key)
    begins = [kana.sort_key(first)[:2] for first in ROWS]
    at = ROWS.index(row)
    if at + 1 == len(ROWS):
        return order >= begins[at]
    return sa.and_(order >= begins[at], order < begins[at + 1])


def _conditions(text: str, today: date, area_code: str, database: str) -> list[Condition]:
    """Return what to look for, the likelier first."""
    conditions = [*_birth_date(text, today), *_telephone(text, area_code)]
    starts, holds = _starts(database), _holds
    words = text.split()
    if not names.name_key(text) or not words:
        return conditions
    if not conditions or any(not c.isascii() for c in text):
        conditions.append(_anyone(text, starts))
        conditions.append(_anyone(text, holds))
    if len(words) > 1:  # 渡邊 トシコ: the kanji of one word, the kana of another
        conditions.append(sa.and_(*(_anyone(word, holds) for word in words)))
    return conditions


def _anyone(text: str, matches: Callable[[Mapped[str], str], Condition]) -> Condition:
    """Match the reading or the name as written."""
    keys = [(col(Participant.kana_key), key) for key in kana.search_keys(text)]
    keys.append((col(Participant.name_key), names.name_key(text)))
    return sa.or_(*(matches(column, key[:KEY_MAX]) for column, key in keys if key))


def _starts(database: str) -> Callable[[Mapped[str], str], Condition]:
    """Return how a beginning is matched so that the database can use its index.

    SQLite's LIKE ignores case and so the index; a range of code points does not.
    """

    def in_range(column: Mapped[str], key: str) -> Condition:
        above = key[:-1] + chr(min(ord(key[-1]) + 1, 0x10FFFF))
        return sa.and_(column >= key, column < above)

    def like(column: Mapped[str], key: str) -> Condition:
        return column.like(like_escape(key) + "%", escape="\\")

    return in_range if database == "sqlite" else like


def _holds(column: Mapped[str], key: str) -> Condition:
    return column.like(f"%{like_escape(key)}%", escape="\\")


def _birth_date(text: str, today: date) -> Sequence[Condition]:
    try:
        return [col(Participant.born_on) == parse_birth_date(text, today)]
    except EraError:
        return []


def _telephone(text: str, area_code: str) -> Sequence[Condition]:
    """Match the last four digits as they are typed, or a number from its beginning."""
    digits = telephone.digits_of(text)
    others = fold_dashes(nfkc(text)).translate(str.maketrans("", "", "-()/ "))
    if not digits or others != digits:
        return []
    if len(digits) <= LAST4:
        columns = (col(Participant.telephone_last4), col(Participant.telephone2_last4))
        return [sa.or_(*(column.like(f"{digits}%") for column in columns))]
    numbers = [digits, area_code + digits]
    columns = (col(Participant.telephone), col(Participant.telephone2))
    return [sa.or_(*(column.like(f"{n}%") for column in columns for n in numbers))]
