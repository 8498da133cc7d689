"""What the deciding of one text goes by: the others that the text names, and what was ruled for a name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.identity.entities.keys import node_of
from ingest.identity.entities.memory import Doubt, Memory, TextNames
from ingest.identity.names.forms import NameForm
from ingest.identity.names.shortforms import is_short

MOST_DOUBTS = 3
"""Other entities that are told for a name."""

SameAs = tuple[int, float, str]
"""Another entity that turned out to be the same, how surely, and why."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The entity of a name; one without id opens an entity."""

    entity_id: str | None
    score: float
    reason: str
    doubts: tuple[Doubt, ...] = ()
    same_as: tuple[SameAs, ...] = ()
    is_new: bool = False


@dataclass(slots=True)
class Reading:
    """A text on its way: who is known to be named in it so far."""

    text: TextNames
    memory: Memory
    here: frozenset[int] = frozenset()  # decided, in this text
    around: frozenset[int] = frozenset()  # the same, and those whose name can mean nobody else
    others: int = 0  # named beside each name, known or not
    _merged: dict[int, int] = field(default_factory=dict)

    def look_around(self, forms: Sequence[NameForm]) -> None:
        """Find who is named by a name that is one entity's only: that is the company of the rest."""
        sure = set(self.here)
        self.others = len(forms) + len(self.here) - 1
        for form in forms:
            if not is_short(form):
                found = {one.entity for one in self.memory.named(form.is_person, node_of(form))}
                sure |= found if len(found) == 1 else set()
        self.around = frozenset(sure)

    def add(self, entity: int) -> None:
        """Another one is decided."""
        self.here |= {entity}
        self.around |= {entity}

    def now(self, entity: int) -> int:
        """The entity after what was merged since."""
        while entity in self._merged:
            entity = self._merged[entity]
        return entity

    def follow_merge(self, gone: int, kept: int) -> None:
        """One is part of another now."""
        self._merged[gone] = kept
        self.here = frozenset(self.now(one) for one in self.here)
        self.around = frozenset(self.now(one) for one in self.around)
