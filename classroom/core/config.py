"""Settings: what a city decides once, from instance/config.toml and then CLASSROOM_* variables."""

import os
import secrets
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from classroom.core.errors import SettingError
from classroom.rules.age import AgeRule
from classroom.rules.label_sheet import LABEL_SHEETS, label_sheet
from classroom.rules.words.app import LADDER, REGISTERED_BY_DEFAULT

PREFIX = "CLASSROOM_"
PURPOSE = (
    "うかがったお名前や電話番号は、教室の受付とご連絡、年代ごとの人数の集計だけに使います。"
    "よろしいでしょうか。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One city's choices. Frozen: a change means a restart.

    Rates are percentages; fiscal years are named by their first calendar year.
    """

    instance: Path
    database_url: str
    secret_key: str
    city_name: str = "東松島市"
    city_code: str = "042145"
    area_code: str = "0225"
    contact: str = "デジタル担当部署"
    telephone: str = "0225-82-1111"
    office_address: str = "〒981-0503 宮城県東松島市矢本字上河戸36番地1"
    label_sheet: str = "2x6"
    tag_sheet: str = "card10"
    apply_address: str = ""
    print_keep_days: int = 7
    certificate_rule: str = "all"
    certificate_signer: str = ""
    practice: bool = False
    age_rule: AgeRule = AgeRule.LAW
    registered_stage: str = REGISTERED_BY_DEFAULT.value
    baseline_year: int = 2024
    baseline_rate: Decimal = Decimal(42)
    target_year: int = 2030
    target_rate: Decimal = Decimal(50)
    purpose: str = PURPOSE
    purpose_version: str = "1"
    idle_minutes: int = 480
    cookie_secure: bool = False


TAG_SHEETS = ("card10", "plain10", "a7", "a6")
CERTIFICATE_RULES = ("all", "once")
_GIVEN_APART = {"instance", "secret_key"}
_NAMES = tuple(f.name for f in fields(Settings) if f.name not in _GIVEN_APART)


def load(
    environ: Mapping[str, str] | None = None,
    instance: Path | None = None,
) -> Settings:
    """Read the settings; create the instance folder and its secret key on first use.

    Raises SettingError, in Japanese, for an unknown name or a value that cannot be used.
    """
    environ = os.environ if environ is None else environ
    folder = (instance or Path(environ.get(PREFIX + "INSTANCE") or default_instance())).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    given = _from_toml(folder / "config.toml") | _from_environment(environ)
    settings = Settings(
        instance=folder,
        database_url=f"sqlite:///{folder / 'classroom.sqlite'}",
        secret_key=environ.get(PREFIX + "SECRET_KEY") or _secret_key(folder / "secret_key"),
    )
    return with_values(settings, given)


def with_values(settings: Settings, given: Mapping[str, object]) -> Settings:
    """Return the settings with the given ones replaced, each converted to its type and checked."""
    converted: dict[str, Any] = {name: _convert(name, value) for name, value in given.items()}
    changed = replace(settings, **converted)
    if changed.registered_stage not in LADDER:
        raise SettingError(f"設定 registered_stage は {'・'.join(LADDER)} のどれかにしてください。")
    _check_label_sheet(changed.label_sheet)
    if changed.tag_sheet not in TAG_SHEETS:
        raise SettingError(f"設定 tag_sheet は {'・'.join(TAG_SHEETS)} のどれかです。")
    if changed.print_keep_days < 1:
        raise SettingError("設定 print_keep_days は 1 以上の日数にしてください。")
    if changed.certificate_rule not in CERTIFICATE_RULES:
        raise SettingError("設定 certificate_rule は all か once にしてください。")
    if changed.target_year <= changed.baseline_year:
        raise SettingError("設定 target_year は baseline_year よりあとの年度にしてください。")
    return changed


def _check_label_sheet(text: str) -> None:
    try:
        label_sheet(text)
    except ValueError:
        raise SettingError(
            f"設定 label_sheet の「{text}」は使えません。{'・'.join(LABEL_SHEETS)} のどれか、または"
            " 2x6 86.4x42.3 18.6,21.6（列x行 幅x高さ 左,上 をmmで）のように書いてください。"
        ) from None


def default_instance() -> Path:
    """Return ./instance of a checkout, or a folder of this installation."""
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").exists():
        return checkout / "instance"
    return Path(sys.prefix) / "var" / "classroom-instance"


def _from_toml(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingError(
            f"config.toml を読めません（{problem}）。書き方を確かめてください。"
        ) from None
    for name in found:
        if name not in _NAMES:
            raise SettingError(
                f"config.toml の「{name}」という設定はありません。つづりを確かめてください。"
            )
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    known = {PREFIX + name.upper(): name for name in _NAMES}
    apart = {PREFIX + "INSTANCE", PREFIX + "SECRET_KEY"}
    found: dict[str, object] = {}
    for variable, value in environ.items():
        if not variable.startswith(PREFIX) or variable in apart:
            continue
        if variable not in known:
            raise SettingError(
                f"環境変数 {variable} という設定はありません。つづりを確かめてください。"
            )
        found[known[variable]] = value
    return found


def _convert(name: str, value: object) -> object:
    kind = next(f.type for f in fields(Settings) if f.name == name)
    try:
        if kind is bool:
            return _boolean(value)
        if kind is int:
            return int(str(value))
        if kind is Decimal:
            return Decimal(str(value))
        if kind is AgeRule:
            return AgeRule(str(value))
    except (ValueError, InvalidOperation):
        raise SettingError(
            f"設定 {name} の値「{value}」は使えません。README の設定の表を見てください。"
        ) from None
    return str(value)


def _boolean(value: object) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    try:
        return words[str(value).lower()]
    except KeyError:
        raise ValueError(value) from None


def _secret_key(path: Path) -> str:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()
