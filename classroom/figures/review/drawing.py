"""The files of a report, both drawn from the same document."""

from classroom.figures.review.excel import report_workbook
from classroom.figures.review.pdf import report_paper
from classroom.figures.review.values import Files, Stamp
from classroom.kit.document import Document


def files_of(document: Document, stamp: Stamp) -> Files:
    """Draw a report's PDF and workbook as of an instant; the same ones give the same bytes."""
    return Files(report_paper(document).pdf, report_workbook(document, stamp.at))
