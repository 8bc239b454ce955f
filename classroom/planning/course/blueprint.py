"""The blueprint that the pages of courses, offerings and the calendar share."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

bp = Blueprint("course", __name__)
Page = str | tuple[str, int] | Response


def offering_url(offering_id: int) -> str:
    return url_for("enrolment.offering", offering_id=offering_id)
