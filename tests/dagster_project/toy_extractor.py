"""A second extractor for tests, and a pool that runs extractors in the process of the test."""

import re
from collections.abc import Iterable, Iterator

from ingest.events import ArticleExtracted, ClaimPayload, MentionPayload
from ingest.extract import ExtractionInput
from ingest.extraction_pool import Texts
from ingest.extraction_worker import TextResult, extract_safely

SAID = re.compile(r"(?P<content>The [^,.]+), (?P<cue>said) (?:Mayor )?(?P<speaker>Anna Bergström)")


class ToyExtractor:
    """Knows one way of saying and one speaker."""

    name = "toy"
    version = "1"

    def extract(self, texts: Iterable[ExtractionInput]) -> Iterator[ArticleExtracted]:
        for text in texts:
            found = list(SAID.finditer(text.body_text))
            yield ArticleExtracted(
                text.text_hash,
                self.name,
                self.version,
                "none",
                [_mention(one) for one in found],
                [_claim(one, index) for index, one in enumerate(found)],
            )


def _mention(found: re.Match[str]) -> MentionPayload:
    name = found["speaker"]
    return MentionPayload("body", *found.span("speaker"), name, "name", "person", name)


def _claim(found: re.Match[str], mention: int) -> ClaimPayload:
    return ClaimPayload(
        section="body",
        content_spans=[found.span("content")],
        speaker_spans=[found.span("speaker")],
        cue_spans=[found.span("cue")],
        speaker_mention=mention,
        voice="attributed",
        quote_type="indirect",
        cue_stance="neutral",
        is_negated=False,
        confidence=0.9,
        speaker_kind="person",
        modality="intended",
    )


class PoolInProcess:
    """No worker processes: they would not know the extractors of a test."""

    def __init__(self, extractor: str, _workers: int) -> None:
        self.extractor = extractor

    def map(self, batches: Iterable[Texts]) -> Iterator[list[TextResult]]:
        for batch in batches:
            yield extract_safely(batch, self.extractor)
