"""What the resolution of names knows of earlier texts: values, and the protocol of where they are kept.

Entities are numbers here, those of a memory; a name belongs to the entity that it was given to (``leaf``), and
that one may be part of another by now (``entity``). One that lives on disk belongs to the caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

KEY_NAMES = 30
"""Names that a key finds, those of most texts first: bounds what a name costs, however many there are."""
VARIANTS = 12
"""Names of an entity that a new one is compared with, those of most texts first."""
LATEST = 20
"""Texts of an entity whose other names are its company."""


@dataclass(frozen=True, slots=True)
class NameInText:
    """A name as a text has it; ``descriptors`` are the roles the text gives."""

    name: str
    entity_type: str
    descriptors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextNames:
    """The names of one text that wait, and when and where it was published, as far as that is known."""

    text_hash: str
    names: tuple[NameInText, ...]
    day: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that earlier texts have."""

    number: int
    leaf: int
    entity: int
    written: str
    entity_type: str
    sounded: str
    is_bare: bool
    texts: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an entity besides its names."""

    texts: int
    descriptors: frozenset[str]
    sources: frozenset[str]
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Another entity that may be meant."""

    entity_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name of a text means."""

    name: str
    entity_type: str
    entity_id: str
    is_new: bool
    score: float
    reason: str
    known_type: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities that turned out to be one."""

    kept: str
    gone: str
    score: float
    reason: str


class Memory(Protocol):
    """Names, the entities they mean, and the texts they stand in."""

    def names_in(self, text_hash: str) -> Sequence[KnownName]:
        """The names of a text whose entities are decided."""

    def named(self, is_person: bool, node: str) -> Sequence[KnownName]:
        """Names with this normal form, at most ``KEY_NAMES``."""

    def found_by(self, keys: Iterable[str]) -> Sequence[KnownName]:
        """Names that share a key, at most ``KEY_NAMES`` a key."""

    def variants(self, entity: int) -> Sequence[KnownName]:
        """The full names of an entity, at most ``VARIANTS``; its bare ones where it has no other."""

    def profile(self, entity: int) -> Profile:
        """What else is known of it."""

    def company(self, entity: int) -> frozenset[int]:
        """The entities that its latest texts name, itself left out."""

    def text_counts(self, entities: Iterable[int]) -> Mapping[int, int]:
        """In how many texts each of these is named."""

    def text_count(self) -> int:
        """Texts whose names are decided."""

    def are_told_apart(self, left: int, right: int) -> bool:
        """Whether a person says that these are two."""

    def entity_id(self, entity: int) -> str:
        """Its id in the log."""

    def entity_of(self, entity_id: str) -> int | None:
        """The entity that this id means by now, None where there is none."""

    def place(self, text: TextNames, name: NameInText, decision: Decision) -> int:
        """Take in what a name means; returns the entity."""

    def merge(self, merge: Merge, decision_id: str) -> None:
        """Let one entity be part of another."""
