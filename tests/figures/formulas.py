"""A workbook worked out anew, as Excel would: cells, +, −, ×, ÷, SUM and ROUND; nothing else."""

import ast
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types

_RANGE = re.compile(r"([A-Z]+[0-9]+):([A-Z]+[0-9]+)")


def worked_out(content: bytes) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Give each formula's place, its own result, and the result that the file keeps beside it."""
    book = openpyxl.load_workbook(BytesIO(content))
    kept = openpyxl.load_workbook(BytesIO(content), data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    beside = kept[sheet.title][cell.coordinate].value
                    place = f"{sheet.title}!{cell.coordinate}{cell.value}"
                    yield place, value_of(sheet, cell), Decimal(str(beside))


def value_of(sheet: Any, cell: Any) -> Decimal:
    if cell.data_type != "f":
        return Decimal(str(cell.value))
    text = _RANGE.sub(r"RANGE(\1,\2)", str(cell.value).removeprefix("="))
    return _value(sheet, ast.parse(text, mode="eval").body)


def _value(sheet: Any, node: ast.expr) -> Decimal:
    match node:
        case ast.Constant(value=number):
            return Decimal(str(number))
        case ast.Name(id=name):
            return value_of(sheet, sheet[name])
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(sheet, inner)
        case ast.BinOp(left=left, op=how, right=right):
            return _of_two(how, _value(sheet, left), _value(sheet, right))
        case ast.Call(func=ast.Name(id="ROUND"), args=[inner, places]):
            unit = Decimal(1).scaleb(-int(_value(sheet, places)))
            return _value(sheet, inner).quantize(unit, ROUND_HALF_UP)
        case ast.Call(func=ast.Name(id="SUM"), args=[ast.Call(args=[first, last])]):
            assert isinstance(first, ast.Name)
            assert isinstance(last, ast.Name)
            rows = sheet[f"{first.id}:{last.id}"]
            return sum((value_of(sheet, cell) for row in rows for cell in row), Decimal(0))
    raise AssertionError(f"no such formula: {ast.dump(node)}")


def _of_two(how: ast.operator, one: Decimal, other: Decimal) -> Decimal:
    match how:
        case ast.Add():
            return one + other
        case ast.Sub():
            return one - other
        case ast.Mult():
            return one * other
        case ast.Div():
            return one / other
    raise AssertionError(f"no such sign: {how}")
