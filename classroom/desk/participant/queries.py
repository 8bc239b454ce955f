"""Finding participants: by kana, name, telephone or birth date, in 五十音 order."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload
from sqlmodel import Session, col, select

from classroom.core.db import RowSelect, backend, fields_of, rel
from classroom.desk.participant.likeness import LIKELY, identity_of, likeness
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import KEY_MAX
from classroom.desk.participant.values import Found, Likely, ParticipantDetails
from classroom.planning.place.models import District
from classroom.rules import kana, names, telephone
from classroom.rules.age import age_on
from classroom.rules.era import parse_birth_date
from classroom.rules.era_calendar import EraError
from classroom.rules.telephone import CITY_AREA_CODE
from classroom.rules.text import clean_line, fold_dashes, like_escape, nfkc
from classroom.rules.words.residence import Residence

Condition = sa.ColumnElement[bool]
Sought = tuple[Condition, tuple[str, ...]]
ROWS = "アカサタナハマヤラワ"
LAST4 = 4
CANDIDATES_MAX = 200
MID_WORD = 4  # times the limit is read where hits within a word are left out again
# Neither merged nor erased. Written so that no index answers it: it is true of nearly everybody.
STANDING = sa.and_(
    sa.func.coalesce(col(Participant.merged_into_id), 0) == 0,
    col(Participant.erased_at).is_(None),
)


# What is still to be asked of somebody.
KANA_TO_ASK = col(Participant.kana_checked).is_(False)
RESIDENCE_TO_ASK = sa.and_(
    col(Participant.residence) == Residence.UNKNOWN, col(Participant.moved_on).is_(None)
)


def is_here(day: Any) -> Condition:
    """Return a condition: neither moved away nor dead by a day. Who is not is sent nothing."""
    moved, died = col(Participant.moved_on), col(Participant.died_on)
    return sa.and_(moved.is_(None) | (moved > day), died.is_(None) | (died > day))


def is_resident(day: Any) -> Condition:
    """Return `rules.words.residence.is_resident` over `participant`; the day may be a column."""
    moved = col(Participant.moved_on)
    lived_here = (col(Participant.residence) != Residence.OUTSIDE) | moved.is_not(None)
    return sa.and_(lived_here, is_here(day))


SHOWN_NAME: sa.ColumnElement[str] = sa.func.coalesce(
    sa.func.nullif(col(Participant.name), ""), col(Participant.name_kana)
)
_COLUMNS = (
    sa.type_coerce(col(Participant.id), sa.Integer).label("id"),
    col(Participant.name),
    col(Participant.name_kana),
    col(Participant.born_on),
    col(Participant.told_band),
    col(Participant.telephone),
    col(Participant.telephone2),
    sa.func.coalesce(col(District.name), "").label("district"),
    col(Participant.moved_on),
    col(Participant.died_on),
)


def by_id(db: Session, participant_id: int) -> Participant | None:
    """Return a participant with the district loaded; None for a merged or an erased record."""
    wanted = select(Participant).where(Participant.id == participant_id, STANDING)
    return db.exec(wanted.options(joinedload(rel(Participant.district)))).first()


def merged_into(db: Session, participant_id: int) -> int | None:
    """Return the record in which a merged one lives on; None where there is no such thing."""
    person = db.get(Participant, participant_id)
    while person is not None and person.merged_into_id is not None:
        person = db.get(Participant, person.merged_into_id)
    return person.id if person is not None and person.id != participant_id else None


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
    date in any form. Who begins with it comes first, then whose given name does, or whose name
    has the kanji anywhere; each in 五十音 order.
    """
    text = clean_line(text)  # PostgreSQL takes no NUL, and nobody types one on purpose
    enough = _first_in_order(db, text, today, limit)
    if len(enough) == limit:
        return enough
    found: dict[int, Found] = {}
    for condition, words in _conditions(text, today, area_code, backend(db)):
        more = _lines(db, condition, today, limit * (MID_WORD if words else 1))
        meant = [line for line in more if all(_is_meant(word, line) for word in words)]
        found |= {line.id: line for line in meant if line.id not in found}
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _first_in_order(db: Session, text: str, today: date, limit: int) -> list[Found]:
    """Return the first people whose reading begins with a text, along the index of the order.

    Of the thousands whose name begins with two kana most are never looked at. Who is spelled
    otherwise (ヴィ, ビ) may be missing, so that fewer than `limit` are no answer.
    """
    prefix = kana.sort_prefix(text) if kana.is_kana(text) else ""
    if not prefix:
        return []
    reading = sa.func.coalesce(col(Participant.kana_key), "")  # lest its own index be taken
    keys = kana.search_keys(text)
    begins = sa.or_(*(reading.like(like_escape(key) + "%", escape="\\") for key in keys))
    in_order = _starts(backend(db))(col(Participant.sort_key), prefix)
    return _lines(db, sa.and_(in_order, begins), today, limit)


