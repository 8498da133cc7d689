"""What happens to articles, and the inputs that could not become one.

Parsing them belongs in ``ingest.articles``.
"""

from dataclasses import dataclass

PARSER_VERSION = "3"
"""Version of text and metadata parsing; recorded with every version of an article."""

VERSION_EVENTS = ("ArticleObserved", "ArticleRevised", "ArticleCorrected")
"""Events whose payload is a version of an article, with its text."""


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """Payload of ``ArticleObserved`` (first version) and ``ArticleRevised`` (each later one)."""

    article_id: str
    version_id: str
    version: int  # in order of arrival, from 1
    text_hash: str  # sha256 of title, two newlines, body_text: what an extractor sees
    blob_hash: str  # sha256 of the raw bytes
    media_type: str
    retrieved_from: str
    reader: str
    parser_version: str
    ref: str | None
    url: str | None
    canonical_url: str | None
    title: str | None
    title_method: str
    author: str | None
    author_method: str
    dateline: str | None
    language: str | None  # ISO 639-1
    published_at: str | None  # ISO 8601, UTC
    published_at_precision: str
    published_at_method: str
    published_at_zone: str | None  # +03:00 as stated, or the IANA name that a clock was read in
    published_at_zone_method: (
        str  # stated | country | page | address | none | unknown (not recorded)
    )
    published_on: str | None  # the day in the publisher's calendar
    published_from: str | None  # bounds of the publication, ISO 8601, UTC
    published_to: str | None
    modified_at: str | None
    modified_at_precision: str
    modified_at_method: str
    modified_at_zone: str | None
    modified_at_zone_method: str
    body_text: str
    body_hash: str
    word_count: int
    source_id: str | None
    source_name: str | None
    source_domain: str | None
    source_method: str
    wire_credits: list[str]
    observed_at: str | None  # ISO 8601, UTC; where the input states when it was fetched


@dataclass(frozen=True, slots=True)
class ArticleCorrected(ArticleVersion):
    """A person put right what the log says of an article: the whole version as it is now."""

    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class ArticleWithdrawn:
    """The publisher took an article back, or a person did."""

    article_id: str
    pub_status: str  # withheld | canceled
    reason: str | None
    retrieved_from: str
    version: int  # stream version of this event, so that a second withdrawal is another event


@dataclass(frozen=True, slots=True)
class ArticleQuarantined:
    """An input that could not become an article."""

    quarantine_id: str
    retrieved_from: str
    reason_code: str
    detail: str
    media_type: str | None
    blob_hash: str | None  # None when the bytes were not kept
    byte_count: int | None
