"""The figures' floor: hand-written SQL by the raw driver, over the same covering indexes.

It gives the counts of this fictitious city only: of told bands it knows the two that live there,
told in the last year.
"""

from datetime import date, timedelta

from classroom.rules.age import AgeRule, reaches_on
from classroom.rules.fiscal_year import fiscal_year, start_of

PARTS = {
    "age": "CASE WHEN p.born_on IS NULL THEN CASE p.told_band WHEN '70s' THEN 6 ELSE 0 END "
    "WHEN p.born_on > '{born_70}' THEN 0 WHEN p.born_on > '{born_75}' THEN 1 "
    "WHEN p.born_on > '{born_80}' THEN 2 WHEN p.born_on > '{born_85}' THEN 3 "
    "WHEN p.born_on > '{born_90}' THEN 4 ELSE 5 END",
    "aged": "(p.born_on <= '{born_70}' OR p.born_on IS NULL AND p.told_band = '70s')",
    "registered": "('card_linked', 'terms_accepted', 'opened_alone')",
    "came": "a.mark IN ('present', 'late', 'left_early')",
    "of_person": "FROM app_registration r WHERE r.participant_id = x.id AND r.reached_on <= '{on}'",
    "code": "CASE r.stage WHEN 'installed' THEN 1 WHEN 'card_linked' THEN 2 "
    "WHEN 'terms_accepted' THEN 4 WHEN 'opened_alone' THEN 8 ELSE 16 END "
    "* CASE WHEN r.reached_on >= '{first}' THEN 32 ELSE 1 END",
}
PEOPLE = """
WITH person AS MATERIALIZED (
  SELECT {age} AS age, p.district_id, x.came,
    (SELECT sum({code}) {of_person}) AS code,
    (SELECT r.course_session_id IS NOT NULL {of_person} AND r.stage IN {registered}
     ORDER BY r.reached_on,
       CASE r.stage WHEN 'card_linked' THEN 1 WHEN 'terms_accepted' THEN 2 ELSE 3 END
     LIMIT 1) AS in_class
  FROM (
    SELECT id, max(came) AS came FROM (
      SELECT e.participant_id AS id, 1 AS came
      FROM course_session s JOIN attendance a ON a.course_session_id = s.id
      JOIN enrolment e ON e.id = a.enrolment_id
      WHERE s."on" BETWEEN '{first}' AND '{on}' AND {came}
      UNION ALL
      SELECT participant_id, 0 FROM app_registration WHERE reached_on BETWEEN '{first}' AND '{on}'
    ) u GROUP BY id
  ) x JOIN participant p ON p.id = x.id
)
SELECT age, came, count(*), district_id, code, in_class FROM person GROUP BY 1, 2, 4, 5, 6
"""
BLOCKERS = """
SELECT x.blocker, count(*) FROM (
  SELECT o.participant_id AS id, o.blocker, row_number() OVER (
    PARTITION BY o.participant_id ORDER BY s."on" DESC, o.course_session_id DESC) AS n
  FROM course_session s JOIN app_outcome o ON s.id = o.course_session_id
  WHERE o.blocker IS NOT NULL AND s."on" BETWEEN '{first}' AND '{on}'
) x JOIN participant p ON p.id = x.id
WHERE x.n = 1 AND {aged} AND NOT EXISTS (SELECT 1 {of_person} AND r.stage <> 'installed')
GROUP BY x.blocker
"""
SESSIONS = """
SELECT count(*) FROM course_session s WHERE s."on" BETWEEN '{first}' AND '{on}'
AND EXISTS (SELECT 1 FROM attendance a WHERE a.course_session_id = s.id AND {came})
"""
NEWLY = """
SELECT x.reached_on, count(*) FROM (
  SELECT participant_id AS id, min(reached_on) AS reached_on FROM app_registration
  WHERE reached_on > '{since}' AND reached_on <= '{on}' AND stage IN {registered}
  GROUP BY participant_id
) x JOIN participant p ON p.id = x.id
WHERE {aged} AND NOT EXISTS (SELECT 1 {of_person}
  AND (r.stage = 'already' OR r.stage IN {registered} AND r.reached_on <= '{since}'))
GROUP BY x.reached_on
"""


def statements(on: date, since: date) -> dict[str, str]:
    """Return what gives the figures of a day."""
    days = {f"born_{age}": reaches_on(on, -age, AgeRule.BIRTHDAY) for age in (70, 75, 80, 85, 90)}
    year = fiscal_year(on)
    days |= {"on": on, "since": since, "first": start_of(year)}
    known = {**days, **{name: part.format(**days) for name, part in PARTS.items()}}
    before = start_of(year) - timedelta(days=1)
    return {
        "people": PEOPLE.format(**known),
        "blockers": BLOCKERS.format(**known),
        "sessions": SESSIONS.format(**known),
        "newly": NEWLY.format(**known),
        "by day": NEWLY.format(**{**known, "since": before}),
    }
