"""The file of the entity memory: its tables, what waits in it, opening and forgetting it.

May be deleted at any time; which events it has taken in stands inside.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import orjson

from ingest.entity_memory import EntityMemory
from ingest.identity.entities import METHOD_VERSION
from ingest.identity.entities.memory import NameInText, TextNames

_SCHEMA = """
create table if not exists state (position integer, hash text, method_version text);
create table if not exists extractors (extractor text primary key) without rowid;
create table if not exists texts (
    number integer primary key, text_hash text unique, article_id text, day text, source text,
    leaves text
);
create table if not exists waiting (
    text integer, extractor text, is_admitted integer, names text, primary key (text, extractor)
);
create index if not exists waiting_in_order on waiting (is_admitted, text);
create table if not exists entities (
    number integer primary key, entity_id text unique, root integer, texts integer,
    descriptors text, sources text, last_day text
);
create index if not exists entities_by_root on entities (root);
create table if not exists names (
    number integer primary key, leaf integer, root integer, is_person integer, node text, written text,
    entity_type text, sounded text, is_bare integer, texts integer, unique (leaf, entity_type, written)
);
create index if not exists names_by_node on names (is_person, node, texts);
create index if not exists names_by_root on names (root, is_bare, texts);
create table if not exists keys (
    key text, level integer, name integer, primary key (key, level, name)
) without rowid;
create table if not exists placed (text integer, name integer, primary key (text, name)) without rowid;
create index if not exists placed_by_name on placed (name, text);
create table if not exists links (
    decision_id text primary key, kept integer, gone integer, is_persons integer, undone_by text,
    is_revoked integer
);
create index if not exists links_by_gone on links (gone);
create index if not exists links_by_kept on links (kept);
create table if not exists wikidata (entity integer primary key, wikidata_id text);
create table if not exists apart (
    decision_id text primary key, left integer, right integer, is_revoked integer
);
create table if not exists moves (
    decision_id text, text integer, entity_type text, name text, from_leaf integer
);
create index if not exists moves_by_decision on moves (decision_id);
"""


class WaitingTexts:
    """The texts whose names are not decided, and which extractors' names count."""

    def __init__(self, connection: sqlite3.Connection, memory: EntityMemory) -> None:
        self._run = connection
        self._memory = memory

    def see(self, text_hash: str, article_id: str, day: date | None, source: str | None) -> None:
        """A text came; the first article that has it says when and where."""
        self._run.execute(
            "insert or ignore into texts (text_hash, article_id, day, source, leaves) "
            "values (?, ?, ?, ?, '[]')",
            (text_hash, article_id, day and day.isoformat(), source),
        )

    def wait(self, text_hash: str, extractor: str, names: Sequence[NameInText]) -> None:
        """Keep what an extractor found; that of a candidate waits until it is promoted."""
        packed = orjson.dumps([(one.name, one.entity_type, one.descriptors) for one in names])
        row = (self._memory.text_number(text_hash), extractor, self._counts(extractor))
        query = "insert or replace into waiting values (?, ?, ?, ?)"
        self._run.execute(query, (*row, packed.decode()))

    def promote(self, extractor: str) -> None:
        """From here on the names that this one found count, too."""
        self._run.execute("insert or ignore into extractors values (?)", (extractor,))
        query = "update waiting set is_admitted = 1 where extractor = ?"
        self._run.execute(query, (extractor,))

    def _counts(self, extractor: str) -> bool:
        """Of promoted ones; of everyone before the first promotion, as in the first release."""
        known = {name for (name,) in self._run.execute("select extractor from extractors")}
        return not known or extractor in known

    def longest(self, limit: int) -> list[tuple[str, TextNames]]:
        """The texts that came first of those that wait, and whose names they are."""
        query = (
            "select extractor, text_hash, names, day, source from waiting join texts on number = text "
            "where is_admitted order by text, extractor limit ?"
        )
        return [
            (extractor, TextNames(text_hash, _names(names), _day(day), source))
            for extractor, text_hash, names, day, source in self._run.execute(query, (limit,))
        ]

    def count(self) -> int:
        """How many wait."""
        query = "select count(*) from waiting where is_admitted"
        return int(self._run.execute(query).fetchone()[0])

    def text(self, text_hash: str) -> TextNames:
        """A text without its names."""
        query = "select day, source from texts where text_hash = ?"
        row = self._run.execute(query, (text_hash,)).fetchone() or (None, None)
        return TextNames(text_hash, (), _day(row[0]), row[1])

    def of(self, text_hash: str) -> list[tuple[str, TextNames]]:
        """What waits of one text and counts."""
        query = (
            "select extractor, text_hash, names, day, source from waiting join texts on number = text "
            "where is_admitted and text_hash = ?"
        )
        return [
            (extractor, TextNames(text_hash, _names(names), _day(day), source))
            for extractor, _, names, day, source in self._run.execute(query, (text_hash,))
        ]

    def done(self, text_hash: str, extractor: str) -> None:
        """It waits no longer."""
        query = "delete from waiting where text = ? and extractor = ?"
        self._run.execute(query, (self._memory.text_number(text_hash), extractor))


def _names(packed: str) -> tuple[NameInText, ...]:
    return tuple(
        NameInText(name, kind, tuple(descriptors))
        for name, kind, descriptors in orjson.loads(packed)
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


@contextmanager
def open_entity_memory(path: Path) -> Iterator[tuple[EntityMemory, WaitingTexts]]:
    """The memory at this path, made anew when it is not there or cannot be read.

    What is not committed is lost: the log says it again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(_connected(path)) as connection:
        memory = EntityMemory(connection)
        yield memory, WaitingTexts(connection, memory)


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return _prepared(path)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise
        forget_entity_memory(path)
        return _prepared(path)
    except sqlite3.DatabaseError:  # torn by a crash of the machine, or no such file at all
        forget_entity_memory(path)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma cache_size = -65536")  # 64 MB: indexes are read here and there
        connection.executescript(_SCHEMA)
        row = connection.execute("select method_version from state").fetchone()
        if row and row[0] != METHOD_VERSION:
            raise sqlite3.DatabaseError("made by another version")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def forget_entity_memory(path: Path) -> None:
    """Delete it; the next run reads the log from the beginning."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
