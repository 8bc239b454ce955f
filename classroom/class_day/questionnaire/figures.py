"""The results of アンケート, for its pages and for the yearly sheet."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session

from classroom.class_day.questionnaire import queries
from classroom.class_day.questionnaire.pairing import topic_results
from classroom.class_day.questionnaire.values import CourseResult, QuestionnaireResults, Scope


def results(db: Session, first: date, last: date) -> QuestionnaireResults:
    """Return what all sheets of the sessions between two days say, both days included."""
    return results_of(db, Scope(first, last))


def results_of(db: Session, scope: Scope) -> QuestionnaireResults:
    """Return what the sheets of a scope say."""
    topics, together = topic_results(queries.given(db, scope))
    sheets, sessions = queries.sheet_counts(db, scope)
    return QuestionnaireResults(
        first=scope.first,
        last=scope.last,
        sheets=sheets,
        sessions=sessions,
        topics=topics,
        together=together,
        satisfaction=queries.satisfaction(db, scope),
        comments=queries.comment_count(db, scope),
    )


def by_course(db: Session, scope: Scope) -> list[CourseResult]:
    """Return what the sheets of each course within a scope's days say, by their titles."""
    return [
        CourseResult(number, title, results_of(db, replace(scope, course_id=number)))
        for number, title in queries.courses_asked(db, scope.first, scope.last)
    ]
