"""One definition a setting: read, kept, read again; what is given from outside wins."""

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlmodel import Session

from classroom.core.config import load, with_given
from classroom.core.errors import Refusal, SettingError, Stale
from classroom.core.settings import queries, service
from classroom.core.settings.models import SettingChange
from classroom.core.settings.rules import NAME_MAX, VALUE_MAX, Group, Value, stored_text
from classroom.core.settings.values import Settings, definitions, with_stored
from classroom.rules.age import AgeRule
from classroom.web.database import Runtime
from tests import make

APART = {"instance", "database_url", "secret_key", "fixed"}
USUAL = Settings(instance=Path(), database_url="sqlite://", secret_key="for tests only")
every_one = pytest.mark.parametrize("name", definitions())


def decide(db: Session, settings: Settings, **wanted: Value) -> dict[str, Value]:
    version = queries.version(db)
    return service.decide(db, settings, wanted, version=version, at=make.NOW, by=None)


def test_every_setting_but_place_and_secret_is_defined() -> None:
    assert {one.name for one in fields(Settings)} - APART == set(definitions())
    outside = {name for name, one in definitions().items() if one.is_outside}
    assert outside == {"site_address", "cookie_secure"}


@every_one
def test_a_setting_says_what_it_is_in_words_that_fit(name: str) -> None:
    one = definitions()[name]
    assert one.label
    assert one.about.endswith("。")
    assert one.example
    assert len(name) <= NAME_MAX
    assert one.group in set(Group)


@every_one
def test_a_usual_value_is_read_again_from_what_is_kept(name: str) -> None:
    one = definitions()[name]
    kept = stored_text(one.usual)
    assert one.read(kept) == one.usual
    assert type(one.read(kept)) is type(one.usual)
    assert len(kept) <= VALUE_MAX
    assert one.shown(one.usual)


@pytest.mark.parametrize("name", ["apply_address", "site_address"])
@pytest.mark.parametrize("path", ["", "/", ":8000/", "/a/b"])
def test_an_address_leads_somewhere(name: str, path: str) -> None:
    assert definitions()[name].read(f"https://x.jp{path}") == f"https://x.jp{path}"
    assert definitions()[name].read(" ") == ""


@pytest.mark.parametrize("name", ["apply_address", "site_address"])
@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "ht tp://x", "http://", "http://:80/", "http://x:99999/", "http://[",
     "http://x:0/", "x.jp", "https://x.jp/" + "a" * 300],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match="300文字まで"):
        definitions()[name].read(text)


@pytest.mark.parametrize("name", ["purpose", "contact", "apply_address"])
def test_signs_that_nobody_can_see_are_refused(name: str) -> None:
    for sign in ("\x07", "\x00", "\ud800"):
        with pytest.raises(ValueError, match="読めない文字"):
            definitions()[name].read(f"http://a{sign}b/")


def test_only_a_page_may_be_asked_for_something() -> None:
    text = "https://x.jp/apply?from=flyer#now"
    assert definitions()["apply_address"].read(text) == text
    with pytest.raises(ValueError, match="のような形"):
        definitions()["site_address"].read(text)


@every_one
@given(text=st.text(max_size=1200))
def test_whatever_is_typed_is_read_alike_twice_or_refused_in_japanese(name: str, text: str) -> None:
    one = definitions()[name]
    try:
        value = one.read(text)
    except ValueError as problem:
        said = str(problem)
    else:
        said = "。"
        assert one.read(stored_text(value)) == value
        assert len(stored_text(value)) <= VALUE_MAX
    assert said.endswith("。")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("city_code", "０４２１４５", "042145"),
        ("target_year", "２０３１年度", 2031),
        ("target_rate", "５１．５％", Decimal("51.5")),
        ("print_keep_days", "1,000日", 1000),
        ("age_rule", "birthday", AgeRule.BIRTHDAY),
        ("label_sheet", "２ｘ５", "2x5"),
    ],
)
def test_full_width_signs_and_units_are_read(name: str, typed: str, value: object) -> None:
    assert definitions()[name].read(typed) == value


def test_what_is_decided_is_in_force_and_its_history_is_kept(db: Session) -> None:
    first = decide(db, USUAL, city_name="登米市", telephone="")
    assert first == {"city_name": "登米市", "telephone": ""}
    now = with_stored(USUAL, queries.stored(db))
    assert (now.city_name, now.telephone) == ("登米市", "")
    decide(db, now, city_name="東松島市")
    assert with_stored(USUAL, queries.stored(db)).city_name == "東松島市"
    told = [(one.before, one.value) for one in queries.history(db, name="city_name")]
    assert told == [("登米市", None), ("東松島市", "登米市")]


