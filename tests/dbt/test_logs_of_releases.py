"""Logs that earlier releases wrote build today, whole and in steps, and every row re-reads from its text."""

import shutil
from pathlib import Path

import duckdb
import pytest
from plain_builds import build_and_publish, build_tables

from dagster_project.dbt_run import DbtProject
from dagster_project.evidence import verify_evidence
from ingest.event_log import EventLog
from ingest.events import VERSION_EVENTS
from ingest.home import Home

LOGS = Path(__file__).parents[1] / "fixtures" / "logs"
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "release", sorted(path.parent.name for path in LOGS.glob("*/expected.json"))
)
def test_the_log_of_every_release_builds_today(release: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    log = EventLog(Path(shutil.copy(LOGS / release / "ledger.duckdb", home.ledger)))
    dbt = DbtProject(home)
    _, run = build_tables(home, log, dbt)
    assert {one.unique_id for one in run.results if one.status not in ("success", "pass")} == set()
    build_and_publish(home, log, dbt)
    evidence = verify_evidence(home, log)
    assert (evidence.problems, evidence.row_count > 0) == ([], True)
    observed = {  # erased ones keep their row
        stream
        for batch in log.read(event_types=VERSION_EVENTS)
        for stream in batch["stream_id"].to_pylist()
    }
    with duckdb.connect(home.published, read_only=True) as connection:
        assert connection.execute("select count(*) from articles").fetchone() == (len(observed),)
