"""The warehouse as it was: the tables of a prefix of the log, in a file of their own.

A whole dbt build of the prefix, by the code of today, away from the published file and the work
databases; then a lookup, since a prefix never changes. Which prefix a moment means belongs in
``moments``; which files are kept, in ``as_of_cache``.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dagster_project.as_of_cache import AsOfCache
from dagster_project.code_version import code_version
from dagster_project.erasure_marker import refuse_if_cut_short
from dagster_project.moments import read_publications
from dagster_project.published import read_publication
from ingest.event_log import EventLog, LogPrefix
from ingest.events import VERSION_EVENTS
from ingest.home import Home

Progress = Callable[[int, int], None]
NO_TESTS = ("--exclude-resource-type", "test")
"""What the checks found then is in the log; they are not asked again."""

_UNPUBLISHED = """
    delete from raw.events
    where
        list_contains($version_events, event_type)
        and not coalesce(
            greatest(
                try_cast(payload ->> 'published_at' as timestamptz),
                try_cast(payload ->> 'modified_at' as timestamptz)
            ) < $published_before, false
        )
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is asked for: what the log held (its clock), and of it what publishers had dated earlier.

    ``published_before`` goes by the publishers' clock: versions of articles whose publication and last
    change are dated before it; those without a date are left out.
    """

    prefix: LogPrefix
    published_before: datetime | None = None


def as_of_file(
    home: Home,
    log: EventLog,
    snapshot: Snapshot,
    progress: Progress = lambda _done, _total: None,
) -> Path:
    """A warehouse file with the tables of the snapshot: the published one, a kept one or a new one."""
    if snapshot.published_before is None and _is_published(home, snapshot.prefix):
        return home.published
    cache = AsOfCache(home.as_of)
    key = cache_key(log, snapshot)
    if (kept := cache.find(key)) is not None:
        return kept
    with cache.locked():
        refuse_if_cut_short(home)
        kept = cache.find(key)  # another process may have built it meanwhile
        if kept is not None:
            return kept
        built = _build(home, log, snapshot, progress)
        return cache.keep(built, key)


def cache_key(log: EventLog, snapshot: Snapshot) -> str:
    """What decides the rows: the prefix, the code, the narrowing, and what was erased since."""
    erased = log.counts().get("PayloadErased", 0)
    before = snapshot.published_before
    narrowed = f"-before-{before:%Y%m%dT%H%M%S%f}" if before else ""
    code = code_version().rpartition("+")[2]
    prefix = snapshot.prefix
    return f"{prefix.position}-{prefix.hash[:16]}-{code}-{erased}{narrowed}"


def _is_published(home: Home, prefix: LogPrefix) -> bool:
    published = read_publication(home)
    return (
        published is not None
        and (published.log_position, published.log_hash) == (prefix.position, prefix.hash)
        and published.code_version == code_version()
    )


def _build(home: Home, log: EventLog, snapshot: Snapshot, progress: Progress) -> Path:
    """Builds in a scratch home of its own; returns the finished file there."""
    from dagster_project.dbt_run import DbtProject, raise_errors
    from dagster_project.plan import plan_build
    from dagster_project.publish import close_off
    from dagster_project.warehouse import load_events

    scratch = Home(home.as_of / "scratch")
    shutil.rmtree(scratch.root, ignore_errors=True)
    load_events(scratch, log, upto=snapshot.prefix.position)
    plan = plan_build(scratch, run_id="as-of")
    _narrow(scratch, snapshot)
    _load_check_failures(scratch, log, snapshot.prefix)
    dbt = DbtProject(scratch, target=home.as_of / "dbt")
    raise_errors(dbt.build(NO_TESTS, plan.dbt_vars(), progress))
    close_off(scratch.work_warehouse, plan.to_position)
    return scratch.work_warehouse


def _narrow(scratch: Home, snapshot: Snapshot) -> None:
    """Leaves out the versions of articles that were not dated before the moment asked for."""
    from dagster_project.warehouse import open_internal

    if snapshot.published_before is None:
        return
    with open_internal(scratch) as connection:
        values = {
            "version_events": list(VERSION_EVENTS),
            "published_before": snapshot.published_before,
        }
        connection.execute(_UNPUBLISHED, values)


def _load_check_failures(scratch: Home, log: EventLog, prefix: LogPrefix) -> None:
    """What the checks of the last build of this prefix or an earlier one found, as the log tells."""
    from dagster_project.check_book import add_check_failures

    publications = [
        publication
        for publication in read_publications(log)
        if publication.log_position <= prefix.position
    ]
    if publications:  # two builds of one prefix, by other code: the last one says more
        last = max(publications, key=lambda one: one.log_position)
        last = [one for one in publications if one.log_position == last.log_position][-1]
        add_check_failures(scratch, last.failures or [], last.log_position)
