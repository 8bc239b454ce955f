"""A keyboard that counts its keys, and the desk at which it stands."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, People, Person


class Keys:
    """A keyboard that counts each key that goes down; Control beside another is a key too.

    It waits until the page's scripts have run: a key pressed while they load is lost, to a person
    as to a test, and a person waits for the screen.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def type(self, text: str) -> None:
        """Type characters; a kana counts as one, as on a kana keyboard."""
        self.page.wait_for_load_state()
        for letter in text:
            self.page.keyboard.type(letter)
            self.pressed += 1

    def press(self, *keys: str) -> None:
        """Press keys: Enter, F2, Control+Enter."""
        self.page.wait_for_load_state()
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += key.count("+") + 1 if len(key) > 1 else 1


def at_the_desk(people: People, size: dict[str, int] = DESKTOP) -> tuple[Person, Page, Keys]:
    """Open the desk; the search field has the focus, and counting begins."""
    clerk = people("uketsuke", size)
    clerk.page.goto(f"{clerk.address}/reception")
    expect(clerk.page.locator("#q")).to_be_focused()
    return clerk, clerk.page, Keys(clerk.page)


def chosen(page: Page, name: str) -> None:
    """Wait until a person is on the screen and Enter would book."""
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator(".pick.is-next button[name=pick]").first).to_be_focused()
