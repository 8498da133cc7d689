"""Why names mean the entity that they mean: names, scores, reasons, articles, company; what speaks for a pair.

Reads the memory of entities and the log. Decisions belong in ``ingest.entity_decisions``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from ingest.entity_memory import EntityMemory
from ingest.event_log import EventLog
from ingest.identity.entities.scoring import form_of, form_of_person, mean_score
from ingest.identity.names.scoring import reasons, score

MOST_TEXTS = 10
MOST_COMPANY = 10


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """A name of an entity, and in how many texts it means it."""

    name: str
    entity_type: str
    entity_id: str  # that the name was given to; another one where it was merged since
    texts: int


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """What was decided about a name in one text, and why."""

    article_id: str | None
    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class EntityEvidence:
    """All that speaks for an entity being what it is."""

    entity_id: str
    names: list[NameEvidence]
    texts: list[TextEvidence]  # the latest
    descriptors: list[str]
    company: list[str]  # who is named beside it, those of fewest texts first


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """What speaks for two entities being one."""

    score: float  # the mean over their names; 0 where two must stay apart
    names: list[tuple[str, str, float, str]]  # left, right, score, reason; the most alike first
    shared_company: list[str]


def evidence_of(log: EventLog, memory: EntityMemory, entity: int) -> EntityEvidence:
    """Names, latest decisions, roles and company of an entity."""
    names = [
        NameEvidence(one.written, one.entity_type, memory.entity_id(one.leaf), one.texts)
        for one in memory.all_names(entity)
    ]
    return EntityEvidence(
        memory.entity_id(entity),
        names,
        _decided(log, memory, entity),
        sorted(memory.profile(entity).descriptors),
        _called(memory, memory.company(entity)),
    )


def evidence_between(memory: EntityMemory, left: int, right: int) -> PairEvidence:
    """The most alike names of two entities, and who is named beside both."""
    sides = memory.variants(left), memory.variants(right)
    pairs = [
        (one.written, other.written, round(score(form_of(one), form_of(other)), 3),
         reasons(form_of(one), form_of(other)))
        for one in sides[0]
        for other in sides[1]
        if form_of_person(one) == form_of_person(other)
    ]  # fmt: skip
    pairs.sort(key=lambda pair: -pair[2])
    shared = memory.company(left) & memory.company(right)
    return PairEvidence(round(mean_score(*sides), 3), pairs[:5], _called(memory, shared))


def _decided(log: EventLog, memory: EntityMemory, entity: int) -> list[TextEvidence]:
    """What the events of the latest texts say of the entity."""
    parts = set(memory.ties.parts(entity))
    texts = memory.texts_numbered(memory.latest_texts(entity, MOST_TEXTS))
    streams = [f"names-{text_hash}" for text_hash in texts]
    found = []
    for row in log.read_streams(streams, ["names"]).to_pylist():
        article_id = texts[row["stream_id"].removeprefix("names-")]
        names: Sequence[dict[str, Any]] = orjson.loads(row["names"] or "[]")
        found += [
            TextEvidence(article_id, one["name"], one["score"], one["reason"])
            for one in names
            if one["entity_id"] in parts
        ]
    return found


def _called(memory: EntityMemory, entities: frozenset[int]) -> list[str]:
    counts = memory.text_counts(entities)
    rare = sorted(entities, key=lambda one: (counts[one], one))[:MOST_COMPANY]
    return [names[0].written for one in rare if (names := memory.variants(one))]
