"""Which days an article names: calendar dates, and weekdays as of the day of publication.

Only days; what else an article says is read in ``features``.
"""

import re
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_OF = (
    {name: n for n, name in enumerate(MONTHS, 1)}
    | {name[:3]: n for n, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
_CALENDAR = re.compile(
    rf"\b(?P<month>{'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?\s+"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!\s?:)(?:\s?,?\s(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"\b(?P<word>{'|'.join(WEEKDAYS)}|yesterday|today|tonight)\b", re.IGNORECASE
)

_STAMP = re.compile(r"(?i)\b(?:posted|updated|published|modified|last|aired|on air)\b")
"""Before a day it says when the page was made."""


def named_days(text: str, published: date | None) -> list[int]:
    """Days that the text names, in order; weekdays and dates without a year as of publication."""
    found = []
    for match in _CALENDAR.finditer(text):
        day = _calendar_day(match, published)
        if day and not _STAMP.search(text, max(0, match.start() - 25), match.start()):
            found.append((match.start(), day.toordinal()))
    if published:
        for match in _RELATIVE.finditer(text):
            if not _STAMP.search(text, max(0, match.start() - 25), match.start()):
                back = _days_back(match["word"].lower(), published)
                found.append((match.start(), published.toordinal() - back))
    return [day for _, day in sorted(found)]


def _calendar_day(match: re.Match[str], published: date | None) -> date | None:
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    try:
        day = date(year, _MONTH_OF[match["month"].lower()], int(match["day"]))
        if not match["year"] and published and day > published + timedelta(days=30):
            day = day.replace(year=year - 1)
    except ValueError:
        return None
    return day


def _days_back(word: str, published: date) -> int:
    if word in WEEKDAYS:
        return (published.weekday() - WEEKDAYS.index(word)) % 7
    return int(word == "yesterday")
