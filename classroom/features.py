"""The pages of every feature, in one list."""

from flask import Blueprint

from classroom.app_registration.views import bp as app_registration
from classroom.attendance.views import bp as attendance
from classroom.calling.views import bp as calling
from classroom.course.views import bp as course
from classroom.dashboard.views import bp as dashboard
from classroom.draw.views import bp as draw
from classroom.enrolment.views import bp as enrolment
from classroom.erasing.views import bp as erasing
from classroom.home.views import bp as home
from classroom.imports.views import bp as imports
from classroom.material.views import bp as material
from classroom.merging.views import bp as merging
from classroom.official.views import bp as official
from classroom.opendata.views import bp as opendata
from classroom.outlook.views import bp as outlook
from classroom.papers.views import bp as papers
from classroom.participant.views import bp as participant
from classroom.place.views import bp as place
from classroom.population.views import bp as population
from classroom.questionnaire.views import bp as questionnaire
from classroom.results.views import bp as results
from classroom.review.views import bp as review
from classroom.staff.views import bp as staff
from classroom.staffing.views import bp as staffing


def blueprints() -> tuple[Blueprint, ...]:
    """Return the features' blueprints, top of the line first."""
    return (
        app_registration,
        attendance,
        calling,
        course,
        dashboard,
        draw,
        enrolment,
        erasing,
        home,
        imports,
        material,
        merging,
        official,
        opendata,
        outlook,
        papers,
        participant,
        place,
        population,
        questionnaire,
        results,
        review,
        staff,
        staffing,
    )