def _is_meant(word: str, line: Found) -> bool:
    """Tell a name that a word begins, or that has its kanji, from one that only sounds alike."""
    kanji = names.name_key(word)
    return kana.is_found(word, line.name_kana) or (kanji in names.name_key(line.name))


def listed(db: Session, row: str, *, today: date, limit: int, offset: int = 0) -> list[Found]:
    """Return the participants of a 行 of the 五十音 (ア, カ … ワ), in order."""
    return _lines(db, _of_row(row), today, limit, offset)


def row_counts(db: Session) -> dict[str, int]:
    counts = [sa.func.count().filter(_of_row(row)) for row in ROWS]
    wanted = sa.select(*counts).select_from(Participant).where(STANDING)
    found = db.connection().execute(wanted).one()
    return dict(zip(ROWS, found, strict=True))


def to_ask(
    db: Session, what: sa.ColumnElement[bool], today: date, limit: int = 200
) -> list[Participant]:
    """Return of whom something is to be asked at the next call, those longest here first."""
    wanted = select(Participant).where(STANDING, what, is_here(today))
    return list(db.exec(wanted.order_by(col(Participant.id)).limit(limit)))


def count_to_ask(db: Session, what: sa.ColumnElement[bool], today: date) -> int:
    wanted = sa.select(sa.func.count()).select_from(Participant)
    asked = wanted.where(STANDING, what, is_here(today))
    return int(db.connection().execute(asked).scalar_one())


def with_telephone(db: Session, digits: str, *, today: date, limit: int = 5) -> list[Found]:
    """Return who has this very number: the same person, or a family with one landline."""
    if not digits:
        return []
    own = col(Participant.telephone) == digits
    return _lines(db, own | (col(Participant.telephone2) == digits), today, limit)


def likely_same(
    db: Session,
    details: ParticipantDetails,
    *,
    today: date,
    least: int = LIKELY,
    but: int | None = None,
    limit: int = 3,
) -> list[Likely]:
    """Return who is probably this very person, the likeliest first, each with the reason.

    `least` is the score from which on they are returned; `but` leaves a record out.
    """
    given = identity_of(details)
    found = []
    for row in db.connection().execute(_candidates(details, but)):
        line = _found(row, today)
        how = likeness(given, identity_of(row), today)
        if how is not None and how.score >= least:
            found.append(Likely(**fields_of(line), score=how.score, reason=how.reason))
    return sorted(found, key=lambda likely: -likely.score)[:limit]


def _candidates(details: ParticipantDetails, but: int | None) -> RowSelect:
    """Select whoever shares the reading, the name, the birth date or a telephone: all by index."""
    numbers = [number for number in (details.telephone, details.telephone2) if number]
    same: list[Condition] = [
        col(Participant.telephone).in_(numbers),
        col(Participant.telephone2).in_(numbers),
    ]
    if details.name_kana:
        same.append(col(Participant.kana_key) == kana.search_key(details.name_kana)[:KEY_MAX])
    if details.name and not details.kana_checked:
        same.append(col(Participant.name_key) == names.name_key(details.name)[:KEY_MAX])
    if details.born_on:
        same.append(col(Participant.born_on) == details.born_on)
    more = (col(Participant.sex), col(Participant.told_band_on))
    wanted = _of_people(*more).where(sa.or_(*same)).limit(CANDIDATES_MAX)
    return wanted if but is None else wanted.where(col(Participant.id) != but)


