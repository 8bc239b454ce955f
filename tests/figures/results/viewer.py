"""A reader who may not see people, keeps everything, and comes back every month.

What there is to read is found in the application itself: a page that such a reader may open and
that is not named here fails the test, so that no later page goes unread.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlmodel import Session, select

from classroom.core import clock
from classroom.figures.results.releases import published_day
from classroom.figures.review.models import ReportSnapshot
from classroom.planning.course.models import Course
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.staff import Role
from classroom.web.staff.access import roles_of
from tests import make

# Pages without a figure, and what changes with the person who reads.
WITHOUT = {"home.help", "staff.account"}
# What a page has of its own each time: the mark of its forms, the number to ask by after a mistake.
NEW_EACH_TIME = re.compile(rb'"(csrf_token|operation_id)"[^>]*|\b\d{3}-[0-9A-F]{6}\b')
FORMATS = ("", ".json", ".csv", ".xlsx", ".pdf")


class Viewer:
    """Reads as of any day: the clock is the reader's."""

    def __init__(self, app: Flask, db: Session, patch: pytest.MonkeyPatch) -> None:
        self.app, self.db, self.patch = app, db, patch
        self.person = make.staff(db, Role.VIEWER)
        db.commit()
        self.client = app.test_client()

    def come(self, day: date) -> None:
        """Make it noon of a day."""
        instant = datetime.combine(day, time(3), tzinfo=clock.now().tzinfo)
        self.patch.setattr(clock, "today", lambda: day)
        self.patch.setattr(clock, "now", lambda: instant)
        with self.client.session_transaction() as cookie:
            cookie["member"] = self.person.id
            cookie["stamp"] = self.person.stamp
            cookie["seen"] = instant.timestamp()

    def read(self, address: str) -> bytes:
        answer = self.client.get(address)
        assert answer.status_code in (200, 303, 404, 422), (address, answer.status_code)
        return NEW_EACH_TIME.sub(b"", bytes(answer.data))

    def everything(self, day: date) -> dict[str, bytes]:
        """Read all there is on a day."""
        self.come(day)
        return {
            address: self.read(address)
            for endpoint in self._endpoints()
            for address in self._addresses(endpoint, day)
        }

    def _endpoints(self) -> Iterator[str]:
        for rule in self.app.url_map.iter_rules():
            roles = roles_of(self.app.view_functions[rule.endpoint])
            if "GET" in (rule.methods or ()) and roles and Role.VIEWER in roles:
                yield rule.endpoint

    def _addresses(self, endpoint: str, day: date) -> list[str]:
        if endpoint in WITHOUT:
            return []
        return self._known(day)[endpoint]

    def _known(self, day: date) -> dict[str, list[str]]:
        """Return what to read at each endpoint; a KeyError names a page that nobody reads yet."""
        told = published_day(day)
        year, month = fiscal_year(told), f"{told:%Y-%m}"
        days = (day.isoformat(), (day - timedelta(days=3)).isoformat(), "2030-01-01")
        kpi = {
            f"dashboard.kpi{form.replace('.', '_')}": [f"/kpi{form}?on={on}" for on in days]
            for form in FORMATS
        }
        courses = self.db.exec(select(Course.id).limit(1)).all()
        editions = self.db.exec(select(ReportSnapshot.id).limit(2)).all()
        tables = [
            f"what={what}&rows={rows}&year={year}"
            for what in ("attended", "newly")
            for rows in ("month", "course", "venue", "device")
        ]
        refused = ["what=stopped", "what=newly&rows=month&cols=course", "what=fresh&district=1"]
        review = {
            f"review.{kind}{form}": [f"/review/{where}{ending}"]
            for kind, where in (("month", f"months/{month}"), ("year", f"{year}"))
            for form, ending in (("_pdf", ".pdf"), ("_xlsx", ".xlsx"))
        }
        return {
            **kpi,
            **review,
            "review.index": ["/review"],
            "review.month_report": [f"/review/months/{month}", f"/review/months/{day:%Y-%m}"],
            "review.year_sheet": [f"/review/{year}"],
            "review.edition": [f"/review/editions/{n}" for n in editions],
            "review.edition_pdf": [f"/review/editions/{n}.pdf" for n in editions],
            "review.edition_xlsx": [f"/review/editions/{n}.xlsx" for n in editions],
            "results.index": [f"/results?{asked}" for asked in (*tables, *refused)],
            "results.table_csv": [f"/results.csv?{asked}" for asked in tables],
            "outlook.index": ["/outlook", "/outlook?classes_a_month=6&conversion="],
            "outlook.paper": ["/outlook.pdf"],
            "opendata.index": [f"/open-data?month={month}"],
            "opendata.monthly_csv": [f"/open-data/monthly.csv?month={month}"],
            "opendata.events_csv": ["/open-data/events.csv"],
            "opendata.events_ics": ["/open-data/events.ics"],
            "opendata.events_json": ["/open-data/events.json"],
            "questionnaire.index": [f"/questionnaires?year={n}" for n in (year - 1, year)],
            "course.calendar": [f"/calendar?month={month}"],
            "course.agenda": [f"/calendar/list?month={month}"],
            "course.week_lanes": [f"/calendar/week?day={told}"],
            "course.half_year": [f"/calendar/half-year?year={year}&half={half}" for half in (1, 2)],
            "nowcast.revisions": ["/revisions"],
            "nowcast.revisions_csv": ["/revisions.csv"],
            "course.handout": [f"/courses/{n}/handout" for n in courses],
            "course.handout_paper": [],
            "finding.index": ["/search?q=スマホ"],
            "home.today": ["/"],
        }


def readings(first: date, count: int) -> list[date]:
    """Return a day some time into each of so many months, when the month before is over."""
    return [months.later(first, further) + timedelta(days=6) for further in range(1, count + 1)]
