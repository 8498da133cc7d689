"""``newsledger verify`` and ``checkpoint``. What is compared with what belongs in ``ingest.event_log`` and ``evidence``."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dagster_project.cli.shared import as_json, common_options, fail, print_json
from ingest.errors import ConfigurationError
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.event_log import EventLog

LISTED = 20


_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("verify")
@click.option("--checkpoint", "checkpoint_file", type=_FILE, help="A checkpoint kept elsewhere.")
@click.option("--key", "key_file", type=_FILE, help="The key that signed it, or its public half.")
@as_json
@common_options
def verify_command(
    home: Home, checkpoint_file: Path | None, key_file: Path | None, as_json: bool
) -> None:
    """Re-read the whole log and the evidence of every published row.

    The log: chain, positions, payload hashes. The published file: each claim and mention in its text, each
    text against the log. With a checkpoint: that the log still holds what was signed, up to its last event.
    Ends with exit code 1 on any difference.
    """
    from dagster_project.evidence import EvidenceReport, verify_evidence
    from ingest.event_log import EventLog

    if not home.ledger.exists():
        fail(f"there is no log in {home.root}")
    log = EventLog(home.ledger)
    signed = _checkpoint_problems(log, checkpoint_file, key_file)
    chain = log.verify()
    evidence = verify_evidence(home, log) if home.published.exists() else EvidenceReport(0, [])
    problems = [f"log: {problem}" for problem in (*chain.problems, *signed)] + evidence.problems
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


def _checkpoint_problems(
    log: "EventLog", checkpoint_file: Path | None, key_file: Path | None
) -> list[str]:
    if checkpoint_file is None and key_file is None:
        return []
    if checkpoint_file is None or key_file is None:
        raise ConfigurationError(
            "a checkpoint is checked with its key: give --checkpoint and --key"
        )
    from ingest.checkpoints import Checkpoint, checkpoint_problems

    return checkpoint_problems(log, Checkpoint.load(checkpoint_file), key_file)


@click.command("checkpoint")
@click.option("--key", "key_file", type=_FILE, required=True, help="Ed25519 private key (PEM).")
@click.option("--new-key", is_flag=True, help="Make the key file first.")
@click.option("--output", type=_FILE, required=True, help="Where the checkpoint goes.")
@as_json
@common_options
def checkpoint_command(
    home: Home, key_file: Path, new_key: bool, output: Path, as_json: bool
) -> None:
    """Sign where the log ends now, for keeping elsewhere.

    Later `verify --checkpoint FILE --key FILE` proves that nothing up to there was cut off or rewritten.
    Keep checkpoint and key where whoever can write the log cannot; for checking, the public half is enough
    (`openssl pkey -in KEY -pubout`).
    """
    from ingest.checkpoints import make_key, sign_head
    from ingest.event_log import EventLog

    if not home.ledger.exists():
        fail(f"there is no log in {home.root}")
    if new_key:
        make_key(key_file)
    checkpoint = sign_head(EventLog(home.ledger), key_file, datetime.now(UTC))
    try:
        checkpoint.save(output)
    except OSError as error:
        fail(f"{output}: cannot be written: {error.strerror}")
    if as_json:
        print_json(checkpoint)
    else:
        click.echo(f"Signed position {checkpoint.log_position:,} in {output}.")
