"""Settings: read from the file and the environment, refused in a sentence."""

import stat
from decimal import Decimal
from pathlib import Path

import pytest

from classroom.core.config import load
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
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite://"),
        ("postgresql+psycopg://a@b/c", "postgresql+psycopg://a@b/c"),
    ],
)  # fmt: skip
def test_a_relative_database_is_beside_the_settings(
    tmp_path: Path, written: str, read: str
) -> None:
    (tmp_path / "config.toml").write_text(f'database_url = "{written}"', encoding="utf-8")
    settings = load(environ={}, instance=tmp_path)
    assert settings.database_url == read.format(folder=tmp_path.resolve())


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
