"""From texts to recorded results: parse, attributions, claims and mentions, put together as payloads.

The same for every finder of attributions. What counts as a claim belongs in the parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.events import ClaimPayload
from ingest.extract import Extraction, ExtractionInput
from ingest.extract.attributions import Attribution, AttributionFinder
from ingest.extract.claims import AttributedClaim, attributed_claims, main_head
from ingest.extract.language import LIMIT, parse_texts
from ingest.extract.lexicon import load_lexicon
from ingest.extract.mentions import RawMention, raw_mentions
from ingest.extract.own_voice import OwnVoiceClaim, own_voice_claims
from ingest.extract.paragraphs import pieces
from ingest.extract.parse import Parse, Span, parse_of
from ingest.extract.quotes import Quotation, quotations
from ingest.extract.reference.payloads import Piece, Speaking, refer
from ingest.extract.saying_modality import modality_of


@dataclass(slots=True)
class _Section:
    """What one piece of a title or body gave, with offsets moved to its section."""

    section: str
    offset: int
    parse: Parse
    quotes: list[Quotation]
    attributed: list[AttributedClaim]
    own: list[OwnVoiceClaim]
    mentions: list[RawMention]


@dataclass(slots=True)
class _Open:
    """A text whose pieces are still coming."""

    text: ExtractionInput
    sections: list[_Section] = field(default_factory=list)


class ClaimExtractor:
    """Claims by a finder of attributions; mentions by the model's names."""

    def __init__(self, finder: AttributionFinder) -> None:
        self.finder = finder

    @property
    def name(self) -> str:
        """The finder's name."""
        return self.finder.name

    @property
    def version(self) -> str:
        """The finder's version; it changes with the shared parts too."""
        return self.finder.version

    def extract(self, texts: Iterable[ExtractionInput]) -> Iterator[Extraction]:
        """One result for each text, in order; pieces of many texts share the models' batches."""
        current: _Open | None = None
        for batch in parse_texts(_pieces(texts)):
            parses = [parse_of(doc) for doc, _ in batch]
            found = self.finder.find(parses)
            for (_, (text, section, offset)), parse, here in zip(batch, parses, found, strict=True):
                if current is None or text is not current.text:
                    if current is not None:
                        yield _result(current, self.finder)
                    current = _Open(text)
                if parse.words:
                    current.sections.append(_read(parse, here, section, offset))
        if current is not None:
            yield _result(current, self.finder)


def _pieces(
    texts: Iterable[ExtractionInput],
) -> Iterator[tuple[str, tuple[ExtractionInput, str, int]]]:
    for text in texts:
        yield text.title, (text, "title", 0)
        for offset, piece in pieces(text.body_text, LIMIT):
            yield piece, (text, "body", offset)


def _read(parse: Parse, attributions: Sequence[Attribution], section: str, offset: int) -> _Section:
    quotes, lexicon, is_title = quotations(parse.text), load_lexicon(), section == "title"
    attributed = attributed_claims(parse, quotes, attributions, lexicon)
    own = list(own_voice_claims(parse, quotes, attributed, lexicon, is_title=is_title))
    mentions = list(raw_mentions(parse, section, offset))
    return _Section(section, offset, parse, quotes, attributed, own, mentions)


def _result(found: _Open, finder: AttributionFinder) -> Extraction:
    text = {"title": found.text.title, "body": found.text.body_text}
    pieces_found = [
        Piece(
            section.section,
            section.offset,
            section.parse,
            section.quotes,
            section.attributed,
            # The model saw blanks instead of runs that no word reaches: no name may reach over one.
            [m for m in section.mentions if text[m.section][m.start : m.end] == m.text],
        )
        for section in found.sections
    ]
    referred = refer(pieces_found, f"{text['title']}\n\n{text['body']}")
    claims: list[ClaimPayload] = []
    for section, speaking in zip(found.sections, referred.speaking, strict=True):
        claims += _claims(section, speaking, len(claims))
    return Extraction(
        text_hash=found.text.text_hash,
        extractor=finder.name,
        extractor_version=finder.version,
        model=finder.model,
        mentions=referred.mentions,
        claims=claims,
    )


def _claims(section: _Section, speaking: Sequence[Speaking], before: int) -> Iterator[ClaimPayload]:
    """The claims of a section, of whose text ``before`` others stand before them."""
    for claim, who in zip(section.attributed, speaking, strict=True):
        yield ClaimPayload(
            section=section.section,
            content_spans=_moved(claim.content, section.offset),
            speaker_spans=_moved(claim.source, section.offset),
            cue_spans=_moved(claim.cue, section.offset),
            speaker_mention=who.speaker,
            speaker_kind=who.kind,
            voice="attributed",
            quote_type=claim.quote_type,
            cue_stance=claim.stance,
            is_negated=claim.is_negated,
            confidence=claim.confidence,
            modality=claim.modality,
            addressee_spans=_moved([claim.addressee[1]] if claim.addressee else [], section.offset),
            addressee_mention=who.addressee,
            outer_claim=None if claim.outer is None else before + claim.outer,
        )
    for own in section.own:
        yield ClaimPayload(
            section=section.section,
            content_spans=_moved(own.spans, section.offset),
            speaker_spans=[],
            cue_spans=[],
            speaker_mention=None,
            voice="own_voice",
            quote_type="none",
            cue_stance="neutral",
            is_negated=own.is_negated,
            confidence=own.confidence,
            speaker_kind="none",
            modality=modality_of(section.parse, own.spans, main_head(section.parse, own.spans)),
        )


def _moved(spans: Iterable[Span], offset: int) -> list[Span]:
    return [(start + offset, end + offset) for start, end in spans]
