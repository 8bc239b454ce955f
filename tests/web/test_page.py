"""The checker itself: a good page passes, and each rule refuses the page that breaks it."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from tests.page import PageClient, form_fields
from tests.page_rules import checked

GOOD = """<!doctype html>
<html lang="ja"><head><title>受講者を直す｜スマホ教室</title></head>
<body><main><h1>受講者を直す</h1>
<form method="post" action="/participants/1">
<input type="hidden" name="csrf_token" value="t">
<input type="hidden" name="operation_id" value="o">
<label for="kana">フリガナ</label>
<input id="kana" name="kana" value="ヨシダ" aria-describedby="kana-h">
<p id="kana-h">カタカナで</p>
<label><input type="radio" name="device" value="i" checked> iPhone</label>
<label><input type="radio" name="device" value="a"> Android</label>
<label><input type="checkbox" name="needs" value="w" checked> 車いす</label>
<label><input type="checkbox" name="needs" value="h" checked> 補聴器</label>
<label for="area">地区</label>
<select id="area" name="area"><option value="1">赤井</option><option value="2">大曲</option>
</select>
<label for="note">備考</label><textarea id="note" name="note">
昼は畑</textarea>
<button name="then" value="book">登録して申し込む</button><button>登録する</button>
</form>
<form method="post" action="/undo"><input type="hidden" name="csrf_token" value="t">
<input type="hidden" name="operation_id" value="p"><button>取り消す</button></form>
<table><caption>席</caption><tr><th scope="col">残り</th></tr></table>
<p><a href="#kana">フリガナへ</a><img src="/static/a.png" alt=""><svg aria-hidden="true"></svg></p>
</main></body></html>
"""

FORM_TOKENS = (
    '<input type="hidden" name="csrf_token" value="t">'
    '<input type="hidden" name="operation_id" value="o">'
)


def with_body(piece: str) -> str:
    return GOOD.replace("<p><a", f"{piece}<p><a")


def test_it_passes_a_good_page() -> None:
    assert checked(GOOD).h1 is not None


BROKEN = {
    "language": GOOD.replace(' lang="ja"', ' lang="en"'),
    "one_main": GOOD.replace("<main>", "<div>").replace("</main>", "</div>"),
    "one_h1": with_body("<h1>もう1つ</h1>"),
    "title": GOOD.replace("受講者を直す｜", "予定表｜"),
    "labels": with_body('<input name="tel">'),
    "references": with_body('<p aria-labelledby="nowhere">あ</p>'),
    "unique_ids": with_body('<p id="kana-h">ふたつめ</p>'),
    "errors_tied": with_body('<p class="err" id="kana-e">カタカナで入れてください。</p>'),
    "forms": with_body('<form method="post" action="/x"><button>送る</button></form>'),
    "words_on_controls": with_body('<a href="/x"><svg aria-hidden="true"></svg></a>'),
    "pictures": with_body('<img src="/a.png">'),
    "tables": with_body("<table><tr><td>1</td></tr></table>"),
    "strict_policy": with_body('<p style="color: red">あ</p>'),
    "leftovers": with_body("<p>電話：None</p>"),
    "parse": with_body("<p><div></p>"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_refuses_the_page_that_breaks_it_and_names_itself(rule: str) -> None:
    with pytest.raises(AssertionError, match=f"{rule}: "):
        checked(BROKEN[rule])


@pytest.mark.parametrize(
    ("piece", "rule"),
    [
        ('<label for="tel2"></label><input id="tel2" name="tel2">', "labels"),
        ('<label for="gone">電話</label>', "references"),
        ('<p><a href="#gone">誤り</a></p>', "references"),
        (f'<form method="post">{FORM_TOKENS}<button>送る</button></form>', "forms"),
        ('<label>電話 <input name="t" aria-invalid="true"></label>', "errors_tied"),
        ("<button></button>", "words_on_controls"),
        ('<svg viewBox="0 0 1 1"></svg>', "pictures"),
        ("<table><caption>席</caption><tr><th>残り</th></tr></table>", "tables"),
        ("<script>alert(1)</script>", "strict_policy"),
        ('<p onclick="x()">あ</p>', "strict_policy"),
        ('<script src="https://example.com/a.js"></script>', "strict_policy"),
        ('<img alt="" src="data:image/gif;base64,R0">', "strict_policy"),
        ("<p>{{ name }}</p>", "leftovers"),
        ('<p><a href="/participants/None">開く</a></p>', "leftovers"),
    ],
)
def test_a_rule_has_more_than_one_way_to_be_broken(piece: str, rule: str) -> None:
    with pytest.raises(AssertionError, match=f"{rule}: "):
        checked(with_body(piece))


def test_the_message_shows_the_element_at_fault() -> None:
    with pytest.raises(AssertionError, match=r'<input name="tel"/>'):
        checked(with_body('<input name="tel">'), "/participants/1")


def test_the_reading_over_a_name_is_no_part_of_the_heading() -> None:
    page = GOOD.replace("<h1>受講者を直す", "<h1><ruby>𠮷田<rt>ヨシダ</rt></ruby> とめ")
    assert checked(page.replace("<title>受講者を直す", "<title>𠮷田 とめ")).h1 is not None


def test_an_english_word_that_holds_none_is_no_leftover() -> None:
    assert checked(with_body("<p>Nonesuch</p>")).h1 is not None


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    form = BeautifulSoup(GOOD, "html5lib").form
    assert form is not None
    assert form_fields(form) == {
        "csrf_token": "t",
        "operation_id": "o",
        "kana": "ヨシダ",
        "device": "i",
        "needs": ["w", "h"],
        "area": "1",
        "note": "昼は畑",
    }


@pytest.fixture
def client() -> PageClient:
    app = Flask(__name__)

    @app.get("/participants/1")
    def edit() -> str:
        return GOOD

    @app.post("/participants/1")
    def save() -> Response | tuple[str, int]:
        if request.form["kana"] == "吉田":
            return GOOD, 422
        return redirect(
            "/done/" + ",".join(f"{k}={v}" for k, v in request.form.items(multi=True)), 303
        )

    return PageClient(app.test_client())


def test_submit_sends_tokens_and_the_values_given(client: PageClient) -> None:
    page = client.get("/participants/1")
    assert client.submit(page, kana="タカサキ", device=None, button="登録して申し込む") is None
    assert client.location is not None
    for sent in ("csrf_token=t", "operation_id=o", "needs=w,needs=h", "then=book"):
        assert sent in client.location
    assert "device" not in client.location


def test_submit_answers_with_the_page_of_a_refusal(client: PageClient) -> None:
    page = client.submit(client.get("/participants/1"), expect=422, kana="吉田")
    assert page is not None
    assert page.h1 is not None


def test_a_field_the_form_does_not_have_is_an_error_of_the_test(client: PageClient) -> None:
    with pytest.raises(AssertionError, match="no field"):
        client.submit(client.get("/participants/1"), kama="タカサキ")


def test_another_status_than_expected_says_what_came(client: PageClient) -> None:
    with pytest.raises(AssertionError, match="404"):
        client.get("/participants/2")
