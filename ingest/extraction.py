"""The use case "extract": texts of the log that no extraction knows yet -> ``ArticleExtracted``.

Reads pending texts, hands them to worker processes, appends what they find, batch by batch: each
batch is one transaction, so a kill loses at most what was under way. The calling process never
loads a language model. What is found in a text belongs in ``ingest.extract``.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from ingest.event_log import EventLog, utc_now
from ingest.events import ArticleQuarantined, NewEvent, short_id
from ingest.extract import DEFAULT_EXTRACTOR, VERSIONS, ExtractionInput
from ingest.extraction_pool import Pool, ProcessPool
from ingest.extraction_worker import TextResult

ACTOR = "extraction"
BATCH_TEXTS = 200
"""Texts an append: half a minute of model time is the most that a kill can cost."""

CHUNK_TEXTS = 25
"""Texts a task of a worker: small enough that progress moves and no worker is left with a long rest."""

WINDOW_TEXTS = 10_000
"""Texts held at a time, some 50 MB; they are sorted by length within a window."""

ARTICLE_EVENTS = ("ArticleObserved", "ArticleRevised")
LANGUAGE = "en"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ExtractionSummary:
    """What one run did."""

    texts: int  # extracted now
    skipped: int  # known already, or not English
    seconds: float
    extractor: str
    extractor_version: str
    failed: int = 0  # of the texts: those that made the extractor fail, recorded as empty


@dataclass(slots=True)
class _Run:
    """One extractor's way through a stretch of the log."""

    log: EventLog
    extractor: str
    version: str
    sources: dict[str, str] = field(default_factory=dict)  # text_hash -> retrieved_from, until done
    found: int = 0
    seen: set[str] = field(default_factory=set)

    def stream_of(self, text_hash: str) -> str:
        """One stream for each text and version, so that a text is extracted once."""
        return f"text-{text_hash}@{self.extractor}-{self.version}"


def current_extractor() -> tuple[str, str]:
    """Name and version of the extractor that builds use, known without loading its model."""
    return DEFAULT_EXTRACTOR, VERSIONS[DEFAULT_EXTRACTOR]


def extract_pending(
    log: EventLog,
    *,
    after: int,
    upto: int,
    workers: int | None = None,
    progress: Progress | None = None,
    extractor: str = DEFAULT_EXTRACTOR,
    pool: Pool | None = None,
    clock: Callable[[], datetime] = utc_now,
    run_id: str | None = None,
) -> ExtractionSummary:
    """Extract the English texts that came in with the events (after, upto] and are not known yet.

    ``workers`` defaults to the number of cores; ``pool`` runs the tasks elsewhere. No process is
    started when nothing is pending.
    """
    started = time.perf_counter()
    run = _Run(log, extractor, VERSIONS.get(extractor, ""))
    run_id = run_id or short_id("run", ACTOR, clock().isoformat(), str(os.getpid()))
    done = failed = 0
    running = pool or ProcessPool(extractor, workers or _cores())
    for results in _batches(running.map(_chunks(_windows(run, after, upto)))):
        log.append(list(_events(results, run, clock())), actor=ACTOR, run_id=run_id)
        done += len(results)
        failed += sum(result.error is not None for result in results)
        if progress is not None:
            progress(done, run.found)
    skipped = len(run.seen) - run.found
    seconds = time.perf_counter() - started
    return ExtractionSummary(done, skipped, seconds, extractor, run.version, failed)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _windows(run: _Run, after: int, upto: int) -> Iterator[list[ExtractionInput]]:
    """The pending texts, each once however many articles share it, a window at a time."""
    window: list[ExtractionInput] = []
    for batch in run.log.read(after=after, upto=upto, event_types=ARTICLE_EVENTS):
        for payload in batch.column("payload").to_pylist():
            if payload is None:  # erased
                continue
            article = orjson.loads(payload)
            text_hash = article["text_hash"]
            if text_hash not in run.seen and article["language"] == LANGUAGE:
                run.sources[text_hash] = article["retrieved_from"]
                window.append(
                    ExtractionInput(text_hash, article["title"] or "", article["body_text"])
                )
            run.seen.add(text_hash)
        if len(window) >= WINDOW_TEXTS:
            yield _unknown(run, window)
            window = []
    if window:
        yield _unknown(run, window)


def _unknown(run: _Run, window: list[ExtractionInput]) -> list[ExtractionInput]:
    """What of the window this version has not extracted yet, the longest first."""
    known = run.log.known({run.stream_of(text.text_hash) for text in window})
    unknown = [text for text in window if run.stream_of(text.text_hash) not in known]
    run.found += len(unknown)
    return sorted(unknown, key=lambda text: len(text.body_text), reverse=True)


def _chunks(windows: Iterable[list[ExtractionInput]]) -> Iterator[list[ExtractionInput]]:
    """Tasks of like-long texts, which the model takes fastest together."""
    for texts in windows:
        for start in range(0, len(texts), CHUNK_TEXTS):
            yield texts[start : start + CHUNK_TEXTS]


def _batches(results: Iterable[list[TextResult]]) -> Iterator[list[TextResult]]:
    """Results gathered to the size of an append."""
    gathered: list[TextResult] = []
    for chunk in results:
        gathered += chunk
        if len(gathered) >= BATCH_TEXTS:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _events(results: Iterable[TextResult], run: _Run, now: datetime) -> Iterator[NewEvent]:
    for result in results:
        stream = run.stream_of(result.text_hash)
        yield NewEvent("ArticleExtracted", stream, 1, orjson.loads(result.payload), now)
        source = run.sources.pop(result.text_hash)
        if result.error is not None:
            yield _quarantined(run, result, source, now)


def _quarantined(run: _Run, result: TextResult, source: str, now: datetime) -> NewEvent:
    """A text that made the extractor fail: seen in quarantine, and not tried again by this version."""
    stream = run.stream_of(result.text_hash)
    quarantine_id = short_id("qua", stream, "extraction_failed")
    payload = ArticleQuarantined(
        quarantine_id=quarantine_id,
        retrieved_from=source,
        reason_code="extraction_failed",
        detail=f"{run.extractor} {run.version}: {result.error}",
        media_type=None,
        blob_hash=None,
        byte_count=None,
    )
    return NewEvent.of("ArticleQuarantined", f"quarantine-{quarantine_id}", 1, payload, now)
