"""Limits of a handout's text, and how a new one is named."""

import re

SLUG_MAX = 40
# A form of this many characters, three bytes each and each of those written %XX, is 270 kB.
SOURCE_MAX = 30_000
NOTE_MAX = 100
TITLE_MAX = 40
DIGEST_LENGTH = 64
CODE = re.compile(r"[A-Za-z]{1,3}-\d{1,3}")
CODE_MAX = 7
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")


def slug_of(code: str) -> str:
    """Return the name by which a handout with this code is kept: k-17 for K-17."""
    return code.lower()


def tidy(source: str) -> str:
    """Give a text plain line ends and one at its end, so that equal texts are the same.

    Signs that nobody sees, such as come with pasted text, are left out: databases refuse some.
    """
    plain = UNSEEN.sub("", source.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
    return f"{plain}\n" if plain else ""


def renamed(source: str, *, code: str, title: str) -> str:
    """Return a copy of a text with another code and title in its head."""
    lines = source.split("\n")
    end = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else 0
    kept = [line for line in lines[1:end] if not re.match(r"(code|title|subtitle)\s*:", line)]
    head = ["---", f"code: {code}", f"title: {title}", *kept]
    return "\n".join([*head, *(lines[end:] if end else ["---", *lines])])
