"""What people decide about stories: two are one, or one is two; each decision with who and why, revocable.

A decision moves articles, by events like the model's, and from then on the model leaves these articles
where a person put them, and never makes one of two stories that a person parted. How the model decides
belongs in ``ingest.identity.stories``.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from ingest.corrections import find_article
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import (
    ArticleAssignedToStory,
    NewEvent,
    StoriesJudged,
    StoryDecisionRevoked,
    short_id,
)
from ingest.identity.stories.assignment import Settings
from ingest.story_assignment import assignment_event
from ingest.story_following import MODEL, catch_up, following_memory
from ingest.story_memory import StoryMemory

METHOD = "person"
THRESHOLD = Settings().join
_LISTS = ("article_ids", "evidence")
_UNSURE = ("article_id", "reason", "story_id", "score", "nearest_article_id", "evidence")
_FIELDS = (
    "article_id", "story_id", "other_story_id", "new_story_id", "merged_story_id", "decision_id",
    "decision", "reason", "score", "ratio", "nearest_article_id", "decided_by", *_LISTS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did."""

    decision_id: str
    story_id: str
    other_story_id: str
    moved: tuple[str, ...]  # articles


@dataclass(frozen=True, slots=True)
class StoryDesk:
    """Where a person decides about the stories of a log."""

    log: EventLog
    memory: StoryMemory
    clock: Callable[[], datetime] = utc_now

    def find(self, name: str) -> str:
        """The story of this id, or the one that this article (its id, URL or ref) is in."""
        story = self._holding(name) or self._holding(find_article(self.log, name))
        if story is None:
            raise ConfigurationError(f"{name} is in no story yet; run: newsledger build")
        return story

    def _holding(self, name: str) -> str | None:
        standing = self.memory.standing(name)
        story = standing.story_id if standing else self.memory.now(name)
        return story if self.memory.members(story, 1) else None

    def merge(self, story: str, other: str, *, reason: str, decided_by: str) -> Decided:
        """The articles of the other story are in this one from now on."""
        kept, gone = self.find(story), self.find(other)
        if kept == gone:
            raise ConfigurationError(f"{story} and {other} are one story already")
        articles = self.memory.articles_of(gone)
        return self._judge("merge", kept, gone, kept, articles, reason, decided_by)

    def split(
        self, story: str, articles: Sequence[str], *, reason: str, decided_by: str
    ) -> Decided:
        """These articles leave the story for one of their own."""
        kept = self.find(story)
        there = self.memory.articles_of(kept)
        articles = [one if one in there else find_article(self.log, one) for one in articles]
        strangers = [article for article in articles if article not in there]
        if strangers:
            raise ConfigurationError(f"{kept} has no article {', '.join(strangers)}")
        if len(set(articles)) == len(there):
            raise ConfigurationError(f"{kept} has no other articles than these")
        leaving = [article for article in there if article in articles]
        new = short_id("sto", kept, "split", str(self.log.head().position))
        return self._judge("split", kept, new, new, leaving, reason, decided_by)

    def revoke(self, decision_id: str, *, reason: str, decided_by: str) -> Decided:
        """Its articles return to where they were, unless another decision has moved them since."""
        judged = self.memory.decision(decision_id)
        if judged is None or judged.is_revoked:
            raise ConfigurationError(f"there is no decision {decision_id!r} that counts")
        [payload] = _rows(self.log, [_stream(decision_id)])
        is_merge = judged.decision == "merge"
        put, back = (judged.story_id, judged.other) if is_merge else (judged.other, judged.story_id)
        moved = [
            article
            for article in payload["article_ids"]
            if (standing := self.memory.standing(article))
            and standing.is_settled
            and standing.story_id == self.memory.now(put)
        ]
        fact = StoryDecisionRevoked(decision_id, moved, reason, decided_by)
        event = NewEvent.of("StoryDecisionRevoked", _stream(decision_id), 2, fact, self.clock())
        target = self.memory.now(back)
        self._append([event, *self._moves(moved, target, decision_id, decided_by)], decided_by)
        return Decided(decision_id, judged.story_id, judged.other, tuple(moved))

    def _judge(
        self, decision: str, kept: str, other: str, target: str, articles: list[str],
        reason: str, decided_by: str,
    ) -> Decided:  # fmt: skip
        position = str(self.log.head().position)
        decision_id = short_id("dec", decision, kept, other, position)
        fact = StoriesJudged(decision_id, decision, kept, other, articles, reason, decided_by)
        event = NewEvent.of("StoriesJudged", _stream(decision_id), 1, fact, self.clock())
        moves = self._moves(articles, target, decision_id, decided_by)
        self._append([event, *moves], decided_by)
        return Decided(decision_id, kept, other, tuple(articles))

    def _moves(
        self, articles: Sequence[str], target: str, decision_id: str, decided_by: str
    ) -> Iterator[NewEvent]:
        for article in articles:
            standing = self.memory.standing(article)
            version = standing.version + 1 if standing else 1
            yield assignment_event(
                ArticleAssignedToStory(
                    article, target, None, None, "decided", [decision_id], METHOD, "",
                    decided_by, version,
                ),
                self.clock(),
            )  # fmt: skip

    def _append(self, events: Sequence[NewEvent], decided_by: str) -> None:
        self.log.append(events, actor=f"decision:{decided_by}", run_id="")
        catch_up(self.log, self.memory)


@contextmanager
def open_story_desk(log: EventLog, memory_path: Path) -> Iterator[StoryDesk]:
    """The stories as of the head of the log."""
    with following_memory(log, memory_path) as memory:
        yield StoryDesk(log, memory)


def story_evidence(desk: StoryDesk, story_id: str) -> dict[str, Any]:
    """Why each article is in the story, and what was merged, split and decided: the events themselves."""
    articles = desk.memory.articles_of(story_id)
    streams = [f"story-of-{article}" for article in articles]
    decided = desk.memory.decisions_about(story_id)
    rows = _rows(desk.log, streams)
    merged = desk.memory.merged_into(story_id)
    about = [f"story-{gone}" for gone in merged] + [f"split-off-{story_id}"]
    about += [_stream(decision) for decision in decided]
    return {"story_id": story_id, "articles": rows, "changes": _rows(desk.log, about)}


def unsure_articles(log: EventLog, within: float, limit: int) -> list[dict[str, Any]]:
    """Articles that nearly went the other way and that no person decided about since, the least sure first."""
    found: dict[str, dict[str, Any]] = {}
    for batch in log.read(event_types=["ArticleAssignedToStory"]):
        for fact in map(orjson.loads, filter(None, batch.column("payload").to_pylist())):
            if fact["decided_by"] != MODEL:
                found.pop(fact["article_id"], None)
            elif fact["score"] is not None and abs(fact["score"] - THRESHOLD) < within:
                found[fact["article_id"]] = {name: fact[name] for name in _UNSURE}
    return sorted(found.values(), key=lambda row: abs(row["score"] - THRESHOLD))[:limit]


def _rows(log: EventLog, streams: Sequence[str]) -> list[dict[str, Any]]:
    """The events of these streams: what happened, when, and the payload fields that they have."""
    known = log.known(streams)
    rows = log.read_streams(sorted(known), _FIELDS).to_pylist() if known else []
    told = []
    for row in rows:
        fact = {name: row[name] for name in _FIELDS if row[name] not in (None, "", "[]")}
        fact |= {name: orjson.loads(fact[name]) for name in _LISTS if name in fact}
        told.append({"event": row["event_type"], "at": row["occurred_at"], **fact})
    return told


def _stream(decision_id: str) -> str:
    return f"decision-{decision_id}"
