"""Serving the pages to browsers, by a production server, and the address that people open."""

import errno
import gc
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import waitress
from flask import Flask

from classroom.core.config import Settings
from classroom.core.errors import Refusal

THREADS = 8
# Objects made before a young, a middle and a full round of the collector: fewer, larger rounds.
COLLECT_AFTER = (50_000, 20, 100)
USUAL: Final = "http://127.0.0.1:8000/"
EVERYWHERE: Final = {"0.0.0.0": socket.AF_INET, "::": socket.AF_INET6}  # noqa: S104  compared only
# Addresses for documentation, which no network has: asked for the way out, nothing is sent.
FAR: Final = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}


def bound(host: str, port: int) -> socket.socket:
    """Take the port; nothing is answered yet. Refuses a port that is taken, in a sentence."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except socket.gaierror:
        raise Refusal(
            f"「{host}」は使えません。--host は 127.0.0.1 か 0.0.0.0 にしてください。"
        ) from None
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise Refusal(
                f"ポート{port}はもう使われています。スマホ教室がもう動いていないか確かめるか、"
                "--port で別の番号を指定してください。"
            ) from None
        raise Refusal(
            f"{host} のポート{port}は使えません。--host と --port を確かめてください。"
        ) from None


def serve_pages(app: Flask, at: socket.socket, say: Callable[[], None]) -> None:
    """Say so once all is ready, and answer browsers until the program is stopped."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that desks wait is no news
    _settle()
    say()
    waitress.serve(app, sockets=[at], threads=THREADS, ident=None)


def address(host: str, port: int) -> str:
    """Where a browser finds the pages, from other PCs too where they are served to all."""
    shown = _of_this_machine(EVERYWHERE[host]) if host in EVERYWHERE else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def remember_address(settings: Settings, served: str) -> str:
    """Return the address people use, and keep it for the links of commands."""
    with suppress(OSError):  # a link with the usual address is no reason not to serve
        _kept(settings).write_text(served, encoding="ascii")
    return _with_slash(settings.site_address or served)


def site_address(settings: Settings) -> str:
    """Return the address people use: as set, or as last served, or the usual one."""
    found = settings.site_address
    if not found:
        try:
            found = _kept(settings).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            found = USUAL
    return _with_slash(found)


def _with_slash(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def setup_address(site: str, token: str) -> str:
    """Return the whole address by which somebody chooses a password."""
    return f"{site}setup/{token}"


def _kept(settings: Settings) -> Path:
    return settings.instance / "address"


def _of_this_machine(family: socket.AddressFamily) -> str:
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
        way.connect((FAR[family], 9))
        return str(way.getsockname()[0])
    return socket.gethostname()


def _settle() -> None:
    """Take what lives as long as the program out of the collector's rounds.

    Each full round would otherwise stop a request for some 50 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
