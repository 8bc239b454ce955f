"""The blueprint that the papers of a person and of a class share."""

from flask import Blueprint

bp = Blueprint("papers", __name__)
