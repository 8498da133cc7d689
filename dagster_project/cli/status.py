"""``newsledger status``: how things stand, in words. Reading them belongs in ``standing``."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from dagster_project.cli.shared import ago, as_json, common_options, print_json
from ingest.home import Home

if TYPE_CHECKING:
    from dagster_project.standing import Standing

SHOWN = {
    "source": "sources",
    "article": "articles",
    "entity": "entities",
    "claim": "claims",
    "quarantine": "quarantined",
}


@click.command("status")
@as_json
@common_options
def status_command(home: Home, as_json: bool) -> None:
    """Where the log and the warehouse stand, and what waits or failed."""
    from dagster_project.standing import read_standing

    standing = read_standing(home)
    if as_json:
        print_json(standing.as_dict())
        return
    for name, text in _lines(standing):
        click.echo(f"{name:<10}{text}")
    for failure in standing.last_build.failures:
        keys = ", ".join(failure["row_keys"][:3])
        rows = f" [{failure['row_count']} rows: {keys} …]" if keys else ""
        where = f"{failure['table_name']}: {failure['check_name']}"
        click.echo(f"  {failure['severity']:<5} {where}: {failure['detail']}{rows}")


def _lines(standing: "Standing") -> list[tuple[str, str]]:
    now = datetime.now(UTC)
    return [
        ("home", standing.home),
        ("log", _log(standing)),
        ("published", _published(standing, now)),
        ("waiting", _waiting(standing)),
        ("extractor", _extractor(standing, now)),
        ("build", _last_build(standing, now)),
        ("disk", _disk(standing)),
    ]


def _disk(standing: "Standing") -> str:
    from dagster_project.disk import readable

    disk = standing.disk
    places = ", ".join(f"{name} {readable(size)}" for name, size in disk.places.items() if size)
    short = f" — too little: {readable(disk.needed)} may be needed" if disk.is_short else ""
    return f"{places or 'nothing'}; {readable(disk.free)} free{short}"


def _log(standing: "Standing") -> str:
    if not standing.log_position:
        return "empty; begin with: newsledger ingest FOLDER"
    counts = ", ".join(f"{count:,} {name}" for name, count in standing.events.items())
    return f"position {standing.log_position:,} ({counts})"


def _published(standing: "Standing", now: datetime) -> str:
    if standing.published is None:
        return "nothing yet"
    rows = standing.row_counts
    counts = ", ".join(f"{rows[name]:,} {label}" for name, label in SHOWN.items() if name in rows)
    built = ago(standing.published.built_at, now)
    newest = ago(standing.newest_article_at, now)
    position = standing.published.log_position
    return f"position {position:,}, built {built}, newest article read {newest} ({counts})"


def _waiting(standing: "Standing") -> str:
    parts = []
    if standing.waiting_events:
        parts.append(f"{standing.waiting_events:,} events to build")
    if standing.waiting_files:
        parts.append(f"{len(standing.waiting_files)} files in the inbox")
    if standing.is_code_new:
        parts.append("tables to build anew, the code has changed")
    return "; ".join(parts) or "nothing"


def _extractor(standing: "Standing", now: datetime) -> str:
    choice = standing.extractor
    if choice.since is None:
        return f"{choice.extractor}, as configured, from the next build on"
    return f"{choice.extractor}, by {choice.decided_by} {ago(choice.since, now)}"


def _last_build(standing: "Standing", now: datetime) -> str:
    journal = standing.last_build
    if standing.is_erasure_cut_short:
        return "an erasure was cut short; complete it: newsledger articles erase --resume"
    if standing.is_building:
        return f"running, at step {len(journal.steps) + 1}"
    if journal.status == "running":
        return "was killed; the next one completes its work"
    if journal.status == "never":
        return "none yet"
    finished = datetime.fromisoformat(journal.finished_at) if journal.finished_at else None
    checks = ", ".join(f"{count} {outcome}" for outcome, count in journal.checks.items())
    error = f": {journal.error}" if journal.error else ""
    return f"{journal.status} {ago(finished, now)} (checks: {checks or 'none'}){error}"
