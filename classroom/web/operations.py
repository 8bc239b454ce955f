"""A write sent twice is done once: the second sending gets the first one's answer."""

import re

from flask import Flask, abort, g, request
from werkzeug.wrappers import Response

from classroom.core.journal import service as journal
from classroom.web.database import SAFE_METHODS, get_db
from classroom.web.pages import see_other

SHAPE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def init_app(app: Flask) -> None:
    app.before_request(_answer_again)


def _answer_again() -> Response | None:
    if request.method in SAFE_METHODS or request.endpoint is None or g.get("member_id") is None:
        return None
    operation_id = request.form.get("operation_id", "")
    if not SHAPE.fullmatch(operation_id):
        abort(400)
    answer = journal.answered(get_db(), operation_id)
    return see_other(answer) if answer else None
