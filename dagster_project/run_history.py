"""Dagster's event log in SQLite, with connections kept open.

Dagster opens and closes a connection, and waits for the disk, two to six times for each of the 400 events
of a build: 3 of 15 CPU s. The history of runs can be lost without harm, so it need not wait.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import sqlalchemy
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy.pool import StaticPool

OPEN_FILES = 8
"""One file per run; a long-lived UI looks at many runs, one after another."""


class RunHistory(SqliteEventLogStorage):
    """The same files and tables as Dagster's own class, which can read them too."""

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "RunHistory":
        """What ``dagster.yaml`` makes; Dagster's own makes an object of its own class here."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[sqlalchemy.Connection]:
        with self._db_lock:
            engine = _engine(self.conn_string_for_shard(shard))
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection


@lru_cache(maxsize=OPEN_FILES)
def _engine(connection_string: str) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(
        connection_string,
        poolclass=StaticPool,
        connect_args={"timeout": 30, "check_same_thread": False},
    )

    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("pragma synchronous = off")

    sqlalchemy.event.listen(engine, "connect", hurry)
    return engine
