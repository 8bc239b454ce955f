from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.desk.participant import queries, service
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import ConsentHow, may_hold_my_number
from classroom.desk.participant.values import Consent, ParticipantDetails
from classroom.rules.words.bands import ToldBand
from tests import make

HARD_NAMES = ["髙﨑 𠮷江", "葛󠄀城 神", "渡邉\u3000トシ子", "カ\u3099ン", "A  B"]


def register(db: Session, **given: object) -> Participant:
    details = ParticipantDetails(**{"name_kana": "サトウ ハナ", **given})  # type: ignore[arg-type]  # fields by name
    return service.register(db, details, at=make.NOW)


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_name_is_stored_byte_for_byte(db: Session, name: str) -> None:
    person = register(db, name=name)
    db.expire_all()
    assert db.get_one(Participant, key(person)).name.encode() == name.encode()


def test_the_keys_are_made_beside_it(db: Session) -> None:
    person = register(db, name="髙﨑 ヨシ江", name_kana="タカサキ ヨシエ", telephone="0225000931")
    assert (person.name_key, person.kana_key) == ("高崎ヨシ江", "タカサキヨシエ")
    assert person.telephone_last4 == "0931"
    assert person.telephone2_last4 == ""


def test_kana_is_needed_and_the_name_may_follow(db: Session) -> None:
    assert register(db).name == ""
    with pytest.raises(Refusal, match="フリガナを入れてください"):
        register(db, name_kana=" ")


def test_a_told_band_keeps_the_day_it_was_told(db: Session) -> None:
    late_in_tokyo = datetime(2026, 5, 1, 15, 30, tzinfo=UTC)
    details = ParticipantDetails(name_kana="サトウ", told_band=ToldBand.SEVENTIES)
    person = service.register(db, details, at=late_in_tokyo)
    assert person.told_band_on == date(2026, 5, 2)
    service.change(db, key(person), details, version=1, at=make.NOW)
    assert person.told_band_on == date(2026, 5, 2)


def test_the_birth_date_takes_the_place_of_a_told_band(db: Session) -> None:
    person = register(db, told_band=ToldBand.SEVENTIES, born_on=date(1950, 1, 1))
    assert (person.told_band, person.told_band_on) == (None, None)


@pytest.mark.parametrize("field", ["name", "note", "address", "good_times", "family_name"])
@pytest.mark.parametrize(
    "number", ["123456789012", "1234 5678 9012", "１２３４－５６７８－９０１２"]
)
def test_what_may_be_a_my_number_is_never_stored(db: Session, field: str, number: str) -> None:
    with pytest.raises(Refusal, match="マイナンバーは登録できません") as refused:
        register(db, **{field: f"番号は{number}です"})
    assert number not in refused.value.sentence


@pytest.mark.parametrize("text", ["0225-00-4187", "090-1234-5678", "1234567890123", "2026年", ""])
def test_other_numbers_are_no_my_number(text: str) -> None:
    assert not may_hold_my_number(text)


def test_consent_is_kept_with_its_wording_and_day(db: Session) -> None:
    day = date(2026, 11, 25)
    person = register(db, consent=Consent("2", day, ConsentHow.TELEPHONE))
    given = ("2", day, ConsentHow.TELEPHONE)
    assert (person.consent_version, person.consent_on, person.consent_how) == given
    service.change(db, key(person), ParticipantDetails(name_kana="サトウ"), version=1, at=make.NOW)
    assert (person.consent_version, person.consent_on, person.consent_how) == given


def test_an_older_version_overwrites_nothing(db: Session) -> None:
    person = register(db, note="午前中")
    changed = ParticipantDetails(name_kana="サトウ ハナ", note="午後")
    service.change(db, key(person), changed, version=1, at=make.NOW)
    with pytest.raises(Stale):
        service.change(
            db, key(person), ParticipantDetails(name_kana="サトウ"), version=1, at=make.NOW
        )
    assert (person.note, person.version) == ("午後", 2)


def test_nobody_is_changed_by_a_wrong_number(db: Session) -> None:
    details = ParticipantDetails(name_kana="サトウ")
    assert service.change(db, 999, details, version=1, at=make.NOW) is None


def test_a_likely_double_has_the_reading_and_the_day_or_the_telephone(db: Session) -> None:
    make.participant(db, "髙﨑 清治", "タカサキ セイジ", telephone="0225000931")

    def likely(**given: object) -> int:
        details = ParticipantDetails(**given)  # type: ignore[arg-type]  # fields by name
        return len(queries.likely_same(db, details, today=make.TODAY))

    assert likely(name_kana="たかさき せいじ", born_on=date(1943, 3, 15)) == 1
    assert likely(name_kana="タカサキ セイジ", telephone="0225000931") == 1
    assert likely(name_kana="タカサキ ヨシエ", telephone="0225000931") == 0
    assert likely(name_kana="タカサキ セイジ") == 0


def test_the_only_number_is_the_one_that_is_called(db: Session) -> None:
    person = register(db, telephone2="09000001234")
    assert (person.telephone, person.telephone_last4) == ("09000001234", "1234")
    assert (person.telephone2, person.telephone2_last4) == ("", "")
