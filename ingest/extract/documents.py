"""What ``newsledger extract`` shows: texts as they are, results as JSON documents.

Offsets are those of the given text, the body only. Colours belong in ``ingest.extract.render``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ingest.events import ClaimPayload
from ingest.extract import DEFAULT_EXTRACTOR, Extraction, ExtractionInput, extractor_named
from ingest.extract.parse import Span

Document = dict[str, Any]


def extract_documents(
    documents: Iterable[tuple[str, str]], extractor: str = DEFAULT_EXTRACTOR
) -> Iterator[Document]:
    """One JSON document for each ``(doc_id, text)``, in order, as they come."""
    waiting: list[tuple[str, str]] = []

    def inputs() -> Iterator[ExtractionInput]:
        for doc_id, text in documents:
            waiting.append((doc_id, text))
            yield ExtractionInput(doc_id, "", text)

    for result in extractor_named(extractor).extract(inputs()):
        doc_id, text = waiting.pop(0)
        yield document_of(doc_id, text, result)


def document_of(doc_id: str, text: str, result: Extraction) -> Document:
    """The document of one extraction; ``attributions`` repeats the attributed claims' spans alone.

    ``attributions`` has the shape of the PolNeAR files, so that a scorer reads it as it is.
    """
    return {
        "doc_id": doc_id,
        "text": text,
        "extractor": result.extractor,
        "extractor_version": result.extractor_version,
        "model": result.model,
        "mentions": [asdict(mention) for mention in result.mentions],
        "claims": [_claim(claim, text, result) for claim in result.claims],
        "attributions": [
            {
                "source": claim.speaker_spans,
                "cue": claim.cue_spans,
                "content": claim.content_spans,
            }
            for claim in result.claims
            if claim.voice == "attributed" and claim.outer_claim is None
        ],
    }


def _claim(claim: ClaimPayload, text: str, result: Extraction) -> dict[str, Any]:
    speaker = None if claim.speaker_mention is None else result.mentions[claim.speaker_mention]
    return {
        "voice": claim.voice,
        "speaker": speaker.entity_name if speaker else None,
        "speaker_mention": claim.speaker_mention,
        "source": claim.speaker_spans,
        "source_text": text_of(text, claim.speaker_spans),
        "cue": claim.cue_spans,
        "cue_text": text_of(text, claim.cue_spans),
        "content": claim.content_spans,
        "content_text": text_of(text, claim.content_spans),
        "quote_type": claim.quote_type,
        "cue_stance": claim.cue_stance,
        "is_negated": claim.is_negated,
        "confidence": claim.confidence,
    }


def text_of(text: str, spans: Sequence[Span]) -> str:
    """The pieces as they stand, with an ellipsis where something was left out."""
    return " … ".join(text[start:end] for start, end in spans)
