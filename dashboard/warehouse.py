"""Reads the published file. The questions that are asked of it belong in ``queries``."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from ingest.errors import MissingWarehouse
from ingest.home import Home

Row = dict[str, Any]

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}
"""No extension and no Python variable."""


@dataclass(frozen=True, slots=True)
class Query:
    """A statement and the values of its ``$name`` parameters."""

    sql: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of rows, and how many rows there are in all."""

    rows: Query
    total: Query


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The published file of a home.

    Opened anew for each query and closed after it: a new file may be swapped in at any time, and an
    open connection would go on showing the old one.
    """

    path: Path

    @classmethod
    def of_home(cls, root: str | Path | None = None) -> "Warehouse":
        """The published file of ``root``, else of ``$NEWSLEDGER_HOME``, else of ``./data``."""
        return cls(Home.from_environment(root).published)

    def rows(self, query: Query) -> list[Row]:
        """All rows of the answer, each by column name; times are in UTC."""
        if not self.path.is_file():
            raise MissingWarehouse(f"{self.path} does not exist")
        with self.opened() as connection:
            cursor = connection.execute(query.sql, query.parameters)
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def opened(self) -> duckdb.DuckDBPyConnection:
        """A connection that reads this file, no other and no network, which stays so.

        The file is attached to a database in memory and not opened by its path: connections of one
        process to one path share an instance, which a query that runs beside has locked already, and
        which may still hold the file that was there before the last publish.
        """
        connection = duckdb.connect(":memory:", config=dict(_SETTINGS))
        try:
            connection.execute("set TimeZone = 'UTC'")
            connection.execute(f"attach {_quoted(self.path)} as published (read_only)")
            connection.execute("use published")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
        except duckdb.Error:
            connection.close()
            raise
        return connection

    def row(self, query: Query) -> Row | None:
        """The first row of the answer, if there is one."""
        return next(iter(self.rows(query)), None)

    def value(self, query: Query) -> Any:
        """The first value of the first row."""
        return next(iter((self.row(query) or {}).values()), None)


def _quoted(path: Path) -> str:
    """The path as a SQL literal: ``attach`` takes no parameter."""
    return "'" + str(path).replace("'", "''") + "'"
