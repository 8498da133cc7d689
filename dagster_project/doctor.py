"""What is wrong in a home directory, and what to do about it. Looks, changes nothing.

Each finding is about one thing that a person can put right. Whether the log is as it was written is for
``verify``; how things stand when all is well, for ``standing``.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb

from dagster_project.build_lock import is_build_running
from dagster_project.disk import read_disk_use, readable
from dagster_project.erasure_marker import RESUME, is_cut_short
from dagster_project.inbox import waiting_files
from dagster_project.journal import BuildJournal
from dagster_project.published import is_of_this_log, read_publication
from ingest.errors import LogBusy, NewsledgerError
from ingest.event_log import EventLog
from ingest.extractor_choice import current_choice
from ingest.home import Home
from ingest.sources import SourceRegistry

WAITS_LONG = timedelta(days=1)
MOST_DAGSTER_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: an error stops work, a warning will one day."""

    subject: str
    severity: str  # error | warn
    problem: str
    remedy: str


Findings = Iterator[Finding]


def examine(home: Home) -> list[Finding]:
    """Everything that is wrong; a check that breaks is a finding itself."""
    found: list[Finding] = []
    for check in CHECKS:
        try:
            found += check(home)
        except (NewsledgerError, duckdb.Error, sqlite3.Error, OSError) as error:
            subject = check.__name__.strip("_")
            found.append(Finding(subject, "error", str(error), "see the message; then run again"))
    return found


def _folder(home: Home) -> Findings:
    if not home.root.is_dir():
        yield Finding(
            "folder", "error", f"{home.root} is not there", "newsledger ingest FOLDER makes it"
        )
    elif not os.access(home.root, os.W_OK | os.X_OK):
        yield Finding(
            "folder", "error", f"{home.root} cannot be written", "give yourself the right to write"
        )


def _log(home: Home) -> Findings:
    if not home.ledger.exists():
        yield Finding("log", "error", "there is no log", "newsledger ingest FOLDER, or restore")
        return
    try:
        log = EventLog(home.ledger, lock_timeout=2)
        head = log.prefix(log.head().position)
    except LogBusy as error:
        yield Finding("log", "warn", str(error), "wait for the process that has it, or end it")
        return
    except NewsledgerError as error:
        remedy = "restore a backup (newsledger restore) into another home, and compare"
        yield Finding("log", "error", str(error), remedy)
        return
    if head is not None and head.recorded_at > datetime.now(UTC) + timedelta(minutes=5):
        problem = f"the last event was recorded at {head.recorded_at:%Y-%m-%d %H:%M}, in the future"
        yield Finding("log", "warn", problem, "set the clock; as-of answers go by it")
    if not os.access(home.ledger, os.W_OK):
        yield Finding("log", "error", f"{home.ledger} cannot be written", "make it writable")


def _erasure(home: Home) -> Findings:
    if is_cut_short(home) and not _is_building(home):
        yield Finding("erasure", "error", "an erasure was cut short; nothing is built", RESUME)


def _build(home: Home) -> Findings:
    journal = BuildJournal.load(home)
    if journal.status == "failed":
        problem = f"the last build failed: {journal.error}"
        remedy = "newsledger status shows the failing rows; put them right, then newsledger build"
        yield Finding("build", "error", problem, remedy)
    elif journal.status == "running" and not _is_building(home):
        yield Finding("build", "warn", "the last build was killed", "newsledger build completes it")


def _published(home: Home) -> Findings:
    published = read_publication(home)
    if published is None:
        if home.ledger.exists():
            yield Finding("published", "warn", "nothing is published", "newsledger build")
        return
    if home.ledger.exists() and not is_of_this_log(EventLog(home.ledger), published):
        problem = "the published file was built from another log than this one"
        yield Finding("published", "error", problem, "newsledger build --full-refresh")


def _extractor(home: Home) -> Findings:
    choice = current_choice(EventLog(home.ledger)) if home.ledger.exists() else None
    if choice is not None and not choice.extractor.is_runnable:
        problem = f"this release cannot run {choice.extractor}, whose results the tables show"
        yield Finding(
            "extractor", "error", problem, "newsledger extractors promote NAME --reason …"
        )


def _settings(home: Home) -> Findings:
    SourceRegistry.load(home.sources_file)
    return iter(())


def _disk(home: Home) -> Findings:
    disk = read_disk_use(home)
    if disk.is_short:
        problem = f"{readable(disk.free)} are free, {readable(disk.needed)} may be needed at once"
        yield Finding(
            "disk", "error", problem, "free some; newsledger compact gives back what it can"
        )
    if disk.places["dagster"] > MOST_DAGSTER_BYTES:
        problem = f"the run history takes {readable(disk.places['dagster'])}"
        remedy = f"when nothing runs, delete {home.dagster / 'history'}: no table depends on it"
        yield Finding("dagster", "warn", problem, remedy)


def _history(home: Home) -> Findings:
    for database in sorted(home.dagster.glob("**/*.db")):
        with closing(
            sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=2)
        ) as connection:
            try:
                connection.execute("pragma schema_version").fetchone()
            except sqlite3.DatabaseError as error:
                remedy = f"when nothing runs, delete {home.dagster / 'history'}"
                yield Finding("dagster", "error", f"{database}: {error}", remedy)


def _leftovers(home: Home) -> Findings:
    """Drafts of processes that were killed; none of them is in anybody's way."""
    if _is_building(home):
        return
    patterns = (".warehouse.duckdb.tmp", f".{home.ledger.name}.*")
    left = [path for pattern in patterns for path in sorted(home.root.glob(pattern))]
    if left:
        names = " ".join(str(path) for path in left)
        problem = f"{len(left)} drafts were left by processes that were killed"
        yield Finding("leftovers", "warn", problem, f"when nothing runs: rm {names}")


def _inbox(home: Home) -> Findings:
    before = (datetime.now(UTC) - WAITS_LONG).timestamp()
    waiting = [path for path in waiting_files(home) if path.stat().st_mtime < before]
    if waiting:
        problem = f"{len(waiting)} files wait in the inbox for more than a day"
        yield Finding("inbox", "warn", problem, f"newsledger ui, or newsledger ingest {home.inbox}")


def _is_building(home: Home) -> bool:
    return home.build_lock.exists() and is_build_running(home.build_lock)


CHECKS: tuple[Callable[[Home], Findings], ...] = (
    _folder,
    _log,
    _erasure,
    _build,
    _published,
    _extractor,
    _settings,
    _disk,
    _history,
    _leftovers,
    _inbox,
)
