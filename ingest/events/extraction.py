"""What extractors found in texts, and which of them the tables show.

Finding it belongs in ``ingest.extract``.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LabelPayload:
    """What a text calls a mention beside it; offsets in code points of the mention's section."""

    kind: str  # title | apposition | copula
    start: int
    end: int
    is_quoted: bool  # stands within quotation marks
    is_attributed: bool  # stands in what an attributed claim says


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
    labels: list[LabelPayload] = field(default_factory=list)


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
