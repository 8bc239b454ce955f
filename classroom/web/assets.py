"""Addresses of static files that change with their content, so that a browser may keep the files.

A file is asked for with `?v=` and a digest of itself. Scripts import one another by relative
address, which no query reaches: they stand below a folder named by a digest of them all
(`/static/scripts-3f…/web/keys.js`), so that a page never mixes scripts of two versions.
"""

import hashlib
import mimetypes
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for


def init_app(app: Flask) -> None:
    # Windows' registry may call it text/plain, and a browser runs no such module.
    mimetypes.add_type("text/javascript", ".js")
    folder = Path(app.static_folder or "")
    scripts = f"scripts-{_digest(*sorted(folder.rglob('*.js')))}/"
    app.jinja_env.globals["static_url"] = _static_url(folder, scripts)
    app.view_functions["static"] = _sender(app, scripts)


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:10]


def _static_url(folder: Path, scripts: str) -> Callable[[str], str]:
    @cache
    def address(root: str, path: str) -> str:
        del root  # what stands before every address of ours, behind a proxy
        if path.endswith(".js"):
            return url_for("static", filename=scripts + path)
        return url_for("static", filename=path, v=_digest(folder / path))

    # A page names some thirty files.
    return lambda path: address(request.script_root, path)


def _sender(app: Flask, scripts: str) -> Callable[[str], Response]:
    def send(filename: str) -> Response:
        answer = app.send_static_file(re.sub(r"^scripts-[0-9a-f]+/", "", filename))
        # A folder of another version gets today's scripts too, but no browser keeps them.
        if filename.startswith(scripts) or "v" in request.args or filename.endswith(".woff2"):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer

    return send
