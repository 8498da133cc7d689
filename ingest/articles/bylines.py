"""Lines above a body that say who wrote it, for whom and when.

``By Ann Lee in Minsk | Harbour Post | Updated: 2021-03-04 09:30``: every part of a line must be read,
or the line stays where it is. Which statement wins belongs to the caller.
"""

import re
from dataclasses import dataclass, field

from ingest.articles.authors import clean_authors, is_name
from ingest.articles.dates import Statement
from ingest.articles.relative_days import YearlessDay, parse_yearless
from ingest.articles.shown_dates import PARTS, read_labelled
from ingest.sources import Source, SourceRegistry

_BY = re.compile(
    r"(?i)(?:(?:(?:written|reported|story|report|words|analysis)\s+)?by|par|von|por|door)\b:?\s+(?=\S)"
)
_IN_PLACE = re.compile(
    r"\s+(?:in|reporting from|from)\s+(?P<place>[A-Z][\w.'’ -]{1,40}(?:, [A-Z][\w. ]+)?)$"
)
_NEUTRAL = re.compile(
    r"(?i)(?:\d+\s+min(?:ute)?s?\.?\s+read|(?:updated |published |posted )?\d+ (?:minute|hour|day|week|month|year)s? ago|"
    r"staff reports?|staff|news|world|politics|opinion|\d+ comments?)"
)
_CLOCK_ONLY = re.compile(
    r"(?i)updated (?:at )?\d{1,2}[:.]\d{2} ?[ap]\.?m\.? ?[A-Z]{0,4}(?: (?:on )?[a-z]+(?:, [a-z]+ \d{1,2})?)?\.?"
)
_LONGEST, _MOST_AUTHORS = 220, 8


@dataclass(slots=True)
class Byline:
    """What one or several byline lines say."""

    authors: list[str] = field(default_factory=list)
    outlet: Source | None = None
    place: str | None = None
    published: Statement | None = None
    modified: Statement | None = None
    yearless: YearlessDay | None = None
    ages: list[str] = field(default_factory=list)  # "3 hours ago", as it stands

    def add(self, other: "Byline") -> None:
        """Take over what an earlier line did not say."""
        self.authors = self.authors or other.authors
        self.outlet = self.outlet or other.outlet
        self.place = self.place or other.place
        self.published = self.published or other.published
        self.modified = self.modified or other.modified
        self.yearless = self.yearless or other.yearless
        self.ages += other.ages


def read_byline(line: str, registry: SourceRegistry) -> Byline | None:
    """What ``line`` says, when every part of it says who, for whom or when."""
    if len(line) > _LONGEST or not _may_be_byline(line):
        return None
    byline = Byline()
    if _CLOCK_ONLY.fullmatch(line) or _read_date(line, byline):
        return byline
    names: list[str] = []
    for part in filter(None, (part.strip(" ,") for part in PARTS.split(line))):
        if not _read_part(part, byline, registry):
            if not is_name(part):
                return None
            names.append(part)
    dated = byline.published or byline.modified or byline.yearless or byline.ages
    said = bool(byline.authors or byline.outlet or dated)
    byline.authors = byline.authors or clean_authors(names)
    return byline if said else None


def _may_be_byline(line: str) -> bool:
    """Cheap: a line of prose ends in a full stop; a byline rarely does."""
    return (
        len(line) < 60 or not line.endswith((".", "!", "?", "”", '"')) or line[:3].lower() == "by "
    )


def _read_part(part: str, byline: Byline, registry: SourceRegistry) -> bool:
    if _NEUTRAL.fullmatch(part):
        byline.ages += [part] if part.endswith("ago") else []
        return True
    if by := _BY.match(part):
        return _read_authors(part[by.end() :], byline, registry)
    if known := registry.by_name(part):
        byline.outlet = byline.outlet or known
        return True
    return _read_date(part, byline)


def _read_date(part: str, byline: Byline) -> bool:
    found = read_labelled(part)
    if found is None:
        yearless = parse_yearless(part)
        byline.yearless = byline.yearless or yearless
        return yearless is not None
    if found.is_change:
        byline.modified = byline.modified or found.date
    else:
        byline.published = byline.published or found.date
    return True


def _read_authors(rest: str, byline: Byline, registry: SourceRegistry) -> bool:
    """``Ann Lee and Bo Kim in Minsk``, ``Ann Lee, Agency``, ``Agency``."""
    if known := registry.by_name(rest):
        byline.outlet = byline.outlet or known
        return True
    if any(map(str.isdigit, rest)):
        return False
    place = _IN_PLACE.search(rest)
    names = clean_authors(rest[: place.start()] if place else rest)
    outlets = [source for name in names if (source := registry.by_name(name))]
    names = [name for name in names if not registry.by_name(name)]
    if not names or len(names) > _MOST_AUTHORS or not is_name(names[0]):
        return False
    if sum(map(is_name, names)) < len(names) - 1:
        return False
    byline.authors = byline.authors or [name for name in names if is_name(name)]
    byline.place = byline.place or (place["place"].strip() if place else None)
    byline.outlet = byline.outlet or (outlets[0] if outlets else None)
    return True
