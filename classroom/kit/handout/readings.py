"""Readings over kanji: {漢字|かんじ} as it is written, and as it travels in a text.

Inside a text a reading stands between Unicode's marks for it (U+FFF9 to U+FFFB), which no keyboard
makes and Markdown does not know: neither ** beside a reading nor a table round it needs care.
"""

import re
from collections.abc import Iterator

ANCHOR, SEPARATOR, END = "\ufff9", "\ufffa", "\ufffb"
WRITTEN = re.compile(r"\{([^{}|\n]+)\|([^{}|\n]+)\}")
MARKED = re.compile(f"{ANCHOR}(.+?){SEPARATOR}(.+?){END}")
HALF_WRITTEN = re.compile(r"\{[^{}]*\||\|[^{}]*\}")


def marked(text: str) -> str:
    return WRITTEN.sub(rf"{ANCHOR}\1{SEPARATOR}\2{END}", text)


def is_half_written(text: str) -> bool:
    """Tell whether a reading was begun and not ended; of a text whose readings are marked."""
    return bool(HALF_WRITTEN.search(text))


def without_readings(text: str) -> str:
    return MARKED.sub(r"\1", text)


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text into its words, each with the reading that stands over it, or with none."""
    at = 0
    for found in MARKED.finditer(text):
        if at < found.start():
            yield text[at : found.start()], ""
        yield found[1], found[2]
        at = found.end()
    if at < len(text):
        yield text[at:], ""
