"""``newsledger ingest``. Reading and deciding belong in ``ingest``."""

from typing import TYPE_CHECKING

import click

from dagster_project.cli.shared import as_json, common_options, fields_by_name, print_json
from dagster_project.cli.terminal import counting
from ingest.extract.visible import visible
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.intake import IngestSummary

LISTED = 10


@click.command("ingest")
@click.argument("locations", nargs=-1, required=True, metavar="PATH-OR-URL...")
@click.option("--source", "source_id", help="The outlet's id, for everything that is read.")
@click.option("--published-at", help="Date of what states none, such as 2026-11-23.")
@click.option("--map", "mappings", multiple=True, help="Field of records, such as title=headline.")
@click.option(
    "--follow/--no-follow", default=True, help="Fetch the pages of feed entries that are teasers."
)
@click.option(
    "--even-if-erased", metavar="REASON", help="Let in again what was erased, and say why."
)
@as_json
@common_options
def ingest_command(
    home: Home,
    locations: tuple[str, ...],
    source_id: str | None,
    published_at: str | None,
    mappings: tuple[str, ...],
    follow: bool,
    even_if_erased: str | None,
    as_json: bool,
) -> None:
    """Read files, folders, archives, feeds and URLs into the log.

    Formats: plain text, HTML, JSONL, CSV, RSS, Atom, WARC, in folders, zip and tar; - is standard input.
    What was read before and did not change is left alone; what was erased is refused.
    """
    from ingest.event_log import EventLog
    from ingest.intake import IngestOptions, ingest
    from ingest.sources import SourceRegistry

    home.root.mkdir(parents=True, exist_ok=True)
    options = IngestOptions(
        source_id=source_id,
        published_at=published_at,
        field_map=fields_by_name(mappings),
        follow_links=follow,
        even_if_erased=even_if_erased,
        http_state=home.http_state,
        actor="command line",
    )
    log, registry = EventLog(home.ledger), SourceRegistry.load(home.sources_file)
    with counting(enabled=not as_json) as progress:
        summary = ingest(locations, log=log, registry=registry, options=options, progress=progress)
    if as_json:
        print_json(summary.as_dict())
    else:
        _tell(summary)


def _tell(summary: "IngestSummary") -> None:
    parts = ("new", "revised", "withdrawn", "unchanged", "quarantined")
    counts = ", ".join(f"{getattr(summary, part):,} {part}" for part in parts)
    click.echo(f"{summary.total:,} documents: {counts} ({summary.seconds:.1f} s)")
    for refused in summary.quarantine[:LISTED]:
        reason = visible(f"{refused.retrieved_from}: {refused.detail} [{refused.reason_code}]")
        click.echo(f"  quarantined {reason}")
    if len(summary.quarantine) > LISTED:
        click.echo(f"  … and {len(summary.quarantine) - LISTED:,} more, in the table `quarantine`")
    if summary.refused:
        click.echo(f"  {summary.refused:,} refused: erased before (--even-if-erased lets them in)")
    if summary.new or summary.revised or summary.withdrawn:
        click.echo("Next: newsledger build")
