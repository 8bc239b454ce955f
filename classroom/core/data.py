"""Where the files that are not code lie: templates and materials."""

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def data_dir(name: str) -> Path:
    """Find the folder `templates` or `materials`: in an installed wheel or the checkout."""
    carried = PACKAGE / "_data" / name
    return carried if carried.is_dir() else PACKAGE.parent / name
