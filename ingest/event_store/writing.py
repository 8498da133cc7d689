"""One append: what is new in a batch, its envelopes, and one INSERT a table, in one transaction.

Opening the file belongs in ``ingest.event_store.connection``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from ingest.errors import LogCorrupt, StaleStream
from ingest.event_store.blobs import insert_missing
from ingest.event_store.chain import LogHead, head_of, with_chain
from ingest.event_store.schema import SEALED_SCHEMA
from ingest.events import NewEvent


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an append gives to each of its events."""

    recorded_at: datetime
    actor: str
    run_id: str


def read_head(connection: duckdb.DuckDBPyConnection) -> LogHead:
    """The head that the last append recorded."""
    row = connection.execute("select position, hash from log_head").fetchone()
    if row is None:
        raise LogCorrupt("log_head is empty")
    return LogHead(*row)


def append_batch(
    connection: duckdb.DuckDBPyConnection,
    events: Sequence[NewEvent],
    blobs: Mapping[str, bytes],
    stamp: Stamp,
) -> tuple[LogHead, int]:
    """Append what is new, all or nothing; the new head and how many events were new."""
    connection.begin()
    head = read_head(connection)
    fresh = unseen(events, *_streams_and_event_ids(connection, events))
    if fresh:
        head = _insert_events(connection, fresh, head, stamp)
    insert_missing(connection, blobs)
    connection.commit()
    return head, len(fresh)


def unseen(
    events: Sequence[NewEvent], stream_versions: Mapping[str, int], event_ids: set[str]
) -> list[NewEvent]:
    """The events that are not in the log; ``StaleStream`` if one is not the next of its stream."""
    versions, seen, fresh = dict(stream_versions), set(event_ids), []
    for event in events:
        if event.event_id in seen:
            continue
        current = versions.get(event.stream_id, 0)
        if event.stream_version != current + 1:
            raise StaleStream(
                f"{event.event_type} is version {event.stream_version} of {event.stream_id}, "
                f"which is at version {current}: read the stream again and decide anew"
            )
        versions[event.stream_id] = event.stream_version
        seen.add(event.event_id)
        fresh.append(event)
    return fresh


def envelopes_of(events: Sequence[NewEvent], head: LogHead, stamp: Stamp) -> pa.Table:
    """The envelopes of ``events`` after ``head``, chained."""
    count = len(events)
    columns = {
        "log_position": range(head.position + 1, head.position + 1 + count),
        "event_id": [event.event_id for event in events],
        "event_type": [event.event_type for event in events],
        "schema_version": [event.schema_version for event in events],
        "stream_id": [event.stream_id for event in events],
        "stream_version": [event.stream_version for event in events],
        "occurred_at": [event.occurred_at for event in events],
        "recorded_at": [stamp.recorded_at] * count,
        "actor": [stamp.actor] * count,
        "run_id": [stamp.run_id] * count,
        "payload_hash": [event.payload_hash for event in events],
    }
    return with_chain(head, pa.table(columns, schema=SEALED_SCHEMA))


def _streams_and_event_ids(
    connection: duckdb.DuckDBPyConnection, events: Sequence[NewEvent]
) -> tuple[dict[str, int], set[str]]:
    """The versions of the batch's streams, and which of its events the log has.

    One scan serves both: the same event always has the same stream.
    """
    incoming = pa.table(
        {
            "stream_id": pa.array([event.stream_id for event in events], pa.string()),
            "event_id": pa.array([event.event_id for event in events], pa.string()),
        }
    )
    connection.register("incoming", incoming)
    matched = connection.execute(
        "select stream_id, stream_version, event_id from events semi join incoming using (stream_id)"
    ).to_arrow_table()
    connection.register("matched", matched)
    versions = connection.execute(
        "select stream_id, max(stream_version) from matched group by stream_id"
    ).fetchall()
    event_ids = connection.execute(
        "select event_id from matched semi join incoming using (event_id)"
    ).fetchall()
    return dict(versions), {event_id for (event_id,) in event_ids}


def _insert_events(
    connection: duckdb.DuckDBPyConnection, events: Sequence[NewEvent], head: LogHead, stamp: Stamp
) -> LogHead:
    envelopes = envelopes_of(events, head, stamp)
    positions = envelopes.select(["log_position"])
    # Large strings: a batch may hold more than 2 GB of text.
    contents = pa.array([event.payload_bytes for event in events], pa.large_string())
    _insert(connection, "events", envelopes)
    _insert(connection, "event_payloads", positions.append_column("payload", contents))
    head = head_of(envelopes)
    # Every append updates this row, so two open transactions could never both commit.
    connection.execute("update log_head set position = ?, hash = ?", [head.position, head.hash])
    return head


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.register("new_rows", rows)
    connection.execute(f"insert into {table} select * from new_rows")
