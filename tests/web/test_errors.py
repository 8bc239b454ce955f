"""Every error is a page of ours, in Japanese, that says what to do; and every answer is guarded."""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from flask import Flask, request
from sqlalchemy.exc import OperationalError

from classroom.core.errors import Refusal
from classroom.web.staff.access import PUBLIC, allow
from tests.page import PageClient

BROKEN = {
    "/broken": RuntimeError("渡邉 トシ子 0225-00-4187"),
    "/busy": OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked")),
    "/refused": Refusal("いまは席が空いていません。待ちに入るか、ほかの開講をご案内ください。"),
}


@pytest.fixture
def breaking(app: Flask) -> Iterator[PageClient]:
    """Give a browser on an app whose sign-in page fails as the address asks for."""
    usual = app.view_functions["staff.sign_in"]

    @allow(PUBLIC)
    def fail() -> str:
        raise BROKEN[request.args["why"]]

    app.view_functions["staff.sign_in"] = fail
    yield PageClient(app.test_client())
    app.view_functions["staff.sign_in"] = usual


@pytest.mark.parametrize(
    ("why", "status", "said"),
    [
        ("/broken", 500, "プログラムの誤りで止まりました"),
        ("/busy", 503, "まだ登録されていません"),
        ("/refused", 409, "待ちに入るか"),
    ],
)
def test_what_goes_wrong_is_told_with_a_number_to_read_out(
    breaking: PageClient, why: str, status: int, said: str
) -> None:
    page = str(breaking.get(f"/sign-in?why={why}", expect=status))
    assert said in page
    assert re.search(rf"{status}-[0-9A-F]{{6}}", page)


def test_the_log_holds_the_number_and_no_person(
    breaking: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    page = str(breaking.get("/sign-in?why=/broken", expect=500))
    number = re.search(r"500-[0-9A-F]{6}", page)
    assert number
    assert number[0] in caplog.text
    assert "渡邉" not in caplog.text
    assert "4187" not in caplog.text


def test_a_page_that_is_not_there(desk: PageClient) -> None:
    assert "見つかりませんでした" in str(desk.get("/no/such/page", expect=404))


def test_a_write_by_its_address_alone(desk: PageClient) -> None:
    assert "画面のボタンから" in str(desk.get("/sign-out", expect=405))


def test_a_file_that_is_too_large(planner: PageClient) -> None:
    big = b"0" * (10 * 1024 * 1024 + 1)
    kind = "multipart/form-data; boundary=b"
    answer = planner.client.post("/population", data=big, content_type=kind)
    assert answer.status_code == 413
    assert "10MBまで" in answer.text


def test_every_answer_is_guarded_and_no_page_is_kept(app: Flask) -> None:
    client = app.test_client()
    for address in ("/sign-in", "/no/such/page", "/static/css/base.css"):
        with client.get(address) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self'")
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
