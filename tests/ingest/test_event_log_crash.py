"""Guarantee 4 under ``kill -9``: a batch is in the log whole or not at all, and what was promised is there."""

import random
import time
from collections import Counter

import pytest
from log_events import PROCESSES, event, rows

from ingest.event_log import EventLog
from ingest.events import sha256_hex

pytestmark = pytest.mark.slow

BATCH = 250
KILLS = 8
SECONDS = 8
"""Enough kills on a busy machine, too; a round takes about half a second on an idle one."""


def batch_of(number):
    noise = random.Random(number)
    return [
        event(f"article-{number}-{n}", text=noise.randbytes(1000).hex()) for n in range(BATCH)
    ], noise.randbytes(50_000)


def append_until_killed(path, first, acknowledged):
    log = EventLog(path)
    for number in range(first, first + 1000):
        new, content = batch_of(number)
        acknowledged.send(("started", number))
        log.append(new, actor="test", run_id=str(number), blobs={sha256_hex(content): content})
        acknowledged.send(("done", number))


def start_a_writer(path, first):
    receiver, sender = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=append_until_killed, args=(path, first, sender))
    process.start()
    sender.close()
    assert receiver.recv() == ("started", first)
    return process, receiver


def kill_a_writer(path, first, moment):
    """Kill a writer ``moment`` appends' time after its first; the batches it said were done."""
    process, receiver = start_a_writer(path, first)
    started = time.monotonic()
    assert receiver.recv() == ("done", first)
    time.sleep(moment * (time.monotonic() - started))
    process.kill()
    process.join()
    return [first, *batches_done(receiver)]


def kill_a_creator(path, seconds):
    """Kill a writer so long after its first append began; the batches it said were done."""
    process, receiver = start_a_writer(path, 1)
    time.sleep(seconds)
    process.kill()
    process.join()
    return batches_done(receiver)


def batches_done(receiver):
    done = []
    while True:
        try:
            state, number = receiver.recv()
        except EOFError:
            return done
        done += [number] if state == "done" else []


def check_after_kill(path, promised):
    log = EventLog(path)
    report = log.verify()
    assert report.problems == []
    batches = Counter(row["run_id"] for row in rows(log))
    assert set(batches.values()) <= {BATCH}, "part of a batch is in the log"
    assert {str(number) for number in promised} <= set(batches), (
        "a promised batch is not in the log"
    )
    for number in batches:
        content = batch_of(int(number))[1]
        assert log.blob(sha256_hex(content)) == content
    return {int(number) for number in batches}


def test_a_writer_killed_at_any_moment_leaves_whole_batches_and_a_log_that_verifies(tmp_path):
    path = tmp_path / "ledger.duckdb"
    moments = random.Random(20261101)
    present, deadline = set(), time.monotonic() + SECONDS
    for kill in range(KILLS):
        first = max(present, default=0) + 1
        present |= set(kill_a_writer(path, first, moments.uniform(0.0, 1.5)))
        present = check_after_kill(path, present)
        if time.monotonic() > deadline and kill >= 2:
            break
    again, content = batch_of(max(present, default=0) + 1)
    result = EventLog(path).append(
        again, actor="test", run_id="after", blobs={sha256_hex(content): content}
    )
    assert result.appended == BATCH
    assert result.head.position == BATCH * (len(present) + 1)


def test_a_writer_killed_while_it_creates_the_log_leaves_none_or_a_whole_one(tmp_path):
    for n, seconds in enumerate((0.0, 0.01, 0.02, 0.05, 0.1, 0.2)):
        path = tmp_path / f"ledger-{n}.duckdb"
        promised = kill_a_creator(path, seconds)
        check_after_kill(path, promised)
        assert EventLog(path).append([event("next")], actor="test", run_id="next").appended == 1
