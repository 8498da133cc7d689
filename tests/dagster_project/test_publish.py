"""Publishing is all or nothing, whoever reads and whenever it dies."""

import errno
import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from few_articles import environment
from small_warehouse_file import ROWS, plan_of, published_builds, write_work_warehouse

from dagster_project.publish import IncompleteBuild, NotPublished, publish, record_publication
from ingest.event_log import EventLog
from ingest.home import Home

READ = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
first = connection.execute("select build, count(*) from claims group by all").fetchall()
print(first, flush=True)
sys.stdin.readline()
print(connection.execute("select build, count(*) from claims group by all").fetchall(), flush=True)
"""


def test_the_published_file_is_the_work_warehouse(home: Home) -> None:
    done = publish(home, write_work_warehouse(home, 1))

    assert done.row_counts == {"claims": ROWS, "publication": 1}
    assert published_builds(home) == [(1, ROWS)]
    assert not list(home.root.glob("*.tmp")) + list(home.root.glob("*.wal"))
    with duckdb.connect(home.published, read_only=True) as connection:
        query = "select comment from duckdb_tables() where table_name = 'claims'"
        assert connection.execute(query).fetchall() == [("One row per claim.",)]


def test_whoever_has_the_file_open_is_undisturbed(home: Home) -> None:
    publish(home, write_work_warehouse(home, 1))
    command = [sys.executable, "-c", READ, str(home.published)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    ) as reader:
        assert reader.stdout is not None
        before = reader.stdout.readline()
        publish(home, write_work_warehouse(home, 2))
        after, _ = reader.communicate("\n")

    assert before == after == f"[(1, {ROWS})]\n"
    assert published_builds(home) == [(2, ROWS)]


def test_tables_of_two_builds_are_not_published(home: Home) -> None:
    publish(home, write_work_warehouse(home, 1))
    write_work_warehouse(home, 2)

    with pytest.raises(IncompleteBuild, match="ends at position 2, not 3"):
        publish(home, plan_of(3))

    assert published_builds(home) == [(1, ROWS)]


def test_a_disk_that_does_not_take_the_file_keeps_the_old_one_and_no_half_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(home, write_work_warehouse(home, 1))

    def fill(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", fill)
    with pytest.raises(NotPublished, match="No space left"):
        publish(home, write_work_warehouse(home, 2))

    assert published_builds(home) == [(1, ROWS)]
    assert not list(home.root.glob(".*"))


def test_each_publication_is_an_event(home: Home, log: EventLog) -> None:
    for position in (1, 2):
        record_publication(log, plan_of(position), {"claims": position}, 80, 1)

    assert log.counts() == {"SnapshotPublished": 2}
    events = log.read_streams(["publication"], ["log_position", "checks_passed"])
    assert events["log_position"].to_pylist() == ["1", "2"]


@pytest.mark.slow
def test_a_killed_publication_leaves_the_old_file_or_the_new_one(home: Home) -> None:
    publish(home, write_work_warehouse(home, 1))
    program = Path(__file__).with_name("small_warehouse_file.py")
    dice = random.Random(20261123)
    for _ in range(12):
        with subprocess.Popen(
            [sys.executable, str(program), str(home.root)],
            stdout=subprocess.PIPE,
            env=environment(),
        ) as publisher:
            assert publisher.stdout is not None
            publisher.stdout.readline()  # it has begun to publish
            time.sleep(dice.uniform(0, 0.4))
            publisher.kill()

        [(_, rows)] = published_builds(home)
        assert rows == ROWS

    publish(home, write_work_warehouse(home, 5_000))
    assert published_builds(home) == [(5_000, ROWS)]
