"""The tables of the log file, and how a new log file comes into being.

Queries belong in the modules that ask them.
"""

import os
import uuid
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.event_store.chain import GENESIS_HASH

UTC_TIME = pa.timestamp("us", "UTC")

SEALED_TYPES: Mapping[str, pa.DataType] = {
    "log_position": pa.int64(),
    "event_id": pa.string(),
    "event_type": pa.string(),
    "schema_version": pa.int32(),
    "stream_id": pa.string(),
    "stream_version": pa.int32(),
    "occurred_at": UTC_TIME,
    "recorded_at": UTC_TIME,
    "actor": pa.string(),
    "run_id": pa.string(),
    "payload_hash": pa.string(),
}
SEALED_SCHEMA = pa.schema(SEALED_TYPES)
ENVELOPE_SCHEMA = SEALED_SCHEMA.append(pa.field("prev_hash", pa.string())).append(
    pa.field("hash", pa.string())
)
EVENT_SCHEMA = ENVELOPE_SCHEMA.insert(10, pa.field("payload", pa.string()))
"""What readers of the log get: the envelope and, unless it was erased, the payload."""

STREAM_SCHEMA = pa.schema(
    [
        EVENT_SCHEMA.field(name)
        for name in ("stream_id", "stream_version", "event_type", "occurred_at")
    ]
)

# No primary keys: an index makes small appends half as fast, and the file larger. Uniqueness is
# checked in the transaction that appends, and there is only ever one of those at a time.
# Payloads are Zstandard: a quarter of the bytes that DuckDB's own choice takes for news text.
TABLES = f"""
create table events (
    log_position bigint not null,
    event_id varchar not null,
    event_type varchar not null,
    schema_version integer not null,
    stream_id varchar not null,
    stream_version integer not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    actor varchar not null,
    run_id varchar not null,
    payload_hash varchar not null,
    prev_hash varchar not null,
    hash varchar not null
);
create table event_payloads (
    log_position bigint not null,
    payload varchar using compression zstd
);
create table blobs (
    blob_hash varchar not null,
    codec varchar not null,
    byte_count bigint not null,
    data blob not null
);
create table log_head (position bigint not null, hash varchar not null);
insert into log_head values (0, '{GENESIS_HASH}');
"""

CONNECTION_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
}
"""Nothing is fetched from the network. A second thread costs a quarter more CPU and gains no time here."""

ATTACH_OPTIONS = ("storage_version 'v1.5.0'", "row_group_size 8192")
"""Small row groups: a read from a position skips more, and a small append rewrites less."""


def attach(path: Path, *options: str) -> duckdb.DuckDBPyConnection:
    """A connection whose only file is the log.

    Attached to a database in memory, because opening the file directly while this process has it open
    fails and, worse, drops the lock that keeps other processes out (measured with DuckDB 1.5.5).
    """
    connection = duckdb.connect(config=CONNECTION_CONFIG)
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"attach '{quoted}' as log ({', '.join((*ATTACH_OPTIONS, *options))})")
        connection.execute("use log")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def create_log_file(path: Path, *options: str) -> None:
    """An empty log at ``path``, unless something is there: whole or not at all.

    Made beside it and then linked, because DuckDB cannot open a file whose creation was interrupted.
    """
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with closing(attach(unfinished, *options)) as connection:
            connection.execute(TABLES)
            # Closing would write the tables into the file, too, but keep silent when the disk is full.
            connection.execute("checkpoint")
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        for leftover in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
            leftover.unlink(missing_ok=True)
