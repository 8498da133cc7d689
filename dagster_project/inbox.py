"""The inbox folder and the list of feeds: what waits in a home directory to be ingested.

When to look belongs in ``dagster_project.automation``; reading belongs in ``ingest``.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.event_log import EventLog
from ingest.home import Home

SETTLED_SECONDS = 5.0
"""A file that changed this recently may still be being written."""


def waiting_files(home: Home, now: float | None = None) -> list[Path]:
    """Files and folders dropped into the inbox that are no longer being written."""
    if not home.inbox.is_dir():
        return []
    moment = time.time() if now is None else now
    return sorted(
        path
        for path in home.inbox.iterdir()
        if path.name != "done" and not path.name.startswith(".") and _is_settled(path, moment)
    )


def _is_settled(path: Path, now: float) -> bool:
    parts = [path, *path.rglob("*")] if path.is_dir() else [path]
    return all(now - part.stat().st_mtime >= SETTLED_SECONDS for part in parts)


def feed_urls(home: Home) -> list[str]:
    """The feeds listed in ``feeds.txt``: one URL a line, ``#`` begins a comment."""
    if not home.feeds_file.exists():
        return []
    lines = [line.partition(" #")[0].strip() for line in home.feeds_file.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def ingest_waiting(
    home: Home,
    log: EventLog,
    locations: Sequence[str],
    *,
    inbox: bool,
    feeds: bool,
    run_id: str,
) -> dict[str, Any]:
    """Ingests what is named and what waits; files from the inbox move to ``inbox/done``."""
    dropped = waiting_files(home) if inbox else []
    wanted = [*locations, *map(str, dropped), *(feed_urls(home) if feeds else [])]
    if not wanted:
        return {}
    from ingest.intake import IngestOptions, ingest
    from ingest.sources import SourceRegistry

    summary = ingest(
        wanted,
        log=log,
        registry=SourceRegistry.load(home.sources_file),
        options=IngestOptions(actor="dagster", run_id=run_id, http_state=home.http_state),
    )
    for path in dropped:
        _file_away(path, home.inbox / "done")
    return summary.as_dict()


def _file_away(path: Path, done: Path) -> None:
    """Moves into ``done``; a name that is taken there gets a number."""
    done.mkdir(exist_ok=True)
    target, number = done / path.name, 1
    while target.exists():
        number += 1
        target = done / f"{path.stem}-{number}{path.suffix}"
    path.rename(target)
