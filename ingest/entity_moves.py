"""Names in texts that a person gives to another entity, and takes back: what a split changes in the entity memory."""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

import orjson

from ingest.identity.entities.memory import NameInText

if TYPE_CHECKING:
    from ingest.entity_memory import EntityMemory

TextName = tuple[str, str, str]
"""Hash of the text, type and name."""


class Moves:
    """Moves names between entities, and remembers where they were."""

    def __init__(self, connection: sqlite3.Connection, memory: "EntityMemory") -> None:
        self._run = connection
        self._memory = memory

    def move(self, decision_id: str, entity_id: str, moved: Iterable[TextName]) -> None:
        """Give these names to an entity, which is opened where it is not there; again changes nothing."""
        known = "select count(*) from moves where decision_id = ?"
        if self._run.execute(known, (decision_id,)).fetchone()[0]:
            return
        to_leaf = self._memory.leaf(entity_id)
        for text_hash, entity_type, name in moved:
            text = self._memory.text_number(text_hash)
            from_leaf = self._give(text, NameInText(name, entity_type), to_leaf)
            if from_leaf is not None:
                row = (decision_id, text, entity_type, name, from_leaf)
                self._run.execute("insert into moves values (?, ?, ?, ?, ?)", row)

    def take_back(self, decision_id: str) -> None:
        """Undo the moves of a decision."""
        query = (
            "delete from moves where decision_id = ? returning text, entity_type, name, from_leaf"
        )
        for text, entity_type, name, leaf in self._run.execute(query, (decision_id,)).fetchall():
            self._give(text, NameInText(name, entity_type), leaf)

    def _give(self, text: int, name: NameInText, leaf: int) -> int | None:
        """Returns the entity that had it; None where the text has no such name."""
        query = (
            "select number, leaf from names join placed on placed.name = names.number "
            "where placed.text = ? and entity_type = ? and written = ?"
        )
        row = self._run.execute(query, (text, name.entity_type, name.name)).fetchone()
        if row is None or row[1] == leaf:
            return None
        old, from_leaf = row
        new = self._memory.name_of(leaf, name)
        query = "update placed set name = ? where text = ? and name = ?"
        self._run.execute(query, (new, text, old))
        for number, more in ((old, -1), (new, 1)):
            query = "update names set texts = texts + ? where number = ?"
            self._run.execute(query, (more, number))
        self._recount(text, {from_leaf, leaf})
        return int(from_leaf)

    def _recount(self, text: int, leaves: set[int]) -> None:
        """The entities of a text, and the texts of those that came or went."""
        packed = self._run.execute("select leaves from texts where number = ?", (text,)).fetchone()
        before = orjson.loads(packed[0])
        query = (
            "select distinct leaf from names join placed on placed.name = names.number "
            "where placed.text = ? order by leaf"
        )
        after = [leaf for (leaf,) in self._run.execute(query, (text,))]
        row = (orjson.dumps(after).decode(), text)
        self._run.execute("update texts set leaves = ? where number = ?", row)
        for leaf in leaves:
            more = (leaf in after) - (leaf in before)
            query = "update entities set texts = texts + ? where number = ?"
            self._run.execute(query, (more, leaf))
