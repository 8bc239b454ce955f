"""A reader of iCalendar files by RFC 5545, written apart from what writes them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A content line: its name, its parameters, and its value as it stands."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """Return a TEXT value without its escapes (3.3.11)."""
        return re.sub(
            r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), self.value
        )


def lines(content: bytes) -> list[Line]:
    """Unfold (3.1) and take apart every line; refuses a line that is too long or ends wrongly."""
    assert content.endswith(b"\r\n")
    raw = content.split(b"\r\n")[:-1]
    for line in raw:
        assert len(line) <= 75, line
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no character is broken
    whole = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    found = []
    for unfolded in whole:
        head, _, value = unfolded.partition(":")
        name, *parameters = head.split(";")
        found.append(Line(name, dict(one.split("=", 1) for one in parameters), value))
    return found


def events(content: bytes) -> list[dict[str, Line]]:
    """Return the events, each with its lines by name."""
    found: list[dict[str, Line]] = []
    stack: list[str] = []
    for line in lines(content):
        if line.name == "BEGIN":
            stack.append(line.value)
            if line.value == "VEVENT":
                found.append({})
        elif line.name == "END":
            assert stack.pop() == line.value
        elif stack[-1] == "VEVENT":
            assert line.name not in found[-1]
            found[-1][line.name] = line
    assert not stack
    return found
