"""Limits of districts and venues."""

from classroom.rules.era_calendar import WEEKDAYS

NAME_MAX = 60
SHORT_NAME_MAX = 20
CODE_MAX = 10
ADDRESS_MAX = 120
NOTE_MAX = 500
CAPACITY_MAX = 500
PARKING_MAX = 999
TELEPHONE_MAX = 11
POSITION_MAX = 9999
WEEKDAYS_MAX = len(WEEKDAYS)


def weekdays(text: str) -> str | None:
    """Read days of the week as people write them: 月・木, 毎週月曜日. None where it says others."""
    plain = text.replace("毎週", "").replace("曜日", "").replace("曜", "")
    named = [letter for letter in plain if letter not in "、・,，／/ 　"]
    if any(letter not in WEEKDAYS for letter in named):
        return None
    return "".join(letter for letter in WEEKDAYS if letter in named)
