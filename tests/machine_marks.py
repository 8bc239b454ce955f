"""Where a page that is read by machine must stay white."""

from classroom.class_day.attendance import sheet_layout as at

MARK_MARGIN = 2.0  # mm around a corner mark


def kept_free() -> list[tuple[float, float, float]]:
    """Give the middles of the corner marks and of the page code, and how far from each, in mm."""
    marks = [(x, y, at.MARK_SIZE / 2 + MARK_MARGIN) for x, y in at.corners().values()]
    return [*marks, (*at.PAGE_CODE_AT, at.PAGE_CODE_SIZE / 2 + at.PAGE_CODE_MARGIN)]
