"""The blueprint that the pages of the desk, of enrolments and of an offering share."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("enrolment", __name__)
Page = str | tuple[str, int] | Response
