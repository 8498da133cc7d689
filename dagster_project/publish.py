"""Swaps a finished work database into the path that readers keep.

Readers that have the old file open keep it; whoever opens the path next gets the new one; nobody ever
sees half a file, whenever the process dies. Whether a build may be published is decided before.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_project.plan import BuildPlan
from dagster_project.published import STREAM
from ingest.errors import PermanentError, RetryableError
from ingest.event_log import EventLog
from ingest.events import CheckFailure, NewEvent, SnapshotPublished
from ingest.home import Home


class IncompleteBuild(PermanentError):
    """The work database is not a whole warehouse, so it cannot be published."""


class NotPublished(RetryableError):
    """The disk did not take the new file, so readers keep the old one."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published."""

    path: Path
    byte_count: int
    row_counts: dict[str, int]


def publish(home: Home, plan: BuildPlan) -> Publication:
    """Copies the work database beside the published file, makes it durable, and swaps it in."""
    row_counts = close_off(home.work_warehouse, plan.to_position)
    draft = home.root / ".warehouse.duckdb.tmp"
    try:
        shutil.copyfile(home.work_warehouse, draft)
        _sync(draft)
        draft.replace(home.published)
        _sync(home.root)
    except OSError as error:
        with suppress(OSError):  # half a file must not take the room that the next try needs
            draft.unlink(missing_ok=True)
        raise NotPublished(f"{home.published}: could not be replaced ({error})") from error
    return Publication(home.published, home.published.stat().st_size, row_counts)


def record_publication(
    log: EventLog,
    plan: BuildPlan,
    row_counts: dict[str, int],
    passed: int,
    warned: int,
    failures: list[CheckFailure] | None = None,
) -> None:
    """Says in the log what was published, and what the checks that do not block found."""
    known = log.read_streams([STREAM])
    event = NewEvent.of(
        "SnapshotPublished",
        STREAM,
        known.num_rows + 1,
        SnapshotPublished(
            log_position=plan.to_position,
            log_hash=plan.log_hash,
            code_version=plan.code_version,
            extractor_version=plan.extractor_version,
            row_counts=row_counts,
            checks_passed=passed,
            checks_warned=warned,
            failures=failures or [],
        ),
        datetime.now(UTC),
    )
    log.append([event], actor="build", run_id=plan.run_id)


def close_off(warehouse: Path, to_position: int) -> dict[str, int]:
    """Moves everything from the write-ahead log into the file, and counts what is in it.

    A file whose ``publication`` row is of another build would be half of two builds.
    """
    with duckdb.connect(warehouse) as connection:
        connection.execute("checkpoint")
        row = connection.execute("select log_position from publication").fetchone()
        if row is None or row[0] != to_position:
            raise IncompleteBuild(
                f"the work database says it ends at position {row and row[0]}, not {to_position}"
            )
        counts = count_rows(connection, public_tables(connection))
    if warehouse.with_name(f"{warehouse.name}.wal").exists():
        raise IncompleteBuild(f"{warehouse} is still open somewhere; nothing was published")
    return counts


def public_tables(connection: duckdb.DuckDBPyConnection, database: str | None = None) -> list[str]:
    """Names of the tables in schema ``main`` of a database, by default the connection's own."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'main' and not internal "
        "and database_name = coalesce(?, current_database()) order by all",
        [database],
    ).fetchall()
    return [name for (name,) in rows]


def count_rows(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> dict[str, int]:
    """Row counts of all tables in one query."""
    if not tables:
        return {}
    query = " union all ".join(f"select '{name}', count(*) from {name}" for name in tables)
    return dict(connection.execute(query).fetchall())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
