"""Where the memory of stories lives: one SQLite file, made anew when it is not there or cannot be read.

What it knows belongs in ``ingest.story_memory``.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.identity.stories import METHOD_VERSION
from ingest.story_memory import StoryMemory

_SCHEMA = """
create table if not exists state (position integer, hash text, method_version text);
create table if not exists waiting (
    number integer primary key, article_id text unique, features blob
);
create table if not exists articles (
    number integer primary key, article_id text unique, story_id text, profile blob,
    version integer default 1, is_settled integer default 0
);
create index if not exists articles_by_story on articles (story_id, number);
create index if not exists settled_articles on articles (story_id) where is_settled;
create table if not exists decisions (
    decision_id text primary key, story_id text, other text, decision text, is_revoked integer
) without rowid;
create table if not exists merged (story_id text primary key, kept text) without rowid;
create table if not exists apart (story_id text, other text, primary key (story_id, other))
    without rowid;
create table if not exists frequencies (key text primary key, articles integer) without rowid;
create table if not exists postings (key text, number integer, primary key (key, number))
    without rowid;
"""


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
