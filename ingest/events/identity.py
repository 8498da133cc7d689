"""Which articles tell one story, and which texts have one origin.

Deciding it belongs in ``ingest.identity``.
"""

from dataclasses import dataclass


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
