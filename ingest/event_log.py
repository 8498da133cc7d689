"""The event log: the one module through which ``ledger.duckdb`` is opened.

Every call opens the file, works and closes it, so that it is free in between; when another process holds
it, a call waits up to ``lock_timeout`` seconds. Reading never creates the file and goes page by
page, so a long read neither holds up a writer nor sees half of what it appends: pages end at the head that
was there when the read began.

How the log is kept is in ``ingest.event_store``; what events mean is in ``ingest.events``.
"""

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.errors import ConfigurationError
from ingest.event_store.blobs import check_hashes, read_blob, read_blobs
from ingest.event_store.chain import GENESIS_HASH, LogHead, head_of
from ingest.event_store.connection import errors_in_our_words, open_log
from ingest.event_store.prefixes import LogPrefix, prefix_at
from ingest.event_store.reading import (
    joined,
    known_streams,
    read_page,
    read_stream_rows,
    stream_schema,
    streams_with,
)
from ingest.event_store.rewriting import Rewritten, refuse_unsettled, rewrite_log
from ingest.event_store.schema import EVENT_SCHEMA, create_log_file
from ingest.event_store.verification import VerifyReport, verify_log
from ingest.event_store.writing import Stamp, append_batch, read_head
from ingest.events import NewEvent

__all__ = [
    "EVENT_SCHEMA",
    "GENESIS_HASH",
    "AppendResult",
    "EventLog",
    "LogHead",
    "LogPrefix",
    "Rewritten",
    "VerifyReport",
]

PAGE_ROWS = 8192
"""Most rows read in one opening of the file: one row group, some tens of megabytes."""


def utc_now() -> datetime:
    """The clock of the log."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class AppendResult:
    """What an append did; the new events are the last ``appended`` ones up to ``head``."""

    appended: int
    skipped: int  # already in the log, or more than once in the batch
    head: LogHead


class EventLog:
    """The append-only log in one DuckDB file; a value that holds no connection."""

    def __init__(
        self, path: Path, *, lock_timeout: float = 30.0, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._path = path
        self._lock_timeout = lock_timeout
        self._clock = clock

    def append(
        self,
        events: Sequence[NewEvent],
        *,
        actor: str,
        run_id: str,
        blobs: Mapping[str, bytes] = {},
    ) -> AppendResult:
        """Add what is not in the log yet, in this order, in one transaction.

        Raises ``StaleStream`` when a ``stream_version`` is not its stream's next one; then, as after any
        other error, nothing of the batch is in the log.
        """
        check_hashes(blobs)
        self._create_if_missing()
        with self._opened(read_only=False) as connection:
            stamp = Stamp(self._clock(), actor, run_id)
            head, appended = append_batch(connection, events, blobs, stamp)
        return AppendResult(appended, len(events) - appended, head)

    def head(self) -> LogHead:
        """Position and hash of the last event."""
        if not self._path.exists():
            return LogHead()
        with self._opened() as connection:
            return read_head(connection)

    def prefix(self, end: int | datetime) -> LogPrefix | None:
        """The prefix that ends at a position, or the longest with nothing recorded after a moment."""
        if not self._path.exists():
            return None
        with self._opened() as connection:
            return prefix_at(connection, end)

    def continues(self, head: LogHead) -> bool:
        """Whether the log once ended with this event: what was made of it up to there still holds."""
        if not head.position:
            return True
        prefix = self.prefix(head.position)
        return prefix is not None and prefix.hash == head.hash

    def read(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        event_types: Collection[str] = (),
        batch_rows: int = 10_000,
    ) -> Iterator[pa.RecordBatch]:
        """Events in order of position, in batches of at most ``batch_rows`` (see ``EVENT_SCHEMA``).

        The file is free while a batch is worked on, so a reader may append; it ends at the head that was
        there when it began.
        """
        head = self.head().position
        last = head if upto is None else min(upto, head)
        while after < last:
            with self._opened() as connection:
                page = read_page(connection, after, last, min(batch_rows, PAGE_ROWS), event_types)
            if not page[0].num_rows:
                return
            after = head_of(page[0]).position
            yield from joined(page).to_batches(max_chunksize=batch_rows)

    def read_streams(self, stream_ids: Collection[str], fields: Sequence[str] = ()) -> pa.Table:
        """Every event of these streams, in order of stream and version.

        ``stream_id, stream_version, event_type, occurred_at`` and the named payload fields as text.
        """
        if not all(name.isidentifier() for name in fields):
            raise ValueError(f"not names of payload fields: {', '.join(fields)}")
        if not self._path.exists():
            return stream_schema(fields).empty_table()
        with self._opened() as connection:
            return read_stream_rows(connection, stream_ids, fields)

    def known(self, stream_ids: Collection[str]) -> set[str]:
        """Which of these streams have an event."""
        if not self._path.exists():
            return set()
        with self._opened() as connection:
            return known_streams(connection, stream_ids)

    def streams(self, event_type: str) -> list[str]:
        """The streams that have an event of this type; reads no payload."""
        if not self._path.exists():
            return []
        with self._opened() as connection:
            return streams_with(connection, event_type)

    def blob(self, blob_hash: str) -> bytes | None:
        """The raw bytes with this SHA-256, or None when they are not kept."""
        if not self._path.exists():
            return None
        with self._opened() as connection:
            return read_blob(connection, blob_hash)

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """All raw bytes that are kept, with their hashes."""
        after = -1
        while self._path.exists():
            with self._opened() as connection:
                rows, after = read_blobs(connection, after)
            if not rows:
                return
            yield from rows

    def rewrite(self, *, without_blobs: Collection[str] = ()) -> Rewritten:
        """A new file with the same events: no freed space, no payload that an erasure names.

        Writers wait meanwhile; needs as much disk as the log once more.
        """
        self._settle()
        with errors_in_our_words(self._path):
            return rewrite_log(self._path, self._opened_at, without_blobs)

    def copy_to(self, path: Path) -> None:
        """The file as it is between two appends, at another path."""
        self._settle()
        with self._opened(), errors_in_our_words(path):  # writers wait
            refuse_unsettled(self._path)
            shutil.copyfile(self._path, path)

    def _settle(self) -> None:
        """Leaves nothing in a write-ahead log, where a process that was killed left something."""
        with self._opened(read_only=False) as connection:
            connection.execute("checkpoint log")

    def _opened_at(self, path: Path) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        return open_log(path, read_only=True, lock_timeout=self._lock_timeout)

    def counts(self) -> dict[str, int]:
        """How many events of each type there are."""
        if not self._path.exists():
            return {}
        with self._opened() as connection:
            query = "select event_type, count(*) from events group by all order by all"
            return dict(connection.execute(query).fetchall())

    def verify(self) -> VerifyReport:
        """Re-read and re-hash everything, naming what was edited, dropped, inserted or reordered."""
        if not self._path.exists():
            return VerifyReport(True, 0, [])
        return verify_log(self._opened)

    def _opened(
        self, *, read_only: bool = True
    ) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        return open_log(self._path, read_only=read_only, lock_timeout=self._lock_timeout)

    def _create_if_missing(self) -> None:
        if self._path.exists():
            return
        if not self._path.parent.is_dir():
            raise ConfigurationError(f"{self._path.parent}: no such directory to keep the log in")
        with errors_in_our_words(self._path):
            create_log_file(self._path)
