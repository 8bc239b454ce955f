"""Registering and changing participants."""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import KEY_MAX, UNKNOWN_KANA, may_hold_my_number
from classroom.desk.participant.values import Consent, Living, ParticipantDetails
from classroom.rules import kana, months, names, telephone
from classroom.rules.words.residence import Residence

PLAIN = (
    "sex",
    "good_times",
    "district_id",
    "address",
    "device",
    "card",
    "needs_hearing",
    "needs_wheelchair",
    "needs_large_print",
    "needs_step_free",
    "family_name",
    "family_relation",
    "family_telephone",
    "note",
)
LIVING = ("residence", "moved_on", "died_on")
DEATH_AHEAD = "死亡の日に、先の日付は入れられません。今日までの日を入れてください。"
MOVE_AHEAD = "転出の日が1年より先です。日付を確かめてください。"
BEFORE_BIRTH = "生年月日より前の日付です。転出・死亡の日を確かめてください。"
AFTER_ALL = "zz"
FREE = ("name", "good_times", "address", "family_name", "family_relation", "note")


def register(db: Session, details: ParticipantDetails, *, at: datetime) -> Participant:
    """Register a participant. The フリガナ is needed; the name may follow later.

    Refuses what may be a 個人番号 in any free field. A told age band gets the day of `at` unless
    the details name another.
    """
    _check(details, clock.local(at).date())
    person = Participant(name_kana="", kana_key="", sort_key="", created_at=at)
    _write(db, person, details, clock.local(at).date())
    db.add(person)
    db.flush()
    return person


def change(
    db: Session,
    participant_id: int,
    details: ParticipantDetails,
    *,
    version: int,
    at: datetime,
) -> Participant | None:
    """Change a participant as opened in `version`; raises Stale if someone was faster."""
    person = locked(db, Participant, participant_id)
    if person is None:
        return None
    if person.version != version or person.is_gone:
        raise Stale
    if details.name_kana and details.name_kana != person.known_kana:
        details = replace(details, kana_checked=True)  # somebody has just written it
    _check(details, clock.local(at).date())
    _write(db, person, details, clock.local(at).date())
    person.version += 1
    db.flush()
    return person


def details_of(person: Participant) -> ParticipantDetails:
    """Return a record as details, to be compared or written again; its consent stays as it is."""
    same = {field: getattr(person, field) for field in (*PLAIN, *LIVING)}
    return ParticipantDetails(
        name_kana=person.known_kana,
        name=person.name,
        kana_checked=person.kana_checked,
        born_on=person.born_on,
        told_band=person.told_band,
        told_band_on=person.told_band_on,
        **same,
    )


def confirm_kana(
    db: Session, participant_id: int, name_kana: str, *, version: int
) -> Participant | None:
    """Write down the フリガナ as somebody was asked for it. Raises Stale if someone was faster."""
    person = locked(db, Participant, participant_id)
    if person is None or person.is_gone:
        return None
    if person.version != version:
        raise Stale
    _write_kana(person, name_kana)
    person.kana_checked = True
    person.version += 1
    db.flush()
    return person


def write_living(
    db: Session, participant_id: int, living: Living, *, version: int, at: datetime
) -> Participant | None:
    """Write down where somebody lives, and when they moved away or died; or that they did not.

    Raises Stale if someone was faster, Refusal for a day that cannot be.
    """
    person = locked(db, Participant, participant_id)
    if person is None or person.is_gone:
        return None
    if person.version != version:
        raise Stale
    refuse_living(living, person.born_on, clock.local(at).date())
    _write_living(db, person, living)
    person.version += 1
    db.flush()
    return person


def refuse_living(living: Living, born_on: date | None, today: date) -> None:
    """Refuse a death that has not come, and days before somebody was born."""
    if living.died_on is not None and living.died_on > today:
        raise Refusal(DEATH_AHEAD)
    if living.moved_on is not None and living.moved_on > months.last_of(months.later(today, 12)):
        raise Refusal(MOVE_AHEAD)
    days = (living.moved_on, living.died_on)
    if born_on is not None and any(day is not None and day < born_on for day in days):
        raise Refusal(BEFORE_BIRTH)


