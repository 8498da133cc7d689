"""The envelope of an event before it is in the log: canonical form, hashes, identity.

Payloads belong in the modules beside this one, storing in ``ingest.event_log``.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from ingest.events.versions import SCHEMA_VERSIONS


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: equal values give equal bytes.

    Raises ``orjson.JSONEncodeError`` for lone surrogates, which no text that was read may hold.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def sha256_hex(content: bytes) -> str:
    """SHA-256 as 64 lower-case hex digits."""
    return hashlib.sha256(content).hexdigest()


def short_id(prefix: str, *parts: str) -> str:
    """A readable key from business identity: ``prefix_`` and 20 hex digits (80 bits)."""
    return f"{prefix}_{sha256_hex(chr(0).join(parts).encode())[:20]}"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is not in the log yet.

    ``stream_version`` is the version this event gets in its stream (the writer's last known version
    plus one): a stale writer is refused. ``event_id`` is a hash of the business content, so appending
    the same fact twice appends it once. ``payload_bytes`` is what the log stores and hashes.
    """

    event_type: str
    stream_id: str
    stream_version: int
    payload: Mapping[str, Any]
    occurred_at: datetime
    schema_version: int = 1
    payload_bytes: bytes = field(init=False, repr=False, compare=False)
    payload_hash: str = field(init=False, repr=False, compare=False)
    event_id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.occurred_at.tzinfo is None:
            raise ValueError(f"{self.event_type} of {self.stream_id}: occurred_at has no time zone")
        payload_bytes = canonical_json(self.payload)
        payload_hash = sha256_hex(payload_bytes)
        identity = "\0".join((self.event_type, self.stream_id, payload_hash))
        # The class is frozen and has slots; computed here once, these never change again.
        object.__setattr__(self, "payload_bytes", payload_bytes)
        object.__setattr__(self, "payload_hash", payload_hash)
        object.__setattr__(self, "event_id", sha256_hex(identity.encode()))

    @classmethod
    def of(
        cls,
        event_type: str,
        stream_id: str,
        stream_version: int,
        payload: Any,
        occurred_at: datetime,
    ) -> "NewEvent":
        """From a payload dataclass of this module; the payload becomes what a reader will get."""
        return cls(
            event_type,
            stream_id,
            stream_version,
            # Through JSON: lists for tuples, and 8 times as fast as dataclasses.asdict.
            orjson.loads(canonical_json(payload)),
            occurred_at,
            SCHEMA_VERSIONS[event_type],
        )
