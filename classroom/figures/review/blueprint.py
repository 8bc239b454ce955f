"""The blueprint that the yearly sheet, the monthly report and the indicators share."""

from flask import Blueprint, Response

bp = Blueprint("review", __name__)
Page = str | tuple[str, int] | Response
