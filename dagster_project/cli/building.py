"""``newsledger build``. The steps belong in the assets, running them in ``dagster_project.run_build``."""

import time

import click

from dagster_project.cli.shared import as_json, common_options, fail, print_json
from ingest.home import Home


@click.command("build")
@click.option("--full-refresh", is_flag=True, help="Build every table anew from the whole log.")
@as_json
@common_options
def build_command(home: Home, full_refresh: bool, as_json: bool) -> None:
    """Extract what is new, build the tables, check them, publish.

    Does nothing when nothing is new. When a blocking check fails, the published file stays as it was.
    """
    from dagster_project.build_lock import hold_build_lock
    from dagster_project.published import is_up_to_date, read_publication
    from ingest.event_log import EventLog

    started = time.monotonic()
    if not home.ledger.exists():
        fail(f"nothing was ingested yet in {home.root}; begin with: newsledger ingest FOLDER")
    if not full_refresh and is_up_to_date(home, EventLog(home.ledger)):
        published = read_publication(home)
        position = published.log_position if published else 0
        if as_json:
            print_json({"status": "up_to_date", "log_position": position})
        else:
            click.echo(f"Nothing to do: {home.published} holds everything up to {position}.")
        return
    with hold_build_lock(home.build_lock):
        pass  # refused at once, not when everything has been imported; the run takes it again
    _run(home, full_refresh, as_json, started)


def _run(home: Home, full_refresh: bool, as_json: bool, started: float) -> None:
    from dagster_project.cli.terminal import TerminalReporter
    from dagster_project.journal import BuildJournal
    from dagster_project.run_build import run_build

    with TerminalReporter(quiet=as_json) as reporter:
        run_build(home, full_refresh=full_refresh, reporter=reporter)
    journal = BuildJournal.load(home)
    seconds = round(time.monotonic() - started, 1)
    if as_json:
        print_json({"status": "published", "seconds": seconds, "journal": journal})
        return
    for failure in journal.failures:
        click.echo(
            f"  warning {failure['table_name']}: {failure['check_name']}: {failure['detail']}"
        )
    click.echo(f"Published {home.published} in {seconds} s. Next: newsledger status")
