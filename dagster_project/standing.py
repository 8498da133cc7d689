"""Where a home directory stands: log, published file, last build, what waits. Light to import.

How it is shown belongs in the command line.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import duckdb

from dagster_project.build_lock import is_build_running
from dagster_project.code_version import code_version
from dagster_project.disk import DiskUse, read_disk_use
from dagster_project.erasure_marker import is_cut_short
from dagster_project.inbox import waiting_files
from dagster_project.journal import BuildJournal
from dagster_project.published import Published, read_publication, waiting_events
from ingest.event_log import EventLog
from ingest.extractor_choice import Choice, current_choice
from ingest.home import Home


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that ``status`` tells."""

    home: str
    log_position: int
    events: dict[str, int]
    published: Published | None
    newest_article_at: datetime | None
    row_counts: dict[str, int]
    waiting_events: int
    waiting_files: list[str]
    is_code_new: bool
    extractor: Choice
    is_building: bool
    last_build: BuildJournal
    disk: DiskUse
    is_erasure_cut_short: bool

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def read_standing(home: Home) -> Standing:
    """Reads it; changes nothing, makes nothing."""
    log = EventLog(home.ledger)
    published = read_publication(home)
    row_counts, newest = _published_counts(home) if published else ({}, None)
    return Standing(
        home=str(home.root),
        log_position=log.head().position,
        events=log.counts(),
        published=published,
        newest_article_at=newest,
        row_counts=row_counts,
        waiting_events=waiting_events(log, published),
        waiting_files=[path.name for path in waiting_files(home)],
        extractor=current_choice(log),
        is_code_new=published is not None and published.code_version != code_version(),
        is_building=home.build_lock.exists() and is_build_running(home.build_lock),
        last_build=BuildJournal.load(home),
        disk=read_disk_use(home),
        is_erasure_cut_short=is_cut_short(home),
    )


def _published_counts(home: Home) -> tuple[dict[str, int], datetime | None]:
    with duckdb.connect(home.published, read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        cursor = connection.execute("select columns('(.*)_count') as '\\1' from publication")
        names = [column[0] for column in cursor.description or []]
        counts = dict(zip(names, cursor.fetchone() or (), strict=False))
        newest = connection.execute("select max(last_observed_at) from articles").fetchone()
    return counts, newest[0] if newest else None
