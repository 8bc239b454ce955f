"""Numbers in addresses: as large as a key can be, so that nothing larger reaches the database."""

from typing import Final

from werkzeug.routing import IntegerConverter, Map

KEY_MAX: Final = 2**63 - 1  # the number of a printed sheet is a BIGINT


class KeyConverter(IntegerConverter):
    """A number in a path; a larger one is an address that does not exist."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=KEY_MAX)


def key(text: str) -> int:
    """Read a number of the query, for `request.args.get(type=)`. Raises ValueError."""
    number = int(text)
    if not 0 <= number <= KEY_MAX:
        raise ValueError(text)
    return number
