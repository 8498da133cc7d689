"""The use case "find stories": articles of the log that are in no story yet -> decisions.

Follows the log into the memory of stories, decides about what waits in order of arrival, appends the
decisions batch by batch. Decisions that stand in the log are taken over, never made again. How a decision
comes about belongs in ``ingest.identity.stories``.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest.event_log import EventLog, utc_now
from ingest.events import ArticleAssignedToStory, NewEvent, StoriesMerged, StorySplit, short_id
from ingest.identity.stories import METHOD, METHOD_VERSION
from ingest.identity.stories.assignment import Assignment, Merge, Split, StoryKeeper
from ingest.story_following import following_memory
from ingest.story_memory import StoryMemory

ACTOR = "stories"
BATCH_ARTICLES = 500
"""Articles an append: some two seconds of work."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StorySummary:
    """What one run did."""

    articles: int  # assigned now
    opened: int  # of them: stories that they opened
    merged: int  # stories that became part of others
    split: int  # stories that became two
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
    done = opened = merged = split = 0
    with following_memory(log, memory_path) as memory:
        keeper = StoryKeeper(memory, story_id_of)
        total = memory.waiting_count()
        while waiting := memory.longest_waiting(BATCH_ARTICLES):
            decisions: list[Assignment] = []
            events: list[NewEvent] = []
            for features in waiting:
                decisions.append(keeper.assign(features))
                events += _events(decisions[-1], memory, clock())
            log.append(events, actor=ACTOR, run_id=run_id)
            memory.commit(memory.head)
            done += len(decisions)
            opened += sum(one.is_new for one in decisions)
            merged += sum(len(one.merges) for one in decisions)
            split += sum(one.split is not None for one in decisions)
            if progress is not None:
                progress(done, total)
    return StorySummary(done, opened, merged, split, time.perf_counter() - started)


def story_id_of(*of: str) -> str:
    """The name of the story that an article opens, or that leaves another when an article comes."""
    return short_id("sto", *of)


def assignment_event(payload: ArticleAssignedToStory, now: datetime) -> NewEvent:
    """The event of one article's assignment."""
    stream = f"story-of-{payload.article_id}"
    return NewEvent.of("ArticleAssignedToStory", stream, payload.version, payload, now)


def _events(decision: Assignment, memory: StoryMemory, now: datetime) -> Iterator[NewEvent]:
    first = ArticleAssignedToStory(
        decision.article_id,
        decision.story_id,
        None if decision.score is None else round(decision.score, 3),
        decision.nearest,
        "opened" if decision.is_new else "joined",
        list(decision.evidence),
        METHOD,
        METHOD_VERSION,
    )
    yield assignment_event(first, now)
    for merge in decision.merges:
        yield _merged(merge, decision.article_id, now)
    if decision.split is not None:
        yield from _split(decision.split, decision.article_id, memory, now)


def _merged(merge: Merge, article_id: str, now: datetime) -> NewEvent:
    payload = StoriesMerged(
        merge.kept, merge.gone, round(merge.score, 3), article_id, METHOD, METHOD_VERSION
    )
    return NewEvent.of("StoriesMerged", f"story-{merge.gone}", 1, payload, now)


def _split(split: Split, article_id: str, memory: StoryMemory, now: datetime) -> Iterator[NewEvent]:
    payload = StorySplit(
        split.story_id,
        split.new_story_id,
        list(split.articles),
        round(split.ratio, 3),
        list(split.evidence),
        article_id,
        METHOD,
        METHOD_VERSION,
    )
    yield NewEvent.of("StorySplit", f"split-off-{split.new_story_id}", 1, payload, now)
    for article in split.articles:
        standing = memory.standing(article)
        moved = ArticleAssignedToStory(
            article, split.new_story_id, None, None, "split", [],  # others' words, if they were here
            METHOD, METHOD_VERSION, version=standing.version if standing else 1,
        )  # fmt: skip
        yield assignment_event(moved, now)
