"""Following the log into the memory of stories: articles that came, what was decided about them by whom.

Deciding belongs in ``ingest.story_assignment``, what people decide in ``ingest.story_decisions``.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from ingest.event_log import EventLog, LogHead
from ingest.identity.stories.assignment import StoryKeeper
from ingest.identity.stories.features import Article, read_features
from ingest.story_memory import StoryMemory
from ingest.story_memory_file import forget_story_memory, open_story_memory

FOLLOWED = (
    "ArticleObserved",
    "ArticleAssignedToStory",
    "StoriesMerged",
    "StoriesJudged",
    "StoryDecisionRevoked",
)
DAY_PRECISIONS = ("second", "minute", "day")
LANGUAGE = "en"
MODEL = "model"


@contextmanager
def following_memory(log: EventLog, memory_path: Path) -> Iterator[StoryMemory]:
    """The memory as of the head of the log; made anew where it is of another log."""
    with open_story_memory(memory_path) as memory:
        is_of_this_log = log.continues(memory.head)
    if not is_of_this_log:
        forget_story_memory(memory_path)
    with open_story_memory(memory_path) as memory:
        catch_up(log, memory)
        yield memory


def catch_up(log: EventLog, memory: StoryMemory) -> None:
    """Take in what the log says since the last time."""
    head, keeper = log.head(), StoryKeeper(memory, str)  # places; names nothing
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
    elif event_type == "StoriesJudged":
        _judged(payload, memory)
    elif event_type == "StoryDecisionRevoked":
        memory.revoke(payload["decision_id"])
    elif event_type == "ArticleAssignedToStory":
        _assigned(payload, memory, keeper)
    elif payload["language"] == LANGUAGE and not memory.has(payload["article_id"]):
        memory.wait(read_features(_article(payload)))


def _assigned(payload: Mapping[str, Any], memory: StoryMemory, keeper: StoryKeeper) -> None:
    features = memory.waiting(payload["article_id"])
    if features is not None:
        keeper.place(features, payload["story_id"])
    elif payload["version"] > 1:
        is_settled = payload["decided_by"] != MODEL
        memory.move(
            payload["article_id"], payload["story_id"], payload["version"], is_settled=is_settled
        )


def _judged(payload: Mapping[str, Any], memory: StoryMemory) -> None:
    """Two stories that a person parted stay apart; two that one joined no longer are."""
    pair = (payload["story_id"], payload["other_story_id"])
    memory.set_apart(*pair, is_apart=payload["decision"] == "split")
    memory.judge(payload["decision_id"], *pair, payload["decision"])


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
