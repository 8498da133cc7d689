"""What ``newsledger extract`` shows: texts as they are, results as JSON documents.

Offsets are those of the given text; of the title where a claim stands in it. Colours belong in
``ingest.extract.render``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ingest.events import ClaimPayload, MentionPayload
from ingest.extract import DEFAULT_EXTRACTOR, Extraction, ExtractionInput, extractor_named
from ingest.extract.parse import Span

Document = dict[str, Any]
GivenText = tuple[str, str] | tuple[str, str, str]
"""doc_id and text, and the title where it is apart from the text."""


def extract_documents(
    texts: Iterable[GivenText], extractor: str = DEFAULT_EXTRACTOR
) -> Iterator[Document]:
    """One JSON document for each text, in order, as they come."""
    waiting: list[ExtractionInput] = []

    def inputs() -> Iterator[ExtractionInput]:
        for doc_id, text, *title in texts:
            waiting.append(ExtractionInput(doc_id, title[0] if title else "", text))
            yield waiting[-1]

    for result in extractor_named(extractor).extract(inputs()):
        given = waiting.pop(0)
        yield document_of(given.text_hash, given.body_text, result, given.title)


def document_of(doc_id: str, text: str, result: Extraction, title: str = "") -> Document:
    """The document of one extraction.

    ``attributions`` repeats the spans of the attributed claims of the text, those within another left
    out: that is the shape of the PolNeAR files, so that a scorer reads it as it is.
    """
    return {
        "doc_id": doc_id,
        "title": title,
        "text": text,
        "extractor": result.extractor,
        "extractor_version": result.extractor_version,
        "model": result.model,
        "mentions": [asdict(mention) for mention in result.mentions],
        "claims": [
            claim_of(claim, title if claim.section == "title" else text, result.mentions)
            for claim in result.claims
        ],
        "attributions": [
            {
                "source": claim.speaker_spans,
                "cue": claim.cue_spans,
                "content": claim.content_spans,
            }
            for claim in result.claims
            if claim.voice == "attributed" and claim.section == "body" and claim.outer_claim is None
        ],
    }


def claim_of(claim: ClaimPayload, text: str, mentions: Sequence[MentionPayload]) -> dict[str, Any]:
    """A claim as JSON, with the words of its section that its spans stand for."""
    return {
        "voice": claim.voice,
        "section": claim.section,
        "speaker": _entity(claim.speaker_mention, mentions),
        "speaker_mention": claim.speaker_mention,
        "speaker_kind": claim.speaker_kind,
        "source": claim.speaker_spans,
        "source_text": text_of(text, claim.speaker_spans),
        "cue": claim.cue_spans,
        "cue_text": text_of(text, claim.cue_spans),
        "content": claim.content_spans,
        "content_text": text_of(text, claim.content_spans),
        "addressee": claim.addressee_spans,
        "addressee_text": text_of(text, claim.addressee_spans),
        "addressee_mention": claim.addressee_mention,
        "addressed": _entity(claim.addressee_mention, mentions),
        "outer_claim": claim.outer_claim,
        "quote_type": claim.quote_type,
        "cue_stance": claim.cue_stance,
        "modality": claim.modality,
        "is_negated": claim.is_negated,
        "confidence": claim.confidence,
    }


def _entity(mention: int | None, mentions: Sequence[MentionPayload]) -> str | None:
    return None if mention is None else mentions[mention].entity_name


def text_of(text: str, spans: Sequence[Span]) -> str:
    """The pieces as they stand, with an ellipsis where something was left out."""
    return " … ".join(text[start:end] for start, end in spans)
