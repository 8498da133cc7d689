"""What can happen: the payloads of every event type, their identity and their canonical form.

Past-tense names; facts as they were decided, never instructions. Storing events belongs in
``ingest.event_log``; deciding which event follows belongs in the use cases.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

PARSER_VERSION = "1"
"""Version of text and metadata parsing; recorded with every version of an article."""


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: equal values give equal bytes.

    Raises ``orjson.JSONEncodeError`` for lone surrogates, which no text that was read may hold.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def sha256_hex(content: bytes) -> str:
    """SHA-256 as 64 lower-case hex digits."""
    return hashlib.sha256(content).hexdigest()


def short_id(prefix: str, *parts: str) -> str:
    """A readable key from business identity: ``prefix_`` and 20 hex digits (80 bits)."""
    return f"{prefix}_{sha256_hex(chr(0).join(parts).encode())[:20]}"


@dataclass(frozen=True, slots=True)
class SourceDescribed:
    """The registry says this of an outlet."""

    source_id: str
    name: str
    domains: list[str]
    aliases: list[str]
    country: str | None  # ISO 3166-1 alpha-2
    source_type: str  # outlet | agency | government | aggregator | unknown
    version: int = 1  # stream version of this event, so that a return to old words is another event


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
    modified_at: str | None
    modified_at_precision: str
    modified_at_method: str
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
class ArticleWithdrawn:
    """The publisher took an article back."""

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


@dataclass(frozen=True, slots=True)
class MentionPayload:
    """One mention of an entity in a text; offsets in code points of its section."""

    section: str  # title | body
    start: int
    end: int
    text: str
    mention_type: str  # name | nominal | pronoun
    entity_type: str  # person | organization | place | event | work | other
    entity_name: str  # the fullest name this mention has within the article
    descriptor: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ClaimPayload:
    """One occurrence of a statement; spans are [start, end] pairs in code points of its section."""

    section: str  # title | body
    content_spans: list[tuple[int, int]]
    speaker_spans: list[tuple[int, int]]  # empty when nobody is named
    cue_spans: list[tuple[int, int]]  # empty in the outlet's own voice
    speaker_mention: int | None  # index into the text's mentions, when the speaker is an entity
    voice: str  # attributed | own_voice
    quote_type: str  # direct | indirect | mixed | none
    cue_stance: str  # neutral | doubt | support | denial | demand
    is_negated: bool
    confidence: float
    speaker_kind: str = "unknown"
    """person | group | organization | place | document | anonymous | unknown; none in own voice."""
    modality: str = "asserted"  # asserted | possible | necessary | conditional | intended
    addressee_spans: list[tuple[int, int]] = field(default_factory=list)
    addressee_mention: int | None = None
    outer_claim: int | None = None
    """Index into the text's claims of the claim in whose content this one stands."""


@dataclass(frozen=True, slots=True)
class ArticleExtracted:
    """What one version of one extractor found in one text; recorded once, never computed again."""

    text_hash: str
    extractor: str
    extractor_version: str
    model: str
    mentions: list[MentionPayload] = field(default_factory=list)
    claims: list[ClaimPayload] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ExtractorPromoted:
    """From here on the tables show what this version of this extractor finds."""

    extractor: str
    extractor_version: str
    previous_extractor: str | None  # None where nothing was chosen before
    previous_extractor_version: str | None
    reason: str
    decided_by: str  # a person, or "configuration" where nobody has decided
    version: int  # stream version of this event, so that a return to the old one is another event


@dataclass(frozen=True, slots=True)
class ArticleAssignedToStory:
    """An article tells of this happening; a later one of the same article takes its place."""

    article_id: str
    story_id: str
    score: float | None  # log odds of the best story; None where there was nothing to compare with
    nearest_article_id: str | None  # that spoke loudest, for joining or, too softly, against
    reason: str  # joined | opened | decided
    evidence: list[str]  # what the two articles share, the rarest first
    method: str
    method_version: str
    decided_by: str = "model"
    version: int = 1  # stream version of this event: a return to an old story is another one


@dataclass(frozen=True, slots=True)
class StoriesMerged:
    """Two stories turned out to be one; the older name stays for all their articles."""

    story_id: str  # that stays
    merged_story_id: str  # that is gone
    score: float | None  # mean log odds between their articles
    linking_article_id: str | None  # whose arrival showed it
    method: str
    method_version: str
    decided_by: str = "model"


@dataclass(frozen=True, slots=True)
class CopyPayload:
    """Two texts with a common origin, by the hashes of their bodies; the left one came in later."""

    left_id: str
    right_id: str
    reason: str  # exact | near_duplicate | credited_wire
    similarity: float  # share of the shorter text's words that stands in the longer one
    resemblance: float  # shared shingles of all shingles of both (Jaccard)


@dataclass(frozen=True, slots=True)
class TextsCompared:
    """The texts that came with the events (from_position, to_position] were compared with all before."""

    from_position: int
    to_position: int
    text_count: int
    copies: list[CopyPayload]
    method: str
    method_version: str


@dataclass(frozen=True, slots=True)
class SnapshotPublished:
    """A build passed its checks and became the published file."""

    log_position: int  # the last position that the published tables contain
    log_hash: str
    code_version: str
    extractor_version: str | None
    row_counts: dict[str, int]
    checks_passed: int
    checks_warned: int


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is not in the log yet.

    ``stream_version`` is the version this event gets in its stream (the writer's last known version
    plus one): a stale writer is refused. ``event_id`` is a hash of the business content, so appending
    the same fact twice appends it once. ``payload_bytes`` is what the log stores and hashes.
    """

    event_type: str
    stream_id: str
    stream_version: int
    payload: Mapping[str, Any]
    occurred_at: datetime
    schema_version: int = 1
    payload_bytes: bytes = field(init=False, repr=False, compare=False)
    payload_hash: str = field(init=False, repr=False, compare=False)
    event_id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.occurred_at.tzinfo is None:
            raise ValueError(f"{self.event_type} of {self.stream_id}: occurred_at has no time zone")
        payload_bytes = canonical_json(self.payload)
        payload_hash = sha256_hex(payload_bytes)
        identity = "\0".join((self.event_type, self.stream_id, payload_hash))
        # The class is frozen and has slots; computed here once, these never change again.
        object.__setattr__(self, "payload_bytes", payload_bytes)
        object.__setattr__(self, "payload_hash", payload_hash)
        object.__setattr__(self, "event_id", sha256_hex(identity.encode()))

    @classmethod
    def of(
        cls,
        event_type: str,
        stream_id: str,
        stream_version: int,
        payload: Any,
        occurred_at: datetime,
    ) -> "NewEvent":
        """From a payload dataclass of this module; the payload becomes what a reader will get."""
        return cls(
            event_type,
            stream_id,
            stream_version,
            # Through JSON: lists for tuples, and 8 times as fast as dataclasses.asdict.
            orjson.loads(canonical_json(payload)),
            occurred_at,
            SCHEMA_VERSIONS[event_type],
        )


SCHEMA_VERSIONS: dict[str, int] = {
    "SourceDescribed": 1,
    "ArticleObserved": 1,
    "ArticleRevised": 1,
    "ArticleWithdrawn": 1,
    "ArticleQuarantined": 1,
    "ArticleExtracted": 2,
    "ExtractorPromoted": 1,
    "ArticleAssignedToStory": 1,
    "StoriesMerged": 1,
    "TextsCompared": 1,
    "SnapshotPublished": 1,
}
"""The newest schema version of each event type; older ones are upcast on read."""
