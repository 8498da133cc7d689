"""What resolving names knows of earlier texts, on disk: a cache of the log in SQLite.

Every look-up is by key and bounded, so a text costs what it asks for, however many there are. Deciding belongs in
``ingest.identity.entities``, merges and people's decisions in ``ingest.entity_ties``, the file in
``ingest.entity_memory_file``.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

import orjson

from ingest.entity_lookups import EntityLookups
from ingest.entity_moves import Moves, TextName
from ingest.entity_ties import Ties
from ingest.event_log import LogHead
from ingest.identity.entities import METHOD_VERSION
from ingest.identity.entities.keys import keys_of, node_of
from ingest.identity.entities.memory import (
    Decision,
    Merge,
    NameInText,
    TextNames,
)
from ingest.identity.entities.scoring import sounded
from ingest.identity.names.forms import NameForm, name_form
from ingest.identity.names.gazetteer import known_type
from ingest.identity.names.shortforms import is_short, may_be_surname

_LEVELS = (3, 10, 30, 100, 1000)
"""Texts from which a key finds a name before those of fewer."""
_MOST_DESCRIPTORS, _MOST_SOURCES = 40, 20


class EntityMemory(EntityLookups):
    """Texts, names and entities in one SQLite file; implements ``entities.memory.Memory``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.ties = Ties(connection)
        self._moves = Moves(connection, self)

    def are_told_apart(self, left: int, right: int) -> bool:
        """Whether a person says that these are two."""
        return self.ties.are_told_apart(left, right)

    def merge(self, merge: Merge, decision_id: str) -> None:
        """Let one entity be part of another."""
        self.ties.merge(decision_id, merge.kept, merge.gone, is_persons=False)
        self._company.clear()

    def split(
        self,
        decision_id: str,
        entity_id: str,
        other_entity_id: str,
        undone_decision_ids: list[str],
        moved: Sequence[TextName],
    ) -> None:
        """A person says that two are two."""
        self.leaf(other_entity_id)
        self.ties.tell_apart(decision_id, entity_id, other_entity_id, undone_decision_ids)
        self._moves.move(decision_id, other_entity_id, moved)
        self._company.clear()

    def revoke(self, decision_id: str) -> None:
        """A person's decision counts no longer."""
        self.ties.revoke(decision_id)
        self._moves.take_back(decision_id)
        self._company.clear()

    def link(self, entity_id: str, wikidata_id: str | None) -> None:
        """The user's file says which item an entity is."""
        row = (self.leaf(entity_id), wikidata_id)
        self._run.execute("insert or replace into wikidata values (?, ?)", row)

    def place(self, text: TextNames, name: NameInText, decision: Decision) -> int:
        """Take in what a name means; returns the entity."""
        number = self.text_number(text.text_hash)
        leaf = self.leaf(decision.entity_id)
        found = self.name_of(leaf, name)
        row = (number, found)
        if not self._run.execute("insert or ignore into placed values (?, ?)", row).rowcount:
            return self._root(leaf)
        self._count(found)
        self._note(number, leaf, text, name)
        self._company.clear()
        return self._root(leaf)

    def text_number(self, text_hash: str) -> int:
        """Its number; it gets one where it has none."""
        query = "insert or ignore into texts (text_hash, leaves) values (?, '[]')"
        self._run.execute(query, (text_hash,))
        return int(self._value("select number from texts where text_hash = ?", text_hash))

    def leaf(self, entity_id: str) -> int:
        """The number of this id; it is opened where it is not there."""
        found = self._value("select number from entities where entity_id = ?", entity_id)
        if found is not None:
            return int(found)
        query = "insert into entities (entity_id, texts, descriptors, sources) values (?, 0, '[]', '[]')"
        number = int(self._run.execute(query, (entity_id,)).lastrowid or 0)
        self._run.execute("update entities set root = number where number = ?", (number,))
        return number

    def name_of(self, leaf: int, name: NameInText) -> int:
        """The number of this name of an entity; it gets one where it has none."""
        query = "select number from names where leaf = ? and entity_type = ? and written = ?"
        found = self._value(query, leaf, name.entity_type, name.name)
        if found is not None:
            return int(found)
        form, root = _form(name), self._root(leaf)
        is_bare = is_short(form) or (may_be_surname(form) and self._is_persons(root))
        query = (
            "insert into names (leaf, root, is_person, node, written, entity_type, sounded, is_bare, texts) "
            "values (?, ?, ?, ?, ?, ?, ?, ?, 0)"
        )
        row = (leaf, root, form.is_person, node_of(form), name.name, name.entity_type)
        number = int(self._run.execute(query, (*row, sounded(form), is_bare)).lastrowid or 0)
        keys = ((key, 0, number) for key in keys_of(form))
        self._run.executemany("insert into keys values (?, ?, ?)", keys)
        return number

    def _is_persons(self, root: int) -> bool:
        query = "select count(*) from names where root = ? and is_person and not is_bare"
        return bool(self._value(query, root))

    def _count(self, name: int) -> None:
        """One text more; a name of many texts is found before others."""
        query = "update names set texts = texts + 1 where number = ? returning texts, written, entity_type"
        texts, written, entity_type = self._run.execute(query, (name,)).fetchone()
        if texts in _LEVELS:
            level = _LEVELS.index(texts)
            query = "update keys set level = ? where key = ? and level = ? and name = ?"
            keys = keys_of(_form(NameInText(written, entity_type)))
            self._run.executemany(query, ((level + 1, key, level, name) for key in keys))

    def _note(self, number: int, leaf: int, text: TextNames, name: NameInText) -> None:
        """What the text says of the entity besides its name."""
        packed = self._value("select leaves from texts where number = ?", number)
        leaves = orjson.loads(packed)
        query = "select texts, descriptors, sources, last_day from entities where number = ?"
        texts, descriptors, sources, last_day = self._run.execute(query, (leaf,)).fetchone()
        if leaf not in leaves:
            texts += 1
            row = (orjson.dumps([*leaves, leaf]).decode(), number)
            self._run.execute("update texts set leaves = ? where number = ?", row)
        known = _with(descriptors, name.descriptors, _MOST_DESCRIPTORS)
        outlets = _with(sources, [text.source] if text.source else [], _MOST_SOURCES)
        day = max(filter(None, (last_day, text.day and text.day.isoformat())), default=None)
        query = "update entities set texts = ?, descriptors = ?, sources = ?, last_day = ? where number = ?"
        self._run.execute(query, (texts, known, outlets, day, leaf))

    @property
    def head(self) -> LogHead:
        """The last event that was taken in."""
        row = self._run.execute("select position, hash from state").fetchone()
        return LogHead(*row) if row else LogHead()

    def roll_back(self) -> None:
        """Forget what was done since the last commit."""
        self._run.rollback()
        self._company.clear()

    def commit(self, head: LogHead) -> None:
        """Keep what was done; every event up to this one is taken in."""
        self._run.execute("delete from state")
        row = (head.position, head.hash, METHOD_VERSION)
        self._run.execute("insert into state values (?, ?, ?)", row)
        self._run.commit()


def _form(name: NameInText) -> NameForm:
    form = name_form(name.name, name.entity_type)
    return replace(form, entity_type=known_type(form) or form.entity_type)


def _with(packed: str, more: Sequence[str], most: int) -> str:
    """A packed list with more at its end, the oldest dropped."""
    known = [one for one in orjson.loads(packed) if one not in more]
    return orjson.dumps([*known, *dict.fromkeys(more)][-most:]).decode()
