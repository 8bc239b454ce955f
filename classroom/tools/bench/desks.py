"""The program as an office runs it, and desks that press its keys over HTTP on this machine."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlencode
from uuid import uuid4

from classroom.core.errors import Refusal

SERVE = "from classroom.cli import main; main()"
START_SECONDS = 60
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OK, SEE_OTHER = 200, 303


@contextmanager
def served(database_url: str, instance: Path) -> Iterator[int]:
    """Run `classroom serve` on this database; give its port, and stop it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    given = {"CLASSROOM_DATABASE_URL": database_url, "CLASSROOM_INSTANCE": str(instance)}
    with subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-c", SERVE, "serve", "--port", str(port)],
        env=os.environ | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = perf_counter() + START_SECONDS
    while perf_counter() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise Refusal("測るためのサーバーが始まりませんでした。もう一度試してください。")


class Desk:
    """One browser that stays signed in, on one connection.

    It keeps the cookie of its sign-in: the notices of a thousand writes that nobody reads would
    fill a fresh one. An answer that a person could not go on from ends the measurement.
    """

    def __init__(self, port: int, login: str, password: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers: dict[str, str] = {}
        self.token = ""
        self._keep(self._ask("GET", "/sign-in"))
        self._keep(self._ask("POST", "/sign-in", self._form(login=login, password=password)))
        self._keep(self._ask("GET", "/account"))

    def close(self) -> None:
        """Hang up; the next request calls again."""
        self.connection.close()

    def get(self, path: str, *, is_typed: bool = False) -> None:
        """Open a page; or only the part that the search field asks for while one types."""
        self._ask("GET", path, more={"X-Requested-With": "fetch"} if is_typed else {})

    def post(self, path: str, **fields: object) -> None:
        """Send a form as its page would."""
        self._ask("POST", path, self._form(**fields))

    def _form(self, **fields: object) -> str:
        return urlencode({"csrf_token": self.token, "operation_id": str(uuid4()), **fields})

    def _ask(
        self, method: str, path: str, form: str | None = None, more: dict[str, str] | None = None
    ) -> tuple[str, str | None]:
        headers = self.headers | (more or {}) | (FORM if form else {})
        self.connection.request(method, path, form, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        if answer.status != (SEE_OTHER if form else OK):
            raise HTTPException(f"{method} {path}: {answer.status}")
        return page, answer.headers.get("Set-Cookie")

    def _keep(self, answer: tuple[str, str | None]) -> None:
        page, cookie = answer
        if cookie:
            self.headers["Cookie"] = cookie.partition(";")[0]
        if found := TOKEN.search(page):
            self.token = found[1]


Job = Callable[[Desk], None]


class Shift:
    """Jobs that several desks share out, each as fast as it can."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.left = iter(jobs)
        self.lock = threading.Lock()
        self.seconds: list[float] = []
        self.problems: list[Exception] = []

    def next_job(self) -> Job | None:
        """Return the next job; None when all are done, or one went wrong."""
        with self.lock:
            return None if self.problems else next(self.left, None)

    def work(self, desk: Desk) -> None:
        """Do jobs until none is left."""
        while job := self.next_job():
            began = perf_counter()
            try:
                job(desk)
            except Exception as problem:  # noqa: BLE001  told by the thread that waits
                self.problems.append(problem)
            self.seconds.append(perf_counter() - began)


def press(desks: Sequence[Desk], jobs: Sequence[Job]) -> tuple[list[float], float]:
    """Let the desks do the jobs, each as fast as it can; return seconds of each and of all."""
    shift = Shift(jobs)
    for desk in desks:
        desk.close()  # the server may have hung up on who waited long
    threads = [threading.Thread(target=shift.work, args=(desk,)) for desk in desks]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if shift.problems:
        raise shift.problems[0]
    return shift.seconds, perf_counter() - began
