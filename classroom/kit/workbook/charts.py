"""Native charts of a workbook, told apart without colour: solid, dashed, dotted."""

from decimal import Decimal
from math import ceil, floor
from typing import Any, Final

from openpyxl.chart import BarChart, LineChart, Reference  # type: ignore[import-untyped]
from openpyxl.chart.label import DataLabelList  # type: ignore[import-untyped]
from openpyxl.chart.shapes import GraphicalProperties  # type: ignore[import-untyped]
from openpyxl.drawing.text import CharacterProperties  # type: ignore[import-untyped]

from classroom.kit import drawing
from classroom.kit.drawing import for_excel
from classroom.kit.workbook.book import Placed
from classroom.rules.words.rate import LATER

BLUE, INK, SOFT, LINE, PAPER = map(
    for_excel, (drawing.BLUE, drawing.INK, drawing.SOFT, drawing.BODY, drawing.PAPER)
)
WIDTH: Final = 12_700
"""A point, in the units of lines."""
TITLE_SIZE: Final = 1100
"""In hundredths of a point."""
DASHES: Final = {"道筋（参考）": "sysDot", **dict.fromkeys(LATER, "dash"), "目標値": "solid"}
COLOURS: Final = {"道筋（参考）": SOFT, "目標値": INK}
MARKS: Final = {"公式値": "circle", **dict.fromkeys(LATER, "diamond")}


def line_chart(sheet: Any, placed: Placed) -> Any:
    """Draw a table's columns as lines; its first column names the points. Empty cells are gaps."""
    chart = LineChart()
    _dress(chart, sheet.cell(placed.head - 1, 1).value)
    _take(chart, sheet, placed, range(2, placed.columns + 1))
    chart.dispBlanksAs = "gap"
    chart.y_axis.number_format, chart.y_axis.majorGridlines.spPr = '0"%"', _line(LINE, 0.5)
    least, most = _limits(sheet, placed)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = floor(least) - 1, ceil(most) + 1
    for series, column in zip(chart.series, range(2, placed.columns + 1), strict=True):
        name = str(sheet.cell(placed.head, column).value)
        look = _line(COLOURS.get(name, BLUE), 1.5 if name == "目標値" else 2.25)
        look.line.prstDash = DASHES.get(name, "solid")
        series.graphicalProperties, series.smooth = look, False
        series.marker.symbol = MARKS.get(name, "none")
        series.marker.size = 11 if name == "推計値" else 7
        filled = PAPER if name == "推計値" else BLUE
        series.marker.graphicalProperties = GraphicalProperties(solidFill=filled)
        series.marker.graphicalProperties.line.solidFill = BLUE
    chart.legend.position = "b"
    return chart


def bar_chart(sheet: Any, placed: Placed, column: int, *, upright: bool = False) -> Any:
    """Draw one column of a table as bars with their numbers; the first column names them."""
    chart = BarChart()
    chart.type, chart.gapWidth = ("col" if upright else "bar"), 60
    _dress(chart, sheet.cell(placed.head - 1, 1).value)
    _take(chart, sheet, placed, [column])
    chart.legend, chart.y_axis.majorGridlines = None, None
    chart.y_axis.scaling.min = 0
    chart.y_axis.delete = True  # each bar has its number
    if not upright:
        chart.x_axis.scaling.orientation = "maxMin"  # as the table: the first one at the top
    chart.x_axis.tickLblSkip = 1
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=BLUE)
    series.dLbls = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    return chart


def _take(chart: Any, sheet: Any, placed: Placed, columns: Any) -> None:
    for column in columns:
        values = Reference(sheet, min_col=column, min_row=placed.head, max_row=placed.last)
        chart.add_data(values, titles_from_data=True)
    names = Reference(sheet, min_col=1, min_row=placed.first, max_row=placed.last)
    chart.set_categories(names)


def _dress(chart: Any, title: str) -> None:
    chart.title = title
    chart.title.overlay = False
    for paragraph in chart.title.tx.rich.p:
        for run in paragraph.r:
            run.rPr = CharacterProperties(sz=TITLE_SIZE, b=True)
    chart.x_axis.delete = chart.y_axis.delete = False  # the library hides them otherwise


def _line(colour: str, points: float) -> Any:
    look = GraphicalProperties()
    look.line.solidFill, look.line.width = colour, int(points * WIDTH)
    return look


def _limits(sheet: Any, placed: Placed) -> tuple[float, float]:
    cells = [
        sheet.cell(row, column).value
        for row in range(placed.first, placed.last + 1)
        for column in range(2, placed.columns + 1)
    ]
    numbers = [float(cell) for cell in cells if isinstance(cell, int | float | Decimal)]
    return (min(numbers, default=0), max(numbers, default=100))
