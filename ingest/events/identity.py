"""Which articles tell one story, which texts have one origin, and what people decided about either.

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
    reason: str  # joined | opened | split | decided
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
class StorySplit:
    """A story turned out to be two look-alikes; these articles went to the new one."""

    story_id: str
    new_story_id: str
    article_ids: list[str]
    ratio: float  # how alike the two are across, over within
    evidence: list[str]  # what those that stay and those that leave speak of most, the other not
    linking_article_id: str  # whose arrival showed it
    method: str
    method_version: str


@dataclass(frozen=True, slots=True)
class StoriesJudged:
    """A person says that two stories are one, or that one is two; these articles moved for it."""

    decision_id: str
    decision: str  # merge | split
    story_id: str  # that stays
    other_story_id: str  # that was merged, or is new
    article_ids: list[str]
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class StoryDecisionRevoked:
    """A person takes a decision about stories back; these articles returned."""

    decision_id: str
    article_ids: list[str]
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class OriginsJudged:
    """A person says that two articles have one origin, or that they have not."""

    decision_id: str
    decision: str  # join | part
    article_id: str
    other_article_id: str | None  # None of one that stands for itself
    reason: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class OriginDecisionRevoked:
    """A person takes a decision about origins back."""

    decision_id: str
    reason: str
    decided_by: str


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
