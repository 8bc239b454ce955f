"""Settings: what a city decides once, from instance/config.toml and then CLASSROOM_* variables."""

import os
import re
import secrets
import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from classroom.core.db import sqlite_file, sqlite_url, url_of
from classroom.core.errors import SettingError
from classroom.rules.age import AgeRule
from classroom.rules.label_sheet import LABEL_SHEETS, label_sheet
from classroom.rules.text import clean_line
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
    site_address: str = ""
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
YEARS = range(2000, 2101)
IDLE_MINUTES_MAX = 365 * 24 * 60
PRINT_KEEP_DAYS_MAX = 3650
SHOWN = 60  # of a value that cannot be used so many letters are said
_CITY_CODE = re.compile(r"[0-9]{6}")
_AREA_CODE = re.compile(r"0[0-9]{1,4}")
_FILLED = re.compile(r"\s*\S.*", re.DOTALL)
_ADDRESS = re.compile(r"https?://\S+")
ADDRESS_MAX = 300  # a longer one makes no QR code that a telephone reads
OWN_FILES = ("config.toml", "secret_key", "address", "error.log")
SQLITE_ENDINGS = ("", "-wal", "-shm", "-journal")
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
    folder = _resolved(instance or instance_folder(environ))
    _make_instance(folder, named=bool(environ.get(PREFIX + "INSTANCE")))
    given = _from_toml(folder / "config.toml") | _from_environment(environ)
    settings = Settings(
        instance=folder,
        database_url=sqlite_url(folder / "classroom.sqlite"),
        secret_key=environ.get(PREFIX + "SECRET_KEY", "").strip()
        or _secret_key(folder / "secret_key"),
    )
    settings = with_values(settings, given)
    _check_kept(settings.database_url)
    return settings


def _check_kept(url: str) -> None:
    """Refuse a database in memory: all that is registered would be gone with the program."""
    made = url_of(url)
    if made.get_backend_name() == "sqlite" and sqlite_file(made) is None:
        raise SettingError(
            "設定 database_url にファイルの名前がありません。"
            "sqlite:////folder/name.sqlite のように書いてください。"
        )


