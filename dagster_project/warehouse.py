"""The work databases of a build: events copied from the log, and the book of builds.

dbt reads the schema ``raw`` and never the log itself. Which range a build takes belongs in
``dagster_project.plan``, the tables in ``dbt``, what checks found in ``dagster_project.check_book``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.event_log import EventLog
from ingest.events import SCHEMA_VERSIONS
from ingest.extractor_choice import ExtractorId
from ingest.home import Home

_RAW_SCHEMA = """
create schema if not exists raw;
create table if not exists raw.events (
    log_position bigint not null,
    event_id varchar not null,
    event_type varchar not null,
    schema_version integer not null,
    stream_id varchar not null,
    stream_version integer not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    actor varchar not null,
    run_id varchar not null,
    payload varchar,
    payload_hash varchar not null,
    prev_hash varchar not null,
    hash varchar not null
);
create table if not exists raw.builds (
    run_id varchar not null,
    from_position bigint not null,
    to_position bigint not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    code_version varchar not null,
    extractor varchar,
    extractor_version varchar,
    is_full_refresh boolean not null
);
create table if not exists raw.check_results (
    check_name varchar not null,
    table_name varchar not null,
    severity varchar not null,
    passed boolean not null,
    row_key varchar,
    detail varchar,
    log_position bigint not null
);
"""
_EVENT_COLUMNS = (
    "log_position, event_id, event_type, schema_version, stream_id, stream_version, occurred_at, "
    "recorded_at, actor, run_id, payload, payload_hash, prev_hash, hash"
)


@dataclass(frozen=True, slots=True)
class FinishedBuild:
    """One row of ``raw.builds``: a build whose tables are whole and passed the blocking checks."""

    run_id: str
    from_position: int
    to_position: int
    started_at: datetime
    finished_at: datetime
    code_version: str
    extractor: str | None
    extractor_version: str | None
    is_full_refresh: bool

    @property
    def extractor_id(self) -> ExtractorId | None:
        """The extractor that the tables show; None where nothing was chosen."""
        if self.extractor is None or self.extractor_version is None:
            return None
        return ExtractorId(self.extractor, self.extractor_version)


@contextmanager
def open_internal(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The internal work database with its ``raw`` schema; made when it is not there."""
    home.work.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(home.work_internal) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(_RAW_SCHEMA)
        yield connection


def load_events(home: Home, log: EventLog, upto: int | None = None) -> tuple[int, int]:
    """Copies what is new in the log; returns how many events were new and the position reached.

    ``upto`` ends the copy at a position, for tables as they were.

    A work database that was made from another log (the ledger was restored or replaced), or that holds
    payloads as an earlier release knew them, is thrown away: everything in it can be built again.
    """
    head = log.head().position if upto is None else upto
    with open_internal(home) as connection:
        loaded, last_hash = last_loaded(connection)
        is_old = _has_old_payloads(connection)
    if is_old or loaded > head or (loaded and last_hash != _hash_at(log, loaded)):
        drop_work(home)
        loaded = 0
    with open_internal(home) as connection:
        copied = sum(_insert(connection, batch) for batch in log.read(after=loaded, upto=head))
    return copied, head


def last_loaded(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """Position and hash of the last event copied; (0, "") before the first."""
    row = connection.execute(
        "select log_position, hash from raw.events order by log_position desc limit 1"
    ).fetchone()
    return (row[0], row[1]) if row else (0, "")


def _has_old_payloads(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether events were copied before a later release gave their payloads another form."""
    kinds = connection.execute("select distinct event_type, schema_version from raw.events")
    return any(
        version < SCHEMA_VERSIONS.get(event_type, version)
        for event_type, version in kinds.fetchall()
    )


def loaded_extractor(connection: duckdb.DuckDBPyConnection) -> ExtractorId | None:
    """The extractor that the copied events say is current."""
    row = connection.execute(
        "select payload ->> 'extractor', payload ->> 'extractor_version' from raw.events "
        "where event_type = 'ExtractorPromoted' order by log_position desc limit 1"
    ).fetchone()
    return ExtractorId(*row) if row else None


def _hash_at(log: EventLog, position: int) -> str:
    [batch] = log.read(after=position - 1, upto=position)
    return str(batch.column("hash")[0])


def _insert(connection: duckdb.DuckDBPyConnection, batch: pa.RecordBatch) -> int:
    connection.register("batch", pa.Table.from_batches([batch]))
    connection.execute(f"insert into raw.events select {_EVENT_COLUMNS} from batch")
    connection.unregister("batch")
    return batch.num_rows


def drop_work(home: Home) -> None:
    """Forgets everything that a build made; the next one starts from the log."""
    _remove(home.work_internal)
    _remove(home.work_warehouse)


def drop_tables(home: Home) -> None:
    """Forgets every table, so that one that the code no longer makes is not published for ever."""
    _remove(home.work_warehouse)
    with open_internal(home) as connection:
        for schema in ("staging", "intermediate"):
            connection.execute(f"drop schema if exists {schema} cascade")


def _remove(database: Path) -> None:
    """The file and its write-ahead log."""
    for name in (database.name, f"{database.name}.wal"):
        database.with_name(name).unlink(missing_ok=True)


def last_finished_build(home: Home) -> FinishedBuild | None:
    """The build that the next one adds to, or None when the work databases are not there."""
    if not (home.work_internal.exists() and home.work_warehouse.exists()):
        return None
    with open_internal(home) as connection:
        # in the order in which they were written down: clocks go backwards
        row = connection.execute("from raw.builds order by rowid desc limit 1").fetchone()
    return FinishedBuild(*row) if row else None


def record_build(home: Home, build: FinishedBuild) -> None:
    """Says that a build is whole: the next one starts after it."""
    with open_internal(home) as connection:
        connection.execute(
            "insert into raw.builds values (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(build)
        )
