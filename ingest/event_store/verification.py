"""Re-reading the whole log: that every event is there, once, in order, and as it was written.

Every event is checked against itself and against the one before it, so each change is named where it
is. Rewriting all events from one on, with new hashes, cannot be seen from inside: compare the head
with one that was noted elsewhere (the published file notes it) to see that.
"""

from collections.abc import Callable, Iterator, Set
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

import duckdb
import pyarrow as pa

from ingest.errors import LogCorrupt
from ingest.event_store.blobs import damaged_blobs
from ingest.event_store.chain import LogHead, head_of, sealed_messages
from ingest.event_store.erased import read_erased_positions
from ingest.event_store.hashing import Checks, Problem, contents, core_count, submit_payload_checks
from ingest.event_store.reading import BEFORE_ALL, read_envelopes
from ingest.event_store.writing import read_head

Opened = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]

SPAN_ROWS = 32_768
"""Events checked in one opening of the file: a writer waits some tenths of a second."""

MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found; problems in order of position, each beginning with it."""

    ok: bool
    event_count: int
    problems: list[str]


def verify_log(opened: Opened) -> VerifyReport:
    """Check the whole log as it was at the start; later appends are left to the next check."""
    problems: list[Problem] = []
    event_count, previous = 0, LogHead()
    try:
        with opened() as connection:
            head, last = read_head(connection), _last_position(connection)
            problems += _table_problems(connection)
            erased = read_erased_positions(connection)
        with ThreadPoolExecutor(core_count()) as workers:
            for envelopes, checks in _spans(opened, max(head.position, last), erased, workers):
                problems += chain_problems(previous, envelopes)
                problems += chain.from_iterable(check.result() for check in checks)
                event_count += envelopes.num_rows
                previous = head_of(envelopes)
            problems += head_problems(previous, head)
            texts = [f"position {position}: {text}" for position, text in sorted(problems)]
            texts += damaged_blobs(opened, workers)
    except LogCorrupt as error:
        texts = [str(error)]
    if len(texts) > MOST_PROBLEMS:
        texts[MOST_PROBLEMS:] = [f"and {len(texts) - MOST_PROBLEMS} more"]
    return VerifyReport(not texts, event_count, texts)


def chain_problems(previous: LogHead, envelopes: pa.Table) -> Iterator[Problem]:
    """What is wrong with envelopes that follow ``previous``."""
    positions, links, stored = _values(envelopes, "log_position", "prev_hash", "hash")
    yield from _sequence_problems(previous.position, positions)
    messages = sealed_messages(envelopes)
    hashes = [sha256(message or b"").hexdigest() for message in contents(messages)]
    if hashes == stored and links == [previous.hash, *stored[:-1]]:
        return
    rows = zip(positions, hashes, [previous.hash, *stored], links, stored, strict=False)
    for position, computed, hash_before, prev_hash, own_hash in rows:
        if computed != own_hash:
            yield position, "the event was changed: its hash does not match"
        if prev_hash != hash_before:
            yield (
                position,
                "prev_hash is not the hash of the event before: one of them was replaced",
            )


def head_problems(last: LogHead, head: LogHead) -> Iterator[Problem]:
    """What is wrong with the end of a log whose last append ended at ``head``."""
    if last.position < head.position:
        yield last.position + 1, f"missing; the last append ended at position {head.position}"
    elif last.position > head.position:
        yield head.position + 1, "not covered by log_head: not written by an append"
    elif last.hash != head.hash:
        yield last.position, "log_head holds another hash: the last event was replaced"


def _sequence_problems(before: int, positions: list[int]) -> Iterator[Problem]:
    if positions == list(range(before + 1, before + 1 + len(positions))):
        return
    for position in positions:
        if position <= before:
            yield position, "out of sequence: there twice, or below 1"
        elif position > before + 1:
            yield before + 1, f"missing; the next event has position {position}"
        before = position


def _values(table: pa.Table, *names: str) -> list[list[Any]]:
    return [table.column(name).to_pylist() for name in names]


def _table_problems(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """What an append would have refused, wherever it is in the log."""
    return connection.execute(
        """
        select min(log_position), 'stream ' || stream_id || ' does not count its versions from 1'
        from (
            select
                stream_id, log_position, stream_version,
                row_number() over (partition by stream_id order by log_position) as expected
            from events
        )
        where stream_version <> expected group by stream_id
        union all
        select max(log_position), 'event ' || event_id || ' is there twice'
        from events group by event_id having count(*) > 1
        union all
        select log_position, 'two payloads'
        from event_payloads group by log_position having count(*) > 1
        union all
        select log_position, 'a payload without an event'
        from event_payloads anti join events using (log_position)
        """
    ).fetchall()


def _last_position(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("select coalesce(max(log_position), 0) from events").fetchone()
    return int(row[0]) if row else 0


def _spans(
    opened: Opened, upto: int, erased: Set[int], workers: Executor
) -> Iterator[tuple[pa.Table, Checks]]:
    """The envelopes of each stretch of the log, and the running checks of its payloads."""
    after = BEFORE_ALL
    while True:
        with opened() as connection:
            envelopes = read_envelopes(connection, after, upto, SPAN_ROWS)
            if not envelopes.num_rows:
                return
            checks = submit_payload_checks(connection, envelopes, after, erased, workers)
            after = head_of(envelopes).position
            try:
                yield envelopes, checks
            finally:
                wait(checks)  # they read from this connection
