"""The use case "find stories": articles of the log that are in no story yet -> decisions.

Follows the log into the memory of stories, decides about what waits in order of arrival, appends the
decisions batch by batch. Decisions that stand in the log are taken over, never made again. How a decision
comes about belongs in ``ingest.identity.stories``.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from ingest.event_log import EventLog, LogHead, utc_now
from ingest.events import ArticleAssignedToStory, NewEvent, StoriesMerged, short_id
from ingest.identity.stories import METHOD, METHOD_VERSION
from ingest.identity.stories.assignment import Assignment, Merge, StoryKeeper
from ingest.identity.stories.features import Article, read_features
from ingest.story_memory import StoryMemory, forget_story_memory, open_story_memory

ACTOR = "stories"
BATCH_ARTICLES = 500
"""Articles an append: some two seconds of work."""
FOLLOWED = ("ArticleObserved", "ArticleAssignedToStory", "StoriesMerged")
DAY_PRECISIONS = ("second", "minute", "day")
LANGUAGE = "en"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StorySummary:
    """What one run did."""

    articles: int  # assigned now
    opened: int  # of them: stories that they opened
    merged: int  # stories that became part of others
    seconds: float


def assign_new(
    log: EventLog,
    memory_path: Path,
    *,
    progress: Progress | None = None,
    clock: Callable[[], datetime] = utc_now,
    run_id: str | None = None,
) -> StorySummary:
    """Assign every English article that is in no story, each once.

    Costs what came since the last run and what the window holds of it, unless the memory is gone: then
    the log is read once from the beginning. A revised article stays where its first version was put.
    """
    started = time.perf_counter()
    run_id = run_id or short_id("run", ACTOR, clock().isoformat(), str(os.getpid()))
    if not _follows(memory_path, log):
        forget_story_memory(memory_path)
    done = opened = merged = 0
    with open_story_memory(memory_path) as memory:
        keeper = StoryKeeper(memory, story_id_of)
        _follow(log, memory, keeper)
        total = memory.waiting_count()
        while waiting := memory.longest_waiting(BATCH_ARTICLES):
            decisions = [keeper.assign(features) for features in waiting]
            events = [event for one in decisions for event in _events(one, clock())]
            log.append(events, actor=ACTOR, run_id=run_id)
            memory.commit(memory.head)
            done += len(decisions)
            opened += sum(one.is_new for one in decisions)
            merged += sum(len(one.merges) for one in decisions)
            if progress is not None:
                progress(done, total)
    return StorySummary(done, opened, merged, time.perf_counter() - started)


def story_id_of(article_id: str) -> str:
    """The name of the story that this article opens."""
    return short_id("sto", article_id)


def _follows(memory_path: Path, log: EventLog) -> bool:
    """Whether what the memory has taken in is a beginning of this log."""
    with open_story_memory(memory_path) as memory:
        known = memory.head
    if known.position == 0:
        return True
    if known.position > log.head().position:
        return False
    [batch] = log.read(after=known.position - 1, upto=known.position)
    return str(batch.column("hash")[0]) == known.hash


def _follow(log: EventLog, memory: StoryMemory, keeper: StoryKeeper) -> None:
    """Take in what the log says since the last time."""
    head = log.head()
    for batch in log.read(after=memory.head.position, upto=head.position, event_types=FOLLOWED):
        types, payloads = (batch.column(name).to_pylist() for name in ("event_type", "payload"))
        for event_type, payload in zip(types, payloads, strict=True):
            if payload is not None:  # erased
                _take_in(str(event_type), orjson.loads(payload), memory, keeper)
        position, hash_ = (batch.column(name)[-1].as_py() for name in ("log_position", "hash"))
        memory.commit(LogHead(position, hash_))
    memory.commit(head)


def _take_in(
    event_type: str, payload: Mapping[str, Any], memory: StoryMemory, keeper: StoryKeeper
) -> None:
    if event_type == "StoriesMerged":
        memory.merge(payload["story_id"], payload["merged_story_id"])
    elif event_type == "ArticleAssignedToStory":
        features = memory.waiting(payload["article_id"])
        if features is not None:
            keeper.place(features, payload["story_id"])
        elif payload["version"] > 1:
            memory.move(payload["article_id"], payload["story_id"])
    elif payload["language"] == LANGUAGE and not memory.has(payload["article_id"]):
        memory.wait(read_features(_article(payload)))


def _article(payload: Mapping[str, Any]) -> Article:
    published, precision = payload["published_at"], payload["published_at_precision"]
    is_known = published is not None and precision in DAY_PRECISIONS
    return Article(
        payload["article_id"],
        payload["title"] or "",
        payload["body_text"],
        datetime.fromisoformat(published).date() if is_known else None,
        payload["source_id"] or payload["source_domain"],
    )


def _events(decision: Assignment, now: datetime) -> Iterator[NewEvent]:
    payload = ArticleAssignedToStory(
        decision.article_id,
        decision.story_id,
        None if decision.score is None else round(decision.score, 3),
        decision.nearest,
        "opened" if decision.is_new else "joined",
        list(decision.evidence),
        METHOD,
        METHOD_VERSION,
    )
    stream = f"story-of-{decision.article_id}"
    yield NewEvent.of("ArticleAssignedToStory", stream, 1, payload, now)
    for merge in decision.merges:
        yield _merged(merge, decision.article_id, now)


def _merged(merge: Merge, article_id: str, now: datetime) -> NewEvent:
    payload = StoriesMerged(
        merge.kept, merge.gone, round(merge.score, 3), article_id, METHOD, METHOD_VERSION
    )
    return NewEvent.of("StoriesMerged", f"story-{merge.gone}", 1, payload, now)
