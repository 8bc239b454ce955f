"""What can go wrong below the rules (files, the database), as a sentence that says what to do."""

import errno
import sqlite3
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from classroom.core.errors import DatabaseGone

BUSY: Final = "データベースをほかのプログラムが使っています。少し待って、もう一度実行してください。"
OVERTAKEN: Final = "ほかの方の操作と重なりました。もう一度実行してください。"
LACKING: Final = (
    "データベースの表が足りません。classroom db check で確かめ、控えからもどしてください。"
)
CUT_SHORT: Final = (
    "プログラムのファイルが途中で切れています。"
    "ディスクの空きを確かめ、プログラムを入れ直してください。"
)
_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_NOTADB: "データベースのファイルが、データベースではありません。"
    "設定 database_url を確かめるか、classroom db restore で控えからもどしてください。",
    sqlite3.SQLITE_CORRUPT: "データベースがこわれています。"
    "classroom db restore で控えからもどしてください。",
    sqlite3.SQLITE_CANTOPEN: "データベースのファイルを開けません。"
    "設定 database_url のフォルダーがあるか確かめてください。",
    sqlite3.SQLITE_READONLY: "データベースのファイルに書き込めません。"
    "ファイルとフォルダーの権限を確かめてください。",
    sqlite3.SQLITE_FULL: "データベースに書き込めません。ディスクの空きを増やしてください。",
    sqlite3.SQLITE_IOERR: "データベースを読み書きできません。"
    "ディスクの空きと、ネットワークのフォルダーのつながりを確かめてください。",
}
_SQLITE[sqlite3.SQLITE_PERM] = _SQLITE[sqlite3.SQLITE_READONLY]
_PRIMARY: Final = 0xFF
"""SQLite's extended codes hold the primary one in their lowest byte."""

_POSTGRESQL: Final = {
    "28": "PostgreSQLが受け付けません。設定 database_url の名前とパスワードを確かめてください。",
    "3D": "PostgreSQLにその名前のデータベースがありません。設定 database_url を確かめてください。",
    "42501": "PostgreSQLで許されていません。database_url の名前の権限を確かめてください。",
    "53": "PostgreSQLの容量が足りません。ディスクの空きと接続の数を確かめてください。",
    "55P03": BUSY,
    "57P03": "PostgreSQLが始まるところです。少し待って、もう一度実行してください。",
    "40": OVERTAKEN,
}
_UNREACHABLE: Final = (
    "PostgreSQLにつながりません。サーバーが動いているか、設定 database_url の"
    "ホスト・ポート・名前・パスワードを確かめてください。"
)


def sentence_of_trouble(problem: BaseException) -> str | None:
    """Say what to do about it; None where it is a mistake of the program."""
    problem = _wrapped(problem)
    if isinstance(problem, sqlite3.Error):
        code = getattr(problem, "sqlite_errorcode", None)
        return None if code is None else _SQLITE.get(code & _PRIMARY)
    if type(problem).__module__.startswith("psycopg"):
        return _of_postgresql(problem)
    if isinstance(problem, DatabaseGone):
        return str(problem)
    if isinstance(problem, OSError):
        return _of_files(problem)
    if isinstance(problem, EOFError) and "marshal" in str(problem):
        return CUT_SHORT
    return None


def _wrapped(problem: BaseException) -> BaseException:
    """Return what SQLAlchemy has wrapped, which need not come up for this."""
    return getattr(problem, "orig", None) or problem


def is_busy(problem: BaseException) -> bool:
    """Tell whether it would have gone well a little later."""
    said = sentence_of_trouble(problem)
    return said in {BUSY, OVERTAKEN} or "database is locked" in str(_wrapped(problem))


def lacks_table(problem: BaseException) -> bool:
    """Tell whether a table or column that every form has is not in the database."""
    cause = _wrapped(problem)
    if isinstance(cause, sqlite3.Error):
        return str(cause).startswith(("no such table", "no such column"))
    return getattr(cause, "sqlstate", None) in {"42P01", "42703"}


def _of_postgresql(problem: BaseException) -> str | None:
    state: str | None = getattr(problem, "sqlstate", None)
    if state is None:
        # While connecting there is no code, and the text is in the server's language.
        connecting = type(problem).__name__ in {"OperationalError", "ConnectionTimeout"}
        if connecting and "password" in str(problem):
            return _POSTGRESQL["28"]
        return _UNREACHABLE if connecting else None
    if state.startswith(("08", "57P")) and state not in _POSTGRESQL:
        return _UNREACHABLE
    return next((said for code, said in _POSTGRESQL.items() if state.startswith(code)), None)


def _of_files(problem: OSError) -> str:
    if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "結果を書き込めません。ディスクの空きを増やしてください。"
    if problem.filename is None and problem.errno == errno.ENOENT:
        return "いまのフォルダーがなくなっています。cd でほかのフォルダーに移ってください。"
    if problem.filename is None:
        return "読み書きができません。ファイルとネットワークのつながりを確かめてください。"
    return f"{problem.filename} を読み書きできません。名前と場所と権限を確かめてください。"


def log_trouble(folder: Callable[[], Path], text: str, at: datetime) -> Path | None:
    """Append to error.log in the instance folder what a developer needs; None if that fails too."""
    try:
        path = folder() / "error.log"
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{at.isoformat()}\n{text.rstrip()}\n\n")
    except OSError:
        return None
    return path


def details_of(problem: BaseException) -> str:
    """Return the traceback; statements come without their values (see make_engine)."""
    return "".join(traceback.format_exception(problem))
