"""The blueprint that the pages of people, teams and telephones share."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("staffing", __name__)
Page = str | tuple[str, int] | Response
