"""What assigning articles to stories knows of earlier ones, on disk: a cache of the log in SQLite.

Every look-up is by key, so a batch costs what it asks for, however many articles there are. May be deleted
at any time; which events it has taken in stands inside. Deciding belongs in ``ingest.identity.stories``.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson

from ingest.event_log import LogHead
from ingest.identity.stories import METHOD_VERSION
from ingest.identity.stories.features import Features
from ingest.identity.stories.memory import POSTINGS
from ingest.identity.stories.weighting import Profile, keys_of

_SCHEMA = """
create table if not exists state (position integer, hash text, method_version text);
create table if not exists waiting (
    number integer primary key, article_id text unique, features blob
);
create table if not exists articles (
    number integer primary key, article_id text unique, story_id text, profile blob
);
create index if not exists articles_by_story on articles (story_id, number);
create table if not exists frequencies (key text primary key, articles integer) without rowid;
create table if not exists postings (key text, number integer, primary key (key, number))
    without rowid;
"""
_PARAMETERS = 500
"""Keys a query, well under SQLite's limit."""


class StoryMemory:
    """Articles, stories and frequencies in one SQLite file; implements ``stories.memory.Memory``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._profiles: dict[int, Profile] = {}  # of this run, so that none is decoded twice

    def article_count(self) -> int:
        """Articles placed so far."""
        return int(self._value("select coalesce(max(number) + 1, 0) from articles"))

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """In how many articles each of these features stands."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, int] = {}
        for start in range(0, len(wanted), _PARAMETERS):
            some = wanted[start : start + _PARAMETERS]
            marks = ",".join("?" * len(some))
            query = f"select key, articles from frequencies where key in ({marks})"
            found.update(self._connection.execute(query, some).fetchall())
        return found

    def found_by(self, keys: Iterable[str]) -> Iterator[tuple[str, Sequence[int]]]:
        """Each feature with the latest articles that it finds."""
        query = f"select number from postings where key = ? order by number desc limit {POSTINGS}"
        for key in keys:
            yield key, [number for (number,) in self._connection.execute(query, (key,))]

    def profile(self, number: int) -> Profile:
        """An article as it was weighed when it came."""
        if number not in self._profiles:
            packed = self._value("select profile from articles where number = ?", number)
            self._profiles[number] = _profile(packed)
        return self._profiles[number]

    def story_of(self, number: int) -> str:
        """The story an article is in now."""
        return str(self._value("select story_id from articles where number = ?", number))

    def members(self, story_id: str) -> Sequence[int]:
        """The articles of a story, in order of placing."""
        query = "select number from articles where story_id = ? order by number"
        return [number for (number,) in self._connection.execute(query, (story_id,))]

    def place(self, features: Features, profile: Profile, story_id: str) -> None:
        """Take in an article; it waits no longer."""
        number, run = self.article_count(), self._connection
        row = (number, profile.name, story_id, _packed(profile))
        run.execute("insert into articles values (?, ?, ?, ?)", row)
        run.executemany(
            "insert into frequencies values (?, 1) on conflict do update set articles = articles + 1",
            ((key,) for key in keys_of(features)),
        )
        rows = ((key, number) for key in profile.keys)
        run.executemany("insert into postings values (?, ?)", rows)
        run.execute("delete from waiting where article_id = ?", (profile.name,))
        self._profiles[number] = profile

    def merge(self, kept: str, gone: str) -> None:
        """Let one story have the articles of another."""
        query = "update articles set story_id = ? where story_id = ?"
        self._connection.execute(query, (kept, gone))

    def move(self, article_id: str, story_id: str) -> None:
        """Let an article be in another story; one that is not there yet stays out."""
        query = "update articles set story_id = ? where article_id = ?"
        self._connection.execute(query, (story_id, article_id))

    def has(self, article_id: str) -> bool:
        """Whether an article is in a story."""
        query = "select count(*) from articles where article_id = ?"
        return bool(self._value(query, article_id))

    def wait(self, features: Features) -> None:
        """Keep an article whose story is not decided, or not read from the log yet."""
        self._connection.execute(
            "insert or ignore into waiting (article_id, features) values (?, ?)",
            (features.article_id, _packed(features)),
        )

    def waiting(self, article_id: str) -> Features | None:
        """An article that waits."""
        packed = self._value("select features from waiting where article_id = ?", article_id)
        return _features(packed) if packed is not None else None

    def longest_waiting(self, limit: int) -> list[Features]:
        """The first that came of those that wait."""
        query = "select features from waiting order by number limit ?"
        return [_features(packed) for (packed,) in self._connection.execute(query, (limit,))]

    def waiting_count(self) -> int:
        """How many wait."""
        return int(self._value("select count(*) from waiting"))

    @property
    def head(self) -> LogHead:
        """The last event that was taken in."""
        row = self._connection.execute("select position, hash from state").fetchone()
        return LogHead(*row) if row else LogHead()

    def commit(self, head: LogHead) -> None:
        """Keep what was done; every event up to this one is taken in."""
        self._connection.execute("delete from state")
        row = (head.position, head.hash, METHOD_VERSION)
        self._connection.execute("insert into state values (?, ?, ?)", row)
        self._connection.commit()
        self._profiles.clear()

    def is_of(self, method_version: str) -> bool:
        """Whether its profiles were made by this version, or it is empty."""
        found = self._value("select method_version from state")
        return found is None or found == method_version

    def _value(self, query: str, *values: object) -> Any:
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None


@contextmanager
def open_story_memory(path: Path) -> Iterator[StoryMemory]:
    """The memory at this path, made anew when it is not there or cannot be read.

    What is not committed is lost: the log says it again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(_connected(path)) as connection:
        yield StoryMemory(connection)


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return _prepared(path)
    except sqlite3.DatabaseError:  # torn by a crash of the machine, or no such file at all
        forget_story_memory(path)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.executescript(_SCHEMA)
        if not StoryMemory(connection).is_of(METHOD_VERSION):
            raise sqlite3.DatabaseError("made by another version")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def forget_story_memory(path: Path) -> None:
    """Delete it; the next run reads the log from the beginning."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _packed(value: Profile | Features) -> bytes:
    return zlib.compress(orjson.dumps(value, default=sorted), 1)


def _unpacked(packed: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = orjson.loads(zlib.decompress(packed))
    return fields


def _profile(packed: bytes) -> Profile:
    fields = _unpacked(packed)
    sets = ("days", "sources")
    return Profile(**fields | {name: frozenset(fields[name]) for name in sets})


def _features(packed: bytes) -> Features:
    fields = _unpacked(packed)
    sets = ("lead", "phrases", "figures", "days")
    return Features(**fields | {name: frozenset(fields[name]) for name in sets})
