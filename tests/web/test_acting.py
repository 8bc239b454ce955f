"""A refused deed leaves nothing, even for what the same request still does."""

import pytest
from flask import Flask
from sqlmodel import Session, col, select
from werkzeug.exceptions import HTTPException

from classroom.core.errors import Refusal
from classroom.planning.place.models import District
from classroom.web.acting import or_back, tried
from classroom.web.database import get_db
from classroom.web.forms import Form

NAME = "とちゅうでやめた地区"


def half_done() -> None:
    get_db().add(District(code="99", name=NAME, name_kana="トチュウ", position=1))
    get_db().flush()
    raise Refusal("できません。")


def kept(db: Session) -> bool:
    return db.exec(select(District.id).where(col(District.name) == NAME)).first() is not None


def test_what_a_refused_form_had_begun_is_not_kept_by_a_later_commit(
    app: Flask, db: Session
) -> None:
    with app.test_request_context("/", method="POST"):
        form = Form(meta={"csrf": False})
        assert tried(form, half_done) is None
        assert form.form_errors == ["できません。"]
        get_db().commit()
    assert not kept(db)


def test_what_a_refused_press_had_begun_is_not_kept_by_a_later_commit(
    app: Flask, db: Session
) -> None:
    with app.test_request_context("/", method="POST"):
        with pytest.raises(HTTPException), or_back("/"):
            half_done()
        get_db().commit()
    assert not kept(db)
