"""Desks at work at the same time: each a process of its own that presses the pages' own buttons."""

import multiprocessing
import random
import uuid
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from bs4 import BeautifulSoup
from sqlmodel import col

from classroom.app import create_app
from classroom.core import config
from classroom.core.db import make_engine, reading
from classroom.core.staff.models import StaffMember
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.rules.words.queue import CallState, Status
from tests import make

if TYPE_CHECKING:
    from flask.testing import FlaskClient

_TOGETHER: list[Barrier] = []
ACTS = ("book", "book", "cancel", "cancel", "restore", "promote", "offer", "result", "result")
RESULTS = ("yes", "yes", "no", "no_answer", "message")


@dataclass(frozen=True)
class Shift:
    """What one desk is to do: how many acts, on which offerings, by which throw of the dice.

    After them all desks run one draw at the same instant.
    """

    url: str
    instance: Path
    staff_id: int
    offerings: tuple[int, ...]
    people: tuple[int, ...]
    to_draw: int
    acts: int
    seed: int


@dataclass(frozen=True)
class Answers:
    """The statuses of the answers that a desk got: to its acts, and to its draw."""

    acts: list[int]
    draw: int


def all_at_once(shifts: list[Shift]) -> list[Answers]:
    """Return what each desk was answered; the desks begin at the same instant."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "classroom.app"])  # once, not for each desk
    together = context.Barrier(len(shifts))
    with context.Pool(len(shifts), initializer=_begin, initargs=(together,)) as pool:
        return pool.map(works, shifts, chunksize=1)


def works(shift: Shift) -> Answers:
    """Book, cancel, restore, offer, answer, take back, as it comes; then run the draw."""
    chance = random.Random(shift.seed)  # noqa: S311  a throw of the dice, not a secret
    browser = Browser(shift)
    _TOGETHER[0].wait(120)
    acts = [browser.acts(chance.choice(ACTS), chance) for _ in range(shift.acts)]
    _TOGETHER[0].wait(120)
    address = f"/offerings/{shift.to_draw}/draw/result"
    return Answers(acts, browser.post(address, {"seed": f"{shift.seed:04}"}))


class Browser:
    """A clerk's browser on an application of this process."""

    def __init__(self, shift: Shift) -> None:
        self.shift = shift
        settings = config.Settings(
            instance=shift.instance, database_url=shift.url, secret_key="for tests only"
        )
        self.engine = make_engine(shift.url)
        self.client: FlaskClient = create_app(settings, self.engine).test_client()
        with reading(self.engine) as db:
            stamp = db.get_one(StaffMember, shift.staff_id).stamp
        with self.client.session_transaction() as cookie:
            cookie["member"], cookie["stamp"] = shift.staff_id, stamp
            cookie["seen"] = make.NOW.timestamp()
        page = BeautifulSoup(self.client.get("/account").text, "html5lib")
        token = page.select_one("input[name=csrf_token]")
        assert token is not None
        self.token = str(token["value"])
        self.last_call: int | None = None

    def post(self, address: str, data: dict[str, str]) -> int:
        """Send a form; return the answer's status."""
        tokens = {"csrf_token": self.token, "operation_id": str(uuid.uuid4())}
        return self.client.post(address, data={**tokens, **data}).status_code

    def acts(self, act: str, chance: random.Random) -> int:
        """Do one act on someone by chance; return the answer's status."""
        offering = chance.choice(self.shift.offerings)
        if act == "book":
            person = chance.choice(self.shift.people)
            data = {"offering_id": str(offering), "wait": "yes"}
            return self.post(f"/participants/{person}/bookings", data)
        if act == "offer":
            return self.post(f"/offerings/{offering}/offers", {})
        if act == "result":
            return self._result(chance)
        statuses = {
            "cancel": [Status.ACCEPTED, Status.WAITLISTED],
            "restore": [Status.CANCELLED, Status.DECLINED],
            "promote": [Status.WAITLISTED],
        }[act]
        lines = self._some(
            sa.select(col(Enrolment.id)).where(
                col(Enrolment.offering_id) == offering, col(Enrolment.status).in_(statuses)
            )
        )
        if not lines:
            return self.client.get("/calls").status_code
        return self.post(f"/enrolments/{chance.choice(lines)[0]}/{act}", {})

    def _result(self, chance: random.Random) -> int:
        if self.last_call is not None and chance.random() < 0.3:
            task, self.last_call = self.last_call, None
            return self.post(f"/calls/{task}/undo", {})
        calls = self._some(
            sa.select(col(CallTask.id), col(CallTask.version)).where(
                col(CallTask.state) == CallState.OPEN
            )
        )
        if not calls:
            return self.client.get("/calls").status_code
        task, version = chance.choice(calls)
        self.last_call = task
        data = {"result": chance.choice(RESULTS), "version": str(version)}
        return self.post(f"/calls/{task}/results", data)

    def _some(self, wanted: Any) -> list[Any]:
        with reading(self.engine) as db:
            return list(db.connection().execute(wanted))


def _begin(together: Barrier) -> None:
    _TOGETHER[:] = [together]