def instance_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder that the environment names, or the usual one."""
    environ = os.environ if environ is None else environ
    return Path(environ.get(PREFIX + "INSTANCE") or default_instance())


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except RuntimeError:  # links in a ring
        raise SettingError(
            f"{folder} というフォルダーを開けません。リンクが輪になっていないか確かめてください。"
        ) from None


def own_files() -> list[Path]:
    """Name the files of the instance that the environment names: no other content goes there."""
    folder = instance_folder()
    given = _from_toml(folder / "config.toml") | _from_environment(os.environ)
    named = str(given.get("database_url") or sqlite_url(folder / "classroom.sqlite"))
    bases = [folder / "classroom.sqlite", folder / "demo.sqlite", sqlite_file(url_of(named))]
    return [folder / name for name in OWN_FILES] + [
        base.with_name(base.name + ending) for base in bases if base for ending in SQLITE_ENDINGS
    ]


def _make_instance(folder: Path, *, named: bool) -> None:
    """Make the folder; beside a mistyped folder that somebody named, no new city begins."""
    try:
        folder.mkdir(parents=not named, exist_ok=True)
    except OSError:
        raise SettingError(
            f"{folder} というフォルダーを作れません。環境変数 CLASSROOM_INSTANCE のつづりと、"
            "1つ上のフォルダーがあるかを確かめてください。"
        ) from None


def with_values(settings: Settings, given: Mapping[str, object]) -> Settings:
    """Return the settings with the given ones replaced, each converted to its type and checked."""
    converted: dict[str, Any] = {name: _convert(name, value) for name, value in given.items()}
    changed = replace(settings, **converted)
    _check_words(changed)
    for name, address in (
        ("apply_address", changed.apply_address),
        ("site_address", changed.site_address),
    ):
        _check_address(name, address)
    _check_numbers(changed)
    _check_label_sheet(changed.label_sheet)
    return changed


def _check_words(settings: Settings) -> None:
    for name, value, known in (
        ("registered_stage", settings.registered_stage, LADDER),
        ("tag_sheet", settings.tag_sheet, TAG_SHEETS),
        ("certificate_rule", settings.certificate_rule, CERTIFICATE_RULES),
    ):
        if value not in known:
            raise SettingError(f"設定 {name} は {'・'.join(known)} のどれかにしてください。")
    for name, value, shape, example in (
        ("city_code", settings.city_code, _CITY_CODE, '"042145" のような6けたの数字'),
        ("area_code", settings.area_code, _AREA_CODE, '"0225" のような市外局番'),
        ("purpose", settings.purpose, _FILLED, "お客さまに伝えることば"),
        ("city_name", settings.city_name, _FILLED, '"東松島市" のような市の名前'),
    ):
        if not shape.fullmatch(value):
            raise SettingError(f"設定 {name} の「{value}」は使えません。{example}にしてください。")


def _check_address(name: str, text: str) -> None:
    if not text:
        return
    try:
        parts = urlsplit(text)
        good = bool(_ADDRESS.fullmatch(text) and parts.hostname and parts.port != 0)
    except ValueError:
        good = False
    if name == "site_address" and ("?" in text or "#" in text):
        good = False
    if not good or len(text) > ADDRESS_MAX:
        raise SettingError(
            f"設定 {name} の「{clean_line(text)[:SHOWN]}」は使えません。"
            f'"http://192.168.1.20:8000/" のような形で、{ADDRESS_MAX}文字までにしてください。'
        )


def _check_numbers(settings: Settings) -> None:
    for name, number, least, most in (
        ("idle_minutes", settings.idle_minutes, 1, IDLE_MINUTES_MAX),
        ("print_keep_days", settings.print_keep_days, 1, PRINT_KEEP_DAYS_MAX),
        ("baseline_year", settings.baseline_year, YEARS[0], YEARS[-1]),
        ("target_year", settings.target_year, YEARS[0], YEARS[-1]),
        ("baseline_rate", settings.baseline_rate, 0, 100),
        ("target_rate", settings.target_rate, 0, 100),
    ):
        if not least <= number <= most:
            raise SettingError(f"設定 {name} は {least} から {most} までの数にしてください。")
    if settings.target_year <= settings.baseline_year:
        raise SettingError("設定 target_year は baseline_year よりあとの年度にしてください。")
    if settings.target_rate <= settings.baseline_rate:
        raise SettingError("設定 target_rate は baseline_rate より大きな率にしてください。")


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
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError:
        raise SettingError(
            f"{path} を読めません。ファイルであること（フォルダーでないこと）と権限を"
            "確かめてください。"
        ) from None
    except UnicodeDecodeError:
        raise SettingError(
            "config.toml がUTF-8ではありません。UTF-8で保存してください"
            "（メモ帳では、名前を付けて保存の「文字コード」で選べます）。"
        ) from None
    except tomllib.TOMLDecodeError as problem:
        raise _not_toml(problem, text) from None
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets in brackets
        raise SettingError(
            "config.toml を読めません。長すぎる数や、深すぎるかっこがないか確かめてください。"
        ) from None
    for name, value in found.items():
        if name not in _NAMES:
            raise SettingError(
                f"config.toml の「{name}」という設定はありません。つづりを確かめてください。"
            )
        _check_kind(name, value)
    return found


def _check_kind(name: str, value: object) -> None:
    """Refuse what TOML has as another kind: a telephone number without quotes loses its zero."""
    kind = next(f.type for f in fields(Settings) if f.name == name)
    if isinstance(value, str):
        _check_signs(name, value)
    elif not isinstance(value, int | float) or (isinstance(value, bool) and kind is not bool):
        raise _unusable(name, value)
    elif kind not in (int, bool, Decimal):
        raise SettingError(f'設定 {name} は、{name} = "…" のように " で囲んで書いてください。')


def _check_signs(name: str, value: str) -> None:
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n" for sign in value):
        raise SettingError(
            f"設定 {name} に、読めない文字（制御文字など）があります。書き直してください。"
        )


def _not_toml(problem: tomllib.TOMLDecodeError, text: str) -> SettingError:
    if "overwrite" in str(problem):
        at_end = f"{len(text.rstrip().splitlines())}行目"
        where = at_end if "end of document" in str(problem) else _where(problem)
        return SettingError(
            f"config.toml の{where}は、2回目の同じ設定です。どちらかを消してください。"
        )
    return SettingError(
        f"config.toml を読めません。{_where(problem)}を、"
        'contact = "デジタル推進課" のような形に直してください。'
    )


def _where(problem: tomllib.TOMLDecodeError) -> str:
    line = re.search(r"at line (\d+)", str(problem))  # said in its text alone before Python 3.14
    return f"{line[1]}行目" if line else "終わりのほう"


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
        _check_signs(known[variable], value)
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
            return _finite(value)
        if kind is AgeRule:
            return AgeRule(str(value))
    except (ValueError, InvalidOperation):
        raise _unusable(name, value) from None
    return str(value)


def _unusable(name: str, value: object) -> SettingError:
    shown = clean_line(str(value))[:SHOWN]
    return SettingError(
        f"設定 {name} の値「{shown}」は使えません。README の設定の表を見てください。"
    )


def _finite(value: object) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(value)
    return number


def _boolean(value: object) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    try:
        return words[str(value).lower()]
    except KeyError:
        raise ValueError(value) from None


def _secret_key(path: Path) -> str:
    try:
        if not path.exists() or _failed_at_first(path):
            _make_secret_key(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingError(
            f"{path} を読み書きできません。ファイルであること（フォルダーでないこと）と権限を"
            "確かめてください。"
        ) from None
    if not key:
        raise SettingError(
            f"{path} が空です。控えからもどすか、消してください（消すと新しい鍵ができ、"
            "全員がサインインし直し、印刷ずみの名札のコードは使えなくなります）。"
        )
    return key


def _failed_at_first(path: Path) -> bool:
    """Tell whether nothing was ever signed with this key: no byte of it, and no database yet."""
    folder = path.parent
    began = [folder / "address", folder / "classroom.sqlite", folder / "config.toml"]
    return path.is_file() and not path.stat().st_size and not any(one.exists() for one in began)


def _make_secret_key(path: Path) -> None:
    """Write a key beside, and give it the name once it is whole; another's that is there stays."""
    part = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not path.stat().st_size:
            path.unlink()
        with suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
