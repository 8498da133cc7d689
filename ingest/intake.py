"""The use case ``ingest``: read what is named, parse it, decide what is new, append it to the log.

Documents go in batches, each one transaction: after a crash the log holds whole batches, and running
the same command again completes the rest. Formats belong in ``ingest.readers``, finding text and
metadata in ``ingest.articles``, which event follows in ``ingest.decisions``.
"""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.articles.dates import parse_date
from ingest.articles.moments import Home, moment_of
from ingest.batches import Batch, decide_batch
from ingest.documents import Moment, RawDocument, Unreadable
from ingest.erasure.refusal import Overruling
from ingest.errors import ConfigurationError, StaleStream
from ingest.event_log import EventLog
from ingest.following import follow
from ingest.histories import source_events
from ingest.http import HttpOptions, open_fetcher
from ingest.parsing import Parser
from ingest.readers.base import MAX_DOCUMENT_BYTES, NotModified, ReadOptions
from ingest.readers.dispatch import check_locations, is_url, read_location
from ingest.readers.fieldmap import check_map
from ingest.sources import SourceRegistry

BATCH_DOCUMENTS = 500
BATCH_BYTES = 32_000_000
UNREADABLE_TO_A_DOCUMENT = 10
"""So many weigh as much as a document: nothing is parsed, and opening the log costs more than the rest."""
TRIES = 5
"""How often a batch is decided anew because another writer was faster."""

