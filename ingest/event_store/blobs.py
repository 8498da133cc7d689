"""Raw bytes by content hash: each kept once, compressed, apart from the events.

What the bytes are evidence of is said by the events that name the hash.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from itertools import chain
from typing import Any

import duckdb
import pyarrow as pa
import zstandard

from ingest.event_store.hashing import contents
from ingest.events import sha256_hex

ROWS_A_TASK = 2048
"""Blobs a task of a check: fewer, and finding them in the file takes longer than checking them."""

BATCH_ROWS = 64
"""Blobs in memory at once: pages of the web take 5 to 50 kB each here."""

TASKS_AN_OPENING = 8
"""A writer waits for so many (about half a second)."""


def check_hashes(blobs: Mapping[str, bytes]) -> None:
    """Raise ``ValueError`` for a blob that is not what its hash says."""
    for blob_hash, content in blobs.items():
        if sha256_hex(content) != blob_hash:
            raise ValueError(f"blob {blob_hash} holds other bytes than its hash says")


def insert_missing(connection: duckdb.DuckDBPyConnection, blobs: Mapping[str, bytes]) -> int:
    """Store the blobs that are not there yet; how many those were."""
    if not blobs:
        return 0
    connection.register("offered", pa.table({"blob_hash": pa.array(blobs, pa.string())}))
    query = "select blob_hash from offered anti join blobs using (blob_hash)"
    missing = [blob_hash for (blob_hash,) in connection.execute(query).fetchall()]
    compress = zstandard.ZstdCompressor().compress
    rows: dict[str, pa.Array[Any]] = {
        "blob_hash": pa.array(missing, pa.string()),
        "codec": pa.array(["zstd"] * len(missing), pa.string()),
        "byte_count": pa.array([len(blobs[blob_hash]) for blob_hash in missing], pa.int64()),
        "data": pa.array([compress(blobs[blob_hash]) for blob_hash in missing], pa.large_binary()),
    }
    if missing:
        connection.register("new_blobs", pa.table(rows))
        connection.execute("insert into blobs select * from new_blobs")
    return len(missing)


def read_blob(connection: duckdb.DuckDBPyConnection, blob_hash: str) -> bytes | None:
    """The raw bytes with this hash, or None when they are not kept."""
    row = connection.execute("select data from blobs where blob_hash = ?", [blob_hash]).fetchone()
    return zstandard.ZstdDecompressor().decompress(row[0]) if row else None


def read_blobs(
    connection: duckdb.DuckDBPyConnection, after: int
) -> tuple[list[tuple[str, bytes]], int]:
    """Some blobs that come after a row, and the last row among them."""
    rows = connection.execute(
        "select rowid, blob_hash, data from blobs where rowid > ? and rowid <= ? order by rowid",
        [after, after + ROWS_A_TASK],
    ).fetchall()
    decompress = zstandard.ZstdDecompressor().decompress
    last = rows[-1][0] if rows else after
    return [(blob_hash, decompress(data)) for _, blob_hash, data in rows], last


def damaged_blobs(
    opened: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]], workers: Executor
) -> Iterator[str]:
    """Which blobs no longer hold the bytes that their hash says."""
    with opened() as connection:
        last = connection.execute("select coalesce(max(rowid), -1) from blobs").fetchall()[0][0]
    starts = range(0, last + 1, ROWS_A_TASK)
    for first in range(0, len(starts), TASKS_AN_OPENING):
        with opened() as connection:
            some = starts[first : first + TASKS_AN_OPENING]
            cursors = [connection.cursor() for _ in some]
            found = [*workers.map(_damaged, cursors, some)]
        for blob_hash in chain.from_iterable(found):
            yield f"blob {blob_hash}: the bytes were changed"


def _damaged(cursor: duckdb.DuckDBPyConnection, start: int) -> list[str]:
    cursor.execute("use log")
    batches = cursor.execute(
        "select blob_hash, data from blobs where rowid >= $start and rowid < $stop",
        {"start": start, "stop": start + ROWS_A_TASK},
    ).to_arrow_reader(BATCH_ROWS)
    # One decompressor a task: making one is dear, and none may serve two threads.
    decompress = zstandard.ZstdDecompressor().decompress
    found: list[str] = []
    for batch in batches:
        hashes: list[Any] = batch.column(0).to_pylist()
        for blob_hash, data in zip(hashes, contents(batch.column(1)), strict=True):
            if not _holds(blob_hash, data, decompress):
                found.append(blob_hash)
    return found


def _holds(
    blob_hash: str, data: memoryview | None, decompress: Callable[[memoryview], bytes]
) -> bool:
    try:
        return data is not None and sha256_hex(decompress(data)) == blob_hash
    except zstandard.ZstdError:
        return False
