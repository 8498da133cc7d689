"""What runs in a worker process: extraction of a few texts, so that one bad text never costs another.

A worker has one thread, and nothing here or below may start another, as the import of pyarrow does: with
two, memory is allocated under locks and the model takes a quarter more CPU (8,500 against 10,800 words
a second). Starting and feeding workers belongs in ``extraction_pool``.
"""

import multiprocessing
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.errors import ExtractorUnavailable
from ingest.events import ArticleExtracted, canonical_json
from ingest.extract import VERSIONS, ExtractionInput, Extractor, extractor_named

LONGEST = 300_000
"""Characters of a text: 283,000 take the tagger 25 s and 0.6 GB, and no article has a third of them. Without
a bound a text of 19 MB that somebody sends would take the machine with it."""

_PROBE = ExtractionInput("probe", "", "The mayor said that the bridge is open.")


@dataclass(frozen=True, slots=True)
class TextResult:
    """What became of one text: a payload, empty where the extractor failed with ``error``."""

    text_hash: str
    payload: str
    error: str | None = None


def end_with_parent() -> None:
    """A worker whose parent was killed would wait for tasks for ever: let it end instead.

    A timer looks, because a thread would slow the model.
    """
    parent = multiprocessing.parent_process()

    def look(_signal: int, _frame: object) -> None:
        if parent is not None and not parent.is_alive():
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1.0, 1.0)


def extract_safely(batch: Sequence[ExtractionInput], extractor: str) -> list[TextResult]:
    """Extract a batch; where that fails, text by text, so that only the bad ones are lost."""
    if too_long := [text for text in batch if len(text.body_text) + len(text.title) > LONGEST]:
        reason = f"the text has more than {LONGEST:,} characters"
        refused = [failed(text, extractor, reason) for text in too_long]
        others = [text for text in batch if text not in too_long]
        return refused + (extract_safely(others, extractor) if others else [])
    try:
        return _extract(batch, extractor)
    except Exception as error:
        if len(batch) == 1:
            check_extractor(extractor)
            return [failed(batch[0], extractor, f"{type(error).__name__}: {error}")]
    return [result for text in batch for result in extract_safely([text], extractor)]


def check_extractor(extractor: str) -> None:
    """Raise ``ExtractorUnavailable`` when the extractor fails on a text that nothing is wrong with.

    Otherwise a missing model would condemn every text of the log.
    """
    try:
        _extract([_PROBE], extractor)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise ExtractorUnavailable(f"the extractor {extractor} does not work: {reason}") from error


@cache
def _loaded(name: str) -> Extractor:
    """One extractor a process: its model is loaded once."""
    return extractor_named(name)


def _extract(batch: Sequence[ExtractionInput], extractor: str) -> list[TextResult]:
    found = _loaded(extractor).extract(batch)
    return [TextResult(one.text_hash, canonical_json(one).decode()) for one in found]


def failed(text: ExtractionInput, extractor: str, error: str) -> TextResult:
    """A result without mentions or claims, so that this version does not try the text again."""
    empty = ArticleExtracted(text.text_hash, extractor, VERSIONS.get(extractor, ""), "none")
    return TextResult(text.text_hash, canonical_json(empty).decode(), error[:500])
