"""Which entities are parts of others, and which people keep apart: the merges and splits of the entity memory.

An entity that was merged keeps its names; it only goes by another's id, so a merge that is undone leaves nothing
behind. Names and texts belong in ``ingest.entity_memory``.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from ingest.errors import ConfigurationError

_DEPTH = 1000


@dataclass(frozen=True, slots=True)
class Link:
    """A merge that stands: one entity's id stays for the other's names."""

    decision_id: str
    kept: str
    gone: str
    is_persons: bool


class Ties:
    """Merges, and pairs that were told apart, by the ids of the log."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection

    def merge(self, decision_id: str, kept: str, gone: str, *, is_persons: bool) -> None:
        """One goes by the other's id; again is not another time."""
        numbers = self._number(kept), self._number(gone)
        if numbers[0] is None or numbers[1] is None:
            return  # what made them was erased
        self._run.execute(
            "insert or ignore into links values (?, ?, ?, ?, null, 0)",
            (decision_id, *numbers, is_persons),
        )
        self._settle(numbers[1])

    def tell_apart(
        self, decision_id: str, left: str, right: str, undone_decision_ids: list[str]
    ) -> None:
        """A person says that these are two; the merges between them stand no longer."""
        numbers = self._number(left), self._number(right)
        query = "insert or ignore into apart values (?, ?, ?, 0)"
        self._run.execute(query, (decision_id, *numbers))
        for undone in undone_decision_ids:
            query = "update links set undone_by = ? where decision_id = ?"
            self._run.execute(query, (decision_id, undone))
            self._settle_link(undone)

    def revoke(self, decision_id: str) -> None:
        """A decision counts no longer; merges that it had undone stand again."""
        run = self._run
        run.execute("update apart set is_revoked = 1 where decision_id = ?", (decision_id,))
        run.execute("update links set is_revoked = 1 where decision_id = ?", (decision_id,))
        again = run.execute(
            "update links set undone_by = null where undone_by = ? returning decision_id",
            (decision_id,),
        ).fetchall()
        for link in (decision_id, *(one for (one,) in again)):
            self._settle_link(link)

    def check_revocable(self, decision_id: str) -> None:
        """Raise ``ConfigurationError`` where this is no person's decision that stands and can go."""
        row = self._run.execute(
            "select is_persons, is_revoked from links where decision_id = ? union all "
            "select 1, is_revoked from apart where decision_id = ?",
            (decision_id, decision_id),
        ).fetchone()
        if row is None:
            raise ConfigurationError(f"no person decided {decision_id!r}")
        is_persons, is_revoked = row
        if not is_persons:
            raise ConfigurationError(f"the model decided {decision_id}: entities split undoes it")
        if is_revoked:
            raise ConfigurationError(f"{decision_id} was revoked before")
        query = "select kept, gone from links where undone_by = ? and not is_revoked"
        for kept, gone in self._run.execute(query, (decision_id,)).fetchall():
            self._check_mergeable(kept, gone)

    def _check_mergeable(self, kept: int, gone: int) -> None:
        """A merge can stand again where neither entity has become part of another on the way."""
        roots = [
            self._value("select root from entities where number = ?", one) for one in (kept, gone)
        ]
        if roots[1] != gone or roots[0] == gone:
            name = self._value("select entity_id from entities where number = ?", gone)
            raise ConfigurationError(f"{name} was merged otherwise since: undo that first")

    def are_told_apart(self, left: int, right: int) -> bool:
        """Whether a person says so of any parts of these two."""
        return self.told_apart(left, right) is not None

    def told_apart(self, left: int, right: int) -> str | None:
        """The decision that says so, the first one."""
        found = self._value(
            "select decision_id from apart "
            "join entities as one on one.number = apart.left "
            "join entities as other on other.number = apart.right "
            "where not is_revoked and ((one.root = ? and other.root = ?) "
            "or (one.root = ? and other.root = ?)) order by decision_id limit 1",
            left,
            right,
            right,
            left,
        )
        return None if found is None else str(found)

    def way_up(self, entity_id: str) -> list[Link]:
        """The merges that stand between an entity and the one that it is part of."""
        found: list[Link] = []
        while len(found) < _DEPTH:
            row = self._run.execute(
                "select decision_id, kept.entity_id, gone.entity_id, is_persons from links "
                "join entities as kept on kept.number = links.kept "
                "join entities as gone on gone.number = links.gone "
                "where gone.entity_id = ? and not is_revoked and undone_by is null",
                (found[-1].kept if found else entity_id,),
            ).fetchone()
            if row is None:
                return found
            found.append(Link(row[0], row[1], row[2], bool(row[3])))
        return found

    def parts(self, entity: int) -> list[str]:
        """The ids of all that goes by this one's, itself first."""
        query = "select entity_id from entities where root = ? order by number != root, number"
        return [entity_id for (entity_id,) in self._run.execute(query, (entity,))]

    def _settle_link(self, decision_id: str) -> None:
        gone = self._value("select gone from links where decision_id = ?", decision_id)
        if gone is not None:
            self._settle(gone)

    def _settle(self, gone: int) -> None:
        """Find anew by which id this one and its parts go."""
        below = (
            "with recursive below(number, step) as (select ?, 0 union all select links.gone, step + 1 from "
            "links join below on links.kept = below.number "
            f"where not is_revoked and undone_by is null and step < {_DEPTH}) "
        )
        top, step = gone, 0
        above = "select kept from links where gone = ? and not is_revoked and undone_by is null"
        while (kept := self._value(above, top)) is not None and step < _DEPTH:
            top, step = kept, step + 1
        for table, column in (("entities", "number"), ("names", "leaf")):
            query = (
                f"{below} update {table} set root = ? where {column} in (select number from below)"
            )
            self._run.execute(query, (gone, top))

    def _number(self, entity_id: str) -> int | None:
        found = self._value("select number from entities where entity_id = ?", entity_id)
        return None if found is None else int(found)

    def _value(self, query: str, *values: object) -> Any:
        row = self._run.execute(query, values).fetchone()
        return row[0] if row else None
