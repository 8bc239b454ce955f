"""What is given from outside: instance/config.toml, and then CLASSROOM_* variables."""

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from classroom.core.errors import SettingError
from classroom.core.settings.rules import FiscalYear, Percent, Whole, YesNo, require_readable
from classroom.core.settings.values import Settings, definitions, with_values
from classroom.rules.text import clean_line

__all__ = ["Settings", "default_instance", "instance_folder", "load", "with_given"]

PREFIX = "CLASSROOM_"
SHOWN = 60  # of a value that cannot be used so many letters are said
OWN_FILES = ("config.toml", "secret_key", "address", "error.log")
SQLITE_ENDINGS = ("", "-wal", "-shm", "-journal")
URL = "database_url"
_SQLITE_FILE = re.compile(r"(sqlite(?:\+pysqlite)?:///)(?!:memory:|file:)([^?].*)")
_IN_MEMORY = re.compile(r"sqlite(\+pysqlite)?:/*(:memory:)?(\?.*)?")
_NAMES = (URL, *definitions())


def load(
    environ: Mapping[str, str] | None = None,
    instance: Path | None = None,
    *,
    begins: bool = False,
) -> Settings:
    """Read the settings; create the instance folder and its secret key on first use.

    Where the folder is only that of the place one happens to stand in, it is made by what
    `begins` a city there, and by nothing else.
    Raises SettingError, in Japanese, for an unknown name or a value that cannot be used.
    """
    environ = os.environ if environ is None else environ
    folder = _resolved(instance or instance_folder(environ))
    named = bool(environ.get(PREFIX + "INSTANCE"))
    if begins or named or instance is not None or _checkout() is not None:
        _make_instance(folder, named=named)
    given = _from_toml(folder / "config.toml") | _from_environment(environ)
    settings = Settings(
        instance=folder,
        database_url=sqlite_url(folder / "classroom.sqlite"),
        secret_key=environ.get(PREFIX + "SECRET_KEY", "").strip()
        or _secret_key(folder / "secret_key"),
    )
    settings = with_given(settings, given)
    return replace(settings, database_url=_below(folder, settings.database_url))


def _below(folder: Path, url: str) -> str:
    """Return the address with a relative SQLite file made one in this folder."""
    found = _SQLITE_FILE.fullmatch(url)
    if found is None or Path(found[2]).is_absolute():
        return url
    return f"{sqlite_url(folder)}/{found[2]}".replace("sqlite:///", found[1], 1)


def sqlite_url(file: Path) -> str:
    """Return the address of an SQLite file, whatever signs are in its name."""
    return f"sqlite:///{quote(str(file), safe=' +/')}"


def database_address() -> str:
    """Return where the database is that the environment names; makes nothing."""
    folder = instance_folder()
    given = _from_toml(folder / "config.toml") | _from_environment(os.environ)
    return _below(folder, str(given.get(URL) or sqlite_url(folder / "classroom.sqlite")))


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


def _make_instance(folder: Path, *, named: bool) -> None:
    """Make the folder; beside a mistyped folder that somebody named, no new city begins."""
    try:
        folder.mkdir(parents=not named, exist_ok=True)
    except OSError:
        if not named:
            raise SettingError(
                f"{folder} というフォルダーを作れません。書き込めるフォルダーで実行するか、"
                "環境変数 CLASSROOM_INSTANCE でフォルダーを指定してください。"
            ) from None
        raise SettingError(
            f"{folder} というフォルダーを作れません。環境変数 CLASSROOM_INSTANCE のつづりと、"
            "1つ上のフォルダーがあるかを確かめてください。"
        ) from None


def with_given(settings: Settings, given: Mapping[str, object]) -> Settings:
    """Return the settings with those given from outside, read and checked, and fixed."""
    read: dict[str, Any] = {name: _read(name, value) for name, value in given.items()}
    url = str(read.pop(URL, settings.database_url))
    fixed = settings.fixed | given.keys()
    return with_values(replace(settings, database_url=url, fixed=fixed), read)


def _read(name: str, value: object) -> object:
    shown = "" if name == URL else f"の「{_shown(value)}」"  # an address holds a password
    try:
        return _address(str(value)) if name == URL else definitions()[name].read(str(value))
    except ValueError as problem:
        raise SettingError(f"設定 {name} {shown}は使えません。{problem}") from None


def _shown(value: object) -> str:
    return clean_line(str(value))[:SHOWN]


def _address(url: str) -> str:
    """Refuse a database in memory: all that is registered would be gone with the program."""
    require_readable(url)
    if _IN_MEMORY.fullmatch(url):
        raise ValueError(
            "ファイルの名前がありません。sqlite:////folder/name.sqlite のように書いてください。"
        )
    return url


def default_instance() -> Path:
    """Return the folder `instance` of the checkout, or else of the current folder."""
    return (_checkout() or Path.cwd()) / "instance"


def _checkout() -> Path | None:
    """Return the folder of the source that this runs from; None where it was installed."""
    folder = Path(__file__).resolve().parents[2]
    return folder if (folder / "pyproject.toml").exists() else None


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
    if isinstance(value, str):
        return
    if not isinstance(value, int | float):
        raise SettingError(
            f"設定 {name} の値「{_shown(value)}」は使えません。"
            f'{name} = "…" か {name} = 480 のような形にしてください。'
        )
    if name == URL or not isinstance(
        definitions()[name].kind, Whole | FiscalYear | Percent | YesNo
    ):
        raise SettingError(f'設定 {name} は、{name} = "…" のように " で囲んで書いてください。')


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
        found[known[variable]] = value
    return found


def _secret_key(path: Path) -> str:
    if not path.parent.is_dir():
        return secrets.token_hex(32)  # nothing begins here: good for this process only
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
