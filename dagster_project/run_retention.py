"""Keeps Dagster's own storage within bounds: old runs go, with their event logs and the space they took.

Dagster's retention settings know ticks only. Which settings there are belongs in ``instance``.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from ingest.home import Home

MOST_RUNS = 200
"""Kept at most; a run takes about a megabyte."""

MOST_DAYS = 30
AT_ONCE = 50
"""Runs let go of after one build, so that no build waits long for it."""


def prune_runs(
    home: Home, instance: dg.DagsterInstance, *, most_runs: int = MOST_RUNS, days: int = MOST_DAYS
) -> int:
    """Deletes runs that ended and are old, or more than can be kept; how many those were."""
    oldest = datetime.now(UTC) - timedelta(days=days)
    records = instance.get_run_records()  # the newest first
    ended = [
        record.dagster_run.run_id
        for number, record in enumerate(records)
        if record.dagster_run.is_finished
        and (number >= most_runs or record.create_timestamp.astimezone(UTC) < oldest)
    ]
    runs = home.dagster / "history" / "runs"
    for run_id in ended[-AT_ONCE:]:
        instance.delete_run(run_id)
        for path in runs.glob(f"{run_id}.db*"):
            path.unlink(missing_ok=True)
    if ended:
        for database in (runs / "index.db", home.dagster / "history" / "runs.db"):
            _give_back(database)
    return len(ended[-AT_ONCE:])


def _give_back(database: Path) -> None:
    """The space of what was deleted, where it is worth the copying and nobody else writes."""
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=5)) as connection:
        pages, free = (
            connection.execute(f"pragma {name}").fetchone()[0]
            for name in ("page_count", "freelist_count")
        )
        if free > pages // 2:
            try:
                connection.execute("vacuum")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):  # the UI is reading: the next build will do
                    raise
