"""The tables of any prefix of the log are row for row those that a build at that moment published.

Several random histories run side by side in one log. A build follows each turn of theirs, adding to the one
before, and its file is kept; the log alone must give every one of those files again. Once an article is
erased, after which the files from before cannot be what the log gives: they are compared first.
`NEWSLEDGER_HISTORIES` says how many histories, `NEWSLEDGER_MINUTES` when to stop, `NEWSLEDGER_COUNTS` where to write how many were compared
(`python -m evals.histories`).
"""

import json
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory

import duckdb
import pytest
from event_histories import History
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from newsroom import Newsroom
from plain_builds import build_and_publish

from dagster_project.as_of import Snapshot, as_of_file
from dagster_project.dbt_run import DbtProject
from dagster_project.erasing import erase
from ingest.erasure.planning import plan_erasure
from ingest.event_log import EventLog
from ingest.events import SCHEMA_VERSIONS, CheckFailure, NewEvent
from ingest.home import Home

HISTORIES = int(os.environ.get("NEWSLEDGER_HISTORIES", "3"))
IS_LONG = HISTORIES > 3
DESKS = min(HISTORIES, 20)
"""Histories in one log: a build costs seconds, whether one history went on or twenty."""
TURNS, DEEDS = (12, 1) if IS_LONG else (3, 6)
"""Builds of a log, and what happens in each history before one."""
UNTIL = time.monotonic() + 60 * float(os.environ.get("NEWSLEDGER_MINUTES", "inf"))
"""No log is begun after that."""
COUNTS: Counter[str] = Counter()
pytestmark = pytest.mark.slow


class Archive:
    """A home whose log grows, and a copy of every file that was published on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = Home(root / "home")
        self.home.root.mkdir()
        self.log = EventLog(self.home.ledger)
        self.dbt = DbtProject(self.home)
        self.published: dict[int, Path] = {}

    def append(self, history: History, after: int) -> None:
        """The events from a position on, in one transaction."""
        events = [
            NewEvent(
                event["event_type"],
                event["stream_id"],
                event["stream_version"],
                json.loads(event["payload"]),
                event["occurred_at"],
                SCHEMA_VERSIONS[event["event_type"]],
            )
            for event in history.events[after:]
        ]
        self.log.append(events, actor="test", run_id="run")

    def build(self, dice: random.Random) -> None:
        """A build whose checks find something at random; its file is kept."""
        keys = [f"art_{dice.randrange(9)}" for _ in range(dice.randrange(3))]
        found = [CheckFailure("title", "articles", "warn", key, "too long") for key in keys]
        position = build_and_publish(self.home, self.log, self.dbt, found)
        kept = self.root / f"published-{position}.duckdb"
        self.published[position] = shutil.copyfile(self.home.published, kept)

    def erase(self, article_id: str) -> None:
        """Everything that was built goes as well."""
        plan = plan_erasure(self.log, [article_id])
        erase(self.home, self.log, plan, reason="asked to", decided_by="test")

    def compare(self) -> None:
        """Every file kept since the last time, with what the log gives as of its position."""
        self.home.published.unlink()  # or it would answer for its own position
        for position, then in self.published.items():
            prefix = self.log.prefix(position)
            assert prefix is not None
            assert differences(as_of_file(self.home, self.log, Snapshot(prefix)), then) == []
            then.unlink()
        COUNTS["prefixes"] += len(self.published)
        self.published.clear()


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
    max_examples=HISTORIES // DESKS,
    deadline=None,
    derandomize=not IS_LONG,
    phases=[Phase.generate],  # smaller failures would take minutes each
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(dice=st.randoms(use_true_random=True))
def test_every_prefix_gives_the_file_that_was_published_then(dice: random.Random) -> None:
    if time.monotonic() > UNTIL:
        return
    history = History()
    desks = [Newsroom(dice, history, ascii_lowercase[number]) for number in range(DESKS)]
    to_erase = dice.randrange(TURNS // 2, TURNS - 1)
    with archive() as kept:
        for turn in range(TURNS):
            start = max(len(history.events) - 2, 0)  # what came last comes in again
            for desk in desks:
                desk.go_on(DEEDS)
            kept.append(history, start)
            kept.build(dice)
            if turn == to_erase:
                kept.compare()
                article_id = dice.choice(
                    sorted(set().union(*(one.articles.values() for one in desks)))
                )
                kept.erase(article_id)
                for desk in desks:
                    desk.forget(article_id)
        kept.compare()
    COUNTS.update(histories=DESKS, events=len(history.events), erasures=1, logs=1)