Progress = Callable[[int, str], None]
"""Told after each batch: how many documents so far, and which location is being read."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """What the person who ingests may set."""

    source_id: str | None = None  # the outlet, for everything that is read
    published_at: str | None = None  # for what does not state its own date
    field_map: Mapping[str, str] = field(default_factory=dict)  # our field -> the input's name
    follow_links: bool = True  # fetch the pages of feed entries that are only teasers
    max_bytes: int = MAX_DOCUMENT_BYTES  # of one document
    allow_private: bool = False  # fetch from addresses inside the own network
    even_if_erased: str | None = None  # why what was erased is let in again
    http_state: Path | None = None  # keeps validators between runs; losing the file is harmless
    actor: str = "ingest"
    run_id: str = ""


@dataclass(slots=True)
class IngestSummary:
    """What became of everything that was read: every document is in exactly one count."""

    run_id: str
    new: int = 0
    revised: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    quarantined: int = 0
    refused: int = 0  # erased before
    seconds: float = 0.0
    quarantine: list[Unreadable] = field(default_factory=list)  # without their bytes

    @property
    def total(self) -> int:
        """All documents read."""
        refused = self.quarantined + self.refused
        return self.new + self.revised + self.withdrawn + self.unchanged + refused

    def count(self, outcomes: Iterable[str], refused: Iterable[Unreadable]) -> None:
        """Add what became of a batch."""
        for outcome in outcomes:
            setattr(self, outcome, getattr(self, outcome) + 1)
        self.quarantine += [replace(found, content=None) for found in refused]

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {"total": self.total, **asdict(self)}


def ingest(
    locations: Sequence[str],
    *,
    log: EventLog,
    registry: SourceRegistry,
    options: IngestOptions | None = None,
    progress: Progress | None = None,
) -> IngestSummary:
    """Read every location (path, folder, archive, URL, ``-``) into the log."""
    check_locations(locations)
    if options:
        check_map(options.field_map)
    intake = Intake(log, registry, options or IngestOptions(), progress)
    with closing(intake):
        return intake.run(locations)


def given_moment(text: str | None) -> Moment | None:
    """A date that a person states; refuses what is none."""
    if not text:
        return None
    statement = parse_date(text)
    if statement is None:
        raise ConfigurationError(
            f"{text!r} is no date; write it as 2026-11-23 or 2026-11-23T08:00Z"
        )
    return moment_of(statement, "given", Home())


class Intake:
    """One run of ``ingest``."""

    def __init__(
        self,
        log: EventLog,
        registry: SourceRegistry,
        options: IngestOptions,
        progress: Progress | None = None,
    ) -> None:
        self._log = log
        self._options = options
        self._reading = ReadOptions(options.max_bytes, options.field_map)
        self._given = given_moment(options.published_at)
        self._progress = progress or (lambda _count, _location: None)
        self._registry = registry
        self._parser = Parser(registry)
        self._summary = IngestSummary(options.run_id or f"ingest-{uuid.uuid4().hex[:12]}")
        http = HttpOptions(max_bytes=options.max_bytes, allow_private=options.allow_private)
        self._asked_for: dict[str, str] = {}  # the page of each teaser of this batch
        self._fetcher = open_fetcher(http, options.http_state, log.head().position)

    def close(self) -> None:
        """End worker processes and connections."""
        self._parser.close()
        self._fetcher.close()

    def run(self, locations: Sequence[str]) -> IngestSummary:
        """All locations, one after another."""
        started = time.monotonic()
        self._describe_sources()
        batch = Batch()
        for location in locations:
            for found in self._found(location):
                batch.add(found)
                if _is_full(batch):
                    batch = self._take(batch, location)
            batch = self._take(batch, location)
        if self._options.http_state and self._fetcher.memory.is_changed:
            self._fetcher.memory.save(self._options.http_state, self._log.head().position)
        self._summary.seconds = round(time.monotonic() - started, 3)
        return self._summary

    def _describe_sources(self) -> None:
        for _ in range(TRIES):
            try:
                events = source_events(self._log, self._registry, datetime.now(UTC))
                if events:
                    self._append(events, {})
                return
            except StaleStream as error:
                stale = error
        raise stale

    def _found(self, location: str) -> Iterator[RawDocument | Unreadable | NotModified]:
        """What a location holds, teasers with their pages, and with what the person stated."""
        for read in read_location(location, self._reading, self._fetcher.fetch):
            found = read
            if isinstance(found, RawDocument) and "follow" in found.fields:
                self._asked_for[found.retrieved_from] = found.fields["follow"]
                found = follow(
                    found, self._fetcher if self._options.follow_links else None, self._reading
                )
                if isinstance(found, Unreadable) and is_url(location):
                    self._fetcher.memory.forget(
                        location
                    )  # so that the feed is read again next time
            if isinstance(found, RawDocument) and self._options.source_id:
                given = {**found.fields, "source_id": self._options.source_id}
                found = replace(found, fields=given)
            yield found

    def _take(self, batch: Batch, location: str) -> Batch:
        """Parse, decide and append a batch; what was counted is in the log. Returns an empty one."""
        if batch.found:
            batch.parse(self._parser, self._given)
            outcomes = self._commit(batch)
            for name in (*(one.retrieved_from for one in batch.refused), *batch.erased):
                self._fetcher.memory.forget(self._asked_for.get(name, name))
            self._asked_for.clear()
            self._summary.count(outcomes, batch.refused)
            self._progress(self._summary.total, location)
        return Batch()

    def _commit(self, batch: Batch) -> list[str]:
        why = self._options.even_if_erased
        overruling = Overruling(why, self._options.actor) if why else None
        for _ in range(TRIES):
            decisions = decide_batch(batch, self._log, datetime.now(UTC), overruling)
            events = [event for decision in decisions for event in decision.events]
            blobs = {key: blob for decision in decisions for key, blob in decision.blobs.items()}
            try:
                if events:
                    self._append(events, blobs)
                return [decision.outcome for decision in decisions]
            except StaleStream as error:
                stale = error
        raise stale

    def _append(self, events: list[Any], blobs: Mapping[str, bytes]) -> None:
        self._log.append(
            events, actor=self._options.actor, run_id=self._summary.run_id, blobs=blobs
        )


def _is_full(batch: Batch) -> bool:
    refused = batch.unreadable_count
    weight = len(batch.found) - refused + refused / UNREADABLE_TO_A_DOCUMENT
    return weight >= BATCH_DOCUMENTS or batch.byte_count >= BATCH_BYTES
