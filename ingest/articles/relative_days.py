"""Days that a text leaves open: a date without its year, "on Tuesday", "3 hours ago".

They mean something only beside the time of observation, before which the text was published. A weekday and
an age give bounds, never a date; a day without a year takes that of the observation only where it lies
shortly before it. What of that is said for certain stays visible in the method.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ingest.articles.dates import Statement
from ingest.articles.moments import between
from ingest.articles.months import MONTHS
from ingest.documents import Moment

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = re.compile(
    r"\b(?:on|late|early|said|says|told reporters|announced|reported)\s+"
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?! (?:through|to|and|or|next))"
)
_SENTENCE = re.compile(r"[^.!?]+")
_PAST = re.compile(
    r"\b(?:said|told|was|were|had|did|made|took|met|held|won|lost|died|began|[a-z]{2,}ed)\b"
)
_NOT_PAST = re.compile(
    r"(?i)\b(?:will|would|shall|next|coming|upcoming|scheduled|due|expected|planned|plans|set to|to be|"
    r"until|by|every|each|last|previous|earlier|week ago|is|are|begins?|starts?|opens?)\b"
)
_FULL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARLESS = re.compile(
    r"(?:(?P<weekday>[A-Z][a-z]{2,8})[,.]?\s+)?"
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2})|(?P<day2>\d{1,2})\s+(?P<month2>[A-Z][a-z]{2,8})\.?)"
)
_AGE = re.compile(
    r"(?i)(?:(?P<label>updated|published|posted|modified)\s+)?(?P<count>\d{1,2}|an?|one)\s+(?P<unit>min(?:ute)?|hour|hr|day|week)s?\s+ago"
    r"|vor\s+(?P<count_de>\d{1,2})\s+(?P<unit_de>minute|stunde|tag|woche)(?:n|en)?"
)
_UNITS = {
    "min": timedelta(minutes=1), "hou": timedelta(hours=1), "hr": timedelta(hours=1), "day": timedelta(days=1),
    "wee": timedelta(weeks=1), "stu": timedelta(hours=1), "tag": timedelta(days=1), "woc": timedelta(weeks=1),
}  # fmt: skip
_PARAGRAPHS, _FRESH = 12, timedelta(days=60)
_EASTMOST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class YearlessDay:
    """A day of a month, and its weekday (Monday 0) where that is stated too."""

    month: int
    day: int
    weekday: int | None = None


def parse_yearless(text: str | None) -> YearlessDay | None:
    """``Aug 18``, ``18 August``, ``Tuesday, Aug. 18``, and nothing else."""
    found = _YEARLESS.fullmatch(text.strip(" ,.")) if text else None
    month = MONTHS.get((found["month"] or found["month2"]).lower()) if found else None
    if found is None or month is None:
        return None
    stated = (found["weekday"] or "").lower()
    weekdays = [
        number for number, name in enumerate(_WEEKDAYS) if stated and name.startswith(stated)
    ]
    if stated and not weekdays:
        return None
    return YearlessDay(month, int(found["day"] or found["day2"]), weekdays[0] if stated else None)


def resolve_year(stated: YearlessDay | None, observed_at: datetime | None) -> Statement | None:
    """The day in the year that ends with the observation, when it lies at most 60 days before it.

    A stated weekday that does not fit says that the text is older than that.
    """
    if stated is None or observed_at is None:
        return None
    latest = observed_at.replace(tzinfo=None) + timedelta(days=1)  # it may be tomorrow elsewhere
    for year in (latest.year, latest.year - 1):
        try:
            when = datetime(year, stated.month, stated.day)  # noqa: DTZ001 (a day of no zone)
        except ValueError:
            continue
        if latest - _FRESH <= when <= latest:
            fits = stated.weekday is None or when.weekday() == stated.weekday
            return Statement(when, "day") if fits else None
    return None


def age_range(lines: Iterable[str], observed_at: datetime | None) -> Moment | None:
    """``3 hours ago`` beside a title: between four and three hours before the observation."""
    for line in lines if observed_at else ():
        found = _AGE.fullmatch(line.strip(" ,.|•·"))
        if found is None or (found["label"] or "").lower() in ("updated", "modified"):
            continue
        count = found["count"] or found["count_de"]
        unit = _UNITS[(found["unit"] or found["unit_de"]).lower()[:3]]
        number = int(count) if count.isdigit() else 1
        observed = (observed_at or datetime.now(UTC)).astimezone(UTC)
        return between(observed - (number + 1) * unit, observed - number * unit, "age")
    return None


def weekday_range(paragraphs: list[str], observed_at: datetime | None) -> Moment | None:
    """From the first weekday that is told of as past to the observation; None where nothing bounds it.

    The first is that of the news itself: of it 85 to 95 in 100 ranges hold the day, of the latest named 81
    to 92. Holds for a text observed within a week of its publication; one that names years, but none of the
    observation's, is older.
    """
    if observed_at is None:
        return None
    observed = observed_at.astimezone(UTC)
    text = " ".join(paragraphs)
    years = set(map(int, _FULL_YEAR.findall(text)))
    if years and not years & {observed.year, (observed - timedelta(days=31)).year}:
        return None
    weekday = next(_told_weekdays(paragraphs[:_PARAGRAPHS]), None)
    if weekday is None:
        return None
    first = datetime.combine(_last(weekday, observed.date()), time(), UTC)
    return between(first - _EASTMOST, observed, "weekday")


def _told_weekdays(paragraphs: list[str]) -> Iterator[int]:
    for paragraph in paragraphs:
        for sentence in _SENTENCE.findall(paragraph):
            found = _NAMED.search(sentence)
            if found and _PAST.search(sentence) and not _NOT_PAST.search(sentence):
                yield _WEEKDAYS.index(found["weekday"].lower())


def _last(weekday: int, day: date) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)
