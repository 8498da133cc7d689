"""Logs that earlier releases wrote are read and verified by this one, for ever."""

import shutil
from pathlib import Path

import orjson
import pytest
from log_events import event, rows

from ingest.event_log import EventLog, LogHead
from ingest.events import SCHEMA_VERSIONS

LOGS = Path(__file__).parents[1] / "fixtures" / "logs"
PROBLEMS = {"v0_1": ["position 3: the payload is missing, and no erasure says why"]}
"""Its payload was taken out before there was an event to say so; `verify` has told of that since."""


@pytest.fixture(params=sorted(path.parent.name for path in LOGS.glob("*/expected.json")))
def release(request):
    return LOGS / request.param


def test_the_log_of_every_release_verifies_and_ends_where_it_did(release):
    log = EventLog(release / "ledger.duckdb")
    expected = orjson.loads((release / "expected.json").read_bytes())
    assert log.verify().problems == PROBLEMS.get(release.name, [])
    assert log.head() == LogHead(expected["position"], expected["hash"])
    assert log.counts() == expected["counts"]


def test_every_event_of_every_release_is_read_in_the_newest_version(release):
    for row in rows(EventLog(release / "ledger.duckdb")):
        assert row["schema_version"] == SCHEMA_VERSIONS[row["event_type"]]
        assert row["payload"] is None or orjson.loads(row["payload"])


def test_texts_streams_and_blobs_of_every_release_are_found(release):
    log = EventLog(release / "ledger.duckdb")
    expected = orjson.loads((release / "expected.json").read_bytes())
    for stream_id, titles in expected["titles"].items():
        assert log.read_streams([stream_id], ["title"])["title"].to_pylist() == titles
    assert log.blob(expected["blob_hash"]) == expected["blob"].encode()


def test_the_log_of_every_release_can_be_continued(release, tmp_path):
    path = shutil.copy(release / "ledger.duckdb", tmp_path / "ledger.duckdb")
    log = EventLog(path)
    before = log.head().position
    assert (
        log.append([event("article-new")], actor="test", run_id="run").head.position == before + 1
    )
    assert log.verify().problems == PROBLEMS.get(release.name, [])
