"""Worker processes for extraction: each has the model; one bad text never costs another.

Processes come from a fork server that has loaded the model, so the caller stays light, a worker
starts at once and shares the model's memory. What is done with results belongs to the caller.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import pyarrow as pa

from ingest.errors import ExtractorUnavailable
from ingest.events import ArticleExtracted, canonical_json
from ingest.extract import VERSIONS
from ingest.extract.arrow import TEXT_SCHEMA

QUEUED_PER_WORKER = 3
"""Tasks handed out ahead: enough to keep workers busy, few enough to bound memory."""


_PROBE = pa.RecordBatch.from_pylist(
    [{"text_hash": "probe", "title": "", "body_text": "The mayor said that the bridge is open."}],
    schema=TEXT_SCHEMA,
)


@dataclass(frozen=True, slots=True)
class TextResult:
    """What became of one text: a payload, empty where the extractor failed with ``error``."""

    text_hash: str
    payload: str
    error: str | None = None


class Pool(Protocol):
    """Whatever maps extraction over batches of texts."""

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[list[TextResult]]:
        """The results of each batch, in any order."""
        ...


@dataclass(slots=True)
class _Work:
    batches: Iterator[pa.RecordBatch]
    running: deque[tuple[pa.RecordBatch, Future[list[TextResult]]]] = field(default_factory=deque)
    suspects: list[pa.RecordBatch] = field(default_factory=list)


class ProcessPool:
    """Processes of our own on this machine."""

    def __init__(self, extractor: str, workers: int) -> None:
        self.extractor = extractor
        self.workers = max(1, workers)

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[list[TextResult]]:
        """Results in order; batches under way when a worker died are tried again alone."""
        work = _Work(iter(batches))
        # Nothing to do starts nothing; little to do starts few.
        first = list(islice(work.batches, self.workers))
        while first:
            yield from self._run(work, first)
            for batch in work.suspects:
                yield from self._isolated(batch)
            work.suspects.clear()
            first = list(islice(work.batches, self.workers))

    def _run(self, work: _Work, first: list[pa.RecordBatch]) -> Iterator[list[TextResult]]:
        """Work until done or until a worker dies; then what was under way is suspect."""
        with self._executor(len(first)) as executor:
            try:
                for batch in first:
                    self._submit(executor, batch, work)
                while work.running:
                    ahead = self.workers * QUEUED_PER_WORKER - len(work.running)
                    for batch in islice(work.batches, ahead):
                        self._submit(executor, batch, work)
                    yield work.running[0][1].result()
                    work.running.popleft()
            except BrokenProcessPool:
                work.suspects += [batch for batch, _ in work.running]
                work.running.clear()

    def _submit(self, executor: ProcessPoolExecutor, batch: pa.RecordBatch, work: _Work) -> None:
        future: Future[list[TextResult]] = Future()
        work.running.append((batch, future))  # before it is handed out: a dead worker loses none
        work.running[-1] = (batch, executor.submit(extract_safely, batch, self.extractor))

    def _isolated(self, batch: pa.RecordBatch) -> Iterator[list[TextResult]]:
        """A suspect in a process that may die with it; if it does, each of its texts in one."""
        with self._executor(1) as executor:
            try:
                yield executor.submit(extract_safely, batch, self.extractor).result()
                return
            except BrokenProcessPool:
                pass  # handled below, when the dead process is cleared away
        if batch.num_rows == 1:
            self._check_machine()
            yield [_failed(batch, self.extractor, "the worker process died")]
            return
        for row in range(batch.num_rows):
            yield from self._isolated(batch.slice(row, 1))

    def _check_machine(self) -> None:
        """Raise ``ExtractorUnavailable`` when a worker dies on a text that nothing is wrong with."""
        with self._executor(1) as executor:
            try:
                executor.submit(check_extractor, self.extractor).result()
            except BrokenProcessPool as error:
                raise ExtractorUnavailable("the extraction workers die on any text") from error

    def _executor(self, workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["ingest.extraction_preload"])
        return ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent)


def end_with_parent() -> None:
    """A worker whose parent was killed would wait for tasks for ever: let it end instead."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def extract_safely(batch: pa.RecordBatch, extractor: str) -> list[TextResult]:
    """Extract a batch; where that fails, text by text, so that only the bad ones are lost."""
    try:
        return _extract(batch, extractor)
    except Exception as error:
        if batch.num_rows == 1:
            check_extractor(extractor)
            return [_failed(batch, extractor, f"{type(error).__name__}: {error}")]
    rows = (batch.slice(row, 1) for row in range(batch.num_rows))
    return [result for row in rows for result in extract_safely(row, extractor)]


def check_extractor(extractor: str) -> None:
    """Raise ``ExtractorUnavailable`` when the extractor fails on a text that nothing is wrong with.

    Otherwise a missing model would condemn every text of the log.
    """
    try:
        _extract(_PROBE, extractor)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise ExtractorUnavailable(f"the extractor {extractor} does not work: {reason}") from error


def _extract(batch: pa.RecordBatch, extractor: str) -> list[TextResult]:
    from ingest.extract.arrow import extract_batch

    found = extract_batch(batch, extractor).to_pylist()
    return [TextResult(row["text_hash"], row["payload"]) for row in found]


def _failed(text: pa.RecordBatch, extractor: str, error: str) -> TextResult:
    """A result without mentions or claims, so that this version does not try the text again."""
    text_hash = text.to_pylist()[0]["text_hash"]
    empty = ArticleExtracted(text_hash, extractor, VERSIONS.get(extractor, ""), "none")
    return TextResult(text_hash, canonical_json(empty).decode(), error[:500])
