"""The log's file written anew: without what was erased, without freed space, with the same events.

The one operation that lets go of a payload. It never touches a row of ``events``: all of them are copied and
compared, and the new file is verified, before it takes the place of the old one in one step. Payloads lie
in a table of their own, so an erased one leaves no hole in the chain; the file is new, so no freed block
and no write-ahead log keeps what was in the old one.
"""

import os
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.errors import LogCorrupt, RetryableError
from ingest.event_store.erased import read_erased_positions
from ingest.event_store.schema import ATTACH_OPTIONS, TABLES
from ingest.event_store.verification import verify_log

Opener = Callable[[Path], AbstractContextManager[duckdb.DuckDBPyConnection]]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a rewriting did."""

    bytes_before: int
    bytes_after: int
    payloads_erased: int
    blobs_erased: int


def rewrite_log(path: Path, opened: Opener, blob_hashes: Collection[str] = ()) -> Rewritten:
    """Replace the file; payloads that an erasure in it names, and these blobs, stay behind.

    ``opened`` opens a log read-only, which keeps writers out until the new file is in place.
    Raises ``LogCorrupt`` when the new file does not verify or differs; then nothing was replaced.
    """
    fresh = path.with_name(f".{path.name}.rewritten")
    _remove(fresh)
    before = path.stat().st_size
    try:
        with opened(path) as connection:
            refuse_unsettled(path)
            counts = _copy(connection, fresh, blob_hashes)
            report = verify_log(lambda: opened(fresh))
            if not report.ok:
                raise LogCorrupt(f"{path}: not rewritten: {'; '.join(report.problems[:3])}")
            _sync(fresh)
            fresh.replace(path)
            _sync(path.parent)
    finally:
        _remove(fresh)
    return Rewritten(before, path.stat().st_size, *counts)


def refuse_unsettled(path: Path) -> None:
    """``RetryableError`` where the file alone is not the whole log."""
    if path.with_name(f"{path.name}.wal").exists():
        raise RetryableError(f"{path}: a writer was killed just now; try again")


def _copy(
    connection: duckdb.DuckDBPyConnection, fresh: Path, blob_hashes: Collection[str]
) -> tuple[int, int]:
    """How many payloads and blobs were left behind."""
    quoted = str(fresh).replace("'", "''")
    positions = pa.array(read_erased_positions(connection), pa.int64())
    connection.register("erased_positions", pa.table({"log_position": positions}))
    hashes = pa.array(blob_hashes, pa.string())
    connection.register("erased_blobs", pa.table({"blob_hash": hashes}))
    connection.execute(f"attach '{quoted}' as fresh ({', '.join(ATTACH_OPTIONS)})")
    connection.execute("use fresh")
    try:
        for statement in (TABLES, *_COPIES):
            connection.execute(statement)
        _compare(connection)
        counts = connection.execute(_LEFT_BEHIND).fetchall()[0]
        connection.execute("checkpoint fresh")
    finally:
        connection.execute("use log")
        connection.execute("detach fresh")
    return counts[0], counts[1]


_COPIES = (
    "insert into events select * from log.events",
    """
    insert into event_payloads
    select * from log.event_payloads
    where payload is not null and log_position not in (from erased_positions)
    """,
    "insert into blobs select * from log.blobs where blob_hash not in (from erased_blobs)",
    """
    update log_head set
        position = (select position from log.log_head), hash = (select hash from log.log_head)
    """,
)
_LEFT_BEHIND = """
    select
        (select count(payload) from log.event_payloads) - (select count(*) from event_payloads),
        (select count(*) from log.blobs) - (select count(*) from blobs)
"""


def _compare(connection: duckdb.DuckDBPyConnection) -> None:
    """Every event, in every column, is in both files as often."""
    (differences,) = connection.execute("""
        select count(*) from (
            (from log.events except all from events) union all
            (from events except all from log.events)
        )
    """).fetchall()[0]
    if differences:
        raise LogCorrupt(f"{differences} events would not have been the same; nothing was replaced")


def _remove(database: Path) -> None:
    for name in (database.name, f"{database.name}.wal"):
        database.with_name(name).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
