"""Statements of a date as they stand in records, pages and bylines, and what they allow.

A :class:`Statement` keeps the stated clock and zone; a ``Moment`` is what it means in UTC. A string
that says more than a date, or an impossible one, is no date: nothing here searches running text.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from ingest.articles.months import FILLER_WORDS, MONTHS
from ingest.articles.zones import abbreviated_zone
from ingest.documents import Moment

_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?"
_YEAR = r"(?P<year>\d{4})"
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<gap>[-/.])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?!\d)T?",
        rf"{_MONTH}\s*{_DAY}\s*(?:,|\s)\s*{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}(?:\.|\s+(?:of|de)\b)?[\s-]*{_MONTH}[\s,-]*(?:de\s+)?{_YEAR}(?!\d)",
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})(?P<slash>[/-])(?P<second>\d{1,2})(?P=slash)(?P<year>\d{4}|\d{2})(?!\d)",
        r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)T?",
        r"^(?P<year>\d{4})-(?P<month>\d{2})$",
        rf"^{_MONTH},?\s+{_YEAR}$",
        r"^(?P<year>\d{4})$",
    )
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?|(?<!\d)(?P<hour12>\d{1,2})\s*(?P<half12>[ap]\.?m\b\.?)",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:UTC|GMT)?\s*(?P<sign>[+\u2212-])\s?(?P<hours>\d{2}):?(?P<minutes>\d{2})?$", re.I
)
_ABBREVIATION = re.compile(r"\(?\b([A-Z]{1,4}T|UTC|Z|MSK|WIB)\b\)?|(?<=\d)(Z)\b")
_FILLER = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|"
    rf"{FILLER_WORDS})\b\.?|[\s,;|()•·@–—-]+",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d|\d{8}T\d")
_ISO_SECONDS = re.compile(r".{8,10}[ T](?:\d\d:\d\d:\d\d|\d{6})")
_EPOCH = re.compile(r"^(\d{10})(\d{3})?$")
_EPOCH_START = (1970, 1, 1, 0, 0, 0)
_LONGEST = 80
OLDEST_YEAR, NEWEST_YEAR = 1600, 2100
"""The first newspapers are of 1605; a year outside is a default or a typing error."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A stated date: ``when`` is naive where no zone is stated."""

    when: datetime
    precision: str  # second | minute | day | month | year

    def moment(self, method: str, zone: tzinfo | None = None) -> Moment:
        """What the statement means in UTC; ``zone`` is that of a clock without one (default UTC).

        A day, a month or a year begins at 00:00 UTC by convention, wherever it was stated.
        """
        if self.precision not in ("second", "minute"):
            return Moment(self.when.replace(tzinfo=UTC), self.precision, method)
        when = self.when if self.when.tzinfo else self.when.replace(tzinfo=zone or UTC)
        return Moment(when.astimezone(UTC), self.precision, method)


def parse_date(text: str | None, *, month_first: bool | None = None) -> Statement | None:
    """The date that ``text`` states, when it states nothing else and the date can be.

    ``month_first`` reads 3/4/2020; without it, where both readings are possible only the year is known.
    """
    text = " ".join(text.split()) if text and len(text) <= _LONGEST else ""
    if not text or not any(map(str.isdigit, text)):
        return None
    try:
        return _iso(text) or _epoch(text) or _spelled(text, month_first=month_first)
    except (ValueError, OverflowError):  # a day that does not exist: 0001-11-30, 31 June
        return None


def _iso(text: str) -> Statement | None:
    if not _ISO.match(text):
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _checked(when, "second" if _ISO_SECONDS.match(text) else "minute")


def _epoch(text: str) -> Statement | None:
    match = _EPOCH.match(text)
    return _checked(datetime.fromtimestamp(int(match[1]), UTC), "second") if match else None


def _spelled(text: str, *, month_first: bool | None) -> Statement | None:
    for form in _DATE_FORMS:
        for match in form.finditer(text):
            if day := _day(match, month_first=month_first):
                rest = f"{text[: match.start()]} {text[match.end() :]}"
                return _with_clock(*day, rest)
    return None


def _day(match: re.Match[str], *, month_first: bool | None) -> tuple[datetime, str] | None:
    """The day and its precision; None when the month is no month."""
    found = match.groupdict()
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if found.get("first"):
        return _numeric(year, int(found["first"]), int(found["second"]), month_first=month_first)
    month = found.get("month")
    if month is None:
        return datetime(year, 1, 1), "year"  # noqa: DTZ001 (the zone is found later, or not stated)
    number = int(month) if month.isdecimal() else MONTHS.get(month.lower(), 0)
    if number == 0:
        return None
    day = found.get("day")
    return datetime(year, number, int(day or 1)), "day" if day else "month"  # noqa: DTZ001


def _numeric(
    year: int, first: int, second: int, *, month_first: bool | None
) -> tuple[datetime, str]:
    if first > 12 or second > 12 or first == second:
        month, day = (second, first) if first > 12 else (first, second)
    elif month_first is None:
        return datetime(year, 1, 1), "year"  # noqa: DTZ001
    else:
        month, day = (first, second) if month_first else (second, first)
    return datetime(year, month, day), "day"  # noqa: DTZ001


def _with_clock(day: datetime, precision: str, rest: str) -> Statement | None:
    """Add the clock and the zone that stand round a day; None when other words do."""
    rest = rest.strip()
    if not rest or precision != "day":
        return _checked(day, precision) if not _FILLER.sub("", rest) else None
    clock = _TIME.search(rest)
    if clock is None:
        rest = _ABBREVIATION.sub("", rest)
        return _checked(day, "day") if not _FILLER.sub("", rest) else None
    zone, after = _zone(rest[clock.end() :].strip())
    if _FILLER.sub("", f"{rest[: clock.start()]} {after}"):
        return None
    return _checked(_at(day, clock, zone), "second" if clock["second"] else "minute")


def _zone(after: str) -> tuple[tzinfo | None, str]:
    """The zone after a clock time, and what is left without it."""
    if offset := _OFFSET.search(after):
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        sign = 1 if offset["sign"] == "+" else -1
        return timezone(timedelta(minutes=sign * minutes)), after[: offset.start()]
    if name := _ABBREVIATION.search(after):
        return abbreviated_zone(name[1] or name[2]), _ABBREVIATION.sub("", after)
    return None, after


def _at(day: datetime, clock: re.Match[str], zone: tzinfo | None) -> datetime:
    hour = int(clock["hour"] or clock["hour12"])
    half = (clock["half"] or clock["half12"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return day.replace(
        hour=hour, minute=int(clock["minute"] or 0), second=int(clock["second"] or 0), tzinfo=zone
    )


def _checked(when: datetime, precision: str) -> Statement | None:
    """Drop what cannot be; a clock of exactly midnight is a day that software printed in full."""
    clock = (when.hour, when.minute, when.second, when.microsecond)
    if not OLDEST_YEAR <= when.year <= NEWEST_YEAR:
        return None
    if when.timetuple()[:6] == _EPOCH_START:
        return None
    if precision == "second" and clock == (0, 0, 0, 0):
        return Statement(when.replace(tzinfo=None), "day")
    if precision not in ("second", "minute"):
        return Statement(when.replace(tzinfo=None), precision)
    return Statement(when, precision)
