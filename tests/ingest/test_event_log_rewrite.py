"""Writing the file anew keeps every event and hash, and nothing of what an erasure names."""

import os
import shutil

import duckdb
import pytest
from log_events import NOON, PROCESSES, event, log_of, rows, tamper

from ingest.errors import LogCorrupt
from ingest.event_log import EventLog
from ingest.events import NewEvent, sha256_hex

COUNT = 30
SECRET = "The ferryman Odalric Venn sleeps at the old customs house"
RAW = f"<p>{SECRET}</p>".encode()


@pytest.fixture(scope="module")
def with_secret(tmp_path_factory):
    """A log in which event 31 and a blob hold a secret, and event 32 says that they are to go."""
    path = tmp_path_factory.mktemp("secret") / "ledger.duckdb"
    log = log_of(path, COUNT)
    blobs = {sha256_hex(content): content for content in (RAW, b"kept")}
    log.append([event("secret", title=SECRET)], actor="test", run_id="run", blobs=blobs)
    payload = {"positions": [COUNT + 1], "blob_hashes": [sha256_hex(RAW)]}
    erasure = NewEvent("PayloadErased", "erasures", 1, payload, NOON)
    log.append([erasure], actor="test", run_id="run")
    return path


@pytest.fixture
def path(with_secret, tmp_path):
    return shutil.copy(with_secret, tmp_path / "ledger.duckdb")


def everything_in(path):
    """Each text and each raw input in the file, and its bytes as text."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("show tables").fetchall()]
        texts = [str(connection.execute(f"from {name}").fetchall()) for name in tables]
    blobs = [str(content) for _, content in EventLog(path).blobs()]
    return "\n".join([*texts, *blobs, path.read_bytes().decode("latin-1")])


def test_a_compacted_log_has_the_same_events_payloads_and_head(tmp_path):
    log = log_of(tmp_path / "ledger.duckdb", COUNT)
    before, head = rows(log), log.head()
    done = log.rewrite()
    assert (rows(log), log.head()) == (before, head)
    assert (done.payloads_erased, done.blobs_erased) == (0, 0)
    assert log.verify().ok
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.duckdb"]


def test_a_log_that_was_rewritten_takes_events_as_before(path):
    log = EventLog(path)
    log.rewrite(without_blobs=[sha256_hex(RAW)])
    log.append([event("later")], actor="test", run_id="run")
    assert log.verify().event_count == COUNT + 3


def test_nothing_of_an_erased_payload_or_blob_is_left_in_the_file(path):
    assert SECRET in everything_in(path)
    log, before = EventLog(path), rows(EventLog(path))
    done = log.rewrite(without_blobs=[sha256_hex(RAW)])
    assert (done.payloads_erased, done.blobs_erased) == (1, 1)
    assert "Odalric" not in everything_in(path)
    assert [{**row, "payload": None} for row in rows(log)] == [
        {**row, "payload": None} for row in before
    ]
    assert rows(log)[COUNT]["payload"] is None
    assert log.blob(sha256_hex(b"kept")) == b"kept"
    assert log.verify().ok


def test_a_log_that_does_not_verify_is_left_as_it_is(path):
    tamper(path, "update event_payloads set payload = '{}' where log_position = 7")
    content = path.read_bytes()
    with pytest.raises(LogCorrupt, match="position 7"):
        EventLog(path).rewrite()
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == ["ledger.duckdb"]


def rewrite_and_die(path, at):
    """Ends without a farewell at the n-th time that something is made durable."""
    calls = iter(range(at))
    real = os.fsync

    def fsync(descriptor):
        if next(calls, None) is None:
            os._exit(9)
        real(descriptor)

    os.fsync = fsync
    EventLog(path).rewrite(without_blobs=[sha256_hex(RAW)])


@pytest.mark.parametrize("at", [0, 1])
def test_a_rewriting_that_is_killed_leaves_a_whole_log_and_the_next_completes_it(path, at):
    process = PROCESSES.Process(target=rewrite_and_die, args=(path, at))
    process.start()
    process.join()
    assert process.exitcode == 9
    log = EventLog(path)
    assert len(rows(log)) == COUNT + 2
    log.rewrite(without_blobs=[sha256_hex(RAW)])
    assert "Odalric" not in everything_in(path)
    assert log.verify().ok
    assert [one.name for one in path.parent.iterdir()] == ["ledger.duckdb"]
