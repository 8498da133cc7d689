"""The use case "resolve names": names that extractions found and nobody has decided about -> decisions.

Follows the log into the memory of entities, decides about what waits in order of arrival, appends the decisions
batch by batch. Decisions that stand in the log are taken over, never made again. How a decision comes about
belongs in ``ingest.identity.entities``, what people decide in ``ingest.entity_decisions``.
"""

import os
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path

from ingest.entity_following import follow, following_memory
from ingest.entity_links import links_due, read_wikidata_file
from ingest.entity_memory import EntityMemory
from ingest.event_log import EventLog, utc_now
from ingest.events import (
    DoubtPayload,
    EntitiesMerged,
    EntityLinked,
    NamePayload,
    NamesResolved,
    NewEvent,
    sha256_hex,
    short_id,
)
from ingest.identity.entities import METHOD, METHOD_VERSION
from ingest.identity.entities.keeper import EntityKeeper, NewId
from ingest.identity.entities.memory import Decision, Merge

ACTOR = "entities"
BATCH_TEXTS = 500
"""Texts an append: some five seconds of work."""

_Draft = tuple[str, NamesResolved | EntitiesMerged | EntityLinked]
"""A stream and what comes into it."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ResolutionSummary:
    """What one run did."""

    texts: int  # whose names were decided now
    names: int  # of them
    opened: int  # entities that they opened
    merged: int  # entities that became part of others
    doubts: int  # pairs that wait for a person
    seconds: float


def resolve_new(
    log: EventLog,
    memory_path: Path,
    *,
    wikidata_file: Path | None = None,
    progress: Progress | None = None,
    clock: Callable[[], datetime] = utc_now,
    run_id: str | None = None,
) -> ResolutionSummary:
    """Decide about every name that counts and stands undecided, each once a text.

    Costs what came since the last run, unless the memory is gone: then the log is read once from the
    beginning.
    """
    started = time.perf_counter()
    run_id = run_id or short_id("run", ACTOR, clock().isoformat(), str(os.getpid()))
    done: Counter[str] = Counter()
    with following_memory(log, memory_path) as (memory, waiting):
        keeper = EntityKeeper(memory, entity_id_of(memory), merge_id_of)
        total = waiting.count()
        while batch := waiting.longest(BATCH_TEXTS):
            drafts: list[_Draft] = []
            for extractor, text in batch:
                decisions, merges = keeper.resolve(text)
                waiting.done(text.text_hash, extractor)
                drafts += _drafts(text.text_hash, decisions, merges)
                done.update(_counts(decisions, merges))
            log.append(_events(drafts, log, clock()), actor=ACTOR, run_id=run_id)
            memory.commit(memory.head)
            if progress is not None:
                progress(done["texts"], total)
        links = list(links_due(memory, read_wikidata_file(wikidata_file))) if wikidata_file else []
        if links:
            drafts = [(f"wikidata-{link.entity_id}", link) for link in links]
            log.append(_events(drafts, log, clock()), actor=ACTOR, run_id=run_id)
            follow(log, memory, waiting)
    counts = {name: done[name] for name in ("texts", "names", "opened", "merged", "doubts")}
    return ResolutionSummary(**counts, seconds=time.perf_counter() - started)


def entity_id_of(memory: EntityMemory) -> NewId:
    """The id of an entity that a name opens: from its name alone, as long as no namesake has that one."""

    def new_id(text_hash: str, entity_type: str, name: str) -> str:
        simple = plain_entity_id(entity_type, name)
        is_free = memory.entity_of(simple) is None
        return simple if is_free else short_id("ent", text_hash, entity_type, name)

    return new_id


def plain_entity_id(entity_type: str, name: str) -> str:
    """What tables call the entity of a name about which nothing is decided."""
    words = " ".join(unicodedata.normalize("NFC", name).split())
    return f"ent_{sha256_hex(f'{entity_type}|{words.lower()}'.encode())[:20]}"


def merge_id_of(merge: Merge) -> str:
    """The id of the model's decision that two entities are one."""
    return short_id("jud", merge.kept, merge.gone)


def _counts(decisions: Sequence[Decision], merges: Sequence[Merge]) -> dict[str, int]:
    return {
        "texts": bool(decisions),
        "names": len(decisions),
        "opened": sum(one.is_new for one in decisions),
        "merged": len(merges),
        "doubts": sum(len(one.doubts) for one in decisions),
    }


def _drafts(
    text_hash: str, decisions: Sequence[Decision], merges: Sequence[Merge]
) -> Iterator[_Draft]:
    if decisions:
        names = [
            NamePayload(
                one.name,
                one.entity_type,
                one.entity_id,
                one.is_new,
                one.score,
                one.reason,
                one.known_type,
                [DoubtPayload(*astuple(doubt)) for doubt in one.doubts],
            )
            for one in decisions
        ]
        yield f"names-{text_hash}", NamesResolved(text_hash, names, METHOD, METHOD_VERSION)
    for merge in merges:
        yield (
            f"entity-{merge.gone}",
            EntitiesMerged(
                merge_id_of(merge), merge.kept, merge.gone, round(merge.score, 3), merge.reason,
                METHOD, METHOD_VERSION,
            ),
        )  # fmt: skip


def _events(drafts: Sequence[_Draft], log: EventLog, now: datetime) -> list[NewEvent]:
    """The drafts as the next events of their streams."""
    streams = {stream for stream, _ in drafts}
    versions: Counter[str] = Counter()
    for row in log.read_streams(sorted(log.known(streams))).to_pylist():
        versions[row["stream_id"]] = row["stream_version"]
    events = []
    for stream, payload in drafts:
        versions[stream] += 1
        if not isinstance(payload, NamesResolved):
            payload = replace(payload, version=versions[stream])
        events.append(NewEvent.of(type(payload).__name__, stream, versions[stream], payload, now))
    return events
