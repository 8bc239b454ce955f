"""The pages of every feature, in one list."""

from flask import Blueprint

from classroom.enrolment.views import bp as enrolment
from classroom.home.views import bp as home
from classroom.participant.views import bp as participant
from classroom.staff.views import bp as staff


def blueprints() -> tuple[Blueprint, ...]:
    """Return the features' blueprints, top of the line first."""
    return (enrolment, home, participant, staff)
