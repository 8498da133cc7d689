"""Runs the article parser over batches: in this process, or in several when many pages wait.

A page takes 23 ms (44 a second), plain text and records a tenth of one: only pages are worth other
processes. How an article is found in a page belongs in ``ingest.articles``.
"""

import multiprocessing
import os
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

Parsed = ParsedArticle | Unreadable

_registry: SourceRegistry | None = None  # of a worker process, set once when it starts


@dataclass(slots=True)
class Parser:
    """Parses batches; the pool starts with the first batch of many pages, and ends with ``close``."""

    registry: SourceRegistry
    workers: int = field(default_factory=lambda: min(os.cpu_count() or 1, 8))
    _pool: ProcessPoolExecutor | None = None

    def parse_all(self, documents: Sequence[RawDocument]) -> list[Parsed]:
        """For each document its article, or why it is none."""
        pages = sum(len(document.content) > 4096 and _is_page(document) for document in documents)
        if pages < MANY_PAGES or self.workers < 2:
            return [parse_one(document, self.registry) for document in documents]
        try:
            return list(self._started().map(_in_worker, documents, chunksize=8))
        except BrokenProcessPool:
            self.close()
            return [self._alone(document) for document in documents]

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
                self.workers, context, initializer=_keep, initargs=(self.registry,)
            )
        return self._pool

    def _alone(self, document: RawDocument) -> Parsed:
        """One by one after a worker died, to find the document that kills the parser."""
        try:
            return self._started().submit(_in_worker, document).result()
        except BrokenProcessPool:
            self.close()
            return _refusal(document, "malformed", "the parser's process died on it")


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


def _keep(registry: SourceRegistry) -> None:
    global _registry
    _registry = registry


def _in_worker(document: RawDocument) -> Parsed:
    if _registry is None:
        raise RuntimeError("the worker was started without a registry")
    return parse_one(document, _registry)
