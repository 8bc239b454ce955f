"""Excel files made to hurt: small on the disk, endless once unpacked. Run to measure them.

`uv run python -m tests.kit.workbook.bombs` prints what refusing each of them takes.
"""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
ONE_CELL = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
STRINGS = f'{XML}<sst xmlns="{MAIN}">'
PIECE = 1 << 20


def package(parts: Mapping[str, Iterator[bytes] | str]) -> bytes:
    """Return an .xlsx of one sheet out of the parts given, and whatever else it needs."""
    needed: dict[str, Iterator[bytes] | str] = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
        '<sheet name="名簿" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="a" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": SHEET + ONE_CELL + SHEET_END,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in (needed | dict(parts)).items():
            with written.open(name, "w") as part:
                for piece in [content.encode()] if isinstance(content, str) else content:
                    part.write(piece)
    return out.getvalue()


def repeated(before: str, piece: str, times: int, after: str) -> Iterator[bytes]:
    yield before.encode()
    at_once = max(1, PIECE // len(piece))
    for _ in range(times // at_once):
        yield piece.encode() * at_once
    yield piece.encode() * (times % at_once) + after.encode()


def one_cell_of_180_megabytes() -> bytes:
    text = repeated(f"{STRINGS}<si><t>", "あ", 60_000_000, "</t></si></sst>")
    return package({"xl/sharedStrings.xml": text})


def one_inline_cell_just_below_the_size_that_is_unpacked() -> bytes:
    text = repeated(
        f'{SHEET}<row r="1"><c r="A1" t="inlineStr"><is><t>', "a", 120_000_000,
        f"</t></is></c></row>{SHEET_END}",
    )  # fmt: skip
    return package({"xl/worksheets/sheet1.xml": text})


def millions_of_shared_strings() -> bytes:
    text = repeated(STRINGS, "<si><t>a</t></si>", 4_000_000, "</sst>")
    return package({"xl/sharedStrings.xml": text})


def a_million_shared_strings_in_little_space() -> bytes:
    return package({"xl/sharedStrings.xml": repeated(STRINGS, "<si/>", 4_000_000, "</sst>")})


def zip_in_zip() -> bytes:
    inner = package({})
    for _ in range(200):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            for name in ("a.zip", "b.zip", "xl/workbook.xml"):
                written.writestr(name, inner if len(inner) < PIECE else b"")
        inner = out.getvalue()
    return inner


def a_hundred_thousand_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for number in range(100_000):
            written.writestr(f"xl/worksheets/{number}.xml", "")
    return out.getvalue()


def huge_dimensions() -> bytes:
    """Three cells at the corners of the largest sheet, which says that it is full."""
    sheet = (
        f'{XML}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + SHEET_END
    )
    return package({"xl/worksheets/sheet1.xml": sheet})


def a_hundred_thousand_columns() -> bytes:
    cells = repeated(f'{SHEET}<row r="1">', "<c><v>1</v></c>", 100_000, f"</row>{SHEET_END}")
    return package({"xl/worksheets/sheet1.xml": cells})


def millions_of_cells() -> bytes:
    cells = repeated(SHEET, "<row>" + "<c><v>1</v></c>" * 50 + "</row>", 120_000, SHEET_END)
    return package({"xl/worksheets/sheet1.xml": cells})


def millions_of_empty_cells_in_one_row() -> bytes:
    cells = repeated(f'{SHEET}<row r="1">', '<c r="A1" s="1"/>', 6_000_000, f"</row>{SHEET_END}")
    return package({"xl/worksheets/sheet1.xml": cells})


def words_that_grow() -> bytes:
    """The billion laughs: ten entities, each ten times the one before."""
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(10))
    text = f"<?xml version='1.0'?><!DOCTYPE sst [{grown}]><sst><si><t>&e9;</t></si></sst>"
    return package({"xl/sharedStrings.xml": text})


def a_file_of_the_server() -> bytes:
    text = (
        '<!DOCTYPE sst [<!ENTITY f SYSTEM "file:///etc/hostname">]><sst><si><t>&f;</t></si></sst>'
    )
    return package({"xl/sharedStrings.xml": text})


def one_endless_attribute() -> bytes:
    cells = repeated(f'{SHEET}<row r="', "1", 120_000_000, f'"/>{SHEET_END}')
    return package({"xl/worksheets/sheet1.xml": cells})


def one_endless_comment() -> bytes:
    cells = repeated(f"{SHEET}<!--", "<", 120_000_000, f"-->{SHEET_END}")
    return package({"xl/worksheets/sheet1.xml": cells})


def elements_of_millions_of_names() -> bytes:
    names = (f"<a{n}/>".encode() for n in range(3_000_000))
    pieces = iter([SHEET.encode(), *names, SHEET_END.encode()])
    return package({"xl/worksheets/sheet1.xml": pieces})


def elements_within_elements() -> bytes:
    return package({"xl/worksheets/sheet1.xml": repeated(SHEET, "<a>", 20_000_000, "")})


def one_long_text_in_every_cell() -> bytes:
    strings = f"{STRINGS}<si><t>{'あ' * 32_000}</t></si></sst>"
    row = "<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>"
    cells = repeated(SHEET, row, 5_000, SHEET_END)
    return package({"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": cells})


REFUSED: tuple[Callable[[], bytes], ...] = (
    one_cell_of_180_megabytes,
    one_inline_cell_just_below_the_size_that_is_unpacked,
    millions_of_shared_strings,
    a_million_shared_strings_in_little_space,
    zip_in_zip,
    a_hundred_thousand_parts,
    a_hundred_thousand_columns,
    millions_of_cells,
    millions_of_empty_cells_in_one_row,
    words_that_grow,
    a_file_of_the_server,
    one_endless_attribute,
    one_endless_comment,
    elements_of_millions_of_names,
    elements_within_elements,
    one_long_text_in_every_cell,
)
MEASURE = """
import sys, time
from pathlib import Path
from classroom.core.errors import Refusal
from classroom.kit.workbook.reading import Limits, read_book
def peak(): return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
content = sys.stdin.buffer.read()
Path("/proc/self/clear_refs").write_text("5")
before, began = peak(), time.process_time()
try:
    found = read_book(content, Limits(5020, 200))
    said = "read: " + str([(s.name, len(s.rows), s.more_rows, s.more_columns) for s in found])
except Refusal as refusal:
    said = refusal.sentence
print(f"{time.process_time() - began:6.2f} s  {peak() - before:6.1f} MB  {said}")
"""


def measured(content: bytes) -> str:
    """Return time, memory that came on top, and the sentence."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=content, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


if __name__ == "__main__":
    for bomb in (*REFUSED, huge_dimensions):
        made = bomb()
        sys.stdout.write(f"{bomb.__name__:55} {len(made) / 1e6:6.2f} MB  {measured(made)}\n")
        sys.stdout.flush()
