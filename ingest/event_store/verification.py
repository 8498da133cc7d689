"""Re-reading the whole log: that every event is there, once, in order, and as it was written.

Every event is checked against itself and against the one before it, so each change is named where it
is. Rewriting all events from one on, with new hashes, cannot be seen from inside: compare the head
with one that was noted elsewhere (the published file notes it) to see that.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import duckdb
import pyarrow as pa

from ingest.errors import LogCorrupt
from ingest.event_store.blobs import damaged_blobs
from ingest.event_store.chain import LogHead, chain_hash, head_of, sealed_envelopes
from ingest.event_store.reading import BEFORE_ALL, Page, read_page
from ingest.event_store.writing import read_head

Opened = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]
Problem = tuple[int, str]
"""A position and what is wrong there."""

PAGE_ROWS = 8192
PAGES_AN_OPENING = 4
"""A writer waits for so many pages (about half a second); opening the file takes as long as 1,000 rows."""

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
        for page in _read_ahead(_pages(opened, max(head.position, last))):
            problems += page_problems(previous, page)
            event_count += page[0].num_rows
            previous = head_of(page[0])
        problems += head_problems(previous, head)
        texts = [f"position {position}: {text}" for position, text in sorted(problems)]
        texts += damaged_blobs(opened)
    except LogCorrupt as error:
        texts = [str(error)]
    if len(texts) > MOST_PROBLEMS:
        texts[MOST_PROBLEMS:] = [f"and {len(texts) - MOST_PROBLEMS} more"]
    return VerifyReport(not texts, event_count, texts)


def page_problems(previous: LogHead, page: Page) -> Iterator[Problem]:
    """What is wrong on a page that follows ``previous``."""
    envelopes, payloads = page
    positions, links, stored = _values(envelopes, "log_position", "prev_hash", "hash")
    yield from _sequence_problems(previous.position, positions)
    rows = zip(
        positions,
        sealed_envelopes(envelopes),
        [previous.hash, *stored],
        links,
        stored,
        strict=False,
    )
    for position, sealed, hash_before, prev_hash, own_hash in rows:
        if chain_hash(prev_hash, sealed) != own_hash:
            yield position, "the event was changed: its hash does not match"
        if prev_hash != hash_before:
            yield (
                position,
                "prev_hash is not the hash of the event before: one of them was replaced",
            )
    yield from _payload_problems(envelopes, payloads)


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


def _payload_problems(envelopes: pa.Table, payloads: pa.Table) -> Iterator[Problem]:
    expected = dict(zip(*_values(envelopes, "log_position", "payload_hash"), strict=True))
    (positions,) = _values(payloads, "log_position")
    for position, content in zip(positions, _contents(payloads.column("payload")), strict=True):
        if content is not None and sha256(content).hexdigest() != expected[position]:
            yield position, "the payload was changed: its hash does not match"


def _values(table: pa.Table, *names: str) -> list[list[Any]]:
    return [table.column(name).to_pylist() for name in names]


def _contents(texts: "pa.ChunkedArray[Any]") -> Iterator[memoryview | None]:
    """The UTF-8 bytes of each text, without a copy (hashing takes 1.7 µs a payload, not 3.0)."""
    for chunk in texts.chunks:
        _, offset_buffer, data_buffer = chunk.buffers()
        if offset_buffer is None or data_buffer is None:  # nothing but nulls or empty texts
            yield from (None if text is None else memoryview(b"") for text in chunk.to_pylist())
            continue
        offsets = memoryview(offset_buffer).cast("i")[chunk.offset :].tolist()
        data = memoryview(data_buffer)
        is_valid = chunk.is_valid().to_pylist()
        for start, end, valid in zip(offsets, offsets[1:], is_valid, strict=False):
            yield data[start:end] if valid else None


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


def _pages(opened: Opened, upto: int) -> Iterator[Page]:
    after = BEFORE_ALL
    while True:
        with opened() as connection:
            for _ in range(PAGES_AN_OPENING):
                page = read_page(connection, after, upto, PAGE_ROWS)
                if not page[0].num_rows:
                    return
                after = head_of(page[0]).position
                yield page


def _read_ahead(pages: Iterator[Page]) -> Iterator[Page]:
    """The same pages, each read while the one before is worked on: half the time on two cores."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        following = reader.submit(next, pages, None)
        while page := following.result():
            following = reader.submit(next, pages, None)
            yield page
