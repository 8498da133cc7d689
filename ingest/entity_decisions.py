"""What people decide about entities: that two are one, that one is two, and that a decision was wrong.

Each is an event with who, why and when, checked against what stands; it goes before what the model says and
survives every rebuild, since tables and memory follow the log. Showing evidence belongs in
``ingest.entity_evidence``.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.entity_following import following_memory
from ingest.entity_memory import EntityMemory
from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import (
    EntitiesMerged,
    EntitiesSplit,
    EntityDecisionRevoked,
    MovedName,
    NewEvent,
    short_id,
)

STREAM = "entity-decisions"
METHOD = "person"


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """What a split would do: nothing is decided yet."""

    entity_id: str
    other_entity_id: str
    is_other_new: bool
    undone_decision_ids: list[str]
    moved: list[MovedName]  # names that are given to the other one
    leaving: list[MovedName]  # all names that would mean the other one, also those of undone merges


class EntityDesk:
    """Takes decisions on the entities of a log, as they stand at its end."""

    def __init__(
        self, log: EventLog, memory: EntityMemory, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._log, self.memory, self._clock = log, memory, clock

    def find(self, told: str) -> int:
        """The entity of an id or a name; an error names those of the name where there are several."""
        found = self.memory.entities_called(told)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ConfigurationError(f"no entity has the id or the name {told!r}")
        ids = ", ".join(self.describe(entity) for entity in found)
        raise ConfigurationError(
            f"several entities are called {told!r}, say which by its id: {ids}"
        )

    def describe(self, entity: int) -> str:
        """Id, most used name and number of texts."""
        names, texts = self.memory.variants(entity), self.memory.profile(entity).texts
        written = names[0].written if names else "without a name"
        return f"{self.memory.entity_id(entity)} ({written}, {texts} texts)"

    def merge(self, left: str, right: str, *, reason: str, decided_by: str) -> EntitiesMerged:
        """From now on the right one goes by the left one's id."""
        kept, gone = self.find(left), self.find(right)
        if kept == gone:
            raise ConfigurationError(f"{left!r} and {right!r} are one entity already")
        told = self.memory.ties.told_apart(kept, gone)
        if told is not None:
            raise ConfigurationError(
                f"a person told these two apart; first: entities revoke {told}"
            )
        kept_id, gone_id = self.memory.entity_id(kept), self.memory.entity_id(gone)
        stream = f"entity-{gone_id}"
        version = self._next(stream)
        decision_id = short_id("jud", stream, str(version))
        payload = EntitiesMerged(
            decision_id, kept_id, gone_id, None, reason, METHOD, "", decided_by, version
        )
        self._append(stream, version, payload, decided_by)
        return payload

    def plan_split(
        self,
        left: str,
        right: str | None = None,
        *,
        names: Collection[str] = (),
        articles: Sequence[str] = (),
    ) -> SplitPlan:
        """What a split would move; with names or articles those, else what was merged."""
        entity = self.find(left)
        decision_id = self._decision_id(self._next(STREAM))
        if not names and not articles:
            if right is None:
                raise ConfigurationError(
                    "say from whom it is to be split, or which --name or --article"
                )
            return self._unmerged(left, right)
        texts = self._texts_of(articles) if articles else None
        moved = [
            MovedName(text_hash, entity_type, name)
            for text_hash, entity_type, name in self.memory.placements(entity)
            if (not names or name in names) and (texts is None or text_hash in texts)
        ]
        if not moved:
            raise ConfigurationError(f"{self.describe(entity)} has no such name or article")
        if right is None and len(moved) == len(self.memory.placements(entity)):
            raise ConfigurationError(f"nothing would be left of {self.describe(entity)}")
        other_id = short_id("ent", decision_id)
        if right is not None:
            other_id = self.memory.entity_id(self.find(right))
        entity_id = self.memory.entity_id(entity)
        return SplitPlan(entity_id, other_id, right is None, [], moved, moved)

    def split(self, plan: SplitPlan, *, reason: str, decided_by: str) -> EntitiesSplit:
        """From now on these are two, and the model does not make them one."""
        version = self._next(STREAM)
        payload = EntitiesSplit(
            self._decision_id(version),
            plan.entity_id,
            plan.other_entity_id,
            plan.undone_decision_ids,
            plan.moved,
            reason,
            decided_by,
            version,
        )
        self._append(STREAM, version, payload, decided_by)
        return payload

    def revoke(self, decision_id: str, *, reason: str, decided_by: str) -> EntityDecisionRevoked:
        """From now on a person's decision counts as never made."""
        self.memory.ties.check_revocable(decision_id)
        version = self._next(STREAM)
        payload = EntityDecisionRevoked(decision_id, reason, decided_by, version)
        self._append(STREAM, version, payload, decided_by)
        return payload

    def _unmerged(self, left: str, right: str) -> SplitPlan:
        """Undoes the one merge that stands between the two, where they are one."""
        one, other = (self.memory.leaf_called(told) for told in (left, right))
        if one == other:
            raise ConfigurationError(
                f"{left!r} and {right!r} were never merged: say which names or articles are to be moved, "
                "with --name or --article"
            )
        upward = {
            told: [link.kept for link in self.memory.ties.way_up(told)] for told in (one, other)
        }
        stays, goes = (other, one) if other in upward[one] else (one, other)
        is_one = self.memory.entity_of(one) == self.memory.entity_of(other)
        undone = [link.decision_id for link in self.memory.ties.way_up(goes)[:1]] if is_one else []
        leaving = (
            [MovedName(*name) for name in self.memory.placements_below(goes)] if is_one else []
        )
        return SplitPlan(stays, goes, False, undone, [], leaving)

    def _texts_of(self, articles: Sequence[str]) -> set[str]:
        streams = [f"article-{article_id}" for article_id in articles]
        rows = self._log.read_streams(streams, ["text_hash"]).to_pylist()
        unknown = set(streams) - {row["stream_id"] for row in rows}
        if unknown:
            raise ConfigurationError(f"no such article: {', '.join(sorted(unknown))}")
        return {row["text_hash"] for row in rows if row["text_hash"]}

    @staticmethod
    def _decision_id(version: int) -> str:
        return short_id("jud", STREAM, str(version))

    def _next(self, stream: str) -> int:
        rows = self._log.read_streams([stream]).to_pylist()
        return int(rows[-1]["stream_version"]) + 1 if rows else 1

    def _append(self, stream: str, version: int, payload: Any, decided_by: str) -> None:
        now = self._clock()
        event = NewEvent.of(type(payload).__name__, stream, version, payload, now)
        run_id = short_id("run", STREAM, now.isoformat())
        self._log.append([event], actor=decided_by, run_id=run_id)


@contextmanager
def open_entity_desk(log: EventLog, memory_path: Path) -> Iterator[EntityDesk]:
    """The entities as the log says that they stand now; a lost memory is made again first."""
    with following_memory(log, memory_path) as (memory, _):
        yield EntityDesk(log, memory)
