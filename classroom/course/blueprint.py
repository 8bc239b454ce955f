"""The blueprint that the pages of courses, offerings and the calendar share."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("course", __name__)
Page = str | tuple[str, int] | Response
