"""What builds keep beside the log, when a disk or a power cut has damaged it: recognised, and forgotten.

All of it can be made again from the log, at the price of a full build. The log and the published file are
not scratch; what is wrong with them is for their own modules to say.
"""

import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator

import duckdb

from dagster_project.warehouse import drop_work
from ingest.entity_memory_file import forget_entity_memory
from ingest.errors import LogCorrupt
from ingest.event_store.connection import DAMAGE_MARKS
from ingest.home import Home
from ingest.origin_memory import forget_origin_memory
from ingest.story_memory_file import forget_story_memory

_TORN = (zlib.error, zipfile.BadZipFile, duckdb.SerializationException)
"""Nothing else in a build unpacks or deserializes what no build has written."""

_SQLITE_MARKS = ("malformed", "not a database", "no such table", "no such column")


def is_scratch_damaged(error: BaseException) -> bool:
    """Whether a build failed because a file that it keeps for itself is torn."""
    causes = list(_causes(error))
    return not any(isinstance(cause, LogCorrupt) for cause in causes) and any(
        map(_is_damage, causes)
    )


def forget_scratch(home: Home) -> None:
    """Removes the work databases, the memories and Dagster's history; the next build starts from the log."""
    drop_work(home)
    forget_story_memory(home.story_memory)
    forget_origin_memory(home.origin_memory)
    forget_entity_memory(home.entity_memory)
    shutil.rmtree(home.work / "dbt", ignore_errors=True)
    for folder in ("history", "schedules", "storage"):
        shutil.rmtree(home.dagster / folder, ignore_errors=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from, each once: chains of libraries may lead back to themselves."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        # sqlalchemy keeps the driver's error as `orig`
        cause = cause.__cause__ or getattr(cause, "orig", None)


def _is_damage(error: BaseException) -> bool:
    if isinstance(error, _TORN):
        return True
    if isinstance(error, sqlite3.DatabaseError):
        return any(mark in str(error) for mark in _SQLITE_MARKS)
    # dbt hands on the words of DuckDB, not its error
    return any(mark in str(error) for mark in DAMAGE_MARKS)
