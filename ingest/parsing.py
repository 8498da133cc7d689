"""Runs the article parser over batches: in this process, or in others when many pages or a large one wait.

A page takes 23 ms (44 a second), plain text and records a tenth of one: only pages are worth other
processes. What is large may be made to take minutes or gigabytes (an element of 100,000 attributes, a table of
a million cells), so it goes to a process that may die of it. How an article is found belongs in ``ingest.articles``.
"""

import multiprocessing
import os
import resource
import signal
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from ingest.articles import parse
from ingest.documents import ParsedArticle, RawDocument, Unreadable
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

MANY_PAGES = 60
"""A pool costs about a second to start: the time of 44 pages in this process."""

LARGE_BYTES = 500_000
"""Below this nothing was found that takes more than seconds; one news page in a hundred is larger."""

MOST_CPU_SECONDS = 20.0
MOST_MEMORY = 1_000_000_000
"""Address space of a worker, which begins with 300 MB."""

Parsed = ParsedArticle | Unreadable

_registry: SourceRegistry | None = None  # of a worker process, set once when it starts
_cpu_seconds = MOST_CPU_SECONDS  # likewise


@dataclass(slots=True)
class Parser:
    """Parses batches; the pool starts with the first batch of many pages, and ends with ``close``."""

    registry: SourceRegistry
    workers: int = field(default_factory=lambda: min(os.cpu_count() or 1, 8))
    cpu_seconds: float = MOST_CPU_SECONDS  # that a worker may spend on one document
    _pool: ProcessPoolExecutor | None = None

    def parse_all(self, documents: Sequence[RawDocument]) -> list[Parsed]:
        """For each document its article, or why it is none."""
        pages = sum(len(document.content) > 4096 and _is_page(document) for document in documents)
        if pages < MANY_PAGES or self.workers < 2:
            return [self._parsed(document) for document in documents]
        try:
            return list(self._started().map(_in_worker, documents, chunksize=8))
        except BrokenProcessPool:
            self.close()
            return [self._alone(document) for document in documents]

    def _parsed(self, document: RawDocument) -> Parsed:
        if size_of(document) > LARGE_BYTES:
            return self._alone(document)
        return parse_one(document, self.registry)

    def close(self) -> None:
        """End the worker processes."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # not forkserver: a process has one, and it is kept for the language model
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                self.workers, context, initializer=_keep, initargs=(self.registry, self.cpu_seconds)
            )
        return self._pool

    def _alone(self, document: RawDocument) -> Parsed:
        """In a worker that may die of it: a large document, or each one after a worker died."""
        try:
            return self._started().submit(_in_worker, document).result()
        except BrokenProcessPool:
            self.close()
            detail = f"the parser died on it, or took more than {self.cpu_seconds:.0f} s"
            return _refusal(document, "malformed", detail)


def parse_one(document: RawDocument, registry: SourceRegistry) -> Parsed:
    """The article, or why there is none; one document never stops the others."""
    try:
        return parse(document, registry)
    except UnreadableInput as error:
        return _refusal(document, error.reason_code, error.detail)
    except Exception as error:  # a parser of hostile markup: its faults are this document's alone
        return _refusal(
            document, "malformed", f"the parser failed: {type(error).__name__}: {error}"
        )


def _refusal(document: RawDocument, reason_code: str, detail: str) -> Unreadable:
    return Unreadable(
        document.retrieved_from, reason_code, detail, document.content, document.media_type
    )


def _is_page(document: RawDocument) -> bool:
    return document.media_type == "text/html" or "html" in document.fields


def size_of(document: RawDocument) -> int:
    """Bytes or characters of what is to be parsed."""
    return max(len(document.content), *map(len, document.fields.values()), 0)


def _keep(registry: SourceRegistry, cpu_seconds: float) -> None:
    global _registry, _cpu_seconds
    _registry, _cpu_seconds = registry, cpu_seconds
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > MOST_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, most))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends the process


def _in_worker(document: RawDocument) -> Parsed:
    if _registry is None:
        raise RuntimeError("the worker was started without a registry")
    signal.setitimer(signal.ITIMER_PROF, _cpu_seconds)
    try:
        return parse_one(document, _registry)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
