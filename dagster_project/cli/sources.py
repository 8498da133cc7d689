"""``newsledger sources``: what others say about outlets, as statements with who said it and when.

What a row of a file means belongs in ``ingest.statements``.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dagster_project.cli.shared import (
    as_json,
    common_options,
    fail,
    fields_by_name,
    print_json,
    user_name,
)
from ingest.errors import ConfigurationError
from ingest.extract.visible import visible
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.statements import Loaded

LISTED = 10


@click.group("sources")
def sources_command() -> None:
    """Load what others say about outlets, or take it back.

    Who owns an outlet or how reliable it is, somebody has to say: the table `source_statements` holds each
    statement with its author and date. Names, domains and countries stand in the registry, `sources.yml`.
    """


@sources_command.command("describe", short_help="Load statements from files.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--by", "stated_by", help="Who says so, where the file does not tell.")
@click.option("--on", "stated_at", help="When, such as 2024 or 2024-05-31, where it does not.")
@click.option("--topic", help="On what, such as ownership or reliability, where it does not.")
@click.option("--map", "mappings", multiple=True, help="A column, such as statement=rating.")
@as_json
@common_options
def describe_command(
    home: Home,
    files: tuple[Path, ...],
    stated_by: str | None,
    stated_at: str | None,
    topic: str | None,
    mappings: tuple[str, ...],
    as_json: bool,
) -> None:
    """Load statements about outlets from CSV or JSON Lines, packed or not.

    A row names the outlet (source_id, domain or name) and has a statement, topic, stated_by, stated_at and
    reference. Loading a file again adds only what is new in it.
    """
    from ingest.event_log import EventLog
    from ingest.sources import SourceRegistry
    from ingest.statements import Given, load_statements

    home.root.mkdir(parents=True, exist_ok=True)
    given = Given(topic, stated_by, stated_at, fields_by_name(mappings))
    registry = SourceRegistry.load(home.sources_file)
    loaded = load_statements(EventLog(home.ledger), registry, files, given, actor=user_name())
    if as_json:
        counts = {"new": loaded.new, "unchanged": loaded.unchanged}
        print_json({**counts, "refused": loaded.refused})
    else:
        _tell(loaded)
    if loaded.refused and not loaded.new + loaded.unchanged:
        fail("no row of the files could be read as a statement")


@sources_command.command("withdraw", short_help="Take a statement back.")
@click.argument("statement_id")
@click.option("--reason", required=True, help="Why, for those who ask later.")
@click.option("--by", "decided_by", help="Who decides.  [default: the user's name]")
@common_options
def withdraw_command(home: Home, statement_id: str, reason: str, decided_by: str | None) -> None:
    """Take STATEMENT_ID back: it stays in `source_statements`, marked with the reason."""
    from ingest.event_log import EventLog
    from ingest.statements import withdraw_statement

    if not home.ledger.exists():
        raise ConfigurationError(f"nothing was ingested yet in {home.root}")
    log = EventLog(home.ledger)
    withdraw_statement(log, statement_id, reason=reason, decided_by=decided_by or user_name())
    click.echo(f"{statement_id} is withdrawn. Next: newsledger build")


def _tell(loaded: "Loaded") -> None:
    refused = f", {len(loaded.refused):,} refused" if loaded.refused else ""
    click.echo(f"{loaded.new:,} new statements, {loaded.unchanged:,} unchanged{refused}")
    for line in loaded.refused[:LISTED]:
        click.echo(f"  refused {visible(line)}")
    if len(loaded.refused) > LISTED:
        click.echo(f"  … and {len(loaded.refused) - LISTED:,} more")
    if loaded.new:
        click.echo("Next: newsledger build")
