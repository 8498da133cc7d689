"""The tables of any prefix of the log are row for row those that a build at that moment published.

Histories are random; a build follows each stretch of one, adding to the one before, and its file is kept.
Afterwards the log alone must give every one of those files again. `NEWSLEDGER_HISTORIES` says how many
histories, `NEWSLEDGER_COUNTS` where to write how many were compared (`python -m evals.histories`).
"""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from event_histories import History
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import Newsroom
from plain_builds import build_and_publish

from dagster_project.as_of import Snapshot, as_of_file
from dagster_project.dbt_run import DbtProject
from ingest.event_log import EventLog
from ingest.events import SCHEMA_VERSIONS, CheckFailure, NewEvent
from ingest.home import Home

HISTORIES = int(os.environ.get("NEWSLEDGER_HISTORIES", "1"))
IS_LONG = HISTORIES > 1
MOST_EVENTS = 40
COUNTS: Counter[str] = Counter()
pytestmark = pytest.mark.slow


class Archive:
    """A home whose log grows, and a copy of every file that was published on the way."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "home")
        self.home.root.mkdir()
        self.log = EventLog(self.home.ledger)
        self.dbt = DbtProject(self.home)
        self.published: dict[int, Path] = {}

    def append(self, history: History, after: int, upto: int) -> None:
        """The events of a stretch of the history, in one transaction."""
        events = [
            NewEvent(
                event["event_type"],
                event["stream_id"],
                event["stream_version"],
                json.loads(event["payload"]),
                event["occurred_at"],
                SCHEMA_VERSIONS[event["event_type"]],
            )
            for event in history.events[after:upto]
        ]
        self.log.append(events, actor="test", run_id="run")

    def build(self, dice: random.Random) -> None:
        """A build whose checks find something at random; its file is kept."""
        keys = [f"art_{dice.randrange(9)}" for _ in range(dice.randrange(3))]
        found = [CheckFailure("title", "articles", "warn", key, "too long") for key in keys]
        position = build_and_publish(self.home, self.log, self.dbt, found)
        kept = self.home.root / f"published-{position}.duckdb"
        self.published[position] = shutil.copyfile(self.home.published, kept)

    def as_of(self, position: int) -> Path:
        prefix = self.log.prefix(position)
        assert prefix is not None
        return as_of_file(self.home, self.log, Snapshot(prefix))


@contextmanager
def archive() -> Iterator[Archive]:
    with TemporaryDirectory() as folder:
        yield Archive(Path(folder))


def tables_of(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    query = "select table_name from duckdb_tables() where database_name = ? order by all"
    return [name for (name,) in connection.execute(query, [database]).fetchall()]


def differences(built: Path, then: Path) -> list[str]:
    """Rows of only one of two files, in any table; ``built_at`` is when a file was made."""
    found = []
    with duckdb.connect() as connection:
        for name, path in (("built", built), ("published", then)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        tables = tables_of(connection, "published")
        assert tables_of(connection, "built") == tables
        for table in tables:
            [(count,)] = connection.execute(f"select count(*) from published.{table}").fetchall()
            COUNTS["rows"] += count
            columns = "* exclude built_at" if table == "publication" else "*"
            for left, right in (("built", "published"), ("published", "built")):
                rows = connection.execute(
                    f"select {columns} from {left}.{table} except all "
                    f"select {columns} from {right}.{table}"
                ).fetchall()
                found += [f"{table}: only in {left}: {row}" for row in rows]
    return found


@pytest.fixture(scope="module", autouse=True)
def counted() -> Iterator[None]:
    """Leaves the figures of a long run where they are asked for."""
    yield
    if path := os.environ.get("NEWSLEDGER_COUNTS"):
        Path(path).write_text(json.dumps(COUNTS))


@settings(
    max_examples=HISTORIES,
    deadline=None,
    derandomize=not IS_LONG,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(dice=st.randoms(use_true_random=True), steps=st.sampled_from([1, 5] if IS_LONG else [5]))
def test_every_prefix_gives_the_file_that_was_published_then(
    dice: random.Random, steps: int
) -> None:
    """Most often a build follows every few events, now and then every single one."""
    length = MOST_EVENTS if steps > 1 else MOST_EVENTS // 2
    history = Newsroom(dice).work(length)
    with archive() as kept:
        start = 0 if steps == 1 else length // 2
        kept.append(history, 0, start)
        while start < length:
            end = min(start + (1 if steps == 1 else dice.randint(3, 9)), length)
            kept.append(history, max(start - 2, 0), end)  # what came last comes in again
            kept.build(dice)
            start = end
        for position, then in kept.published.items():
            assert differences(kept.as_of(position), then) == []
        COUNTS.update(
            histories=1, events=length, prefixes=len(kept.published), every_prefix=steps == 1
        )
