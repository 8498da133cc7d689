"""The use case "find copies": texts of the log that were not compared yet -> ``TextsCompared``.

Follows the log into the memory of texts and compares what came with all that was there, a batch an
event. What was compared already is taken over with the same batches, never decided again. How texts are
compared belongs in ``ingest.identity.origins``.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson

from ingest.event_log import EventLog, LogHead, utc_now
from ingest.events import VERSION_EVENTS, CopyPayload, NewEvent, TextsCompared, short_id
from ingest.identity.origins import METHOD, VERSION, Copy, Text, find_copies
from ingest.origin_memory import OriginMemory, forget_origin_memory, open_origin_memory

ACTOR = "origins"
STREAM = "text-comparisons"
BATCH_TEXTS = 2000
"""Texts compared at once, and within each other: some 20 MB, and a second of work."""

_NOBODY = frozenset({"Agencies"})
"""Credits that name nobody."""


@dataclass(frozen=True, slots=True)
class OriginSummary:
    """What one run did."""

    texts: int  # compared now
    copies: int  # pairs found among them and with earlier ones
    seconds: float


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts that came up to an event; ``is_known``: the log says already what came of them."""

    texts: list[Text]
    head: LogHead
    is_known: bool


def compare_new(
    log: EventLog,
    memory_folder: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    run_id: str | None = None,
) -> OriginSummary:
    """Compare every text that no comparison in the log covers, each once.

    Costs what came since the last run, unless the memory is gone: then the log is read once from the
    beginning.
    """
    started = time.perf_counter()
    run_id = run_id or short_id("run", ACTOR, clock().isoformat(), str(os.getpid()))
    memory = open_origin_memory(memory_folder)
    if not log.continues(memory.head):
        forget_origin_memory(memory_folder)
        memory = open_origin_memory(memory_folder)
    recorded = log.read_streams([STREAM], ["to_position"]).to_pylist()
    ends = [int(row["to_position"]) for row in recorded if row["to_position"]]
    number, texts, pairs, start = len(recorded), 0, 0, max(ends, default=0)
    for batch in _batches(log, memory, [end for end in ends if end > memory.head.position]):
        copies = find_copies(memory.library, batch.texts) if batch.texts else []
        if batch.texts and not batch.is_known:
            number += 1
            payload = _compared(copies, start, batch)
            event = NewEvent.of("TextsCompared", STREAM, number, payload, clock())
            log.append([event], actor=ACTOR, run_id=run_id)
            texts, pairs, start = texts + len(batch.texts), pairs + len(copies), batch.head.position
        memory.keep(batch.head)
    return OriginSummary(texts, pairs, time.perf_counter() - started)


def _compared(copies: list[Copy], start: int, batch: _Batch) -> TextsCompared:
    pairs = [CopyPayload(**asdict(copy)) for copy in copies]
    return TextsCompared(start, batch.head.position, len(batch.texts), pairs, METHOD, VERSION)


def _batches(log: EventLog, memory: OriginMemory, ends: list[int]) -> Iterator[_Batch]:
    """The new texts after what the memory holds: cut at ``ends`` first, then by number."""
    seen, ends = set(memory.library.text_ids), sorted(ends)
    texts: list[Text] = []
    head = memory.head
    for page in log.read(after=memory.head.position, event_types=VERSION_EVENTS):
        columns = (page.column(name).to_pylist() for name in ("log_position", "hash", "payload"))
        for position, hash_, payload in zip(*columns, strict=True):
            if ends and position > ends[0]:
                yield _Batch(texts, head, is_known=True)
                texts, ends = [], ends[1:]
            head = LogHead(position, hash_)
            text = _text(payload)
            if text is not None and text.text_id not in seen:
                seen.add(text.text_id)
                texts.append(text)
            if not ends and len(texts) == BATCH_TEXTS:
                yield _Batch(texts, head, is_known=False)
                texts = []
    if texts or head != memory.head:
        yield _Batch(texts, head, is_known=bool(ends))


def _text(payload: str | None) -> Text | None:
    """The body of an article with its outlet and credits; None for one that was erased."""
    if payload is None:
        return None
    article = orjson.loads(payload)
    outlet = article["source_name"] or article["source_id"]
    credits_ = frozenset(article["wire_credits"]) - _NOBODY
    return Text(article["body_hash"], article["body_text"], outlet, credits_)
