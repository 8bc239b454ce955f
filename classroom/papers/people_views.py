"""Labels for the people of a list, whatever they were looked for by."""

from werkzeug.wrappers import Response

from classroom.class_day.people.queries import listed
from classroom.class_day.people.views import asked_for
from classroom.papers.blueprint import bp, give
from classroom.papers.mailing_views import start_label
from classroom.papers.pdf.labels import draw_labels
from classroom.papers.person_values import Labels
from classroom.rules.label_sheet import label_sheet
from classroom.rules.words.staff import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import went_out
from classroom.web.staff.access import allow


@bp.get("/participants/labels.pdf")
@allow(DESK)
def people_labels() -> Response:
    """Give 宛名ラベル of everybody who matches the filter of the address and has not left."""
    asked = asked_for()
    people = tuple(one for one in listed(get_db(), asked) if not one.left_by(asked.today))
    went_out("labels", len(people), filter=asked.filter.written)
    sheet = label_sheet(settings().label_sheet)
    return give(draw_labels(Labels(people, sheet, start_label())), "宛名ラベル.pdf")
