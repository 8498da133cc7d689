"""``newsledger sql``: a query on the published file or on an earlier state, with no way to any other file.

Which state is asked for belongs in ``as_of``.
"""

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dagster_project.cli.as_of import (
    Asked,
    describe,
    resolved,
    snapshot_file,
    snapshot_options,
)
from dagster_project.cli.shared import as_json, common_options, fail, open_log, print_json
from ingest.errors import MissingWarehouse
from ingest.extract.visible import visible
from ingest.home import Home

if TYPE_CHECKING:
    import duckdb

SHOWN_ROWS = 100
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a text of a CSV file; an apostrophe before it makes it a text."""


@click.command("sql")
@click.argument("query")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV that is safe in a spreadsheet.")
@click.option(
    "--exact",
    is_flag=True,
    help="CSV for programs: texts that begin like formulas, too, as they are.",
)
@click.option("--limit", default=SHOWN_ROWS, show_default=True, help="Rows shown as a table.")
@click.option("--cite", is_flag=True, help="Say what the result was made from, for --at.")
@snapshot_options
@as_json
@common_options
def sql_command(
    home: Home,
    query: str,
    as_csv: bool,
    exact: bool,
    limit: int,
    cite: bool,
    as_of: str | None,
    cited: str | None,
    as_published: bool,
    published_before: str | None,
    as_json: bool,
) -> None:
    """Run QUERY on the published warehouse (- reads it from standard input), or as it was.

    Read-only, and closed off: no other file, no network, no extension can be reached from the query.
    In CSV a text that a spreadsheet would run (it begins with = + - @) has an apostrophe before it.

    With --as-of or --at the query runs on the tables of an earlier state, which are built first where
    they are not kept (see `newsledger as-of --help`). --cite prints POSITION:HASH, with which --at
    gives the same result again: on standard error, with --json as `{"citation": …, "rows": […]}`.
    """
    text = sys.stdin.read() if query == "-" else query
    asked = Asked(as_of, cited, as_published, published_before)
    path, source = _source(home, asked, cite, as_json)
    csv_cell = _as_it_is if exact else _harmless if as_csv else None
    _answer(path, text, source, csv_cell=csv_cell, limit=limit, as_json=as_json)


def _source(
    home: Home, asked: Asked, cite: bool, as_json: bool
) -> tuple[Path, dict[str, Any] | None]:
    """The file to ask, and what it was made from where that is to be said."""
    if asked.is_now and not cite:
        return home.published, None
    log = open_log(home)
    snapshot = resolved(home, log, asked)
    path = snapshot_file(home, log, snapshot, quiet=as_json)
    return path, describe(snapshot) if cite else None


def _answer(
    path: Path,
    text: str,
    source: dict[str, Any] | None,
    *,
    csv_cell: Callable[[Any], Any] | None,
    limit: int,
    as_json: bool,
) -> None:
    import duckdb

    with locked_down(path) as connection:
        try:
            cursor = connection.execute(text)
            names = [column[0] for column in cursor.description or []]
            if as_json:
                rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
                print_json({"citation": source, "rows": rows} if source else rows)
            elif csv_cell:
                writer = csv.writer(sys.stdout)
                writer.writerow(names)
                writer.writerows(map(csv_cell, row) for row in cursor.fetchall())
            else:
                _print_table(names, cursor.fetchmany(limit + 1), limit)
        except duckdb.Error as error:
            fail(str(error).strip())
    if source and not as_json:
        click.echo(_citation(source), err=True)


def _citation(source: dict[str, Any]) -> str:
    before = source["published_before"]
    narrowed = f" --published-before {before.isoformat()}" if before else ""
    until = source["recorded_until"].isoformat(timespec="seconds")
    return (
        f"cite: newsledger sql --at {source['at']}{narrowed}  "
        f"(recorded until {until}; tables by {source['code_version']})"
    )


def _as_it_is(value: Any) -> Any:
    return value


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


@contextmanager
def locked_down(warehouse: Path) -> Iterator["duckdb.DuckDBPyConnection"]:
    """A connection that can read this file and nothing else, and cannot be opened up."""
    import duckdb

    if not warehouse.exists():
        raise MissingWarehouse(
            f"nothing is published in {warehouse.parent} yet; run: newsledger build"
        )
    settings = {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
    }
    with duckdb.connect(warehouse, read_only=True, config={**settings}) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set lock_configuration = true")
        yield connection


def _print_table(names: list[str], rows: list[tuple[Any, ...]], limit: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for name in names:
        table.add_column(Text(name), overflow="fold")  # Text: article text is not markup
    for row in rows[:limit]:
        table.add_row(*(Text("" if value is None else visible(str(value))) for value in row))
    console = Console()
    console.print(table)
    if len(rows) > limit:
        console.print(f"the first {limit} rows; --limit, --csv or --json show more")
