"""The real population file, and ways to write the same figures otherwise."""

import csv
import random
from io import StringIO
from pathlib import Path

REAL = Path(__file__).parent / "data" / "132071_population_2025.csv"


def own() -> bytes:
    """Return the real file as if its figures were the own city's."""
    text = REAL.read_text("utf-8-sig")
    return text.replace("132071", "042145").replace("昭島市", "東松島市").encode()


def table() -> list[list[str]]:
    """Return the real file's cells, heads first."""
    return list(csv.reader(StringIO(REAL.read_text("utf-8-sig"), newline="")))


def written(cells: list[list[str]], mark: str = ",", end: str = "\r\n") -> str:
    """Write cells as CSV."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=end).writerows(cells)
    return out.getvalue()


def changed(row: int, head: str, value: str) -> bytes:
    """Return the real file with one cell changed; rows are counted as Excel does."""
    cells = table()
    cells[row - 1][cells[0].index(head)] = value
    return written(cells).encode()


def renamed(old: str, new: str) -> bytes:
    """Return the real file with one head changed."""
    cells = table()
    cells[0] = [new if head == old else head for head in cells[0]]
    return written(cells).encode()


def shuffled(seed: int) -> bytes:
    """Return the real file with its columns in another order."""
    cells = table()
    order = list(range(len(cells[0])))
    random.Random(seed).shuffle(order)  # noqa: S311  an order of columns, no secret
    return written([[row[column] for column in order] for row in cells]).encode()


def newer_edition() -> list[list[str]]:
    """Return the figures in the 46 columns of 正式版: one name, 85歳以上, no 年齢不詳."""
    cells = table()
    heads = cells[0]
    keep = [n for n, head in enumerate(heads) if _in_newer(head)]
    result = [[_newer_head(heads[n]) for n in keep]]
    for row in cells[1:]:
        line = [row[n] for n in keep]
        for sex in ("男性", "女性"):
            older = [f"85-89歳の{sex}", f"90-94歳の{sex}", f"95-99歳の{sex}", f"100歳以上の{sex}"]
            total = sum(int(row[heads.index(head)]) for head in older)
            line[result[0].index(f"85歳以上の{sex}")] = str(total)
        result.append(line)
    return result


def _in_newer(head: str) -> bool:
    gone = ("90-94", "95-99", "100歳以上", "年齢不詳", "都道府県名")
    return not head.startswith(gone)


def _newer_head(head: str) -> str:
    names = {
        "都道府県コード又は市区町村コード": "全国地方公共団体コード",
        "市区町村名": "地方公共団体名",
    }
    return names.get(head, head.replace("85-89歳", "85歳以上"))
