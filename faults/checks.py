"""What must hold after any fault: nothing that was promised is gone, nothing is there twice or half.

Each check gives problems in words; no problem is no loss. Breaking things belongs elsewhere.
"""

import hashlib
from dataclasses import dataclass

import duckdb

from ingest.event_log import EventLog, LogHead
from ingest.home import Home


@dataclass(frozen=True, slots=True)
class State:
    """What a home promised at one moment."""

    head: LogHead
    published_position: int | None


def state_of(home: Home) -> State:
    """The head of the log and how far the published file goes."""
    from dagster_project.published import read_publication

    published = read_publication(home)
    return State(EventLog(home.ledger).head(), published.log_position if published else None)


def problems_after_fault(home: Home, before: State, promised: int = 0) -> list[str]:
    """What is lost, doubled or half, compared with what was there before the fault.

    ``promised`` is a position that the log said it had reached since.
    """
    log = EventLog(home.ledger)
    problems = [f"verify: {text}" for text in log.verify().problems]
    head = log.head()
    if head.position < max(before.head.position, promised):
        problems.append(f"events lost: {before.head.position} and {promised}, now {head.position}")
    elif before.head.position and _hash_at(log, before.head.position) != before.head.hash:
        problems.append("the event that was the last one is another now")
    return problems + _published_problems(home, log, before)


def _published_problems(home: Home, log: EventLog, before: State) -> list[str]:
    if not home.published.exists():
        return [] if before.published_position is None else ["the published file is gone"]
    from dagster_project.evidence import verify_evidence
    from dagster_project.published import read_publication

    published = read_publication(home)
    if published is None:
        return ["the published file does not say what it is"]
    if published.log_position < (before.published_position or 0):
        return ["the published file went back"]
    return [f"published: {text}" for text in verify_evidence(home, log).problems]


def _hash_at(log: EventLog, position: int) -> str:
    batches = list(log.read(after=position - 1, upto=position))
    return str(batches[0].column("hash")[0]) if batches else ""


def log_fingerprint(home: Home) -> str:
    """Which events the log holds, whatever their order and the time they were taken."""
    batches = EventLog(home.ledger).read()
    keys = [
        event_id for batch in batches for event_id in map(str, batch.column("event_id").to_pylist())
    ]
    return f"{len(keys)} events {_digest(sorted(keys))}"


def tables_fingerprint(home: Home) -> str:
    """Every row of every published table, except those that are about the build itself."""
    with duckdb.connect(home.published, read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'main' "
            "and table_name not in ('publication', 'quality_failures') order by all"
        ).fetchall()
        rows = [
            f"{name} {connection.execute(f'from {name} order by all').fetchall()}"
            for (name,) in names
        ]
    return f"{len(names)} tables {_digest(rows)}"


def leftovers(home: Home) -> list[str]:
    """Files in the home's root that no later run will use or remove."""
    kept = {"ledger.duckdb", "warehouse.duckdb", "work", "dagster", "docs", "inbox"}
    return sorted(path.name for path in home.root.iterdir() if path.name not in kept)


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
