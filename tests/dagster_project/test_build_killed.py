"""``kill -9`` in the middle of a build: the log verifies, the published file is whole, the next build ends."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from few_articles import (
    BUILD_SECONDS,
    NEW,
    RECORDS,
    environment,
    ingest_records,
    newsledger,
    newsledger_command,
)
from test_build_job import everything

from dagster_project.journal import BuildJournal
from ingest.event_log import EventLog
from ingest.home import Home

pytestmark = pytest.mark.slow


def steps(home: Home) -> int:
    return len(BuildJournal.load(home).steps)


MOMENTS: dict[str, Callable[[Home], bool]] = {
    "extraction": lambda home: steps(home) == 1,
    "stories": lambda home: steps(home) == 2,
    "copies": lambda home: steps(home) == 3,
    "names": lambda home: steps(home) == 4,
    "dbt begins": lambda home: steps(home) == 6 and (home.work / "plan.json").exists(),
    "dbt writes": lambda home: steps(home) == 6 and (home.work / "warehouse.duckdb.wal").exists(),
    "expectations": lambda home: steps(home) == 7,
    "what checks found": lambda home: steps(home) == 8,
    "publish": lambda home: steps(home) == 9,
}


def kill_at(home: Home, moment: Callable[[Home], bool]) -> None:
    """Starts a build and kills it with all its children when the moment has come."""
    (home.work / "last_build.json").unlink()
    (home.work / "plan.json").unlink(missing_ok=True)
    with subprocess.Popen(
        newsledger_command(home, "build"),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as build:
        deadline = time.monotonic() + BUILD_SECONDS
        while build.poll() is None and time.monotonic() < deadline and not moment(home):
            time.sleep(0.002)
        os.killpg(build.pid, signal.SIGKILL) if build.poll() is None else None


def articles(path: Path) -> int:
    with duckdb.connect(path, read_only=True) as connection:
        row = connection.execute("select count(*) from articles").fetchone()
    return int(row[0]) if row else 0


def runs_that_seem_to_go_on(home: Home) -> list[str]:
    import dagster as dg

    from dagster_project.instance import open_instance

    with open_instance(home) as instance:
        started = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])
        return [run.run_id for run in instance.get_runs(started)]


def test_a_killed_build_harms_nothing(built: Home) -> None:
    ingest_records(built, NEW)
    for moment in MOMENTS.values():
        kill_at(built, moment)

        assert EventLog(built.ledger).verify().ok
        assert articles(built.published) in (len(RECORDS), len(RECORDS) + 1)

    assert newsledger(built, "build", timeout=BUILD_SECONDS).returncode == 0
    assert articles(built.published) == len(RECORDS) + 1
    assert newsledger(built, "verify").returncode == 0
    assert runs_that_seem_to_go_on(built) == []
    built_by_increments = everything(built)
    assert newsledger(built, "build", "--full-refresh", timeout=BUILD_SECONDS).returncode == 0
    assert everything(built) == built_by_increments
