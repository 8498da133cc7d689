"""``newsledger sql``: a query on the published file, with no way to any other file."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dagster_project.cli.shared import as_json, common_options, fail, print_json
from ingest.errors import MissingWarehouse
from ingest.extract.visible import visible
from ingest.home import Home

if TYPE_CHECKING:
    import duckdb

SHOWN_ROWS = 100


@click.command("sql")
@click.argument("query")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--limit", default=SHOWN_ROWS, show_default=True, help="Rows shown as a table.")
@as_json
@common_options
def sql_command(home: Home, query: str, as_csv: bool, limit: int, as_json: bool) -> None:
    """Run QUERY on the published warehouse (- reads it from standard input).

    Read-only, and closed off: no other file, no network, no extension can be reached from the query.
    """
    import duckdb

    text = sys.stdin.read() if query == "-" else query
    with locked_down(home) as connection:
        try:
            cursor = connection.execute(text)
            names = [column[0] for column in cursor.description or []]
            if as_json:
                print_json([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])
            elif as_csv:
                writer = csv.writer(sys.stdout)
                writer.writerow(names)
                writer.writerows(cursor.fetchall())
            else:
                _print_table(names, cursor.fetchmany(limit + 1), limit)
        except duckdb.Error as error:
            fail(str(error).strip())


@contextmanager
def locked_down(home: Home) -> Iterator["duckdb.DuckDBPyConnection"]:
    """A connection that can read the published file and nothing else, and cannot be opened up."""
    import duckdb

    if not home.published.exists():
        raise MissingWarehouse(f"nothing is published in {home.root} yet; run: newsledger build")
    settings = {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
    }
    with duckdb.connect(home.published, read_only=True, config={**settings}) as connection:
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
