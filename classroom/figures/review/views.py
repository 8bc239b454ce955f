"""進捗管理シート, 月次報告 and the plan's indicators, on one blueprint."""

from classroom.figures.review import edition_views, indicator_views, report_views
from classroom.figures.review.blueprint import bp

__all__ = ["bp", "edition_views", "indicator_views", "report_views"]
