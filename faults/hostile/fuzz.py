"""Mutated inputs through readers and parser: whatever the bytes, documents or reasons come out.

How they are made belongs in ``mutations``. Hypothesis searches in the tests; here it is numbers that
count, a million bytes a second.
"""

import mmap
import struct
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from faults.children import in_child
from faults.hostile.mutations import BESIDE, SENTINEL, input_of
from faults.hostile.reading import MOST_BYTES, MOST_SECONDS, unclean
from faults.world import article
from ingest.article_history import History
from ingest.decisions import decide, decide_quarantine, key_of
from ingest.documents import RawDocument, Unreadable
from ingest.parsing import parse_one
from ingest.readers.base import Allowance, Origin, ReadOptions
from ingest.readers.dispatch import Reading
from ingest.sources import SourceRegistry

CHUNK = 2_000
"""Inputs a child: a dead one costs no more than its rest."""

NOW = datetime(2026, 11, 25, tzinfo=UTC)
OPTIONS = ReadOptions(max_bytes=200_000)


@dataclass(slots=True)
class Campaign:
    """What became of all inputs."""

    inputs: int = 0
    documents: Counter[str] = field(default_factory=Counter)  # read, and refused by reason
    formats: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0
    peak_bytes: int = 0
    problems: list[str] = field(default_factory=list)


def take(
    name: str, content: bytes, registry: SourceRegistry, *, has_sentinel: bool = False
) -> Counter[str]:
    """One input as far as its events; raises or complains where anything but documents and reasons come."""
    seen: Counter[str] = Counter()
    is_lost = has_sentinel
    reading = Reading(OPTIONS, Allowance(len(content)))
    for found in reading.read_bytes(content, Origin.of_file(name)):
        result = parse_one(found, registry) if isinstance(found, RawDocument) else found
        if isinstance(result, Unreadable):
            seen[f"refused: {result.reason_code}"] += 1
            events = decide_quarantine(result, NOW).events
            if "the parser failed" in result.detail:
                seen[f"PARSER {result.detail[:200]}"] += 1
        else:
            seen["read"] += 1
            history = History()
            if not isinstance(found, RawDocument):
                raise TypeError(found)
            key_of(found, result)
            is_lost = is_lost and found.fields.get("url") != article(SENTINEL)["url"]
            events = decide(found, result, history, NOW)[0].events
        for event in events[:1]:
            if bad := unclean(dict(event.payload)):
                seen[f"UNCLEAN {bad}"] += 1
    if is_lost:
        seen["LOST what stood beside it"] += 1
    if not seen and name.endswith((".txt", ".html")):
        seen["SILENT"] += 1
    return seen


def campaign(seed: int, count: int) -> Campaign:
    """So many inputs, in children of ``CHUNK`` each; one that kills or stalls its child is named."""
    made, first = Campaign(), 0
    at = mmap.mmap(-1, 8)
    while first < count and len(made.problems) < 50:
        last = min(first + CHUNK, count)
        ended = in_child(partial(_chunk, seed, first, last, at), seconds=MOST_SECONDS * 40)
        made.seconds += ended.seconds
        made.peak_bytes = max(made.peak_bytes, ended.peak_bytes)
        if ended.how == "returned":
            reached, documents, formats, slowest, problems = ended.value
            made.documents += documents
            made.formats += formats
            made.slowest = max(made.slowest, slowest)
            made.problems += problems
        else:
            reached = struct.unpack("q", at[:8])[0] + 1
            made.problems.append(f"input {reached - 1}: the reader {ended.how}: {ended.error}")
        made.inputs += reached - first
        first = reached
    if made.peak_bytes > MOST_BYTES:
        made.problems.append(f"{made.peak_bytes / 1e6:,.0f} MB")
    return made


def _chunk(seed: int, first: int, last: int, at: mmap.mmap) -> tuple[object, ...]:
    import time

    registry = SourceRegistry.load()
    documents, formats, slowest, problems = Counter[str](), Counter[str](), 0.0, list[str]()
    for number in range(first, last):
        at[:8] = struct.pack("q", number)
        kind, name, content = input_of(seed, number)
        formats[kind] += 1
        started = time.process_time()
        try:
            seen = take(name, content, registry, has_sentinel=kind in BESIDE)
        except Exception as error:
            problems.append(f"input {number} ({kind}): {type(error).__name__}: {error}")
            continue
        taken = time.process_time() - started
        slowest = max(slowest, taken)
        problems += [f"input {number} ({kind}): {what}" for what in seen if what[0].isupper()]
        if taken > MOST_SECONDS:
            problems.append(f"input {number} ({kind}): {taken:.0f} s")
        documents += Counter({what: n for what, n in seen.items() if not what[0].isupper()})
    return last, documents, formats, slowest, problems
