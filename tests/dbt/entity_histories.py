"""Decisions about entities for histories of events: what the model, and people, might have said."""

import random

from event_histories import History

from ingest.events import (
    ArticleExtracted,
    DoubtPayload,
    EntitiesMerged,
    EntitiesSplit,
    EntityDecisionRevoked,
    EntityLinked,
    MovedName,
    NamePayload,
    NamesResolved,
    short_id,
)

Name = tuple[str, str, str]
"""Text, type and name."""


class EntityDesk:
    """Decides about the names of texts, at random but never what no log could hold."""

    def __init__(self, history: History, draw: random.Random) -> None:
        self.history, self.random = history, draw
        self.decided: dict[Name, str] = {}
        self.merged: dict[str, str] = {}  # gone -> kept, those that stand
        self.merges: dict[str, tuple[str, str]] = {}  # by decision, those that stand
        self.splits: list[str] = []  # that moved names only

    def resolve(self, found: ArticleExtracted) -> None:
        """Names that are not decided yet; now and then in doubt, or under another's id."""
        new = {
            (found.text_hash, one.entity_type, one.entity_name): one.entity_name
            for one in found.mentions
        }
        names = [name for name in new if name not in self.decided]
        if not names or self.random.random() < 0.3:
            return
        for name in names:
            number = self.random.choice([1, 1, 2])
            self.decided[name] = short_id("ent", name[2], str(number))
        others = sorted(set(self.decided.values()))
        payload = [
            NamePayload(
                name[2], name[1], self.decided[name], False, 0.9, "toy",
                self.random.choice([None, None, "place"]),
                [DoubtPayload(self.random.choice(others), 0.4, "toy")],
            )
            for name in names
        ]  # fmt: skip
        resolved = NamesResolved(found.text_hash, payload, "toy", "1")
        self.history.append("NamesResolved", f"names-{found.text_hash}", resolved)

    def merge(self) -> None:
        """Only what goes by its own id is merged."""
        tops = sorted({one for one in self.decided.values() if one not in self.merged})
        if len(tops) > 1:
            kept, gone = self.random.sample(tops, 2)
            decision = short_id("jud", kept, gone, str(len(self.history.events)))
            by = self.random.choice(["model", "Ann"])
            payload = EntitiesMerged(decision, kept, gone, 0.8, "toy", "toy", "1", by)
            self.history.append("EntitiesMerged", f"entity-{gone}", payload)
            self.merged[gone] = kept
            self.merges[decision] = (kept, gone)

    def split(self) -> None:
        """A merge is undone, or names are moved."""
        if not self.decided:
            return
        decision = short_id("jud", str(len(self.history.events)))
        undone, moved, other = [], [], short_id("ent", decision)
        entity = self.random.choice(sorted(self.decided.values()))
        if self.merges and self.random.random() < 0.5:
            undone = [self.random.choice(sorted(self.merges))]
            entity, other = self.merges.pop(undone[0])
            del self.merged[other]
        else:
            name = self.random.choice(sorted(self.decided))
            moved = [MovedName(*name)]
            self.splits.append(decision)
        payload = EntitiesSplit(decision, entity, other, undone, moved, "toy", "Ann", 1)
        self.history.append("EntitiesSplit", "entity-decisions", payload)

    def revoke(self) -> None:
        """What a person decided is taken back."""
        standing = [*self.splits, *sorted(self.merges)]
        if not standing:
            return
        decision = self.random.choice(standing)
        if decision in self.merges:
            del self.merged[self.merges.pop(decision)[1]]
        else:
            self.splits.remove(decision)
        payload = EntityDecisionRevoked(decision, "toy", "Ann", 1)
        self.history.append("EntityDecisionRevoked", "entity-decisions", payload)

    def link(self) -> None:
        """The user's file changes."""
        if self.decided:
            entity = self.random.choice(sorted(self.decided.values()))
            item = self.random.choice([None, "Q1", "Q2", "Q3"])
            stream = f"wikidata-{entity}"
            payload = EntityLinked(entity, item, None, len(self.history.events))
            self.history.append("EntityLinked", stream, payload)
