"""The fonts of every paper, registered once.

BIZ UD for the words, Noto Sans JP for the characters it lacks (𠮷), IPAmj Mincho for rare names
where the machine has it, Noto Emoji last.
"""

from functools import cache
from pathlib import Path
from threading import RLock

from reportlab.pdfbase import pdfmetrics

from classroom.core.data import data_dir
from classroom.kit.pdf.chain import Chain
from classroom.kit.pdf.idfont import IdTTFont

GOTHIC = "UDG"
GOTHIC_BOLD = "UDG-Bold"
PROPORTIONAL = "UDP"
PROPORTIONAL_BOLD = "UDP-Bold"
NOTO = "NotoJP"
NOTO_BOLD = "NotoJP-Bold"
EMOJI = "NotoEmoji"
RARE_NAMES = "IPAmj"

FILES = {
    GOTHIC: "BIZUDGothic_400Regular.ttf",
    GOTHIC_BOLD: "BIZUDGothic_700Bold.ttf",
    PROPORTIONAL: "BIZUDPGothic_400Regular.ttf",
    PROPORTIONAL_BOLD: "BIZUDPGothic_700Bold.ttf",
    NOTO: "NotoSansJP_400Regular.ttf",
    NOTO_BOLD: "NotoSansJP_700Bold.ttf",
    EMOJI: "NotoEmoji_400Regular.ttf",
}
# Where an office may have installed 文字情報基盤's font; nothing depends on it.
RARE_NAME_FILES = (
    Path("/usr/share/fonts/opentype/ipamj-mincho/ipamjm.ttf"),
    Path("/usr/share/fonts/truetype/ipamj-mincho/ipamjm.ttf"),
    Path("C:/Windows/Fonts/ipamjm.ttf"),
)
_fonts: dict[str, IdTTFont] = {}
_lock = RLock()


def font(name: str) -> IdTTFont:
    """Give the font of this name, registered with ReportLab at its first use (about 50 ms)."""
    with _lock:
        if name not in _fonts:
            _fonts[name] = IdTTFont(name, _file(name))
            pdfmetrics.registerFont(_fonts[name])
        return _fonts[name]


def load() -> None:
    """Register every font now, so that no one waits for it with the first paper of the day."""
    for name in FILES:
        font(name)


@cache
def chain(*, bold: bool = False, fixed: bool = False) -> Chain:
    """Give the fonts for running text, or with `fixed` for tables (digits in columns)."""
    of_words, of_tables, wide = (
        (PROPORTIONAL_BOLD, GOTHIC_BOLD, NOTO_BOLD) if bold else (PROPORTIONAL, GOTHIC, NOTO)
    )
    # The other BIZ UD has the same shapes, and a few variants of kanji more.
    first = (of_tables, of_words) if fixed else (of_words, of_tables)
    rare = (RARE_NAMES,) if _rare_names_file() else ()
    return Chain((*first, wide, *rare, EMOJI), font)


def _file(name: str) -> Path:
    rare = _rare_names_file() if name == RARE_NAMES else None
    return rare or data_dir("materials") / "fonts" / FILES[name]


@cache
def _rare_names_file() -> Path | None:
    return next((path for path in RARE_NAME_FILES if path.is_file()), None)
