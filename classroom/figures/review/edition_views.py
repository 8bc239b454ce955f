"""Frozen editions: the same page, the same files, years later; and what differs between two."""

from flask import render_template

from classroom.core.errors import Refusal
from classroom.figures.review import queries
from classroom.figures.review.blueprint import bp
from classroom.figures.review.edition import differences, document_of, is_whole
from classroom.figures.review.models import ReportSnapshot
from classroom.figures.review.report_views import address_of
from classroom.rules.words.staff import FIGURES
from classroom.web.database import get_db
from classroom.web.pages import Page, or_404, pdf, workbook
from classroom.web.staff.access import allow, current

BROKEN = (
    "この版は、確定したときの内容と合いません。開かずに、管理者に知らせて、"
    "バックアップからもどしてください。"
)
STAFF_ONLY = (
    "この版は、月の途中の数字か小さな数が入った前のつくりなので、職員だけが開けます。"
    "担当に、いまのつくりで新しい版を確定してもらってください。"
)


@bp.get("/review/editions/<int:number>")
@allow(FIGURES)
def edition(number: int) -> Page:
    db, row = get_db(), _whole(number)
    document = document_of(row.data)
    before = queries.snapshot_of(db, row.kind, row.period, row.number - 1)
    return render_template(
        "figures/review/edition.html",
        document=document,
        row=row,
        before=before,
        changes=differences(document_of(before.data), document) if before else [],
        editions=queries.editions(db, row.kind, row.period),
        live_url=address_of(row.kind, row.period),
    )


@bp.get("/review/editions/<int:number>.pdf")
@allow(FIGURES)
def edition_pdf(number: int) -> Page:
    row = _whole(number)
    return pdf(row.pdf, f"{_file_name(row)}.pdf")


@bp.get("/review/editions/<int:number>.xlsx")
@allow(FIGURES)
def edition_xlsx(number: int) -> Page:
    row = _whole(number)
    return workbook(row.xlsx, f"{_file_name(row)}.xlsx")


def _whole(number: int) -> ReportSnapshot:
    row = or_404(queries.snapshot(get_db(), number))
    if not is_whole(row):
        raise Refusal(BROKEN)
    if not current().role.sees_people and not document_of(row.data).is_told:
        raise Refusal(STAFF_ONLY)
    return row


def _file_name(row: ReportSnapshot) -> str:
    return f"{document_of(row.data).title}_第{row.number}版"
