"""A month's class packs, made in the background: asked for once, left alone, fetched later.

One thread of the server works one job after the other, each with sessions of its own. What it has
done stands in the database after every class; a job that a restart broke off can be asked again.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Lock, Thread

from sqlmodel import Session, col, select

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.printed.queries import kept
from classroom.class_day.printed.service import Keeper
from classroom.core import clock
from classroom.core.config import Settings
from classroom.core.db import key, reading, writing
from classroom.core.errors import Refusal
from classroom.papers import class_queries
from classroom.papers.class_rules import PROBLEM_MAX, JobState
from classroom.papers.models import PrintJob
from classroom.papers.pdf.pack import draw_pack, new_month
from classroom.papers.service import keep_pack
from classroom.papers.sheet_queries import Look, pack
from classroom.rules import months
from classroom.web.database import Runtime

FOLDER = "print"
LISTED = 12
# So long a job may be silent before it counts as broken off; a class takes a second.
SILENT_MAX = timedelta(minutes=2)
BROKEN_OFF = "途中で止まりました。もう一度おすと、はじめからつくります。"
NO_CLASSES = "この月に、印刷する教室はありません。"
UNKNOWN_PROBLEM = "つくれませんでした。もう一度おしてください。続くときは担当に知らせてください。"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job as its page shows it."""

    id: int
    month: date
    state: JobState
    made: int
    total: int
    problem: str
    asked_at: datetime
    made_at: datetime | None
    has_file: bool

    @property
    def is_under_way(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)


class Printer:
    """The thread that works jobs, and which of them it has."""

    def __init__(self) -> None:
        self.jobs: Queue[tuple[Runtime, int]] = Queue()
        self.mine: set[int] = set()
        self.lock = Lock()
        self.thread: Thread | None = None

    def take(self, runtime: Runtime, job_id: int) -> None:
        """Take a job on; the thread begins with the first one."""
        with self.lock:
            self.mine.add(job_id)
            self.jobs.put((runtime, job_id))
            if self.thread is None:
                self.thread = Thread(target=self._work, name="printer", daemon=True)
                self.thread.start()

    def wait(self) -> None:
        self.jobs.join()

    def _work(self) -> None:
        while True:
            runtime, job_id = self.jobs.get()
            try:
                run(runtime, job_id)
            except Exception:  # the database went away; the next job may find it again
                log.exception("print job %s", job_id)
            finally:
                self.mine.discard(job_id)
                self.jobs.task_done()


printer = Printer()


def ask(db: Session, month: date, *, at: datetime, by: int) -> PrintJob:
    """Ask for the packs of a month; raises Refusal where there is none."""
    sessions = class_queries.sessions_of_month(db, month, months.later(month, 1))
    if not sessions:
        raise Refusal(NO_CLASSES)
    job = PrintJob(month=month, total=len(sessions), asked_at=at, touched_at=at, staff_member_id=by)
    db.add(job)
    db.flush()
    return job


def ask_again(db: Session, job_id: int, *, at: datetime, by: int) -> PrintJob:
    """Ask again for a job that was broken off or failed, with the classes there are now."""
    job = db.get(PrintJob, job_id, with_for_update=True)
    if job is None or _line(job, None, at).is_under_way:
        raise Refusal("この印刷は、いまつくっているところです。")
    sessions = class_queries.sessions_of_month(db, job.month, months.later(job.month, 1))
    if not sessions:
        raise Refusal(NO_CLASSES)
    job.state, job.made, job.total, job.problem = JobState.WAITING, 0, len(sessions), ""
    job.file_name, job.made_at, job.touched_at, job.staff_member_id = "", None, at, by
    db.flush()
    return job


def lines(db: Session, settings: Settings, at: datetime) -> list[JobLine]:
    """Return the jobs of late, newest first."""
    wanted = select(PrintJob).order_by(col(PrintJob.asked_at).desc(), col(PrintJob.id).desc())
    return [_line(job, settings, at) for job in db.exec(wanted.limit(LISTED))]


def _line(job: PrintJob, settings: Settings | None, at: datetime) -> JobLine:
    state, problem = job.state, job.problem
    is_silent = at - job.touched_at > SILENT_MAX and key(job) not in printer.mine
    if state in (JobState.WAITING, JobState.RUNNING) and is_silent:
        state, problem = JobState.FAILED, BROKEN_OFF
    return JobLine(
        id=key(job),
        month=job.month,
        state=state,
        made=job.made,
        total=job.total,
        problem=problem,
        asked_at=job.asked_at,
        made_at=job.made_at,
        has_file=bool(settings and path_of(settings, job)),
    )


def path_of(settings: Settings, job: PrintJob) -> Path | None:
    path = settings.instance / FOLDER / job.file_name
    return path if job.state is JobState.MADE and job.file_name and path.is_file() else None


def sweep(settings: Settings) -> None:
    """Delete the files that were kept long enough: they are full of names."""
    before = clock.now() - timedelta(days=settings.print_keep_days)
    for path in (settings.instance / FOLDER).glob("*.pdf"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def run(runtime: Runtime, job_id: int) -> None:
    """Make a job's file; whatever goes wrong is said on the job."""
    sweep(runtime.settings)
    with reading(runtime.engine) as db:
        if db.get(PrintJob, job_id) is None:
            return  # the same press arrived twice at once, and the other one was kept
    try:
        _make(runtime, job_id)
    except Refusal as refusal:
        _fail(runtime, job_id, refusal.sentence)
    except Exception:  # a thread has nobody above it who could say so
        log.exception("print job %s", job_id)
        _fail(runtime, job_id, UNKNOWN_PROBLEM)


def _make(runtime: Runtime, job_id: int) -> None:
    settings = runtime.settings
    with _touched(runtime, job_id) as (db, job):
        job.state, month, by = JobState.RUNNING, job.month, job.staff_member_id
        sessions = class_queries.sessions_of_month(db, month, months.later(month, 1))
        job.made, job.total = 0, len(sessions)
    canvas = new_month(f"{month.year}年{month.month}月")
    look = Look(settings.tag_sheet, settings.city_name, settings.secret_key)
    keeper = partial(Keeper, key=settings.secret_key, by=by)
    for done, session in enumerate(sessions, 1):
        with _touched(runtime, job_id) as (db, job):
            head = attendance.session_head(db, session)
            number = keep_pack(keeper(db, at=job.touched_at), head) if head else 0
            job.made = done
        with reading(runtime.engine) as db:
            found = kept(db, session, number) if head else None
            if head and found:
                draw_pack(canvas, pack(db, head, found, look), level=1)
    name = f"packs-{month:%Y-%m}-{job_id}-{secrets.token_hex(6)}.pdf"
    _write(settings.instance / FOLDER, name, canvas.finish().pdf)
    with _touched(runtime, job_id) as (_, job):
        job.state, job.file_name, job.made_at = JobState.MADE, name, job.touched_at


def _write(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = folder / f"{name}.half"
    half.write_bytes(content)
    half.replace(folder / name)


@contextmanager
def _touched(runtime: Runtime, job_id: int) -> Iterator[tuple[Session, PrintJob]]:
    """Give a job to write its progress on; each time is a sign of life."""
    with writing(runtime.engine) as db:
        job = db.get_one(PrintJob, job_id)
        job.touched_at = clock.now()
        yield db, job


def _fail(runtime: Runtime, job_id: int, sentence: str) -> None:
    with _touched(runtime, job_id) as (_, job):
        job.state, job.problem = JobState.FAILED, sentence[:PROBLEM_MAX]
