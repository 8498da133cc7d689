"""The shapes that pass from the readers to the article parser, and from there to the log.

Values only. Reading bytes belongs in ``ingest.readers``, finding text and metadata in
``ingest.articles``, deciding which event follows in ``ingest.intake``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

MOVED_FROM = "moved_from"
"""The field with the address that was asked for, where a server sent us on to another."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One thing that ought to be one article, as a reader found it.

    ``retrieved_from`` names it for a person and stays the same when it is read again: a path or URL,
    ``archive.zip!member``, ``crawl.warc.gz#<offset>``, ``items.jsonl#L12``, ``feed.xml#<guid>``.
    ``content`` is kept in the log as evidence: the file, the page, or the record's own bytes.
    ``fields`` is what the container states about it, in our names: ``ref`` (the ingester's id), ``url``,
    ``title``, ``author``, ``published_at``, ``modified_at``, ``language``, ``source`` (outlet name),
    ``source_id`` (given by the person who ingests), ``pub_status``, ``text`` (plain text body) or
    ``html`` (body markup). When neither ``text`` nor ``html`` is there, the body is in ``content``.
    """

    retrieved_from: str
    content: bytes
    media_type: str  # text/plain | text/html | application/json | application/xml
    charset: str | None = None  # stated outside the bytes, e.g. in an HTTP header
    fields: Mapping[str, str] = field(default_factory=dict)
    observed_at: datetime | None = None  # fetch time where one is stated (HTTP, WARC), else None
    reader: str = "text"  # text | html | jsonl | csv | feed | warc


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something a reader found that cannot become an article; goes to quarantine.

    ``reason_code`` and ``detail`` as in :class:`ingest.errors.UnreadableInput`; ``content`` is None
    when the bytes are not to be kept (too large, never received).
    """

    retrieved_from: str
    reason_code: str
    detail: str
    content: bytes | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as precisely as the source states it, and how it was found.

    ``value`` is timezone-aware UTC, the earliest instant that the statement allows;
    ``precision`` is second | minute | day | month | year | unknown; ``method`` is e.g. ``metadata``,
    ``byline``, ``dateline``, ``url``, ``text``, ``feed``, ``given``, ``none``.
    ``zone`` is the stated offset (``+03:00``) or the IANA name of the zone that a statement without one
    is read in, and ``zone_method`` says which: stated | country | page | address | none (read as UTC).
    ``local_day`` is the day in the publisher's calendar. ``earliest`` and ``latest`` bound the time (UTC)
    as far as the statement and its zone are known; of "on Tuesday" they are all that is known.
    """

    value: datetime | None = None
    precision: str = "unknown"
    method: str = "none"
    zone: str | None = None
    zone_method: str = "none"
    local_day: date | None = None
    earliest: datetime | None = None
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Which outlet published a document, as far as it is known, and how that was found.

    ``source_id`` is the registry's id; for an outlet that the registry does not know the registrable
    domain, or a slug of the name where only that is stated; None when nothing says. ``method`` is
    given | url | metadata | byline | source_line | social_link | none.
    """

    source_id: str | None = None
    name: str | None = None
    domain: str | None = None
    method: str = "none"


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """Text and metadata of one article; ``None`` where nothing says, never a guess."""

    body_text: str  # paragraphs parted by one empty line
    title: str | None = None
    title_method: str = "none"
    author: str | None = None
    author_method: str = "none"
    dateline: str | None = None
    language: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    published: Moment = Moment()
    modified: Moment = Moment()
    outlet: Outlet = Outlet()
    wire_credits: tuple[str, ...] = ()
    pub_status: str = "usable"  # usable | withheld | canceled
    ref: str | None = None
