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

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import SCHEMA_VERSIONS, VERSION_EVENTS, ArticleQuarantined, NewEvent, short_id
from ingest.extract import ExtractionInput
from ingest.extraction_pool import Pool, ProcessPool, Texts
from ingest.extraction_worker import TextResult
from ingest.extractor_choice import ExtractorId, configured_extractor

ACTOR = "extraction"
BATCH_TEXTS = 200
"""Texts an append: half a minute of model time is the most that a kill can cost."""

CHUNK_TEXTS = 25
"""Texts a task of a worker: small enough that progress moves and no worker is left with a long rest."""

WINDOW_TEXTS = 10_000
"""Texts held at a time, some 50 MB; they are sorted by length within a window."""

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
    failed: int = 0  # of the texts: those that made the extractor fail


@dataclass(slots=True)
class _Run:
    """One extractor's way through a stretch of the log."""

    log: EventLog
    extractor: ExtractorId
    limit: int | None = None  # of texts
    is_candidate: bool = False
    sources: dict[str, str] = field(default_factory=dict)  # text_hash -> retrieved_from, until done
    found: int = 0
    seen: set[str] = field(default_factory=set)
    versions: dict[str, int] = field(default_factory=dict)  # of streams whose results were erased

    @property
    def is_full(self) -> bool:
        """Whether there are as many texts as were asked for."""
        return self.limit is not None and self.found >= self.limit


def extract_pending(
    log: EventLog,
    *,
    after: int,
    upto: int,
    workers: int | None = None,
    progress: Progress | None = None,
    extractor: ExtractorId | None = None,
    limit: int | None = None,
    is_candidate: bool = False,
    pool: Pool | None = None,
    clock: Callable[[], datetime] = utc_now,
    run_id: str | None = None,
) -> ExtractionSummary:
    """Extract the English texts that came in with the events (after, upto] and are not known yet.

    ``workers`` defaults to the number of cores; ``pool`` runs the tasks elsewhere. No process is
    started when nothing is pending. A candidate is an extractor that no table shows: texts that it
    fails on stay pending and go to no quarantine, whose rows are public.
    """
    started = time.perf_counter()
    run = _Run(log, extractor or configured_extractor(), limit, is_candidate)
    run_id = run_id or short_id("run", ACTOR, clock().isoformat(), str(os.getpid()))
    done = failed = 0
    running = pool or _pool(run.extractor, workers or _cores())
    for results in _batches(running.map(_chunks(_windows(run, after, upto)))):
        log.append(list(_events(results, run, clock())), actor=ACTOR, run_id=run_id)
        done += len(results)
        failed += sum(result.error is not None for result in results)
        if progress is not None:
            progress(done, run.found)
    skipped = len(run.seen) - run.found
    seconds = time.perf_counter() - started
    return ExtractionSummary(
        done, skipped, seconds, run.extractor.name, run.extractor.version, failed
    )


def _pool(extractor: ExtractorId, workers: int) -> Pool:
    return ProcessPool(extractor.name, workers) if extractor.is_runnable else _NoPool(extractor)


@dataclass(frozen=True, slots=True)
class _NoPool:
    """For a version that another release had: what it found is there, more it cannot find."""

    extractor: ExtractorId

    def map(self, batches: Iterable[Texts]) -> Iterator[list[TextResult]]:
        for _ in batches:
            raise ConfigurationError(
                f"the tables show {self.extractor}, which this release cannot run, and texts wait "
                "for it: see `newsledger extractors list`, then promote one of this release"
            )
        return iter(())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _windows(run: _Run, after: int, upto: int) -> Iterator[list[ExtractionInput]]:
    """The pending texts, each once however many articles share it, a window at a time."""
    window: list[ExtractionInput] = []
    for batch in run.log.read(after=after, upto=upto, event_types=VERSION_EVENTS):
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
        if run.is_full:
            return
    if window:
        yield _unknown(run, window)


def _unknown(run: _Run, window: list[ExtractionInput]) -> list[ExtractionInput]:
    """What of the window this version has not extracted yet, the longest first."""
    known = run.log.known({run.extractor.stream_of(text.text_hash) for text in window})
    known -= _erased(run, known)
    unknown = [text for text in window if run.extractor.stream_of(text.text_hash) not in known]
    if run.limit is not None:
        unknown = unknown[: run.limit - run.found]
    run.found += len(unknown)
    return sorted(unknown, key=lambda text: len(text.body_text), reverse=True)


def _erased(run: _Run, streams: set[str]) -> set[str]:
    """Streams whose results are gone; nobody asks for them but where a person let a text in again."""
    if not (streams and run.log.streams("ErasureOverruled")):
        return set()
    last = {
        row["stream_id"]: row for row in run.log.read_streams(list(streams), ["model"]).to_pylist()
    }
    erased = {stream: row["stream_version"] for stream, row in last.items() if row["model"] is None}
    run.versions.update(erased)
    return set(erased)


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
        source = run.sources.pop(result.text_hash)
        if result.error is not None and run.is_candidate:
            continue
        stream, payload = run.extractor.stream_of(result.text_hash), orjson.loads(result.payload)
        schema_version = SCHEMA_VERSIONS["ArticleExtracted"]
        version = run.versions.get(stream, 0) + 1
        if version > 1:  # else it would be the event that was erased, which is in the log already
            payload["version"] = version
        yield NewEvent("ArticleExtracted", stream, version, payload, now, schema_version)
        if result.error is not None:
            yield _quarantined(run, result, source, now)


def _quarantined(run: _Run, result: TextResult, source: str, now: datetime) -> NewEvent:
    """A text that made the extractor fail: seen in quarantine, and not tried again by this version."""
    stream = run.extractor.stream_of(result.text_hash)
    quarantine_id = short_id("qua", stream, "extraction_failed")
    payload = ArticleQuarantined(
        quarantine_id=quarantine_id,
        retrieved_from=source,
        reason_code="extraction_failed",
        detail=f"{run.extractor.name} {run.extractor.version}: {result.error}",
        media_type=None,
        blob_hash=None,
        byte_count=None,
    )
    return NewEvent.of("ArticleQuarantined", f"quarantine-{quarantine_id}", 1, payload, now)
