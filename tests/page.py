"""The page client: every page a test gets is also checked for what every page owes its readers.

`PageClient(client)` wraps a Flask test client. `get`, `post` and `submit` answer with the parsed
page (`None` after a redirect, whose address is in `.location`). The rules are in `page_rules.py`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

from tests.page_rules import checked, show, text_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


class PageClient:
    """Gets, posts and submits as one person would, and refuses a page that breaks a rule."""

    def __init__(self, client: "FlaskClient") -> None:
        self.client = client
        self.location: str | None = None

    def get(self, url: str, expect: int = 200) -> BeautifulSoup:
        """The page at url, checked; expect is its status."""
        response = self.client.get(url)
        assert response.status_code == expect, _status_message("GET", url, expect, response)
        self.location = response.headers.get("Location")
        if self.location is not None:
            return BeautifulSoup("", "html5lib")
        return checked(response.get_data(as_text=True), url)

    def post(
        self, url: str, data: Mapping[str, object] | None = None, expect: int = 303
    ) -> BeautifulSoup | None:
        """Send data as it is (no token is added); a page that comes back is checked too."""
        response = self.client.post(url, data=data or {})
        assert response.status_code == expect, _status_message("POST", url, expect, response)
        self.location = response.headers.get("Location")
        body = response.get_data(as_text=True)
        return checked(body, url) if response.mimetype == "text/html" and expect != 303 else None

    def submit(
        self,
        page: BeautifulSoup,
        selector: str = "main form[method=post]",
        expect: int = 303,
        button: str | None = None,
        **values: object,
    ) -> BeautifulSoup | None:
        """Fill the form that selector finds and send it, tokens included, as a browser would.

        A value of `None` leaves the field out (an unticked box); button is the words on the button
        pressed, where a form has several. A name the form does not have is an error of the test.
        """
        form = page.select_one(selector)
        assert form is not None, f"no form at {selector!r}"
        fields = form_fields(form)
        unknown = set(values) - _names(form)
        assert not unknown, f"the form at {selector!r} has no field {sorted(unknown)}"
        fields |= values
        if button is not None:
            fields |= _pressed(form, button)
        data = {name: value for name, value in fields.items() if value is not None}
        return self.post(str(form["action"]), data, expect)


def _status_message(verb: str, url: str, expect: int, response: "TestResponse") -> str:
    """What came instead: the status, where it leads, and the first words of the page."""
    words = BeautifulSoup(response.get_data(as_text=True), "html5lib").get_text(" ", strip=True)
    came = f"{response.status_code} {response.headers.get('Location', '')}"
    return f"{verb} {url}: {came}, not {expect}\n{words[:600]}"


def form_fields(form: Tag) -> dict[str, object]:
    """What a browser would send from the form as it stands, without any button."""
    fields: dict[str, object] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.has_attr("disabled") or field.get("type") in ("submit", "button", "file"):
            continue
        for value in _values(field):
            _add(fields, str(field["name"]), value)
    return fields


def _values(field: Tag) -> list[str]:
    """The values one field sends: none for an empty box, several for a list."""
    if field.name == "select":
        options = list(field.select("option[selected]"))
        if not options and not field.has_attr("multiple"):
            options = list(field.select("option"))[:1]
        return [str(option.get("value", option.get_text())) for option in options]
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.get("type") in ("radio", "checkbox") and not field.has_attr("checked"):
        return []
    return [str(field.get("value", "on" if field.get("type") == "checkbox" else ""))]


def _add(fields: dict[str, object], name: str, value: str) -> None:
    """Several values of one name become a list."""
    if name not in fields:
        fields[name] = value
        return
    before = fields[name]
    fields[name] = [*before, value] if isinstance(before, list) else [before, value]


def _names(form: Tag) -> set[str]:
    return {str(field["name"]) for field in form.select("[name]")}


def _pressed(form: Tag, words: str) -> dict[str, object]:
    """The name and value of the button with these words, which must exist."""
    for button in form.select("button"):
        if words in text_of(button):
            return {str(button["name"]): button.get("value", "")} if button.has_attr("name") else {}
    raise AssertionError(f"no button {words!r} in {show(form)}")
