"""A month's packs: asked for, made, fetched, broken off, asked again, deleted in time."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from classroom.class_day.printed.models import PrintedSheet
from classroom.core import clock
from classroom.core.config import Settings
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.papers import print_jobs
from classroom.papers.class_rules import JobState
from classroom.papers.models import PrintJob
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from classroom.web.database import Runtime
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient

MONTH = make.TODAY.replace(day=1)
LONG_AGO = make.NOW - timedelta(hours=1)


@pytest.fixture
def runtime(settings: Settings, engine: Engine) -> Runtime:
    return Runtime(settings, engine)


def class_of_this_month(db: Session, **given: Any) -> None:
    offering = make.offering(db, make.TODAY, **given)
    make.enrolment(db, make.participant(db), offering)
    db.commit()


def asked(db: Session) -> PrintJob:
    by = key(make.staff(db, Role.RECEPTION))
    job = print_jobs.ask(db, MONTH, at=make.NOW, by=by)
    db.commit()
    return job


def fresh(db: Session, job: PrintJob) -> PrintJob:
    """Return the job as it stands now, and let go of the database."""
    number = key(job)
    db.expire_all()
    found = db.get_one(PrintJob, number)
    db.commit()
    return found


def test_a_month_becomes_one_file_with_every_class_in_its_contents(
    db: Session, runtime: Runtime
) -> None:
    class_of_this_month(db, title="朝の教室")
    class_of_this_month(db, title="昼の教室")
    class_of_this_month(db, title="下書きの教室", status=Status.DRAFT)
    job = asked(db)
    print_jobs.run(runtime, key(job))
    made = fresh(db, job)
    assert (made.state, made.made, made.total) == (JobState.MADE, 2, 2)
    path = print_jobs.path_of(runtime.settings, made)
    assert path is not None
    outline = [mark for mark in PdfReader(BytesIO(path.read_bytes())).outline if mark]
    heads = [str(mark["/Title"]) for mark in outline if not isinstance(mark, list)]
    assert [head.split(" ", 1)[1] for head in heads] == ["朝の教室", "昼の教室"]
    assert len(db.exec(select(PrintedSheet)).all()) == 6


def test_the_thread_makes_one_job_after_the_other(db: Session, runtime: Runtime) -> None:
    class_of_this_month(db)
    jobs = [asked(db), asked(db)]
    printer = print_jobs.Printer()
    for job in jobs:
        printer.take(runtime, key(job))
    printer.wait()
    assert [fresh(db, job).state for job in jobs] == [JobState.MADE, JobState.MADE]


def test_a_job_that_nobody_kept_is_let_go(db: Session, runtime: Runtime) -> None:
    print_jobs.run(runtime, 999)
    assert db.exec(select(PrintJob)).first() is None


def test_a_month_without_classes_is_refused_in_words(db: Session, planner: PageClient) -> None:
    page = planner.get("/print-jobs")
    planner.submit(page, 'main form[action$="/print-jobs"]')
    assert "この月に、印刷する教室はありません。" in planner.get("/print-jobs").text
    assert db.exec(select(PrintJob)).first() is None


def test_what_is_no_month_is_refused(planner: PageClient) -> None:
    page = planner.get("/print-jobs")
    planner.submit(page, 'main form[action$="/print-jobs"]', month="2026-13")
    assert "月をえらんでください" in planner.get("/print-jobs").text


def test_the_page_shows_how_far_it_is_and_asks_by_itself(
    db: Session, desk: PageClient, runtime: Runtime
) -> None:
    class_of_this_month(db)
    page = desk.get("/print-jobs")
    desk.submit(page, 'main form[action$="/print-jobs"]', month=f"{MONTH:%Y-%m}")
    page = desk.get("/print-jobs")
    assert page.h1 is not None
    assert page.h1.text == "紙をつくっています"
    assert page.select_one("[data-under-way] progress[max='1'][value='0']")
    (state,) = desk.client.get("/print-jobs/state").json or []
    assert state["state"] == "waiting"
    print_jobs.run(runtime, state["id"])
    page = desk.get("/print-jobs")
    assert page.h1 is not None
    assert page.h1.text == "1か月分の紙をまとめて印刷"
    link = page.select_one('main a[href$=".pdf"]')
    answer = desk.client.get(str(link["href"])) if link else None
    assert answer is not None
    assert answer.data.startswith(b"%PDF")


def test_a_job_that_a_restart_broke_off_says_so_and_can_be_asked_again(
    db: Session, desk: PageClient, runtime: Runtime
) -> None:
    class_of_this_month(db)
    job = asked(db)
    job.state, job.touched_at = JobState.RUNNING, LONG_AGO
    db.add(job)
    db.commit()
    page = desk.get("/print-jobs")
    assert print_jobs.BROKEN_OFF in page.text
    desk.submit(page, 'main form[action$="/again"]')
    assert fresh(db, job).state is JobState.WAITING
    print_jobs.run(runtime, key(job))
    assert fresh(db, job).state is JobState.MADE


def test_a_job_under_way_is_not_begun_twice(db: Session) -> None:
    class_of_this_month(db)
    job = asked(db)
    with pytest.raises(Refusal, match="いまつくっている"):
        print_jobs.ask_again(db, key(job), at=make.NOW, by=1)


def test_a_job_that_fails_says_so(db: Session, runtime: Runtime, tmp_path: Path) -> None:
    class_of_this_month(db)
    job = asked(db)
    (tmp_path / print_jobs.FOLDER).write_text("a file where the folder should be")
    print_jobs.run(runtime, key(job))
    made = fresh(db, job)
    assert (made.state, made.problem) == (JobState.FAILED, print_jobs.UNKNOWN_PROBLEM)


def test_files_are_deleted_in_time(app: Flask, settings: Settings, desk: PageClient) -> None:
    del app
    folder = settings.instance / print_jobs.FOLDER
    folder.mkdir()
    for name, days in (("old.pdf", 8), ("new.pdf", 6)):
        (folder / name).write_bytes(b"%PDF")
        then = (clock.now() - timedelta(days=days)).timestamp()
        os.utime(folder / name, (then, then))
    desk.get("/print-jobs")
    assert [path.name for path in folder.iterdir()] == ["new.pdf"]


def test_a_file_that_is_gone_is_not_offered(
    db: Session, desk: PageClient, runtime: Runtime
) -> None:
    class_of_this_month(db)
    job = asked(db)
    print_jobs.run(runtime, key(job))
    path = print_jobs.path_of(runtime.settings, fresh(db, job))
    assert path is not None
    path.unlink()
    assert "消しました" in desk.get("/print-jobs").text
    assert desk.client.get(f"/print-jobs/{job.id}.pdf").status_code == 404


def test_a_viewer_sees_no_file(db: Session, runtime: Runtime, signed_in: SignedIn) -> None:
    class_of_this_month(db)
    job = asked(db)
    print_jobs.run(runtime, key(job))
    for role in (Role.VIEWER, Role.INSTRUCTOR):
        browser = signed_in(role)
        assert browser.client.get(f"/print-jobs/{job.id}.pdf").status_code == 403