def _lines(
    db: Session, condition: Condition, today: date, limit: int, offset: int = 0
) -> list[Found]:
    wanted = _of_people().where(condition).limit(limit).offset(offset)
    return [_found(row, today) for row in db.connection().execute(wanted)]


def _of_people(*more: Mapped[Any]) -> RowSelect:
    """Select the columns of a line, of people whose record stands, in 五十音 order."""
    return (
        sa.select(*_COLUMNS, *more)
        .select_from(Participant)
        .outerjoin(District, col(District.id) == col(Participant.district_id))
        .where(STANDING)
        .order_by(
            col(Participant.sort_key),
            col(Participant.name_key),
            col(Participant.kana_key),
            col(Participant.id),
        )
    )


def _found(row: sa.Row[*tuple[Any, ...]], today: date) -> Found:
    return Found(
        id=row.id,
        name=row.name,
        name_kana=row.name_kana,
        born_on=row.born_on,
        told_band=row.told_band,
        age=age_on(row.born_on, today) if row.born_on else None,
        telephone=row.telephone,
        telephone2=row.telephone2,
        district=row.district,
        moved_on=row.moved_on,
        died_on=row.died_on,
    )


def _of_row(row: str) -> Condition:
    """Match a 行 by its place in the order; ワ takes all that follows, latin letters too."""
    order = col(Participant.sort_key)
    begins = [kana.sort_key(first)[:2] for first in ROWS]
    at = ROWS.index(row)
    if at + 1 == len(ROWS):
        return order >= begins[at]
    return sa.and_(order >= begins[at], order < begins[at + 1])


def _conditions(text: str, today: date, area_code: str, database: str) -> Iterator[Sought]:
    """Yield what to look for, the likelier first, and the words of which each must begin one.

    The next is built only when those before it did not find enough.
    """
    starts = _starts(database)
    digits = [*_birth_date(text, today), *_telephone(text, area_code, starts)]
    yield from ((condition, ()) for condition in digits)
    words = text.split()
    if not names.name_key(text) or not words:
        return
    if not digits or any(not c.isascii() for c in text):
        yield sa.or_(*(starts(column, key) for column, key in _keys(text))), ()
        yield _holds(text, database), tuple(filter(kana.is_kana, [text]))
    if len(words) > 1:  # 渡邊 トシコ: the kanji of one word, the kana of another
        holds = sa.and_(*(_holds(word, database) for word in words))
        yield holds, tuple(filter(kana.is_kana, words))


def _keys(text: str) -> list[tuple[Mapped[str], str]]:
    """Return where to look for what: in the reading, unless there is kanji, and in the name."""
    keys = [(col(Participant.kana_key), key) for key in kana.search_keys(text) if kana.is_kana(key)]
    keys.append((col(Participant.name_key), names.name_key(text)))
    return [(column, key[:KEY_MAX]) for column, key in keys]


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


def _holds(text: str, database: str) -> Condition:
    """Match a part anywhere; the index of the order has all columns that are looked at.

    SQLite's instr is a good deal quicker than its LIKE.
    """

    def has(column: Mapped[str], key: str) -> Condition:
        if database == "sqlite":
            return sa.func.instr(column, key) > 0
        return column.like(f"%{like_escape(key)}%", escape="\\")

    return sa.or_(*(has(column, key) for column, key in _keys(text)))


def _birth_date(text: str, today: date) -> Sequence[Condition]:
    try:
        return [col(Participant.born_on) == parse_birth_date(text, today)]
    except EraError:
        return []


def _telephone(
    text: str, area_code: str, starts: Callable[[Mapped[str], str], Condition]
) -> Sequence[Condition]:
    """Match the last four digits as they are typed, or a number from its beginning."""
    digits = telephone.digits_of(text)
    others = fold_dashes(nfkc(text)).translate(str.maketrans("", "", "-()/ "))
    if not digits or others != digits:
        return []
    if len(digits) <= LAST4:
        columns = (col(Participant.telephone_last4), col(Participant.telephone2_last4))
        return [sa.or_(*(starts(column, digits) for column in columns))]
    numbers = [digits, area_code + digits]
    columns = (col(Participant.telephone), col(Participant.telephone2))
    return [sa.or_(*(starts(column, n) for column in columns for n in numbers))]