def take_back_departure(
    db: Session, participant_id: int, *, version: int, at: datetime
) -> Participant | None:
    """Write down that somebody neither moved away nor died: where they live stays as it was."""
    person = locked(db, Participant, participant_id)
    if person is None:
        return None
    return write_living(db, participant_id, Living(person.residence), version=version, at=at)


def confirm_residence(
    db: Session, participant_id: int, residence: Residence, *, version: int, at: datetime
) -> Participant | None:
    """Write down where somebody lives as they were asked; days of leaving stay."""
    person = locked(db, Participant, participant_id)
    if person is None:
        return None
    living = Living(residence, person.moved_on, person.died_on)
    return write_living(db, participant_id, living, version=version, at=at)


def departed(db: Session) -> set[int]:
    """Return of whom this session has written that they left: what waits for them must end."""
    found: set[int] = db.info.setdefault("departed", set())
    return found


def _write_living(db: Session, person: Participant, living: Living | ParticipantDetails) -> None:
    if person.id and (living.moved_on, living.died_on) != (person.moved_on, person.died_on):
        departed(db).add(person.id)
    person.residence = living.residence
    person.moved_on, person.died_on = living.moved_on, living.died_on
    if person.residence is Residence.UNKNOWN and person.district_id is not None:
        person.residence = Residence.INSIDE  # a 行政区 is one of the city's own


def agree(db: Session, participant_id: int, consent: Consent) -> Participant | None:
    """Record that someone was told what their data is for, and agreed; None if there is nobody."""
    person = locked(db, Participant, participant_id)
    if person is None or person.is_gone:
        return None
    _write_consent(person, consent)
    person.version += 1
    db.flush()
    return person


def _write_consent(person: Participant, consent: Consent) -> None:
    person.consent_version = consent.version
    person.consent_on, person.consent_how = consent.on, consent.how


def _check(details: ParticipantDetails, today: date) -> None:
    living = Living(details.residence, details.moved_on, details.died_on)
    refuse_living(living, details.born_on, today)
    if not details.name_kana.strip() and (details.kana_checked or not details.name.strip()):
        raise Refusal("フリガナを入れてください。")
    if any(may_hold_my_number(getattr(details, field)) for field in FREE):
        raise Refusal(
            "12けたの数字があります。マイナンバーは登録できません。数字を消してから登録してください。"
        )


def _write(db: Session, person: Participant, details: ParticipantDetails, day: date) -> None:
    person.name, person.kana_checked = details.name, details.kana_checked
    person.name_key = names.name_key(details.name)[:KEY_MAX]
    _write_kana(person, details.name_kana)
    _write_age(person, details, day)
    for field in PLAIN:
        setattr(person, field, getattr(details, field))
    _write_living(db, person, details)
    _write_telephones(person, details.telephone, details.telephone2)
    if details.consent is not None:
        _write_consent(person, details.consent)


def _write_telephones(person: Participant, first: str, second: str) -> None:
    """Keep the numbers; the only one is the one that is called, whatever field it came from."""
    if not first:
        first, second = second, ""
    person.telephone, person.telephone2 = first, second
    person.telephone_last4 = telephone.last4(first)
    person.telephone2_last4 = telephone.last4(second)


def _write_kana(person: Participant, known: str) -> None:
    """Keep the reading and its keys; one that nobody knows is found by none and stands last."""
    person.name_kana = known or UNKNOWN_KANA
    person.kana_key = kana.search_key(known)[:KEY_MAX]
    person.sort_key = kana.sort_key(known)[: 3 * KEY_MAX] if known else AFTER_ALL


def _write_age(person: Participant, details: ParticipantDetails, day: date) -> None:
    """Keep the birth date, or the told band with its day; a band told again keeps its first day."""
    told = None if details.born_on else details.told_band
    if told is None:
        person.told_band_on = None
    elif told is not person.told_band or details.told_band_on:
        person.told_band_on = details.told_band_on or day
    person.born_on, person.told_band = details.born_on, told
