"""Worker processes for extraction: each has the model; one bad text never costs another.

Processes come from a fork server that has loaded the model, so the caller stays light, a worker
starts at once and shares the model's memory. What is done with results belongs to the caller.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from ingest.errors import ExtractorUnavailable
from ingest.extract import ExtractionInput
from ingest.extraction_worker import (
    TextResult,
    check_extractor,
    end_with_parent,
    extract_safely,
    failed,
)

Texts = Sequence[ExtractionInput]

QUEUED_PER_WORKER = 3
"""Tasks handed out ahead: enough to keep workers busy, few enough to bound memory."""


class Pool(Protocol):
    """Whatever maps extraction over batches of texts."""

    def map(self, batches: Iterable[Texts]) -> Iterator[list[TextResult]]:
        """The results of each batch, in any order."""
        ...


@dataclass(slots=True)
class _Work:
    batches: Iterator[Texts]
    running: deque[tuple[Texts, Future[list[TextResult]]]] = field(default_factory=deque)
    suspects: list[Texts] = field(default_factory=list)


class ProcessPool:
    """Processes of our own on this machine."""

    def __init__(self, extractor: str, workers: int) -> None:
        self.extractor = extractor
        self.workers = max(1, workers)

    def map(self, batches: Iterable[Texts]) -> Iterator[list[TextResult]]:
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

    def _run(self, work: _Work, first: list[Texts]) -> Iterator[list[TextResult]]:
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

    def _submit(self, executor: ProcessPoolExecutor, batch: Texts, work: _Work) -> None:
        future: Future[list[TextResult]] = Future()
        work.running.append((batch, future))  # before it is handed out: a dead worker loses none
        work.running[-1] = (batch, executor.submit(extract_safely, batch, self.extractor))

    def _isolated(self, batch: Texts) -> Iterator[list[TextResult]]:
        """A suspect in a process that may die with it; if it does, each of its texts in one."""
        with self._executor(1) as executor:
            try:
                yield executor.submit(extract_safely, batch, self.extractor).result()
                return
            except BrokenProcessPool:
                pass  # handled below, when the dead process is cleared away
        if len(batch) == 1:
            self._check_machine()
            yield [failed(batch[0], self.extractor, "the worker process died")]
            return
        for text in batch:
            yield from self._isolated([text])

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
