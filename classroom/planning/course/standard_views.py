"""The page of the 標準の講座一覧."""

from flask import render_template, request, url_for

from classroom.core.db import key
from classroom.planning.course import standard
from classroom.planning.course.blueprint import Page, bp
from classroom.rules.words.staff import PLANNERS
from classroom.web.acting import or_back
from classroom.web.database import get_db
from classroom.web.pages import done
from classroom.web.staff.access import allow


@bp.get("/courses/standard")
@allow(PLANNERS)
def standards() -> Page:
    return render_template("planning/course/standard.html", standards=standard.standards(get_db()))


@bp.post("/courses/standard")
@allow(PLANNERS)
def adopt() -> Page:
    """Adopt one course, by its code, or all that are not there yet."""
    db, code, here = get_db(), request.form.get("code", ""), url_for("course.standards")
    with or_back(here):
        if not code:
            count = standard.adopt_all(db)
            return done(db, here, f"{count}件の講座を取り入れました。", adopted=count)
        course = standard.adopt(db, code)
    said = f"「{course.title}」を取り入れました。定員などは、講座の画面で直せます。"
    return done(db, here, said, course=key(course))
