"""What every table of words is made of."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A table of words: a member's first cell is its code, which is stored and sent.

    The further cells are taken by `__init__`. Their defaults are there for type checkers only,
    which take `Stage("installed")` for the making of a row.
    """

    def __new__(cls, code: str, *cells: object) -> Self:
        del cells
        word = str.__new__(cls, code)
        word._value_ = str(code)
        return word
