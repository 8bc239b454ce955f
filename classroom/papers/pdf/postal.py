"""Addresses: the seven boxes of a postal code for the hand, and where a long address is cut."""

from collections.abc import Callable, Sequence

from classroom.kit.pdf.form import FormPen

POSTAL_BOX = (5.7, 8.0)  # width and height on a card, as the post has them
GREY = 0.45
HYPHEN_AFTER = 3


def draw_postal_boxes(
    pen: FormPen, lefts: Sequence[float], top: float, box: tuple[float, float]
) -> None:
    """Draw the boxes with these left edges; the first three are thicker, as on any card."""
    width, height = box
    for number, left in enumerate(lefts):
        thick = 0.4 if number < HYPHEN_AFTER else 0.25
        pen.frame(left, top, width, height, grey=GREY, thick=thick)
    left, right = lefts[HYPHEN_AFTER - 1] + width, lefts[HYPHEN_AFTER]
    pen.across(top + height / 2, left, right, grey=GREY, thick=0.3)


def address_lines(
    address: str, cut: Callable[[str], tuple[str, ...]], at_most: int
) -> tuple[str, ...]:
    """Cut an address by `cut`, before the name of its house where that does as well."""
    lines = cut(address)
    street, _, house = address.replace("　", " ").partition(" ")
    parts = (*cut(street), *cut(house.strip())) if house else lines
    return parts if len(lines) > 1 and len(parts) <= max(len(lines), at_most) else lines
