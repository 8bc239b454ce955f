"""What a form lets through, the database takes: one limit, said once."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import SQLModel
from wtforms import Form
from wtforms.validators import Length

from classroom.core.staff.models import StaffMember
from classroom.desk.participant.forms import ParticipantForm
from classroom.desk.participant.models import Participant
from classroom.figures.official.forms import OfficialForm
from classroom.figures.official.models import OfficialCount
from classroom.figures.review.forms import (
    ActionForm,
    ActualForm,
    FreezeForm,
    IndicatorForm,
    ReviewForm,
    SchemeForm,
)
from classroom.figures.review.models import (
    ActionReview,
    IndicatorActual,
    PlanAction,
    PlanIndicator,
    RatingScheme,
    ReportSnapshot,
)
from classroom.office.accounts.forms import StaffForm
from classroom.planning.course.forms import CourseForm
from classroom.planning.course.models import Course, Offering
from classroom.planning.material.forms import EditForm
from classroom.planning.material.models import HandoutVersion
from classroom.planning.offering.forms import OfferingForm
from classroom.planning.place.forms import DistrictForm, VenueForm
from classroom.planning.place.models import District, Venue
from classroom.planning.staffing.forms import PersonForm
from classroom.planning.staffing.models import Assistant, Instructor
from classroom.web.forms import LineField, NoteField

PAIRS: list[tuple[type[Form], type[SQLModel]]] = [
    (CourseForm, Course),
    (OfferingForm, Offering),
    (ParticipantForm, Participant),
    (DistrictForm, District),
    (VenueForm, Venue),
    (EditForm, HandoutVersion),
    (OfficialForm, OfficialCount),
    (StaffForm, StaffMember),
    (PersonForm, Instructor),
    (PersonForm, Assistant),
    (IndicatorForm, PlanIndicator),
    (ActualForm, IndicatorActual),
    (ReviewForm, ActionReview),
    (ActionForm, PlanAction),
    (SchemeForm, RatingScheme),
    (FreezeForm, ReportSnapshot),
]


@pytest.mark.parametrize(("form", "table"), PAIRS, ids=lambda kind: kind.__name__)
def test_no_text_that_a_form_accepts_is_too_long_for_its_column(
    app: Flask, form: type[Form], table: type[SQLModel]
) -> None:
    columns = sa.inspect(table).columns
    checked = 0
    with app.test_request_context():
        for field in form():
            if field.name not in columns or not isinstance(field, LineField | NoteField):
                continue
            length = columns[field.name].type.length
            limits = [each.max for each in field.validators if isinstance(each, Length)]
            assert limits, f"{form.__name__}.{field.name} has no limit"
            assert min(limits) <= length, field.name
            checked += 1
    assert checked


def test_every_text_column_has_a_length() -> None:
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.String) and not isinstance(column.type, sa.Text):
                assert column.type.length, f"{table.name}.{column.name}"


def test_every_choice_is_checked_by_the_database() -> None:
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                assert column.type.create_constraint, f"{table.name}.{column.name}"
                assert not column.type.native_enum
