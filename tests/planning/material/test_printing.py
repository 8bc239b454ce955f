"""Whatever prints a handout prints its newest version."""

from io import BytesIO

from flask import Flask
from pypdf import PdfReader
from sqlmodel import Session

from classroom.class_day.attendance import queries as attendance
from classroom.core.db import key
from classroom.papers import class_queries
from classroom.planning.course.rules import CourseDevice
from tests import make
from tests.page import PageClient
from tests.planning.material.texts import own_version


def last_words(paper: bytes) -> str:
    """Return what the last page of a PDF says."""
    return PdfReader(BytesIO(paper)).pages[-1].extract_text()


def test_the_paper_of_a_course_says_its_version_on_every_page(
    planner: PageClient, db: Session
) -> None:
    course = make.course(db, handout="maps", device=CourseDevice.IPHONE)
    own_version(db, "maps")
    db.commit()
    answer = planner.client.get(f"/courses/{course.id}/handout.pdf")
    pages = PdfReader(BytesIO(answer.data)).pages
    assert all("第1版（令和" in page.extract_text() for page in pages)
    assert "配布版" in last_words(planner.client.get("/handouts/maps/versions/0.pdf").data)
    first = planner.client.get("/handouts/maps/versions/1.pdf?device=android").data
    assert "第1版（令和" in last_words(first)


def test_the_class_pack_holds_the_newest_version(app: Flask, db: Session) -> None:
    del app
    course = make.course(db, handout="maps")
    offering = make.offering(db, make.NEXT_WEEK, course_id=key(course))
    own_version(db, "maps")
    head = attendance.session_head(db, key(make.sessions(db, offering)[0]))
    assert head is not None
    found = class_queries.handouts(db, head)
    assert [one.version.name for one in found] == ["第1版", "第1版"]
    assert [one.device for one in found] == list(found[0].devices)
