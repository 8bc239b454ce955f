"""Every table, for migrations and tests. It defines none."""

from classroom.app_registration.models import AppOutcome, AppRegistration
from classroom.attendance.models import Attendance, ClassOperation
from classroom.calling.models import CallTask, CallTry
from classroom.course.models import Course, CourseSession, Offering
from classroom.draw.models import Draw
from classroom.enrolment.models import Enrolment, EnrolmentChange
from classroom.journal.models import AuditEntry, Operation
from classroom.material.models import HandoutVersion
from classroom.merging.models import ParticipantMerge
from classroom.official.models import OfficialCount, OfficialFile
from classroom.outlook.models import OutlookAssumption
from classroom.papers.models import PrintedSheet, PrintJob
from classroom.participant.models import Participant
from classroom.place.models import District, Room, Venue
from classroom.population.models import (
    Population,
    PopulationImport,
    PopulationProjection,
    PopulationReplaced,
    PopulationUndo,
)
from classroom.questionnaire.models import Answer, AnswerComment, AnswerSheet
from classroom.review.models import (
    IndicatorActual,
    IndicatorReview,
    PlanIndicator,
    RatingScheme,
    ReportSnapshot,
)
from classroom.staff.models import SetupLink, StaffMember
from classroom.staffing.models import (
    Assignment,
    Assistant,
    Instructor,
    LoanPhone,
    SessionLoan,
)
from classroom.summary.models import KeptCell, KeptChange, KeptPerson, KeptState

__all__ = [
    "Answer",
    "AnswerComment",
    "AnswerSheet",
    "AppOutcome",
    "AppRegistration",
    "Assignment",
    "Assistant",
    "Attendance",
    "AuditEntry",
    "CallTask",
    "CallTry",
    "ClassOperation",
    "Course",
    "CourseSession",
    "District",
    "Draw",
    "Enrolment",
    "EnrolmentChange",
    "HandoutVersion",
    "IndicatorActual",
    "IndicatorReview",
    "Instructor",
    "KeptCell",
    "KeptChange",
    "KeptPerson",
    "KeptState",
    "LoanPhone",
    "Offering",
    "OfficialCount",
    "OfficialFile",
    "Operation",
    "OutlookAssumption",
    "Participant",
    "ParticipantMerge",
    "PlanIndicator",
    "Population",
    "PopulationImport",
    "PopulationProjection",
    "PopulationReplaced",
    "PopulationUndo",
    "PrintJob",
    "PrintedSheet",
    "RatingScheme",
    "ReportSnapshot",
    "Room",
    "SessionLoan",
    "SetupLink",
    "StaffMember",
    "Venue",
]
