"""What can happen: the payloads of every event type, their identity and their canonical form.

Past-tense names; facts as they were decided, never instructions. Storing events belongs in
``ingest.event_log``; deciding which event follows belongs in the use cases.
"""

from ingest.events.articles import (
    PARSER_VERSION,
    VERSION_EVENTS,
    ArticleCorrected,
    ArticleQuarantined,
    ArticleVersion,
    ArticleWithdrawn,
)
from ingest.events.entities import (
    DoubtPayload,
    EntitiesMerged,
    EntitiesSplit,
    EntityDecisionRevoked,
    EntityLinked,
    MovedName,
    NamePayload,
    NamesResolved,
)
from ingest.events.envelope import NewEvent, canonical_json, sha256_hex, short_id
from ingest.events.erasure import ErasureOverruled, PayloadErased
from ingest.events.extraction import (
    ArticleExtracted,
    ClaimPayload,
    ExtractorPromoted,
    LabelPayload,
    MentionPayload,
)
from ingest.events.identity import (
    ArticleAssignedToStory,
    CopyPayload,
    OriginDecisionRevoked,
    OriginsJudged,
    StoriesJudged,
    StoriesMerged,
    StoryDecisionRevoked,
    StorySplit,
    TextsCompared,
)
from ingest.events.publication import CheckFailure, SnapshotPublished
from ingest.events.sources import (
    SourceDescribed,
    SourceStatementRecorded,
    SourceStatementWithdrawn,
)
from ingest.events.versions import SCHEMA_VERSIONS

__all__ = [
    "PARSER_VERSION",
    "SCHEMA_VERSIONS",
    "VERSION_EVENTS",
    "ArticleAssignedToStory",
    "ArticleCorrected",
    "ArticleExtracted",
    "ArticleQuarantined",
    "ArticleVersion",
    "ArticleWithdrawn",
    "CheckFailure",
    "ClaimPayload",
    "CopyPayload",
    "DoubtPayload",
    "EntitiesMerged",
    "EntitiesSplit",
    "EntityDecisionRevoked",
    "EntityLinked",
    "ErasureOverruled",
    "ExtractorPromoted",
    "LabelPayload",
    "MentionPayload",
    "MovedName",
    "NamePayload",
    "NamesResolved",
    "NewEvent",
    "OriginDecisionRevoked",
    "OriginsJudged",
    "PayloadErased",
    "SnapshotPublished",
    "SourceDescribed",
    "SourceStatementRecorded",
    "SourceStatementWithdrawn",
    "StoriesJudged",
    "StoriesMerged",
    "StoryDecisionRevoked",
    "StorySplit",
    "TextsCompared",
    "canonical_json",
    "sha256_hex",
    "short_id",
]
