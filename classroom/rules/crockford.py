"""Numbers as people and scanners type them: Crockford's base 32, without I, L, O and U."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5  # a character


def written(value: int, length: int) -> str:
    """Return the lowest `length` digits of a number."""
    shifts = range(BITS * (length - 1), -1, -BITS)
    return "".join(ALPHABET[value >> shift & 31] for shift in shifts)


def value_of(text: str) -> int:
    """Return the number that capital letters and digits of the alphabet stand for."""
    value = 0
    for character in text:
        value = value << BITS | ALPHABET.index(character)
    return value
