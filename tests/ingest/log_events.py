"""Events, logs and tampering for the tests of the event log."""

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingest.event_log import EventLog
from ingest.events import NewEvent

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["ingest.event_log"])


def event(stream_id: str = "article-a", version: int = 1, **payload: Any) -> NewEvent:
    return NewEvent.of("ArticleObserved", stream_id, version, payload or {"title": "One"}, NOON)


def events(count: int, prefix: str = "article") -> list[NewEvent]:
    return [event(f"{prefix}-{n}", title=f"Title {n}") for n in range(count)]


def log_of(path: Path, count: int) -> EventLog:
    log = EventLog(path)
    log.append(events(count), actor="test", run_id="run")
    return log


def rows(log: EventLog, **window: Any) -> list[dict[str, Any]]:
    return [row for batch in log.read(**window) for row in batch.to_pylist()]


def table(log: EventLog, **window: Any) -> pa.Table:
    return pa.Table.from_batches(log.read(**window))


def tamper(path: Path, *statements: str) -> None:
    """Change the file behind the log's back."""
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
