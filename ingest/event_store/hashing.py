"""Re-hashing payloads on every core: each thread reads a stretch from DuckDB and hashes what it read.

Reading, decompressing and hashing all let go of Python's lock, and no byte is copied into a Python
object. What the hashes of events say belongs in ``ingest.event_store.verification``.
"""

import os
from collections.abc import Iterator, Mapping, Set
from concurrent.futures import Executor, Future
from hashlib import sha256
from itertools import pairwise
from typing import Any

import duckdb
import pyarrow as pa

Problem = tuple[int, str]
"""A position and what is wrong there."""

Checks = list["Future[list[Problem]]"]

STRETCH_ROWS = 4096
"""Payloads a task: half a row group of the file."""

BATCH_ROWS = 256
"""Payloads an Arrow batch, some megabyte: with larger ones the system spends more on handing out fresh
memory than a quarter of the time of hashing."""


def core_count() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def submit_payload_checks(
    connection: duckdb.DuckDBPyConnection,
    envelopes: pa.Table,
    after: int,
    erased: Set[int],
    workers: Executor,
) -> Checks:
    """Start checking the payloads of these envelopes, the first of which comes after a position.

    ``erased``: positions whose payloads an event says to be gone.
    """
    tasks = []
    for start in range(0, envelopes.num_rows, STRETCH_ROWS):
        stretch = envelopes.slice(start, STRETCH_ROWS)
        positions: list[Any] = stretch.column("log_position").to_pylist()
        hashes: list[Any] = stretch.column("payload_hash").to_pylist()
        expected = dict(zip(positions, hashes, strict=True))
        window = {"after": after, "upto": positions[-1]}
        cursor = connection.cursor()
        tasks.append(workers.submit(_payload_problems, cursor, expected, window, erased))
        after = positions[-1]
    return tasks


def _payload_problems(
    cursor: duckdb.DuckDBPyConnection,
    expected: Mapping[int, str],
    window: Mapping[str, int],
    erased: Set[int],
) -> list[Problem]:
    problems: list[Problem] = []
    kept: set[int] = set()
    cursor.execute("use log")
    query = """
        select log_position, payload from event_payloads
        where log_position > $after and log_position <= $upto
    """
    for batch in cursor.execute(query, {**window}).to_arrow_reader(BATCH_ROWS):
        positions: list[Any] = batch.column(0).to_pylist()
        for position, content in zip(positions, contents(batch.column(1)), strict=True):
            # A payload without an event is found where whole tables are compared.
            if content is None or position not in expected:
                continue
            kept.add(position)
            if sha256(content).hexdigest() != expected[position]:
                problems.append((position, "the payload was changed: its hash does not match"))
    missing = expected.keys() - kept - erased
    problems += [(one, "the payload is missing, and no erasure says why") for one in missing]
    return problems + [(one, "erased by an event, and still there") for one in kept & erased]


def contents(values: "pa.Array[Any]") -> Iterator[memoryview | None]:
    """The bytes of each text or binary value, without a copy."""
    _, offset_buffer, data_buffer = values.buffers()
    if offset_buffer is None or data_buffer is None:  # nothing but nulls or empty texts
        yield from (None if value is None else memoryview(b"") for value in values.to_pylist())
        return
    end = values.offset + len(values) + 1
    offsets = memoryview(offset_buffer).cast("i")[values.offset : end].tolist()
    data = memoryview(data_buffer)
    for (start, end), is_valid in zip(pairwise(offsets), _validity(values), strict=True):
        yield data[start:end] if is_valid else None


def _validity(values: "pa.Array[Any]") -> list[Any]:
    return values.is_valid().to_pylist() if values.null_count else [True] * len(values)
