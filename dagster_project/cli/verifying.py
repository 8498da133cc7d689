"""``newsledger verify``. What is compared with what belongs in ``ingest.event_log`` and ``evidence``."""

import sys

import click

from dagster_project.cli.shared import as_json, common_options, fail, print_json
from ingest.home import Home

LISTED = 20


@click.command("verify")
@as_json
@common_options
def verify_command(home: Home, as_json: bool) -> None:
    """Re-read the whole log and the evidence of every published row.

    The log: chain, positions, payload hashes. The published file: each claim and mention in its text, each
    text against the log. Ends with exit code 1 on any difference.
    """
    from dagster_project.evidence import EvidenceReport, verify_evidence
    from ingest.event_log import EventLog

    if not home.ledger.exists():
        fail(f"there is no log in {home.root}")
    log = EventLog(home.ledger)
    chain = log.verify()
    evidence = verify_evidence(home, log) if home.published.exists() else EvidenceReport(0, [])
    problems = [*(f"log: {problem}" for problem in chain.problems), *evidence.problems]
    if as_json:
        counts = {"events": chain.event_count, "published_rows": evidence.row_count}
        print_json({"ok": not problems, **counts, "problems": problems})
    else:
        for problem in problems[:LISTED]:
            click.echo(problem, err=True)
        if len(problems) > LISTED:
            click.echo(f"… and {len(problems) - LISTED:,} more", err=True)
        verdict = "all as recorded" if not problems else f"{len(problems):,} differences"
        click.echo(
            f"{chain.event_count:,} events, {evidence.row_count:,} published rows: {verdict}"
        )
    sys.exit(1 if problems else 0)
