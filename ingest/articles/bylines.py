"""Lines above a body that say who wrote it, for whom and when.

``By Ann Lee in Minsk | Harbour Post | Updated: 2021-03-04 09:30``: every part of a line must be read,
or the line stays where it is. Which statement wins belongs to the caller.
"""

import re
from dataclasses import dataclass, field

from ingest.articles.authors import clean_authors, is_name
from ingest.articles.dates import Statement, parse_date
from ingest.sources import Source, SourceRegistry

_PARTS = re.compile(r"\s*(?:[|•·]|(?<=\s)[–—-](?=\s))\s*")
_LABEL = re.compile(
    r"(?P<label>(?:(?:last|first)\s+)?(?:updated|modified|edited|revised|published|posted|created|released|issued|date)"
    r"|publiée?|mise?\s+à\s+jour|modifiée?|veröffentlicht|aktualisiert|publicado|actualizado|atualizado"
    r"|pubblicato|aggiornato|gepubliceerd|bijgewerkt)"
    r"(?:\s+(?:on|at|le|am|el|em|il|op))?\s*:?\s*(?:on\s+|at\s+)?",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"(?i)updat|modif|edit|revis|jour|aktualis|a[ct]tualiz|atualiz|aggiorn|bijg")
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

    def add(self, other: "Byline") -> None:
        """Take over what an earlier line did not say."""
        self.authors = self.authors or other.authors
        self.outlet = self.outlet or other.outlet
        self.place = self.place or other.place
        self.published = self.published or other.published
        self.modified = self.modified or other.modified


def read_byline(line: str, registry: SourceRegistry) -> Byline | None:
    """What ``line`` says, when every part of it says who, for whom or when."""
    if len(line) > _LONGEST or not _may_be_byline(line):
        return None
    byline = Byline()
    if _CLOCK_ONLY.fullmatch(line) or _read_date(line, byline):
        return byline
    names: list[str] = []
    for part in filter(None, (part.strip(" ,") for part in _PARTS.split(line))):
        if not _read_part(part, byline, registry):
            if not is_name(part):
                return None
            names.append(part)
    said = bool(byline.authors or byline.outlet or byline.published or byline.modified)
    byline.authors = byline.authors or clean_authors(names)
    return byline if said else None


def _may_be_byline(line: str) -> bool:
    """Cheap: a line of prose ends in a full stop; a byline rarely does."""
    return (
        len(line) < 60 or not line.endswith((".", "!", "?", "”", '"')) or line[:3].lower() == "by "
    )


def _read_part(part: str, byline: Byline, registry: SourceRegistry) -> bool:
    if _NEUTRAL.fullmatch(part):
        return True
    if by := _BY.match(part):
        return _read_authors(part[by.end() :], byline, registry)
    if known := registry.by_name(part):
        byline.outlet = byline.outlet or known
        return True
    return _read_date(part, byline)


def _read_date(part: str, byline: Byline) -> bool:
    label = _LABEL.match(part)
    date = parse_date(part[label.end() :] if label else part)
    if date is None or date.precision == "year":
        return False
    if label and _MODIFIED.search(label["label"]):
        byline.modified = byline.modified or date
    else:
        byline.published = byline.published or date
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
