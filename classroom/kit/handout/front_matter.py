"""The head of a handout's file: code, title and the like between two lines of ---."""

from typing import NotRequired, TypedDict

from classroom.kit.handout.errors import HandoutError, suggestion

FENCE = "---"


class FrontMatter(TypedDict):
    """What stands in the head; only the title must."""

    title: str
    code: NotRequired[str]
    series: NotRequired[str]
    subtitle: NotRequired[str]
    author: NotRequired[str]
    foot: NotRequired[str]
    minutes: NotRequired[int]


KEYS = tuple(FrontMatter.__annotations__)


def read_front_matter(source: str) -> tuple[FrontMatter, str, int]:
    """Return the head, the text after it, and how many lines the head takes."""
    lines = source.splitlines()
    if lines[:1] != [FENCE] or FENCE not in lines[1:]:
        raise HandoutError(1, "はじめに --- ではさんで、title などを書いてください。")
    end = lines.index(FENCE, 1)
    found: dict[str, str] = {}
    for at, line in enumerate(lines[1:end], 2):
        key, colon, value = line.partition(":")
        if key.strip() not in KEYS or not colon:
            raise HandoutError(
                at, f"「{key.strip()}」は使えません。{suggestion(key.strip(), KEYS)}"
            )
        found[key.strip()] = value.strip()
    return _front(found, end + 1), "\n".join(lines[end + 1 :]), end + 1


def _front(found: dict[str, str], line: int) -> FrontMatter:
    if not found.get("title"):
        raise HandoutError(line, "title がありません。「title: 題名」のように書きます。")
    front = FrontMatter(title=found["title"])
    if "minutes" in found:
        if not found["minutes"].isdecimal():
            raise HandoutError(line, "minutes は、「minutes: 60」のように数字で書きます。")
        front["minutes"] = int(found["minutes"])
    for key in ("code", "series", "subtitle", "author", "foot"):
        if key in found:
            front[key] = found[key]
    return front
