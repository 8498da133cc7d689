"""Which names in which texts are one person, organisation or place, and what people decided about it.

Deciding it belongs in ``ingest.identity.entities``. Names stand in payloads only, never in the name of a
stream, so that erasing a payload erases them.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DoubtPayload:
    """Another entity that a name may mean as well: it waits for a person."""

    entity_id: str
    score: float  # 0 to 1
    reason: str


@dataclass(frozen=True, slots=True)
class NamePayload:
    """What one name of one text means."""

    name: str  # as the extractor gave it: the fullest of its text
    entity_type: str  # as the extractor gave it
    entity_id: str
    is_new: bool  # whether this name opened the entity
    score: float  # 0 to 1
    reason: str
    known_type: str | None = None  # what a gazetteer says that it is
    doubts: list[DoubtPayload] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NamesResolved:
    """What the names of a text mean; a later event of the text adds names that only it has."""

    text_hash: str
    names: list[NamePayload]
    method: str
    method_version: str


@dataclass(frozen=True, slots=True)
class EntitiesMerged:
    """Two entities are one; the older one's id stays when the model says so."""

    decision_id: str
    entity_id: str  # that stays
    merged_entity_id: str  # that is gone
    score: float | None  # None where a person decided
    reason: str
    method: str
    method_version: str
    decided_by: str = "model"
    version: int = 1  # stream version of this event


@dataclass(frozen=True, slots=True)
class MovedName:
    """A name in a text that means another entity from now on."""

    text_hash: str
    entity_type: str
    name: str


@dataclass(frozen=True, slots=True)
class EntitiesSplit:
    """A person says that two are two: merges that made them one are undone, names go to the other."""

    decision_id: str
    entity_id: str
    other_entity_id: str
    undone_decision_ids: list[str]  # merges
    moved: list[MovedName]  # to the other one
    reason: str
    decided_by: str
    version: int


@dataclass(frozen=True, slots=True)
class EntityLinked:
    """The user's file says that an entity is this item of Wikidata, or says so no longer."""

    entity_id: str
    wikidata_id: str | None
    name: str | None  # in the file
    version: int = 1  # stream version of this event, so that a return to an old item is another one


@dataclass(frozen=True, slots=True)
class EntityDecisionRevoked:
    """A person takes a person's decision back: from now on it counts as never made."""

    decision_id: str  # that is revoked
    reason: str
    decided_by: str
    version: int
