"""An Enter that ends an IME conversion is no Enter for the page: not a search, not a booking."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import People
from tests.browser.keys import at_the_desk


def listen(page: Page) -> list[str]:
    """Note each request that leaves the page."""
    sent: list[str] = []
    page.on(
        "request",
        lambda asked: sent.append(asked.method) if asked.is_navigation_request() else None,
    )
    page.evaluate("addEventListener('keydown', e => { window.lastKey = e }, true)")
    return sent


def test_enter_within_a_conversion_does_not_search(people: People) -> None:
    _, page, keys = at_the_desk(people)
    sent = listen(page)
    ime = page.context.new_cdp_session(page)
    composing = {"text": "わた", "selectionStart": 2, "selectionEnd": 2}
    ime.send("Input.imeSetComposition", composing)
    keys.press("Enter")
    assert page.evaluate("lastKey.isComposing && lastKey.defaultPrevented")
    ime.send("Input.insertText", {"text": "わた"})
    page.wait_for_timeout(100)
    assert sent == []
    keys.press("Enter")
    expect(page.locator(".person")).to_be_visible()
    assert sent == ["GET"]


def test_enter_within_a_conversion_does_not_register(people: People) -> None:
    _, page, keys = at_the_desk(people)
    keys.press("F2")
    expect(page.locator("[name=name_kana]")).to_be_focused()
    sent = listen(page)
    ime = page.context.new_cdp_session(page)
    for name, text in (("name_kana", "わたなべ"), ("name", "渡邉")):
        page.locator(f"[name={name}]").focus()
        composing = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        ime.send("Input.imeSetComposition", composing)
        keys.press("Enter")
        assert page.evaluate("lastKey.isComposing && lastKey.defaultPrevented")
        ime.send("Input.insertText", {"text": text})
    page.wait_for_timeout(100)
    assert sent == []
    assert page.locator("[name=name]").input_value() == "渡邉"


def test_neither_does_the_enter_that_other_browsers_send_after_it(people: People) -> None:
    """Safari ends the conversion first, then sends its Enter with the code 229."""
    _, page, _ = at_the_desk(people)
    stopped = page.locator("#q").evaluate("""field => {
      field.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
      field.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}));
      const enter = {key: "Enter", keyCode: 229, bubbles: true, cancelable: true};
      const late = new KeyboardEvent("keydown", enter);
      field.dispatchEvent(late);
      return late.defaultPrevented;
    }""")
    assert stopped
