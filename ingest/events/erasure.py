"""What was erased from the log, and what was let in again.

Nothing here says what the erased payloads said: hashes of whole sentences are there to know the text again,
keys of articles to show that something was there. Erasing belongs in ``ingest.erasure``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PayloadErased:
    """These payloads and raw bytes are no longer in the log; their hashes, and the chain, are."""

    erasure_id: str
    article_ids: list[str]
    positions: list[int]  # whose payloads are gone
    payload_counts: dict[str, int]  # of them, by event type
    blob_hashes: list[str]
    passage_hashes: list[str]  # what the texts are known again by
    reason: str
    decided_by: str
    version: int  # stream version of this event


@dataclass(frozen=True, slots=True)
class ErasureOverruled:
    """A person lets an erased article in again."""

    article_id: str
    reason: str
    decided_by: str
    version: int  # stream version of this event
