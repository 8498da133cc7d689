"""The hash chain: pure functions from envelopes to hashes.

Each event's ``hash`` is SHA-256 over the previous event's hash (64 hex digits) followed by the
canonical JSON of its own envelope without ``prev_hash`` and ``hash``; times are whole microseconds
since 1970 UTC. The payload takes part through ``payload_hash`` only, so it can be erased without
breaking the chain. Storing and comparing belong elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from ingest.events import canonical_json, sha256_hex

GENESIS_HASH = "0" * 64
"""What the first event's ``prev_hash`` is."""

SEALED_COLUMNS = (
    "actor",
    "event_id",
    "event_type",
    "log_position",
    "occurred_at",
    "payload_hash",
    "recorded_at",
    "run_id",
    "schema_version",
    "stream_id",
    "stream_version",
)
"""The part of an envelope that its hash covers."""


@dataclass(frozen=True, slots=True)
class LogHead:
    """The last event's position and hash; ``LogHead()`` is the head of an empty log."""

    position: int = 0
    hash: str = GENESIS_HASH


def chain_hash(prev_hash: str, sealed_envelope: bytes) -> str:
    """The hash of the event with this envelope, when it follows the event with that hash."""
    return sha256_hex(prev_hash.encode() + sealed_envelope)


def sealed_envelopes(envelopes: pa.Table) -> Iterator[bytes]:
    """The bytes of each row that its hash covers."""
    columns = [_plain_values(envelopes.column(name)) for name in SEALED_COLUMNS]
    for values in zip(*columns, strict=True):
        yield canonical_json(dict(zip(SEALED_COLUMNS, values, strict=True)))


def with_chain(head: LogHead, envelopes: pa.Table) -> pa.Table:
    """``envelopes`` with ``prev_hash`` and ``hash``, continuing from ``head``."""
    hashes = [head.hash]
    for sealed in sealed_envelopes(envelopes):
        hashes.append(chain_hash(hashes[-1], sealed))
    return envelopes.append_column("prev_hash", pa.array(hashes[:-1], pa.string())).append_column(
        "hash", pa.array(hashes[1:], pa.string())
    )


def head_of(envelopes: pa.Table) -> LogHead:
    """The head of a log that ends with these (at least one) chained envelopes."""
    last = envelopes.slice(envelopes.num_rows - 1).select(["log_position", "hash"]).to_pylist()[0]
    return LogHead(last["log_position"], last["hash"])


def _plain_values(column: "pa.ChunkedArray[Any]") -> list[Any]:
    """Strings and numbers as they are, times as microseconds (also 7 times as fast as datetimes)."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    return column.to_pylist()
