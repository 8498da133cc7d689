"""What can be asked of the entity memory: look-ups by key, each bounded however many texts there are.

Changing it belongs in ``ingest.entity_memory``.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson

from ingest.errors import ConfigurationError
from ingest.identity.entities.keys import node_of
from ingest.identity.entities.memory import KEY_NAMES, LATEST, VARIANTS, KnownName, Profile
from ingest.identity.names.forms import name_form

_NAME = "names.number, leaf, names.root, written, entity_type, sounded, is_bare, names.texts"


class EntityLookups:
    """Names, their entities and the texts that have them, in one SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection
        self._company: dict[int, frozenset[int]] = {}  # until something is placed

    def names_in(self, text_hash: str) -> list[KnownName]:
        """The names of a text whose entities are decided."""
        return self._names(
            "join placed on placed.name = names.number join texts on texts.number = placed.text "
            "where texts.text_hash = ?",
            text_hash,
        )

    def named(self, is_person: bool, node: str) -> list[KnownName]:
        """Names with this normal form, at most ``KEY_NAMES``."""
        where = f"where is_person = ? and node = ? order by names.texts desc limit {KEY_NAMES}"
        return self._names(where, is_person, node)

    def found_by(self, keys: Iterable[str]) -> list[KnownName]:
        """Names that share a key, at most ``KEY_NAMES`` a key."""
        numbers: dict[int, None] = {}
        query = (
            f"select name from keys where key = ? order by level desc, name desc limit {KEY_NAMES}"
        )
        for key in keys:
            numbers.update((number, None) for (number,) in self._run.execute(query, (key,)))
        marks = ",".join(map(str, numbers))
        return self._names(f"where names.number in ({marks}) order by names.number")

    def variants(self, entity: int) -> list[KnownName]:
        """The full names of an entity, at most ``VARIANTS``; its bare ones where it has no other."""
        where = f"where names.root = ? order by is_bare, names.texts desc limit {VARIANTS}"
        found = self._names(where, entity)
        return [one for one in found if one.is_bare == found[0].is_bare]

    def all_names(self, entity: int) -> list[KnownName]:
        """Every name of an entity, those of most texts first."""
        return self._names("where names.root = ? order by names.texts desc, names.number", entity)

    def texts_numbered(self, numbers: Iterable[int]) -> dict[str, str | None]:
        """The hashes of these texts, and the first article that has each."""
        marks = ",".join(map(str, numbers))
        query = f"select text_hash, article_id from texts where number in ({marks}) order by number desc"
        return dict(self._run.execute(query).fetchall())

    def profile(self, entity: int) -> Profile:
        """What else is known of it."""
        query = "select texts, descriptors, sources, last_day from entities where root = ?"
        rows = self._run.execute(query, (entity,)).fetchall()
        days = [row[3] for row in rows if row[3]]
        return Profile(
            sum(row[0] for row in rows),
            frozenset(word for row in rows for word in orjson.loads(row[1])),
            frozenset(source for row in rows for source in orjson.loads(row[2])),
            date.fromisoformat(max(days)) if days else None,
        )

    def company(self, entity: int) -> frozenset[int]:
        """The entities that its latest texts name, itself left out."""
        if entity not in self._company:
            self._company[entity] = self._company_of(entity)
        return self._company[entity]

    def latest_texts(self, entity: int, most: int = LATEST) -> list[int]:
        """The texts that name it, the latest first, by their names of most texts."""
        names = f"select number from names where root = ? order by texts desc limit {VARIANTS}"
        texts = f"select text from placed where name = ? order by text desc limit {most}"
        found = {
            text
            for (name,) in self._run.execute(names, (entity,)).fetchall()
            for (text,) in self._run.execute(texts, (name,))
        }
        return sorted(found, reverse=True)[:most]

    def _company_of(self, entity: int) -> frozenset[int]:
        marks = ",".join(map(str, self.latest_texts(entity)))
        rows = self._run.execute(f"select leaves from texts where number in ({marks})")
        leaves = ",".join({str(leaf) for (packed,) in rows for leaf in orjson.loads(packed)})
        roots = self._run.execute(f"select distinct root from entities where number in ({leaves})")
        return frozenset(root for (root,) in roots) - {entity}

    def text_counts(self, entities: Iterable[int]) -> Mapping[int, int]:
        """In how many texts each of these is named."""
        marks = ",".join(map(str, entities))
        query = f"select root, sum(texts) from entities where root in ({marks}) group by root"
        return dict(self._run.execute(query).fetchall())

    def text_count(self) -> int:
        """Texts that were seen."""
        return int(self._value("select coalesce(max(number), 0) from texts"))

    def entity_id(self, entity: int) -> str:
        """Its id in the log."""
        return str(self._value("select entity_id from entities where number = ?", entity))

    def entity_of(self, entity_id: str) -> int | None:
        """The entity that this id means by now, None where there is none."""
        found = self._value("select root from entities where entity_id = ?", entity_id)
        return None if found is None else int(found)

    def entities_called(self, told: str) -> list[int]:
        """The entities of this id, or of this name in whatever case; full names before bare ones."""
        found = self.entity_of(told)
        if found is not None:
            return [found]
        names = self._called(told)
        return list(dict.fromkeys(one.entity for one in names))

    def entities_named(self, name: str, entity_type: str = "") -> list[int]:
        """The entities that have this full name, of a type where one is given."""
        kinds = ["person", "organization"] if not entity_type else [entity_type]
        found = [
            one
            for kind in kinds
            for one in self.named(kind == "person", node_of(name_form(name, kind)))
            if not one.is_bare
        ]
        return list(dict.fromkeys(one.entity for one in found))

    def wikidata_ids(self) -> dict[int, str]:
        """The items of the entities that have one."""
        query = "select entity, wikidata_id from wikidata where wikidata_id is not null"
        return dict(self._run.execute(query).fetchall())

    def leaf_called(self, told: str) -> str:
        """The id of the one entity of this id or name, as it was before any merge."""
        if self.entity_of(told) is not None:
            return told
        leaves = dict.fromkeys(one.leaf for one in self._called(told))
        ids = [self.entity_id(leaf) for leaf in leaves]
        if len(ids) != 1:
            known = f", say which by its id: {', '.join(ids)}" if ids else ""
            raise ConfigurationError(f"{len(ids)} entities have the id or the name {told!r}{known}")
        return ids[0]

    def _called(self, told: str) -> list[KnownName]:
        found = [
            one
            for kind in ("person", "organization")
            for one in self.named(kind == "person", node_of(name_form(told, kind)))
        ]
        return [one for one in found if not one.is_bare] or found

    def placements(self, entity: int) -> list[tuple[str, str, str]]:
        """Text, type and name of all that means this entity, in order of texts."""
        return self._placements("names.root = ?", entity)

    def placements_below(self, entity_id: str) -> list[tuple[str, str, str]]:
        """The same of one id and all that was merged into it."""
        leaf = self._value("select number from entities where entity_id = ?", entity_id)
        below = (
            "with recursive below(number, step) as (select ?, 0 union all select links.gone, step + 1 "
            "from links join below on links.kept = below.number "
            "where not is_revoked and undone_by is null and step < 1000) select number from below"
        )
        return self._placements(f"names.leaf in ({below})", leaf)

    def _placements(self, where: str, value: object) -> list[tuple[str, str, str]]:
        query = (
            "select text_hash, entity_type, written from placed join names on names.number = placed.name "
            f"join texts on texts.number = placed.text where {where} order by placed.text, names.number"
        )
        return self._run.execute(query, (value,)).fetchall()

    def _root(self, leaf: int) -> int:
        return int(self._value("select root from entities where number = ?", leaf))

    def _names(self, rest: str, *values: object) -> list[KnownName]:
        return [
            KnownName(number, leaf, root, written, kind, sound, bool(is_bare), texts)
            for number, leaf, root, written, kind, sound, is_bare, texts in self._run.execute(
                f"select {_NAME} from names {rest}", values
            )
            if texts
        ]

    def _value(self, query: str, *values: object) -> Any:
        row = self._run.execute(query, values).fetchone()
        return row[0] if row else None
