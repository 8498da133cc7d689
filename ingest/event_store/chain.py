"""The hash chain: pure functions from envelopes to hashes.

Each event's ``hash`` is SHA-256 over the previous event's hash (64 hex digits) followed by the
canonical JSON of its own envelope without ``prev_hash`` and ``hash``; times are whole microseconds
since 1970 UTC. The payload takes part through ``payload_hash`` only, so it can be erased without
breaking the chain. Storing and comparing belong elsewhere.
"""

from dataclasses import dataclass
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from ingest.events import sha256_hex

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


BinaryArray = Any
"""An Arrow array of bytes; the stubs of Arrow cannot say what its functions make of one."""


@dataclass(frozen=True, slots=True)
class LogHead:
    """The last event's position and hash; ``LogHead()`` is the head of an empty log."""

    position: int = 0
    hash: str = GENESIS_HASH


def sealed_messages(envelopes: pa.Table) -> BinaryArray:
    """For each row the bytes whose SHA-256 is its hash."""
    prev_hashes = envelopes.column("prev_hash").combine_chunks().cast(pa.binary())
    return _joined(prev_hashes, sealed_envelopes(envelopes))


def with_chain(head: LogHead, envelopes: pa.Table) -> pa.Table:
    """``envelopes`` with ``prev_hash`` and ``hash``, continuing from ``head``."""
    hashes = [head.hash]
    for sealed in sealed_envelopes(envelopes).to_pylist():
        hashes.append(sha256_hex(hashes[-1].encode() + sealed))
    return envelopes.append_column("prev_hash", pa.array(hashes[:-1], pa.string())).append_column(
        "hash", pa.array(hashes[1:], pa.string())
    )


def head_of(envelopes: pa.Table) -> LogHead:
    """The head of a log that ends with these (at least one) chained envelopes."""
    last = envelopes.slice(envelopes.num_rows - 1).select(["log_position", "hash"]).to_pylist()[0]
    return LogHead(last["log_position"], last["hash"])


def sealed_envelopes(envelopes: pa.Table) -> BinaryArray:
    """The canonical JSON of each row's sealed columns, joined column by column.

    Six times as fast as making a dictionary of each row and JSON of each dictionary.
    """
    parts: list[Any] = []
    for number, name in enumerate(SEALED_COLUMNS):
        parts += [f'{"," if number else "{"}"{name}":', _as_json(envelopes.column(name))]
    return _joined(*parts, "}")


def _as_json(column: "pa.ChunkedArray[Any]") -> BinaryArray:
    """Strings quoted, numbers as they are, times as microseconds."""
    values: Any = column.combine_chunks()
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.int64())
    if not pa.types.is_string(values.type):
        return values.cast(pa.string()).cast(pa.binary())
    if pc.any(pc.match_substring_regex(values, _NEEDS_ESCAPES)).as_py():
        return pa.array([orjson.dumps(value) for value in values.to_pylist()], pa.binary())
    return _joined('"', values.cast(pa.binary()), '"')


_NEEDS_ESCAPES = r'["\\\x00-\x1f]'


def _joined(*parts: "BinaryArray | str") -> BinaryArray:
    values: list[Any] = [
        pa.scalar(part.encode(), pa.binary()) if isinstance(part, str) else part for part in parts
    ]
    nothing_between = pa.scalar(b"", pa.binary())
    return pc.binary_join_element_wise(*values, nothing_between)
