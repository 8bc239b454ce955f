"""The blueprint that the yearly sheet, the monthly report and the indicators share."""

from flask import Blueprint

bp = Blueprint("review", __name__)
