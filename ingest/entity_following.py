"""Follows the log into the memory of entities: what came, what was decided, by the model and by people.

Taking something in twice changes nothing, so a run that was killed is simply run again. Deciding belongs in
``ingest.entity_resolution`` and ``ingest.entity_decisions``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from ingest.entity_memory import EntityMemory
from ingest.entity_memory_file import (
    WaitingTexts,
    forget_entity_memory,
    open_entity_memory,
)
from ingest.event_log import EventLog, LogHead
from ingest.events import VERSION_EVENTS
from ingest.identity.entities.memory import Decision, NameInText

DAY_PRECISIONS = ("second", "minute", "day")
Payload = Mapping[str, Any]


@contextmanager
def following_memory(
    log: EventLog, memory_path: Path
) -> Iterator[tuple[EntityMemory, WaitingTexts]]:
    """The memory as of the head of the log; made anew where it is of another log."""
    with open_entity_memory(memory_path) as (memory, _):
        is_of_this_log = log.continues(memory.head)
    if not is_of_this_log:
        forget_entity_memory(memory_path)
    with open_entity_memory(memory_path) as (memory, waiting):
        follow(log, memory, waiting)
        yield memory, waiting


def follow(log: EventLog, memory: EntityMemory, waiting: WaitingTexts) -> None:
    """Take in what the log says since the last time."""
    head, follower = log.head(), _Follower(memory, waiting)
    for batch in log.read(after=memory.head.position, upto=head.position, event_types=follower.how):
        types, payloads = (batch.column(name).to_pylist() for name in ("event_type", "payload"))
        for event_type, payload in zip(types, payloads, strict=True):
            if payload is not None:  # erased
                follower.how[str(event_type)](orjson.loads(payload))
        position, hash_ = (batch.column(name)[-1].as_py() for name in ("log_position", "hash"))
        memory.commit(LogHead(position, hash_))
    memory.commit(head)


def names_of(payload: Payload) -> list[NameInText]:
    """The names of an extraction, each once with all the roles that its text gives."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for mention in payload["mentions"]:
        if mention["entity_name"] and mention["entity_name"].strip():
            key = (mention["entity_name"], mention["entity_type"])
            roles = found.setdefault(key, {})
            if mention["descriptor"]:
                roles[mention["descriptor"]] = None
    return [NameInText(name, kind, tuple(roles)) for (name, kind), roles in found.items()]


class _Follower:
    """What each kind of event means to the memory."""

    def __init__(self, memory: EntityMemory, waiting: WaitingTexts) -> None:
        self._memory, self._waiting = memory, waiting
        self.how: dict[str, Callable[[Payload], None]] = {
            **dict.fromkeys(VERSION_EVENTS, self._see),
            "ArticleExtracted": self._wait,
            "ExtractorPromoted": self._promote,
            "NamesResolved": self._place,
            "EntitiesMerged": self._merge,
            "EntitiesSplit": self._split,
            "EntityDecisionRevoked": self._revoke,
            "EntityLinked": self._link,
        }

    def _see(self, payload: Payload) -> None:
        published = payload["published_at"]
        is_known = published is not None and payload["published_at_precision"] in DAY_PRECISIONS
        day: date | None = datetime.fromisoformat(published).date() if is_known else None
        source = payload["source_id"] or payload["source_domain"]
        self._waiting.see(payload["text_hash"], payload["article_id"], day, source)

    def _wait(self, payload: Payload) -> None:
        extractor = f"{payload['extractor']}@{payload['extractor_version']}"
        self._waiting.wait(payload["text_hash"], extractor, names_of(payload))

    def _promote(self, payload: Payload) -> None:
        self._waiting.promote(f"{payload['extractor']}@{payload['extractor_version']}")

    def _place(self, payload: Payload) -> None:
        text_hash = payload["text_hash"]
        text, waits = self._waiting.text(text_hash), self._waiting.of(text_hash)
        given = {(name.name, name.entity_type): name for _, one in waits for name in one.names}
        for one in payload["names"]:
            key = (one["name"], one["entity_type"])
            name = given.get(key, NameInText(*key))
            decision = Decision(*key, one["entity_id"], one["is_new"], one["score"], one["reason"])
            self._memory.place(text, name, decision)
        decided = {(name.written, name.entity_type) for name in self._memory.names_in(text_hash)}
        for extractor, one in waits:
            if all((name.name, name.entity_type) in decided for name in one.names):
                self._waiting.done(text_hash, extractor)

    def _merge(self, payload: Payload) -> None:
        is_persons = payload["decided_by"] != "model"
        ids = payload["decision_id"], payload["entity_id"], payload["merged_entity_id"]
        self._memory.ties.merge(*ids, is_persons=is_persons)

    def _split(self, payload: Payload) -> None:
        self._memory.split(
            payload["decision_id"],
            payload["entity_id"],
            payload["other_entity_id"],
            payload["undone_decision_ids"],
            [(one["text_hash"], one["entity_type"], one["name"]) for one in payload["moved"]],
        )

    def _revoke(self, payload: Payload) -> None:
        self._memory.revoke(payload["decision_id"])

    def _link(self, payload: Payload) -> None:
        self._memory.link(payload["entity_id"], payload["wikidata_id"])
