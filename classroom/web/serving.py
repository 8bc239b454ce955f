"""Serving the pages to browsers, by a production server."""

import gc
import os

import waitress
from flask import Flask

THREADS = 8
# Objects made before a young, a middle and a full round of the collector: fewer, larger rounds.
COLLECT_AFTER = (50_000, 20, 100)


def serve_pages(app: Flask, host: str, port: int) -> None:
    """Answer browsers until the program is stopped."""
    _settle()
    waitress.serve(app, host=host, port=port, threads=THREADS, ident=None)


def address(host: str, port: int) -> str:
    shown = os.environ.get("HOSTNAME", "127.0.0.1") if host in ("0.0.0.0", "::") else host  # noqa: S104
    return f"http://{shown}:{port}/"


def _settle() -> None:
    """Take what lives as long as the program out of the collector's rounds.

    Each full round would otherwise stop a request for some 50 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
