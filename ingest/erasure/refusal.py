"""What must not come in again: articles that were erased, by their key and by their text.

Reads the log; deciding what follows belongs in ``ingest.batches``.
"""

from dataclasses import dataclass, field
from datetime import datetime

import orjson

from ingest.article_history import History
from ingest.decisions import article_stream
from ingest.erasure.passages import is_known_again
from ingest.event_log import EventLog
from ingest.events import ErasureOverruled, NewEvent


@dataclass(slots=True)
class Refusals:
    """What erasures in the log say, less what a person let in again since."""

    article_ids: set[str] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    blob_hashes: set[str] = field(default_factory=set)
    overruled: set[str] = field(default_factory=set)  # articles

    def refuse(self, article_id: str, body_text: str) -> bool:
        """Whether this article was erased, under this key or another."""
        if article_id in self.overruled:
            return False
        return article_id in self.article_ids or is_known_again(body_text, self.passages)


def read_refusals(log: EventLog) -> Refusals:
    """From every erasure in the log; costs what was ever erased."""
    refusals = Refusals()
    for batch in log.read(event_types=("PayloadErased", "ErasureOverruled")):
        for event_type, payload in zip(
            batch.column("event_type").to_pylist(), batch.column("payload").to_pylist(), strict=True
        ):
            fact = orjson.loads(payload or "{}")
            if event_type == "ErasureOverruled":
                refusals.overruled.add(fact["article_id"])
                continue
            refusals.article_ids.update(fact["article_ids"])
            refusals.overruled.difference_update(fact["article_ids"])
            refusals.passages.update(fact["passage_hashes"])
            refusals.blob_hashes.update(fact["blob_hashes"])
    return refusals


@dataclass(frozen=True, slots=True)
class Overruling:
    """A person lets in what was erased, and says why."""

    reason: str
    decided_by: str


def overrule(
    key: str, history: History, overruling: Overruling, now: datetime
) -> tuple[tuple[NewEvent, ...], History]:
    """The event that an erased article may come in again."""
    version = history.stream_version + 1
    payload = ErasureOverruled(key, overruling.reason, overruling.decided_by, version)
    event = NewEvent.of("ErasureOverruled", article_stream(key), version, payload, now)
    return (event,), history.with_other()
