"""What a handout's writer is told when a file cannot be used."""

import difflib
from collections.abc import Iterable

from classroom.core.errors import Refusal


class HandoutError(Refusal):
    """The handout's text cannot be drawn. The sentence names the line and what to write instead."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"{line}行目: {sentence}")
        self.line = line


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word as a question, or the list of all of them."""
    words = list(known)
    near = difflib.get_close_matches(word, words, 1)
    if near:
        return f"もしかして「{near[0]}」ですか。"
    return f"使えるのは {'・'.join(words)} です。"
