"""Settings: read from the file and the environment, refused in a sentence."""

import stat
from decimal import Decimal
from pathlib import Path

import pytest

from classroom.core.config import load
from classroom.core.db import sqlite_file, url_of
from classroom.core.errors import SettingError
from classroom.rules.age import AgeRule


def test_it_makes_the_instance_and_a_secret_key_that_only_we_can_read(tmp_path: Path) -> None:
    settings = load(environ={}, instance=tmp_path / "new")
    key = tmp_path / "new" / "secret_key"
    assert settings.secret_key == key.read_text()
    assert len(settings.secret_key) == 64
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert load(environ={}, instance=tmp_path / "new").secret_key == settings.secret_key


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'city_name = "石巻市"\nage_rule = "birthday"\ntarget_rate = 51.5\n', encoding="utf-8"
    )
    settings = load(environ={"CLASSROOM_CITY_NAME": "登米市"}, instance=tmp_path)
    assert settings.city_name == "登米市"
    assert settings.age_rule is AgeRule.BIRTHDAY
    assert settings.target_rate == Decimal("51.5")


def test_the_instance_can_be_elsewhere(tmp_path: Path) -> None:
    settings = load(environ={"CLASSROOM_INSTANCE": str(tmp_path / "else where")})
    assert settings.instance == (tmp_path / "else where").resolve()
    assert str(settings.instance) in settings.database_url


@pytest.mark.parametrize(
    ("file", "environ", "said"),
    [
        ('colour = "blue"', {}, "colour"),
        ("city_name = ", {}, "config.toml を読めません"),
        ('age_rule = "moon"', {}, "age_rule"),
        ('registered_stage = "bought"', {}, "registered_stage"),
        ("idle_minutes = 'long'", {}, "idle_minutes"),
        ("baseline_year = 2030", {}, "target_year"),
        ("practice = 'perhaps'", {}, "practice"),
        ("", {"CLASSROOM_COLOUR": "blue"}, "CLASSROOM_COLOUR"),
    ],
)
def test_it_refuses_what_it_cannot_use_and_names_it(
    tmp_path: Path, file: str, environ: dict[str, str], said: str
) -> None:
    (tmp_path / "config.toml").write_text(file, encoding="utf-8")
    with pytest.raises(SettingError, match=said):
        load(environ=environ, instance=tmp_path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite:///city.sqlite", "sqlite:///{folder}/city.sqlite"),
        ("sqlite+pysqlite:///a/b.sqlite?timeout=1", "sqlite+pysqlite:///{folder}/a/b.sqlite?timeout=1"),
        ("sqlite:////srv/city.sqlite", "sqlite:////srv/city.sqlite"),
        ("postgresql+psycopg://a@b/c", "postgresql+psycopg://a@b/c"),
    ],
)  # fmt: skip
def test_a_relative_database_is_beside_the_settings(
    tmp_path: Path, written: str, read: str
) -> None:
    (tmp_path / "config.toml").write_text(f'database_url = "{written}"', encoding="utf-8")
    settings = load(environ={}, instance=tmp_path)
    assert settings.database_url == read.format(folder=tmp_path.resolve())


@pytest.mark.parametrize("folder", ["a?b", "a%20b", "a#b", "ス マ ホ"])
def test_a_relative_database_is_found_beside_them_whatever_the_folder_is_called(
    tmp_path: Path, folder: str
) -> None:
    settings = load(
        environ={"CLASSROOM_DATABASE_URL": "sqlite:///a/b.sqlite?timeout=1"},
        instance=tmp_path / folder,
    )
    assert sqlite_file(url_of(settings.database_url)) == tmp_path.resolve() / folder / "a/b.sqlite"


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite+pysqlite:///?timeout=3"]
)
def test_a_database_in_memory_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingError, match="ファイルの名前がありません"):
        load(environ={"CLASSROOM_DATABASE_URL": url}, instance=tmp_path)


def test_a_refused_address_does_not_show_its_password(tmp_path: Path) -> None:
    environ = {"CLASSROOM_DATABASE_URL": "postgresql://a:geheim\x07@b/c"}
    with pytest.raises(SettingError, match="読めない文字") as refusal:
        load(environ=environ, instance=tmp_path)
    assert "geheim" not in str(refusal.value)


def test_a_long_value_is_shown_by_its_beginning(tmp_path: Path) -> None:
    environ = {"CLASSROOM_IDLE_MINUTES": "9" * 5000}
    with pytest.raises(SettingError, match="数にしてください") as refusal:
        load(environ=environ, instance=tmp_path)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("file", "right"),
    [
        ("baseline_rate = nan", "0 ?から ?100 ?までの数"),
        ('target_rate = "半分"', "0 ?から ?100 ?までの数"),
        ('idle_minutes = "long"', "数にしてください"),
        ("idle_minutes = 7.5", "数にしてください"),
        ('practice = "perhaps"', "true か false"),
        ('age_rule = "moon"', "law"),
        ('contact = ["a"]', "contact"),
        ("contact = 2026-11-22", "contact"),
        ('city_name = ""', "city_name"),
        ('city_name = " \u3000"', "city_name"),
    ],
)
def test_a_refusal_says_what_would_be_right(tmp_path: Path, file: str, right: str) -> None:
    (tmp_path / "config.toml").write_text(file, encoding="utf-8")
    with pytest.raises(SettingError, match=right) as refusal:
        load(environ={}, instance=tmp_path)
    assert "README" not in str(refusal.value)
