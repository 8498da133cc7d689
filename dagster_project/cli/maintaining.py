"""``newsledger doctor``, ``backup``, ``restore`` and ``compact``. How belongs in the modules they call."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from dagster_project.cli.shared import as_json, common_options, fail, print_json
from ingest.extract.visible import visible
from ingest.home import Home

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("doctor")
@as_json
@common_options
def doctor_command(home: Home, as_json: bool) -> None:
    """Say what is wrong in the home, and what to do about it.

    Looks at the folder, the log, the last build, the published file, settings, disk and run history; changes
    nothing. Whether every event is as it was written is for `verify`. Ends with exit code 1 when
    something is wrong that stops work; a warning alone does not.
    """
    from dagster_project.doctor import examine

    findings = examine(home)
    is_ill = any(finding.severity == "error" for finding in findings)
    if as_json:
        print_json({"ok": not is_ill, "findings": [asdict(finding) for finding in findings]})
    for finding in () if as_json else findings:
        click.echo(f"{finding.severity:<6}{finding.subject}: {visible(finding.problem)}")
        click.echo(f"      {visible(finding.remedy)}")
    if not findings and not as_json:
        click.echo(f"Nothing is wrong in {home.root}.")
    sys.exit(1 if is_ill else 0)


@click.command("backup")
@click.argument("target", type=_FOLDER)
@as_json
@common_options
def backup_command(home: Home, target: Path, as_json: bool) -> None:
    """Copy what cannot be made again to the new folder TARGET, and verify the copy.

    The log, your registry and feeds, receipts of erasures, and what waits in the inbox. Ingest and build
    may go on meanwhile. What is derived is left out: `build` makes it again from the log, without
    reading a text anew. After an erasure, older backups still hold what was erased: delete them.
    """
    from ingest.backups import back_up

    manifest = back_up(home, target.absolute())
    if as_json:
        print_json({"path": target, **asdict(manifest)})
        return
    click.echo(
        f"{target}: {manifest.event_count:,} events up to position {manifest.log_position:,}, "
        f"{len(manifest.files):,} files, {manifest.byte_count:,} bytes, verified."
    )


@click.command("restore")
@click.argument("backup", type=click.Path(file_okay=False, exists=True, path_type=Path))
@as_json
@common_options
def restore_command(home: Home, backup: Path, as_json: bool) -> None:
    """Make the home from BACKUP, where there is none yet, and verify it.

    Nothing is written over: give another --home, or move the old one away first.
    """
    from ingest.backups import restore

    manifest = restore(backup, home)
    if as_json:
        print_json({"home": home.root, **asdict(manifest)})
        return
    click.echo(
        f"{home.root}: as of {manifest.made_at}, position {manifest.log_position:,}, verified."
    )
    click.echo(f"Next: newsledger build --home {home.root}")


@click.command("compact")
@as_json
@common_options
def compact_command(home: Home, as_json: bool) -> None:
    """Write the log's file anew without its free space.

    Every event is copied and compared, the new file is verified, and only then takes the place of the old one: no
    hash changes. Needs as much free disk as the log takes; whoever writes waits meanwhile.
    """
    from ingest.event_log import EventLog

    if not home.ledger.exists():
        fail(f"there is no log in {home.root}")
    log = EventLog(home.ledger)
    done, head = log.rewrite(), log.head()
    if as_json:
        print_json({**asdict(done), "log_position": head.position, "log_hash": head.hash})
        return
    click.echo(
        f"{done.bytes_before:,} bytes before, {done.bytes_after:,} now; "
        f"{head.position:,} events, none changed."
    )
