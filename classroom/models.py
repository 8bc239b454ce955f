"""Every table, for migrations and tests. It defines none."""

from classroom.app_registration.models import AppOutcome, AppRegistration
from classroom.attendance.models import Attendance
from classroom.course.models import Course, CourseSession, Offering
from classroom.enrolment.models import Enrolment, EnrolmentChange
from classroom.journal.models import AuditEntry, Operation
from classroom.participant.models import Participant
from classroom.place.models import District, Room, Venue
from classroom.report.models import OfficialCount, Population, PopulationImport
from classroom.staff.models import SetupLink, StaffMember
from classroom.staffing.models import Assignment, Assistant, Instructor

__all__ = [
    "AppOutcome",
    "AppRegistration",
    "Assignment",
    "Assistant",
    "Attendance",
    "AuditEntry",
    "Course",
    "CourseSession",
    "District",
    "Enrolment",
    "EnrolmentChange",
    "Instructor",
    "Offering",
    "OfficialCount",
    "Operation",
    "Participant",
    "Population",
    "PopulationImport",
    "Room",
    "SetupLink",
    "StaffMember",
    "Venue",
]
