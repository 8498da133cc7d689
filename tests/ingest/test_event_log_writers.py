"""Several processes and threads at one log; a disk that is full."""

import os
import resource
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from log_events import PROCESSES, event, events, log_of, rows

from ingest.errors import LogBusy, RetryableError
from ingest.event_log import EventLog
from ingest.event_store.connection import open_log


def hold(path, held, release):
    with open_log(path, read_only=False, lock_timeout=10):
        held.set()
        release.wait(20)


def append_often(path, name, count):
    log = EventLog(path)
    for n in range(count):
        log.append(events(5, f"{name}-{n}"), actor=name, run_id=f"{name}-{n}")


def append_on_a_full_disk(path, limit, outcome):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    noise = [event(f"noise-{n}", text=os.urandom(2000).hex()) for n in range(2000)]
    try:
        EventLog(path).append(noise, actor="test", run_id="full")
    except RetryableError as error:
        outcome.put(f"{type(error).__name__}: {error}")
    else:
        outcome.put("appended")


@pytest.fixture
def path(tmp_path):
    log_of(tmp_path / "ledger.duckdb", 3)
    return tmp_path / "ledger.duckdb"


@pytest.fixture
def held_elsewhere(path):
    """Another process has the log open for writing until ``release`` is set."""
    held, release = PROCESSES.Event(), PROCESSES.Event()
    process = PROCESSES.Process(target=hold, args=(path, held, release))
    process.start()
    assert held.wait(30)
    yield release
    release.set()
    process.join(30)
    assert process.exitcode == 0


def test_a_log_held_by_another_process_is_refused_by_name_after_the_time_allowed(
    path, held_elsewhere
):
    log = EventLog(path, lock_timeout=0.3)
    started = time.monotonic()
    for call in (log.head, log.verify, lambda: log.append([event()], actor="test", run_id="run")):
        with pytest.raises(LogBusy, match=r"ledger\.duckdb: in use elsewhere"):
            call()
    assert time.monotonic() - started < 10


def test_a_second_writer_waits_for_the_first(path, held_elsewhere):
    timer = threading.Timer(0.5, held_elsewhere.set)
    timer.start()
    result = EventLog(path).append([event()], actor="test", run_id="run")
    assert held_elsewhere.is_set()
    assert result.head.position == 4


def test_two_writing_processes_lose_and_double_nothing(path):
    writers = [
        PROCESSES.Process(target=append_often, args=(path, name, 8)) for name in ("left", "right")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    found = rows(EventLog(path))
    assert [row["log_position"] for row in found] == list(range(1, 3 + 2 * 8 * 5 + 1))
    runs = [row["run_id"] for row in found[3:]]
    assert all(len(set(runs[n : n + 5])) == 1 for n in range(0, len(runs), 5))
    assert EventLog(path).verify().ok


def test_two_processes_may_create_the_log_at_once(tmp_path):
    path = tmp_path / "ledger.duckdb"
    writers = [PROCESSES.Process(target=append_often, args=(path, name, 1)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert EventLog(path).counts() == {"ArticleObserved": 15}
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.duckdb"]


def test_threads_of_one_process_write_and_read_at_once(path):
    log = EventLog(path)

    def read_often():
        for _ in range(6):
            found = rows(log)
            assert [row["log_position"] for row in found] == list(range(1, len(found) + 1))
            assert log.verify().ok

    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(append_often, path, name, 5) for name in ("left", "right")]
        calls += [pool.submit(read_often) for _ in range(2)]
        for call in calls:
            call.result(60)
    assert log.head().position == 3 + 2 * 5 * 5


def test_one_stale_version_wins_when_two_threads_race_for_it(path):
    def revise(n):
        try:
            new = event("article-0", 2, title=f"Revision {n}")
            return EventLog(path).append([new], actor="test", run_id=str(n)).appended
        except Exception as error:
            return type(error).__name__

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(revise, range(4)), key=str)
    assert outcomes == [1, "StaleStream", "StaleStream", "StaleStream"]


def test_a_thread_that_waits_too_long_is_refused(path):
    with (
        open_log(path, read_only=True, lock_timeout=1),
        pytest.raises(LogBusy, match="another thread"),
    ):
        EventLog(path, lock_timeout=0.1).head()


def test_the_file_is_free_after_an_error_and_nothing_of_the_call_is_kept(path):
    def fail():
        raise RuntimeError("clock stopped")

    with pytest.raises(RuntimeError, match="clock stopped"):
        EventLog(path, clock=fail).append([event()], actor="test", run_id="run")
    log = EventLog(path, lock_timeout=0)
    assert log.head().position == 3
    assert log.append([event()], actor="test", run_id="run").appended == 1


@pytest.mark.parametrize(("exists", "room"), [(True, 300_000), (False, 900_000), (False, 20_000)])
def test_a_full_disk_is_said_and_leaves_the_log_as_it_was(path, exists, room):
    if not exists:
        path.unlink()
    log = EventLog(path)
    before = log.head()
    outcome = PROCESSES.Queue()
    limit = room + (path.stat().st_size if exists else 0)
    process = PROCESSES.Process(target=append_on_a_full_disk, args=(path, limit, outcome))
    process.start()
    process.join(60)
    message = outcome.get(timeout=10)
    assert message.startswith("RetryableError")
    assert "ledger.duckdb: could not be read or written" in message
    assert log.head() == before
    assert log.verify().ok
    assert {file.name for file in path.parent.iterdir()} <= {path.name, f"{path.name}.wal"}
    assert log.append(events(3, "later"), actor="test", run_id="run").appended == 3