def test_nothing_is_written_where_nothing_changes(db: Session) -> None:
    assert decide(db, USUAL, city_name=USUAL.city_name) == {}
    assert queries.version(db) == 0


def test_a_new_wording_of_the_purpose_gets_a_new_number(db: Session) -> None:
    assert decide(db, USUAL, purpose="教室だけに使います。")["purpose_version"] == "2"
    named = replace(USUAL, purpose_version="令和8年版")
    with pytest.raises(Refusal, match="版も新しく"):
        service.differences(named, {"purpose": "教室だけに使います。"})
    with_own = {"purpose": "教室だけに使います。", "purpose_version": "令和9年版"}
    assert service.differences(named, with_own) == with_own


def test_a_change_that_somebody_has_not_seen_is_not_overwritten(db: Session) -> None:
    decide(db, USUAL, city_name="登米市")
    with pytest.raises(Stale):
        service.decide(db, USUAL, {"city_name": "石巻市"}, version=0, at=make.NOW, by=None)
    # Another setting of another page is nobody's concern here.
    service.decide(db, USUAL, {"idle_minutes": 60}, version=0, at=make.NOW, by=None)


def test_what_is_given_from_outside_wins_and_cannot_be_decided(db: Session) -> None:
    decide(db, USUAL, city_name="登米市", contact="総務課")
    outside = with_given(USUAL, {"city_name": "石巻市"})
    now = with_stored(outside, queries.stored(db))
    assert (now.city_name, now.contact) == ("石巻市", "総務課")
    with pytest.raises(Refusal, match="外で固定"):
        decide(db, now, city_name="栗原市")


def test_a_plan_must_go_up(db: Session) -> None:
    with pytest.raises(Refusal, match="あとの年度"):
        decide(db, USUAL, target_year=2024)
    with pytest.raises(Refusal, match="大きな率"):
        decide(db, USUAL, baseline_rate=Decimal(60))
    assert queries.version(db) == 0


def test_what_this_version_cannot_use_does_not_stop_the_pages() -> None:
    stored = {"tag_sheet": "b5", "gone_since": "1", "site_address": "x", "contact": "総務課"}
    found = with_stored(USUAL, stored)
    assert (found.tag_sheet, found.site_address, found.contact) == ("card10", "", "総務課")
    # A target fixed later from outside may lie below what was decided here.
    fixed = with_given(USUAL, {"target_rate": "45"})
    found = with_stored(fixed, {"baseline_rate": "46", "contact": "総務課"})
    assert (found.baseline_rate, found.target_rate) == (Decimal(42), Decimal(45))
    assert found.contact == "総務課"


def test_the_file_names_what_it_fixes(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('contact = "総務課"\n', encoding="utf-8")
    found = load(environ={"CLASSROOM_IDLE_MINUTES": "30"}, instance=tmp_path)
    assert found.fixed == {"contact", "idle_minutes"}
    with pytest.raises(SettingError, match="空のまま"):
        load(environ={"CLASSROOM_CITY_NAME": " "}, instance=tmp_path)


def test_a_copy_that_is_restored_is_noticed_though_its_newest_change_has_the_same_number(
    db: Session, engine: Engine, settings: Settings
) -> None:
    runtime = Runtime(settings, engine)
    decide(db, settings, contact="総務課")
    db.commit()
    assert runtime.settings.contact == "総務課"
    # What a restored copy looks like: the same numbers, another city's decisions.
    later = make.NOW + timedelta(seconds=1)
    db.connection().execute(sa.update(SettingChange).values(value="企画課", changed_at=later))
    db.commit()
    assert runtime.settings.contact == "企画課"
    db.connection().execute(sa.delete(SettingChange))
    db.commit()
    assert runtime.settings.contact == settings.contact


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("０２２５－８２－１１１１", "0225-82-1111"),
        ("0225ー82ー1111（コールセンター）", "0225-82-1111（コールセンター）"),
        ("", ""),
    ],
)
def test_the_telephone_of_papers_is_kept_in_half_width(typed: str, kept: str) -> None:
    assert definitions()["telephone"].read(typed) == kept


@pytest.mark.parametrize("typed", ["2024", "２０２４年度", "令和６年度", "R6", "2024（令和6年度）"])
def test_a_fiscal_year_is_read_in_either_calendar(typed: str) -> None:
    assert definitions()["baseline_year"].read(typed) == 2024


@pytest.mark.parametrize("typed", ["令和元年度", "平成31年度"])
def test_a_year_of_two_eras_is_read_by_either(typed: str) -> None:
    assert definitions()["baseline_year"].read(typed) == 2019
