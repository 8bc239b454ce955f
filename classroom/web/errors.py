"""Error pages: what happened, what to do, and what is not lost. In Japanese, each with a way on."""

import logging
import secrets

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from classroom.core import clock
from classroom.core.errors import DatabaseGone, NotAllowed, Refusal
from classroom.core.trouble import (
    LACKING,
    details_of,
    is_busy,
    lacks_table,
    log_trouble,
    sentence_of_trouble,
)
from classroom.web.database import runtime, settings

log = logging.getLogger(__name__)

SERVER_ERROR = 500
SENTENCES = {
    400: (
        "送られた内容を読み取れませんでした。",
        "画面を開き直してから、もう一度お試しください。",
    ),
    403: (
        "この画面を開く権限がありません。",
        "必要なときは、管理者に権限の変更を頼んでください。",
    ),
    404: (
        "このページは見つかりませんでした。",
        "消されたか、アドレスの一部が欠けているようです。",
    ),
    405: (
        "このアドレスは、そのままでは開けません。",
        "画面のボタンから操作してください。何も変わっていません。",
    ),
    409: ("いまは、この操作ができません。", ""),
    413: ("ファイルが大きすぎます。", "10MBまでのファイルをえらんでください。"),
    500: (
        "申しわけありません。プログラムの誤りで止まりました。",
        "この操作は登録されていません。同じことが続くときは、問い合わせ番号を伝えてください。",
    ),
    503: (
        "ほかの端末の登録を待っています。",
        "少し待ってから、もう一度同じ操作をしてください。この操作はまだ登録されていません。",
    ),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(DatabaseGone, _database_gone)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, message: str = "", heading: str = "") -> tuple[str, int]:
    """Return an error page with its status; what is given replaces the usual words."""
    usual, explanation = SENTENCES[status]
    if status >= SERVER_ERROR:
        g.setdefault("settings", runtime().last_known())  # the database may be what went wrong
    page = render_template(
        "web/errors/error.html",
        status=status,
        heading=heading or usual,
        message=message or explanation,
        path=request.path,
        inquiry_no=inquiry_number(status),
        contact=settings().contact,
    )
    return page, status


def inquiry_number(status: int) -> str:
    """Return a number that staff can read out and that the log holds."""
    if "inquiry_no" not in g:
        g.inquiry_no = f"{status}-{secrets.token_hex(3).upper()}"
    return str(g.inquiry_no)


def _http(error: HTTPException) -> tuple[str, int]:
    status = error.code or SERVER_ERROR
    if status in SENTENCES:
        return error_page(status)
    return error_page(400 if status < SERVER_ERROR else SERVER_ERROR)


def _csrf(error: CSRFError) -> tuple[str, int]:
    del error
    return error_page(
        400,
        "画面を開いてから時間がたったため、確かめられませんでした。"
        "前の画面にもどって開き直すと、もう一度登録できます。",
    )


def _not_allowed(error: NotAllowed) -> tuple[str, int]:
    return error_page(403, error.sentence)


def _refusal(error: Refusal) -> tuple[str, int]:
    return error_page(409, error.sentence)


def _database_gone(error: DatabaseGone) -> tuple[str, int]:
    return _unusable(error, str(error))


def _database(error: DBAPIError) -> tuple[str, int]:
    if is_busy(error):
        log.warning("%s database busy: %s", inquiry_number(503), type(error.orig).__name__)
        return error_page(503)
    said = LACKING if lacks_table(error) else sentence_of_trouble(error)
    return _unusable(error, said) if said else _unexpected(error)


def _unusable(error: Exception, said: str) -> tuple[str, int]:
    """Name the cause to whoever looks after the machine, on the page and in error.log."""
    number = inquiry_number(503)
    log.error("%s database unusable: %s", number, type(error).__name__)
    log_trouble(lambda: runtime().given.instance, f"{number}\n{details_of(error)}", clock.now())
    return error_page(
        503,
        f"{said}この操作は登録されていません。システムの担当に、このことを伝えてください。",
        heading="データベースを使えません。",
    )


def _unexpected(error: Exception) -> tuple[str, int]:
    # The traceback alone: a message could hold what someone typed.
    log.error("%s %s in %s", inquiry_number(500), type(error).__name__, request.endpoint)
    log.debug("traceback", exc_info=error)
    return error_page(500)
