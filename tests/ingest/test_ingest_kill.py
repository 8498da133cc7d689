"""``kill -9`` in the middle of ingest: the log verifies, and the same command completes the rest."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.event_log import EventLog
from ingest.intake import ingest
from ingest.sources import SourceRegistry

DOCUMENTS = 1000
SCRIPT = """
import sys
from pathlib import Path
from ingest import intake
from ingest.event_log import EventLog
from ingest.sources import SourceRegistry
intake.BATCH_DOCUMENTS = 40
intake.ingest([sys.argv[1]], log=EventLog(Path(sys.argv[2])), registry=SourceRegistry([]),
              progress=lambda count, _: print(count, flush=True))
"""


@pytest.mark.slow
@pytest.mark.parametrize("batches", [1, 4, 9])
def test_a_killed_ingest_leaves_whole_batches_and_is_completed_by_another(tmp_path: Path, batches):
    story = "The council voted on Monday to close bridge number {} for two years."
    records = ({"id": str(n), "text": story.format(n)} for n in range(DOCUMENTS))
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    log = EventLog(tmp_path / "ledger.duckdb")
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "a.jsonl"), str(tmp_path / "ledger.duckdb")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert running.stdout
    for _ in range(batches):
        counted = int(running.stdout.readline())
    time.sleep(0.02 * batches)  # not always at the same point of a batch
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    report = log.verify()
    assert report.ok, report.problems
    kept = log.head().position
    assert counted <= kept < DOCUMENTS and kept % 40 == 0
    summary = ingest([str(tmp_path / "a.jsonl")], log=log, registry=SourceRegistry([]))
    assert (summary.unchanged, summary.new) == (kept, DOCUMENTS - kept)
    assert log.counts() == {"ArticleObserved": DOCUMENTS} and log.verify().ok
